package main

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// ownGroup keeps a Ctrl-C on the console from the window's process, which is
// told by us to end.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}
