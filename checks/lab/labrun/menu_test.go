//go:build linux

package main

import (
	"testing"

	"countercheck/checks/lab/netns"
)

func TestEveryFaultHasADescription(t *testing.T) {
	for _, f := range netns.Faults {
		if descriptions[f.Name] == "" {
			t.Errorf("%s has none", f.Name)
		}
	}
	if len(descriptions) != len(netns.Faults) {
		t.Errorf("%d descriptions for %d faults", len(descriptions), len(netns.Faults))
	}
}
