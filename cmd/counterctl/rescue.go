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
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// exitFailed ends a command that was called rightly and could not do its work.
const exitFailed = 1

// roundWithin bounds the round whose results go into a support file.
const roundWithin = 20 * time.Second

func newSupport(opts *options) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "support --out FILE",
		Short: "One file for whoever helps from afar: log, settings, one round, incidents",
		Long: "Makes one round of checks and writes a zip with its report, the log, crash output, the settings, and the incidents of 30 days.\n" +
			"Keys of webhooks, hardware addresses, names of networks, notes and the user's name are taken out.\n\nExit code: 0, 1 on an error, 3 wrong usage.",
		Example: "  counterctl support --out support.zip",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return support(cmd, opts, out)
		},
	}
	needOut(cmd, &out)
	return cmd
}

func newBackup(opts *options) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "backup --out FILE",
		Short: "All records and settings as one file, for a new PC",
		Long: "Writes a zip with all that was recorded and all settings, also while a window or an agent watches.\n" +
			"The keys of webhooks are in it: keep it as you keep them.\n\nExit code: 0, 1 on an error, 3 wrong usage.",
		Example: "  counterctl backup --out shop.zip",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return backup(cmd, opts, out)
		},
	}
	needOut(cmd, &out)
	return cmd
}

func newRestore(opts *options) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Take over what backup wrote",
		Long: "Checks a back-up and puts its records and settings in place. What was there before is set aside in the data folder.\n" +
			"Nothing may be watching meanwhile.\n\nExit code: 0, 1 on an error, 3 wrong usage or a program is watching.",
		Example: "  counterctl restore shop.zip",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return restore(cmd, opts, args[0])
		},
	}
}

// needOut gives a command the flag --out, which it cannot do without.
func needOut(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", "", "the file to write")
	_ = cmd.MarkFlagRequired("out") // it fails for flags that are not there
}

// failed says what could not be done.
func failed(cmd *cobra.Command, err error) error {
	fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", err)
	return exit(exitFailed)
}

func support(cmd *cobra.Command, opts *options, out string) error {
	settings, err := engine.ReadSettings(opts.chosen())
	var wrong *store.SettingsError
	switch {
	case errors.As(err, &wrong): // somebody may need help with just that
		fmt.Fprintln(cmd.ErrOrStderr(), "counterctl: the shipped settings are used instead:", wrong)
	case err != nil:
		return err
	}
	dir := opts.home.Dir
	from, err := store.OpenReader(dir)
	if err != nil {
		from = nil
		fmt.Fprintln(cmd.ErrOrStderr(), "counterctl: without records:", err)
	} else {
		defer func() { _ = from.Close() }() // it was only read
	}
	plan := probe.New(settings.Current(), settings.Catalogue, assets.RootsPEM)
	ctx, cancel := context.WithTimeout(cmd.Context(), roundWithin)
	defer cancel()
	round, whole := checks.Run(ctx, plan.Checks, checks.RunOptions{ConfirmWithin: confirmWithin})
	seen := checks.Snapshot{Round: round, Verdict: checks.Verdict{Cause: checks.None}}
	if whole {
		seen.Verdict = checks.Diagnose(plan, round)
	}
	file := engine.Support{Dir: dir, Version: version, Settings: settings, Plan: plan, Snapshot: seen, Store: from}
	if err := file.Write(cmd.Context(), out); err != nil {
		return failed(cmd, err)
	}
	fmt.Fprintln(cmd.OutOrStdout(), out)
	return nil
}

func backup(cmd *cobra.Command, opts *options, out string) error {
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	dir := opts.home.Dir
	from, err := store.OpenReader(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return failed(cmd, fmt.Errorf("nothing was recorded yet in %s", dir))
	}
	if err != nil {
		return failed(cmd, err)
	}
	err = engine.Backup(cmd.Context(), settings, from, out)
	if err = errors.Join(err, from.Close()); err != nil {
		return failed(cmd, err)
	}
	fmt.Fprintln(cmd.OutOrStdout(), out)
	return nil
}

func restore(cmd *cobra.Command, opts *options, path string) (err error) {
	settings, err := engine.OpenSettings(opts.chosen())
	if err != nil {
		return err
	}
	dir := opts.home.Dir
	lock, err := store.TakeLock(dir, "restore")
	var held *store.HeldError
	if errors.As(err, &held) {
		return fmt.Errorf("%w; end that one first", held)
	}
	if err != nil {
		return failed(cmd, err)
	}
	defer func() { _ = lock.Release() }() // the system lets go of it in any case
	if err := engine.Stage(cmd.Context(), dir, settings, path); err != nil {
		return failed(cmd, err)
	}
	aside, err := engine.TakeRestored(dir, settings)
	if err != nil {
		return failed(cmd, err)
	}
	fmt.Fprintln(cmd.OutOrStdout(), "counterctl: restored into", dir)
	if aside != "" {
		fmt.Fprintln(cmd.OutOrStdout(), "counterctl: what was there before is", aside)
	}
	return nil
}
