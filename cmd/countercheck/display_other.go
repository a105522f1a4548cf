//go:build !linux

package main

// noDisplay is always "": a desktop here has a display.
func noDisplay() string { return "" }
