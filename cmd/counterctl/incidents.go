package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// usualIncidents is how far back is looked where nothing was asked for.
const usualIncidents = 30 * 24 * time.Hour

func newIncidents(opts *options) *cobra.Command {
	var asJSON bool
	var from, to string
	cmd := &cobra.Command{
		Use:   "incidents",
		Short: "What went wrong on the line, and which sales showed a refund, as it was recorded",
		Long: "Lists the line's incidents and the refund cases, the newest first, and how much of the time was watched. Reads beside a window or an agent that is watching.\n\n" +
			"A time is written as 2026-11-23, \"2026-11-23 12:30\", 12:30 (today), 7d or 12h (ago), or as RFC 3339.\n\nExit code: 0, 3 wrong usage.",
		Example: "  counterctl incidents\n  counterctl incidents --from 7d --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now := time.Now()
			in, err := windowOf(from, to, now)
			if err != nil {
				return err
			}
			return incidents(cmd, opts, in, now, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON and nothing else")
	cmd.Flags().StringVar(&from, "from", "", "the beginning (default: 30 days ago)")
	cmd.Flags().StringVar(&to, "to", "", "the end (default: now)")
	return cmd
}

func incidents(cmd *cobra.Command, opts *options, in checks.Window, now time.Time, asJSON bool) error {
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	all, uptime, err := recorded(cmd.Context(), opts.home.Dir, in, now)
	var cases []checks.Case
	if err == nil {
		cases, err = casesIn(cmd.Context(), opts, settings, in)
	}
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(cmd.ErrOrStderr(), "counterctl: nothing was recorded yet in %s\n", opts.home.Dir)
		uptime = checks.Uptime{Unwatched: in.Length()}
	} else if err != nil {
		return err
	}
	words := assets.Speak(settings.Current().Language)
	if asJSON {
		return report.IncidentsJSON(cmd.OutOrStdout(), words, all, cases, uptime, in)
	}
	return report.IncidentsText(cmd.OutOrStdout(), words, all, cases, uptime, now)
}

// casesIn are the refund cases of a window.
func casesIn(ctx context.Context, opts *options, settings *engine.Settings, in checks.Window) (all []checks.Case, err error) {
	cases, end, err := engine.OpenCases(ctx, opts.home.Dir, settings)
	if err != nil {
		return nil, err
	}
	all, err = cases.Cases(ctx, in)
	return all, errors.Join(err, end())
}

// recorded reads what the database of a folder holds of a window.
func recorded(ctx context.Context, dir string, in checks.Window, now time.Time) (all []checks.Incident, uptime checks.Uptime, err error) {
	s, err := store.OpenReader(dir)
	if err != nil {
		return nil, uptime, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return engine.Recorded(ctx, s, in, now)
}

// windowOf reads the two ends of a window.
func windowOf(from, to string, now time.Time) (in checks.Window, err error) {
	in = checks.Window{From: now.Add(-usualIncidents), To: now}
	if to != "" {
		if in.To, err = moment(to, now); err != nil {
			return in, fmt.Errorf("--to %w", err)
		}
	}
	if from != "" {
		if in.From, err = moment(from, now); err != nil {
			return in, fmt.Errorf("--from %w", err)
		}
	}
	if !in.From.Before(in.To) {
		return in, fmt.Errorf("--from %s is not before --to %s", in.From.Format(time.DateTime), in.To.Format(time.DateTime))
	}
	return in, nil
}

// moment reads a time in any of the ways people write it.
func moment(text string, now time.Time) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return at, nil
		}
	}
	if at, err := time.Parse("15:04", text); err == nil {
		y, m, d := now.Date()
		return time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, now.Location()), nil
	}
	for end, unit := range map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "m": time.Minute} {
		if number, found := strings.CutSuffix(text, end); found {
			if n, err := strconv.Atoi(number); err == nil && n > 0 && n < 10_000 {
				return now.Add(-time.Duration(n) * unit), nil
			}
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time: write 2026-11-23, \"2026-11-23 12:30\", 12:30, 7d or 12h", text)
}
