package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// listing is a command that lists something of what people wrote down.
type listing struct {
	use, short, long string
	asText           func(io.Writer, *assets.Words, checks.Records, time.Time) error
	asJSON           func(io.Writer, *assets.Words, checks.Records, time.Time) error
}

func newUpkeep(opts *options) *cobra.Command {
	return listing{
		use:   "upkeep",
		short: "The maintenance checklist: every item, its interval, how it stands and when it is due",
		long:  "Lists the maintenance checklist: what is overdue and due first.",
		asText: func(out io.Writer, w *assets.Words, r checks.Records, now time.Time) error {
			return report.UpkeepText(out, w, checks.Upkeep(r.Care, now))
		},
		asJSON: func(out io.Writer, w *assets.Words, r checks.Records, now time.Time) error {
			return report.UpkeepJSON(out, w, checks.Upkeep(r.Care, now), now)
		},
	}.command(opts)
}

func newTerminals(opts *options) *cobra.Command {
	return listing{
		use:   "terminals",
		short: "The shop's terminals, and how their versions stand",
		long:  "Lists the terminals on record: their numbers, their version and whether it is the newest.",
		asText: func(out io.Writer, w *assets.Words, r checks.Records, now time.Time) error {
			return report.TerminalsText(out, w, r, now)
		},
		asJSON: func(out io.Writer, _ *assets.Words, r checks.Records, now time.Time) error {
			return report.TerminalsJSON(out, r, now)
		},
	}.command(opts)
}

func (l listing) command(opts *options) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     l.use,
		Short:   l.short,
		Long:    l.long + " Reads beside a window or an agent that is watching.\n\nExit code: 0, 3 wrong usage.",
		Example: "  counterctl " + l.use + "\n  counterctl " + l.use + " --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, settings, err := known(cmd, opts)
			if err != nil {
				return err
			}
			write := l.asText
			if asJSON {
				write = l.asJSON
			}
			return write(cmd.OutOrStdout(), settings.Words(), known, time.Now())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON and nothing else")
	return cmd
}

// known is what people wrote down in the data folder. Where nothing was ever
// recorded there, nothing is written either: the checklist is as on its first day.
func known(cmd *cobra.Command, opts *options) (known checks.Records, settings *engine.Settings, err error) {
	settings, err = engine.ReadSettings(opts.chosen())
	if err != nil {
		return known, nil, err
	}
	if _, err := os.Stat(filepath.Join(opts.home.Dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(cmd.ErrOrStderr(), "counterctl: nothing was recorded yet in %s\n", opts.home.Dir)
		known.Care = checks.Care{Tasks: settings.Checklist, Since: time.Now()}
		return known, settings, nil
	}
	records, end, err := engine.OpenRecords(cmd.Context(), opts.home.Dir, settings)
	if err != nil {
		return known, nil, err
	}
	known, err = records.Records(context.WithoutCancel(cmd.Context()))
	return known, settings, errors.Join(err, end())
}
