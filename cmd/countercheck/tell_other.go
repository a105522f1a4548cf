//go:build !windows

package main

import (
	"fmt"
	"os"

	"countercheck/assets"
)

// tell says something to the person where there is no window.
func tell(_ *assets.Words, text string) { fmt.Fprintln(os.Stderr, text) }
