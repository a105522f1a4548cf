package engine

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

// DataDir is the data folder: the one asked for, or the platform's own.
func DataDir(asked string) string {
	if asked != "" {
		return asked
	}
	return filepath.Join(xdg.DataHome, "countercheck")
}
