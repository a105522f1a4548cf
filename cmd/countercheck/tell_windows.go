package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"

	"countercheck/assets"
)

// tell says something to the person where there is no window: in a box of the
// system's own, since a program with a window has no console; and on the console
// for those who redirect it.
func tell(words *assets.Words, text string) {
	fmt.Fprintln(os.Stderr, text)
	body, err1 := windows.UTF16PtrFromString(text)
	title, err2 := windows.UTF16PtrFromString(words.Say("start.title", nil))
	if err1 == nil && err2 == nil {
		_, _ = windows.MessageBox(0, body, title, windows.MB_OK|windows.MB_ICONINFORMATION|windows.MB_SETFOREGROUND)
	}
}
