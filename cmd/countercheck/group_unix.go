//go:build unix

package main

import "syscall"

// ownGroup keeps a Ctrl-C on the console from the window's process, which is
// told by us to end.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
