//go:build lab && linux

package main

import (
	"testing"
	"time"

	"countercheck/checks"
)

// TestSoakJudge: what the soak holds agents to finds each way of being wrong, and lets
// pass what is right.
func TestSoakJudge(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }
	ok := func(seconds int) checks.Change {
		return checks.Change{At: at(seconds), Level: checks.OK, Cause: checks.None}
	}
	fail := func(seconds int, cause checks.Code) checks.Change {
		return checks.Change{At: at(seconds), Level: checks.Fail, Cause: cause}
	}
	down := held{scenario: scenario{faults: []string{"wan.down"}, cause: checks.WANDown, level: checks.Fail}, begun: at(100), on: at(101), off: at(200), ended: at(201)}
	blip := held{scenario: scenario{faults: []string{"link.down"}, cause: checks.LinkDown, level: checks.Fail}, begun: at(400), on: at(400), off: at(404), ended: at(405), short: true}
	w := truth{held: []held{down, blip}, began: noon, ended: at(600)}
	for name, c := range map[string]struct {
		changes []checks.Change
		want    []string
	}{
		"as it was":                       {changes: []checks.Change{ok(1), fail(110, checks.WANDown), ok(215)}},
		"the short one, too":              {changes: []checks.Change{ok(1), fail(110, checks.WANDown), ok(215), fail(402, checks.LinkDown), ok(410)}},
		"for a moment nothing was known":  {changes: []checks.Change{ok(1), {At: at(104)}, fail(110, checks.WANDown), ok(215)}},
		"a round that had begun before":   {changes: []checks.Change{ok(1), fail(95, checks.WANDown), ok(215)}},
		"not seen":                        {changes: []checks.Change{ok(1)}, want: []string{notSeen, notSeen}},
		"seen late":                       {changes: []checks.Change{ok(1), fail(180, checks.WANDown), ok(215)}, want: []string{notSeen}},
		"another cause":                   {changes: []checks.Change{ok(1), fail(110, checks.DNSNoAnswer), ok(215)}, want: []string{misnamed, notSeen}},
		"another level":                   {changes: []checks.Change{ok(1), {At: at(110), Level: checks.Warn, Cause: checks.WANDown}, ok(215)}, want: []string{misnamed, notSeen}},
		"given up in the middle":          {changes: []checks.Change{ok(1), fail(110, checks.WANDown), ok(170), fail(190, checks.WANDown), ok(215)}, want: []string{notSeen}},
		"another cause afterwards":        {changes: []checks.Change{ok(1), fail(110, checks.WANDown), fail(215, checks.DNSNoAnswer), ok(230)}, want: []string{falseAlarm}},
		"never over":                      {changes: []checks.Change{ok(1), fail(110, checks.WANDown)}, want: []string{tooLong}},
		"out of nothing":                  {changes: []checks.Change{ok(1), fail(20, checks.ProviderDown), ok(50), fail(110, checks.WANDown), ok(215)}, want: []string{falseAlarm}},
		"the same, long after":            {changes: []checks.Change{ok(1), fail(110, checks.WANDown), ok(215), fail(500, checks.WANDown), ok(520)}, want: []string{tooLong}},
		"the short one by another name":   {changes: []checks.Change{ok(1), fail(110, checks.WANDown), ok(215), fail(402, checks.WANDown), ok(405)}, want: []string{misnamed}},
		"unknown while nothing was wrong": {changes: []checks.Change{ok(1), {At: at(50)}, ok(80), fail(110, checks.WANDown), ok(215)}, want: []string{falseAlarm}},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.judge(c.changes)
			for i := range max(len(got), len(c.want)) {
				if i >= len(got) || i >= len(c.want) || got[i].kind != c.want[i] {
					t.Fatalf("%+v, want %v", got, c.want)
				}
			}
		})
	}
	if at, seen := down.seen([]checks.Change{ok(1), fail(110, checks.WANDown)}); !seen || at.Sub(down.on) != 9*time.Second {
		t.Errorf("seen at %s, %v", at, seen)
	}
	list := func(cause checks.Code, from, to int) incidentList {
		return incidentList{Incidents: []listedIncident{{Level: checks.Fail, Cause: cause, From: at(from), To: at(to)}}}
	}
	right := []checks.Change{ok(1), fail(110, checks.WANDown), ok(215)}
	for name, c := range map[string]struct {
		list incidentList
		want int
	}{
		"as it was":      {list(checks.WANDown, 110, 215), 0},
		"none":           {incidentList{}, 1},
		"another":        {list(checks.DNSSlow, 110, 215), 2},
		"far too long":   {list(checks.WANDown, 110, 500), 1},
		"another time":   {list(checks.WANDown, 300, 310), 2},
		"twice the same": {incidentList{Incidents: append(list(checks.WANDown, 110, 120).Incidents, list(checks.WANDown, 130, 215).Incidents...)}, 1},
	} {
		if got := w.listed(right, c.list); len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
