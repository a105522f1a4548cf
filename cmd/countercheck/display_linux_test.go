package main

import "testing"

func TestDisplaySocket(t *testing.T) {
	for name, want := range map[string]string{
		":0": "/tmp/.X11-unix/X0", ":12.1": "/tmp/.X11-unix/X12", "unix:3": "/tmp/.X11-unix/X3",
		"till:0": "", "localhost:10.0": "", "nonsense": "",
	} {
		if got := displaySocket(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
