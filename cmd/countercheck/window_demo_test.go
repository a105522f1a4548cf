//go:build window && linux

package main

import (
	"context"
	"image/color"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// TestADemonstrationOnACounterWithoutANetwork begins one from the red screen, with the
// mouse, has it probe, and ends it: all the while it is marked, what the counter's own
// line does is told again afterwards, and nothing of it is on record.
func TestADemonstrationOnACounterWithoutANetwork(t *testing.T) {
	needs(t)
	program, shop, home := build(t), open(t), t.TempDir()
	dir, config := shopSettings(t, home, "asked = true\n")
	breaks(t, shop, "link.down")
	w := startIn(t, home, shop, program, "--theme", "light")
	k := &walk{t: t, w: w, dir: dir, config: config}
	k.until("a window", func() bool { return w.id() != "" })
	w.shows(t, noCableSentence, red, 40*time.Second)
	time.Sleep(2 * time.Second)
	w.picture(t, "demo-0-red.png")
	k.presses(alertRead)
	k.presses(demoOffer)
	time.Sleep(time.Second)
	w.picture(t, "demo-1-choice.png")
	k.presses(demoHealthy)
	k.until("a green band under the mark of a demonstration", func() bool {
		seen := w.look(t)
		return shareOf(seen, green) > 0.02 && shareOf(seen, demoMark) > 0.02
	})
	w.picture(t, "demo-2-healthy.png")
	if !strings.Contains(w.title(), noCableSentence) {
		t.Errorf("the title tells of the demonstration and not of the counter: %q", w.title())
	}
	k.presses(demoEnd)
	w.shows(t, noCableSentence, red, 20*time.Second)
	if share := shareOf(w.look(t), demoMark); share > 0.001 {
		t.Errorf("still marked: %.1f %% of the screen", 100*share)
	}
	w.picture(t, "demo-3-over.png")
	s, err := store.OpenReader(filepath.Join(home, "countercheck"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	changes, err := s.Changes(context.Background(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)})
	if err != nil || len(changes) == 0 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	for _, c := range changes {
		if c.Cause != checks.LinkDown {
			t.Errorf("the demonstration is on record: %+v", c)
		}
	}
}

const noCableSentence = "网线掉了"

// demoMark is the ground of the band over a demonstration.
var demoMark = color.RGBA{0x5B, 0x2A, 0x86, 0xFF}

// Where things stand in a window of 1024x600: on the red screen, in the choice, in the band.
var demoOffer, demoHealthy, demoEnd = point{139, 568}, point{167, 129}, point{953, 53}
