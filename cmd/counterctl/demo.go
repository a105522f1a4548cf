package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks/report"
	"countercheck/cmd/engine"
)

func newDemo(opts *options) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [SCENARIO]",
		Short: "Show what a fault looks like, with payment hosts staged on this PC",
		Long: "Shows what a fault looks like: payment hosts are staged on this PC and probed for real,\n" +
			"or a recorded round is replayed, and it says which. Nobody is contacted and nothing is\n" +
			"recorded. Without a scenario it lists them.\n\n" +
			"Exit code: as check, by the verdict shown: 0 ok, 1 warn, 2 fail, 3 unknown or wrong usage.",
		Example: "  counterctl demo\n  counterctl demo provider.down",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, settings, err := configuration(opts)
			if err != nil {
				return err
			}
			words := assets.Speak(settings.Language)
			if len(args) == 0 {
				return listDemos(cmd.OutOrStdout(), words)
			}
			return demo(cmd, words, args[0])
		},
	}
}

// listDemos lists the scenarios, one a line: id, name, kind.
func listDemos(out io.Writer, words *assets.Words) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", words.Say("demo.console.choose", nil))
	for _, s := range engine.DemoScenarios() {
		fmt.Fprintf(&b, "  %-26s %s · %s\n", s.ID, words.Say("demo.scene."+s.ID+".name", nil), words.Say("demo.kind_short."+string(s.Kind), nil))
	}
	fmt.Fprintf(&b, "\n%s\n", words.Say("demo.console.how", map[string]any{"Command": "counterctl demo provider.down"}))
	_, err := io.WriteString(out, b.String())
	return err
}

// demo shows one scenario. Every line is marked, so that none of it can be taken
// for the shop's state when it is copied.
func demo(cmd *cobra.Command, words *assets.Words, id string) (err error) {
	if !knownDemo(id) {
		return fmt.Errorf("there is no demonstration %q (nearest: %s; counterctl demo lists them)", id, nearestDemo(id))
	}
	d, err := engine.OpenDemo(id, words.Lang())
	if err != nil {
		return err
	}
	defer d.Close()
	round, verdict, whole := d.Round(cmd.Context(), nil)
	if !whole {
		return fmt.Errorf("the demonstration %s was stopped before its round was finished", id)
	}
	var text bytes.Buffer
	scene := "demo.scene." + id + "."
	fmt.Fprintf(&text, "%s\n%s\n", words.Say("demo.console.begin", nil), words.Say("demo.kind."+string(d.Scenario.Kind), nil))
	fmt.Fprintf(&text, "\n%s\n", words.Say(scene+"name", nil))
	for _, part := range []string{"happens", "counter", "learn"} {
		fmt.Fprintf(&text, "   %s\n", words.Say("demo.console.line", map[string]any{
			"Label": words.Say("demo."+part, nil), "Text": words.Say(scene+part, nil),
		}))
	}
	text.WriteByte('\n')
	if err := report.Text(&text, words, d.Plan(), round, verdict); err != nil {
		return err
	}
	fmt.Fprintf(&text, "\n%s\n", words.Say("demo.console.over", nil))
	mark := words.Say("demo.mark", nil)
	for line := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s | %s", mark, line); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
	}
	if code := verdict.Level.ExitCode(); code != 0 {
		return exit(code)
	}
	return nil
}

func knownDemo(id string) bool {
	for _, s := range engine.DemoScenarios() {
		if s.ID == id {
			return true
		}
	}
	return false
}

// nearestDemo is the scenario whose id is most like what was typed.
func nearestDemo(typed string) (best string) {
	distance := -1
	for _, s := range engine.DemoScenarios() {
		if d := levenshtein.ComputeDistance(typed, s.ID); distance < 0 || d < distance {
			best, distance = s.ID, d
		}
	}
	return best
}
