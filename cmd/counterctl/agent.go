package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

func newAgent(opts *options) *cobra.Command {
	return &cobra.Command{
		Use:   "agent",
		Short: "Watch without a window, until told to stop",
		Long: "Watches the line, remembers what it saw and sends the warnings that were set up, until it is told to stop (Ctrl-C or SIGTERM).\n" +
			"One program at a time watches for a data folder: the window or the agent.\n\nExit code: 0 after a clean stop, 3 wrong usage or another program watches already.",
		Example: "  counterctl agent\n  counterctl agent --data /var/lib/countercheck",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return agent(cmd, opts)
		},
	}
}

func agent(cmd *cobra.Command, opts *options) (err error) {
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	dir := opts.home.Dir
	e, err := engine.Open(engine.Options{Dir: dir, Kind: "agent", Settings: settings, Agent: "Countercheck/" + version})
	var held *store.HeldError
	if errors.As(err, &held) {
		return fmt.Errorf("%w; end that one first, or name another folder with --data", held)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	out := cmd.OutOrStdout()
	if said := e.Troubled(settings.Words()); said != "" {
		fmt.Fprintf(out, "counterctl: watching; Ctrl-C ends it. %s: %s\n", dir, said)
	} else {
		fmt.Fprintf(out, "counterctl: watching, and remembering in %s; Ctrl-C ends it\n", dir)
	}
	remove := e.Listen(sayer(out, settings))
	defer remove()
	return e.Run(cmd.Context())
}

// sayer prints a line whenever the level or the cause changes.
func sayer(out io.Writer, settings *engine.Settings) func(checks.Snapshot) {
	var told checks.Change
	return func(s checks.Snapshot) {
		now := checks.ChangeOf(s.Verdict, s.Since)
		if now.SameVerdict(told) || s.Checked.IsZero() {
			return
		}
		told = now
		profile := settings.Current().Profile()
		words := settings.Words()
		fmt.Fprintf(out, "%s %s %s\n", time.Now().Format(time.DateTime), words.Say("text.mark."+now.Level.String(), nil),
			report.Explain(words, s.Verdict, profile).Headline)
	}
}
