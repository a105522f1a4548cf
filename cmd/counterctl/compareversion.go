package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"countercheck/checks"
)

func newCompareVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "compare-version A B",
		Short: "Is version A older than, the same as or newer than version B",
		Long: "Compares two versions in the way the terminals' versions are compared, and prints older, same, newer or unknown.\n\n" +
			"Missing parts are zero; leading zeros, width, case and a v or 版本 do not count; a product or model before the number is no part of it, " +
			"but two different ones cannot be compared; a build's date or number counts after the version's; a beta comes before its release; " +
			"a date and a number cannot be compared. What cannot be compared is unknown, never older.\n\n" +
			"A version that begins with a dash stands after --.\n\nExit code: 0 whatever the answer, 3 wrong usage.",
		Example: "  counterctl compare-version V2.1.10 V2.1.9\n  counterctl compare-version \"A920_1.2.3 (build 7)\" 1.2.3-beta1",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return errors.New("compare-version takes two versions, each in quotes where it holds spaces: counterctl compare-version V2.1.10 V2.1.9")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), checks.CompareVersions(args[0], args[1]))
			return err
		},
	}
}
