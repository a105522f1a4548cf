package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"countercheck/assets"
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
	c := &sayer{out: cmd.OutOrStdout(), settings: settings, troubled: e.Troubled}
	if c.trouble = e.Troubled(settings.Words()); c.trouble != "" {
		fmt.Fprintf(c.out, "counterctl: watching; Ctrl-C ends it. %s: %s\n", dir, c.trouble)
	} else {
		fmt.Fprintf(c.out, "counterctl: watching, and remembering in %s; Ctrl-C ends it\n", dir)
	}
	remove := e.Listen(c.hear)
	defer remove()
	return e.Run(cmd.Context())
}

// sayer prints a line whenever the level or the cause changes, and whenever what is
// seen can no longer be remembered, or can again.
type sayer struct {
	out      io.Writer
	settings *engine.Settings
	troubled func(*assets.Words) string // why it cannot be remembered, "" where it can
	trouble  string                     // the last that was said of it
	told     checks.Change
}

func (c *sayer) hear(s checks.Snapshot) {
	words := c.settings.Words()
	if why := c.troubled(words); why != c.trouble {
		c.trouble = why
		c.line(cmp.Or(why, words.Say("text.remembers", nil)))
	}
	now := checks.ChangeOf(s.Verdict, s.Since)
	if now.SameVerdict(c.told) || s.Checked.IsZero() {
		return
	}
	c.told = now
	c.line(words.Say("text.mark."+now.Level.String(), nil) + " " + report.Explain(words, s.Verdict, c.settings.Current().Profile()).Headline)
}

func (c *sayer) line(said string) {
	fmt.Fprintf(c.out, "%s %s\n", time.Now().Format(time.DateTime), said)
}
