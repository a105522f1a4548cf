//go:build !windows

package version

import "context"

// Installed lists the programs that Windows has installed; only there.
func Installed(context.Context) ([]Program, error) {
	return nil, &Problem{Why: NotWindows}
}
