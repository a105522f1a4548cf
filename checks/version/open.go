package version

import (
	"os"
	"path/filepath"
	"strings"
)

// open opens a plain file for reading. It looks before it opens, since opening is
// an act of its own with a device, and again after, since a name may change hands.
func open(path string) (*os.File, int64, error) {
	if err := usable(path); err != nil {
		return nil, 0, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, problem(err, path)
	}
	if !info.Mode().IsRegular() {
		return nil, 0, &Problem{Why: NotAFile, What: path}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, 0, problem(err, path)
	}
	info, err = f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &Problem{Why: NotAFile, What: path}
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, problem(err, path)
	}
	return f, info.Size(), nil
}

// usable refuses a path that depends on where the program was started, one that
// leads over the network (Windows hands the user's password hash to whoever
// answers there), and the names under which Windows keeps its devices.
func usable(path string) error {
	switch {
	case strings.HasPrefix(path, `\\`), strings.HasPrefix(path, "//"):
		return &Problem{Why: NotHere, What: path}
	case !filepath.IsAbs(path), strings.ContainsFunc(path, unseen), len(path) > 1000:
		return &Problem{Why: Unusable, What: path}
	}
	below := strings.TrimLeft(path[len(filepath.VolumeName(path)):], `/\`)
	if !filepath.IsLocal(filepath.Clean(below)) {
		return &Problem{Why: NotAFile, What: path}
	}
	return nil
}
