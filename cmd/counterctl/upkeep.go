package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

func newUpkeep(opts *options) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "upkeep",
		Short: "The maintenance checklist: every item, its interval, how it stands and when it is due",
		Long: "Lists the maintenance checklist: what is overdue and due first. Reads beside a window or an agent that is watching.\n\n" +
			"Exit code: 0, 3 wrong usage.",
		Example: "  counterctl upkeep\n  counterctl upkeep --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, settings, err := known(cmd, opts)
			if err != nil {
				return err
			}
			now := time.Now()
			items := checks.Upkeep(known.Care, now)
			if asJSON {
				return report.UpkeepJSON(cmd.OutOrStdout(), settings.Words(), items, now)
			}
			return report.UpkeepText(cmd.OutOrStdout(), settings.Words(), items)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON and nothing else")
	return cmd
}

func newTerminals(opts *options) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "terminals",
		Short: "The shop's terminals, and how their versions stand",
		Long: "Lists the terminals on record: their numbers, their version and whether it is the newest. Reads beside a window or an agent that is watching.\n\n" +
			"Exit code: 0, 3 wrong usage.",
		Example: "  counterctl terminals\n  counterctl terminals --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, settings, err := known(cmd, opts)
			if err != nil {
				return err
			}
			now := time.Now()
			if asJSON {
				return report.TerminalsJSON(cmd.OutOrStdout(), known, now)
			}
			return report.TerminalsText(cmd.OutOrStdout(), settings.Words(), known, now)
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
