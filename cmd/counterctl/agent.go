package main

import (
	"cmp"
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
	c := &sayer{out: cmd.OutOrStdout(), settings: settings, now: e.Trouble, trouble: e.Trouble()}
	if why := c.trouble.Say(settings.Words()); why != "" {
		fmt.Fprintf(c.out, "counterctl: watching; Ctrl-C ends it. %s: %s\n", dir, why)
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
	now      func() engine.Trouble // why it cannot be remembered, if it cannot
	trouble  engine.Trouble        // the last that was said of it
	told     checks.Change
}

// hear is called after every answer of a host, of which nearly all change nothing.
// The sentences are read only when there is one to say: reading them takes longer
// than asking a host.
func (c *sayer) hear(s checks.Snapshot) {
	if trouble := c.now(); trouble != c.trouble {
		c.trouble = trouble
		words := c.settings.Words()
		c.line(cmp.Or(trouble.Say(words), words.Say("text.remembers", nil)))
	}
	now := checks.ChangeOf(s.Verdict, s.Since)
	if now.SameVerdict(c.told) || s.Checked.IsZero() {
		return
	}
	c.told = now
	words := c.settings.Words()
	c.line(words.Say("text.mark."+now.Level.String(), nil) + " " + report.Explain(words, s.Verdict, c.settings.Current().Profile()).Headline)
}

func (c *sayer) line(said string) {
	fmt.Fprintf(c.out, "%s %s\n", time.Now().Format(time.DateTime), said)
}
