package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// noDisplay is the key of why there is no display to open a window on, "" if
// there seems to be one. A display on another machine, or one of Wayland alone,
// is for the window to try.
func noDisplay() string {
	name := os.Getenv("DISPLAY")
	if name == "" {
		if os.Getenv("WAYLAND_DISPLAY") != "" {
			return ""
		}
		return noDisplayReason
	}
	socket := displaySocket(name)
	if socket == "" {
		return ""
	}
	for _, address := range []string{socket, "@" + socket} { // the second has no file
		conn, err := net.DialTimeout("unix", address, time.Second)
		if err == nil {
			_ = conn.Close()
			return ""
		}
	}
	return noDisplayReason
}

// displaySocket is the socket of a display on this machine, named :0, :0.0 or
// unix:0; "" if it is on another.
func displaySocket(name string) string {
	host, number, found := strings.Cut(name, ":")
	number, _, _ = strings.Cut(number, ".")
	if !found || host != "" && host != "unix" {
		return ""
	}
	return filepath.Join("/tmp/.X11-unix", "X"+number)
}
