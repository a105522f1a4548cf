package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
)

// Evidence writes the evidence report of a window, or of one case of whatever time;
// the path's ending, .pdf, .html or .csv, says how.
func (c Cases) Evidence(ctx context.Context, in checks.Window, only string, survey *checks.Survey, path string) error {
	d, err := c.Dossier(ctx, in, only, survey)
	if err != nil {
		return err
	}
	return c.WriteDossier(d, path)
}

// WriteDossier writes an evidence report, whole or not at all.
func (c Cases) WriteDossier(d checks.Dossier, path string) error {
	words := c.records.settings.Words()
	return wholeFile(path, func(out io.Writer) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".pdf":
			return report.EvidencePDF(out, words, assets.FontRegular(), d)
		case ".html", ".htm":
			return report.EvidenceHTML(out, words, d)
		case ".csv":
			return report.EvidenceCSV(out, words, d)
		default:
			return fmt.Errorf("%s: an evidence report is a .pdf, a .html or a .csv", filepath.Base(path))
		}
	})
}

// Dossier is all that the evidence report of a window shows; only is the id of the
// one case it is about, "" for all of them.
func (c Cases) Dossier(ctx context.Context, in checks.Window, only string, survey *checks.Survey) (checks.Dossier, error) {
	now := time.Now()
	if in.To.After(now) {
		in.To = now.Add(time.Millisecond) // to now, included; what lies ahead was not watched
	}
	d := checks.Dossier{
		Made: now, Window: in, Program: c.Program, System: builtFor(), Zone: now.Format("UTC-07:00"),
		PCOnly: c.plan().Profile.SIMOnly, Survey: survey, Judged: map[string]checks.VersionVerdict{},
	}
	s, err := c.records.open(ctx)
	if err != nil {
		return d, err
	}
	if err := recordedOf(ctx, s, &d, only); err != nil {
		return d, err
	}
	if d.Bills, err = c.Returned(ctx, in); err != nil {
		return d, err
	}
	if only != "" {
		d.Bills = slices.DeleteFunc(d.Bills, func(m checks.BillMatch) bool { return m.Case != only })
	}
	known, err := c.records.Records(ctx)
	if err != nil {
		return d, err
	}
	for _, t := range known.Terminals {
		if t.InUse() {
			t.Source, t.Photos = nil, nil // where this PC reads it, and pictures, are nobody else's business
			d.Terminals = append(d.Terminals, t)
			d.Judged[t.ID] = checks.JudgeVersion(t, known.Rules, known.Ages, now)
		}
	}
	d.Visited = known.Care.Visited
	seen := c.snapshot(ctx)
	d.Now, d.Clock = seen.Verdict, clockOf(seen)
	return d, nil
}

// recordedOf fills in what the database holds.
func recordedOf(ctx context.Context, s *store.Store, d *checks.Dossier, only string) (err error) {
	if only == "" {
		if d.Entries, err = s.NewestEntries(ctx, d.Window, mostInDossier); err == nil && len(d.Entries) == mostInDossier {
			d.Left, err = s.CountCases(ctx, d.Window)
			d.Left -= mostInDossier
		}
	} else {
		var e checks.CaseEntry
		e, err = s.NewestEntry(ctx, only)
		d.Entries = []checks.CaseEntry{e}
	}
	if err != nil {
		return err
	}
	var err1, err2 error
	d.Chain, err1 = s.CheckChain(ctx)
	d.Incidents, d.Uptime, err2 = Recorded(ctx, s, d.Window, d.Made)
	return errors.Join(err1, err2)
}

// mostInDossier is how many cases an evidence report shows: a page each or so, and more
// than anybody who is handed it looks at.
const mostInDossier = 200

// clockOf is how far this PC's clock was off in the last round, by the middle of all
// that told the time; nil where nobody did.
func clockOf(seen checks.Snapshot) *checks.ClockOffset {
	var behind []checks.Span // this PC's clock is
	add := func(o *checks.Span) {
		if o != nil {
			behind = append(behind, *o)
		}
	}
	for _, r := range seen.Round.Results {
		switch f := r.Finding.Facts.(type) {
		case checks.ClockFacts:
			add(&f.Offset)
		case checks.PortalFacts:
			add(f.ClockOffset)
		case checks.EndpointFacts:
			add(f.ClockOffset)
		}
	}
	if len(behind) == 0 {
		return nil
	}
	slices.Sort(behind)
	return &checks.ClockOffset{Off: -behind[len(behind)/2], At: seen.Checked}
}

// builtFor is the system that the program was built for, which is where it runs.
func builtFor() string {
	var parts []string
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, set := range info.Settings {
			if set.Key == "GOOS" || set.Key == "GOARCH" {
				parts = append(parts, set.Value)
			}
		}
	}
	slices.Reverse(parts) // they stand in the order of their keys
	return strings.Join(parts, "/")
}
