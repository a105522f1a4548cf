package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the build: -ldflags "-X main.version=0.1.0".
var version = "development"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Version, commit and Go version",
		Example: "  counterctl version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			commit, goVersion := "unknown", "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				goVersion = info.GoVersion
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						commit = s.Value
					}
				}
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "counterctl %s\ncommit %s\n%s\n", version, commit, goVersion)
			return err
		},
	}
}
