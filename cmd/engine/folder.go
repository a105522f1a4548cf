package engine

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"
)

// DataDir is the data folder: the one asked for, or the platform's own.
func DataDir(asked string) string {
	if asked != "" {
		return asked
	}
	return filepath.Join(xdg.DataHome, "countercheck")
}

// matching are the files of a folder whose names match any of the patterns, by
// their names; none where there is no such folder.
func matching(dir string, patterns ...string) (paths []string, err error) {
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, f := range files {
		if slices.ContainsFunc(patterns, func(p string) bool { is, _ := filepath.Match(p, f.Name()); return is }) {
			paths = append(paths, filepath.Join(dir, f.Name()))
		}
	}
	return paths, err
}
