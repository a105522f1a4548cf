//go:build !windows

package version

import (
	"testing"

	"countercheck/checks"
)

func TestOnlyWindowsHasARegistry(t *testing.T) {
	_, err := Read(t.Context(), checks.VersionSource{From: checks.FromRegistry, Name: "Till"})
	if why(t, err) != NotWindows {
		t.Error(err)
	}
}
