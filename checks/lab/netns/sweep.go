//go:build linux

package netns

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// prefix begins the names of all namespaces of this package; the number of the
// process that made them follows.
const prefix = "countercheck"

// sweep removes the namespaces and files of runs whose process is gone.
func sweep() error {
	var all []error
	for _, name := range stale("/run/netns") {
		if err := feed("", "ip", "netns", "del", name); err != nil && exists("/run/netns/"+name) {
			all = append(all, err) // otherwise another run has just swept it
		}
	}
	for _, name := range stale(etc) {
		all = append(all, os.RemoveAll(filepath.Join(etc, name)))
	}
	return errors.Join(all...)
}

// stale lists what is left in a directory of processes that are gone.
func stale(dir string) []string {
	entries, _ := os.ReadDir(dir) // not there: nothing is left
	var names []string
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), prefix)
		number, _, _ := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(number)
		if !ours || err != nil {
			continue
		}
		if !exists("/proc/" + strconv.Itoa(pid)) {
			names = append(names, e.Name())
		}
	}
	return names
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
