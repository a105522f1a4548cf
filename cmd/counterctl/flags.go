package main

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// nearestCommand names the nearest known command where an unknown one was given.
func nearestCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see " + cmd.CommandPath() + " --help"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "nearest: " + near[0]
	}
	return fmt.Errorf("unknown command %q (%s)", args[0], hint)
}

// nearestFlag adds the nearest known flag to the error about an unknown one.
func nearestFlag(cmd *cobra.Command, err error) error {
	_, name, found := strings.Cut(err.Error(), "unknown flag: --")
	if !found {
		return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
	}
	best, distance := "", len(name)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if d := levenshtein.ComputeDistance(name, f.Name); d < distance {
			best, distance = f.Name, d
		}
	})
	if best == "" {
		return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
	}
	return fmt.Errorf("%w (nearest: --%s)", err, best)
}
