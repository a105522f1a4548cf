package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/probe"
	"countercheck/checks/report"
	"countercheck/checks/store"
)

// confirmWithin is how long after a round's start a failure is still asked again,
// so that every verdict stands within 10 s.
const confirmWithin = 9 * time.Second

func newCheck(opts *options) *cobra.Command {
	var asJSON bool
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "One round of checks, one verdict",
		Long:    "One round of checks and one verdict.\n\nExit code: 0 ok, 1 warn, 2 fail, 3 unknown or wrong usage.",
		Example: "  counterctl check\n  counterctl check --json | jq .verdict.cause",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if timeout <= 0 {
				return fmt.Errorf("--timeout %s: must be longer than nothing, for example 20s", timeout)
			}
			return check(cmd, opts, asJSON, timeout)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON and nothing else")
	cmd.Flags().DurationVar(&timeout, "timeout", 20*time.Second, "give up after this long; what was not answered is unknown")
	return cmd
}

func check(cmd *cobra.Command, opts *options, asJSON bool, timeout time.Duration) error {
	catalogue, settings, err := configuration(opts)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
	defer cancel()
	plan := probe.New(settings, catalogue, assets.RootsPEM)
	round, whole := checks.Run(ctx, plan.Checks, checks.RunOptions{ConfirmWithin: confirmWithin, Enough: checks.TellsAll})
	verdict := checks.Verdict{Cause: checks.None}
	if whole {
		verdict = checks.Diagnose(plan, round)
	} else {
		fmt.Fprintf(cmd.ErrOrStderr(), "counterctl: the round was not finished within %s, so there is no verdict; try a longer --timeout\n", timeout)
	}
	words := assets.Speak(settings.Language)
	if asJSON {
		err = report.JSON(cmd.OutOrStdout(), words, plan, round, verdict)
	} else {
		err = report.Text(cmd.OutOrStdout(), words, plan, round, verdict)
	}
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	if code := verdict.Level.ExitCode(); code != 0 {
		return exit(code)
	}
	return nil
}

// configuration reads the catalogue and the settings. A settings file that was
// named must be there; the one in the platform's own folder may be missing.
func configuration(opts *options) (checks.Catalogue, checks.Settings, error) {
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		return checks.Catalogue{}, checks.Settings{}, fmt.Errorf("built-in catalogue: %w", err)
	}
	path := opts.config
	if path == "" {
		path = opts.home.Settings
	}
	if path == "" {
		if path, err = store.SettingsPath(); err != nil {
			path = ""
		}
	}
	settings, err := store.ReadSettings(assets.SettingsTOML, path, catalogue)
	if opts.config == "" && errors.Is(err, fs.ErrNotExist) {
		settings, err = store.ReadSettings(assets.SettingsTOML, "", catalogue)
	}
	return catalogue, settings, err
}
