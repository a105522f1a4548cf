package engine

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

const (
	// stickMark beside the program says that it travels: everything it remembers
	// stands beside it, and nothing is left on the PC.
	stickMark = "portable"
	// stickFolder holds a folder for each shop.
	stickFolder = "countercheck-data"
)

// Stick is a technician's USB stick: the program, and what it remembers of each
// shop, kept apart.
type Stick struct{ root string }

// FindStick looks for the mark beside a program; ok is false where the program
// stays on its PC.
func FindStick(program string) (s Stick, ok bool) {
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	beside := filepath.Dir(program)
	for _, name := range []string{stickMark, stickMark + ".txt"} { // Windows hides the ending of a new text file
		if info, err := os.Stat(filepath.Join(beside, name)); err == nil && info.Mode().IsRegular() {
			return Stick{root: filepath.Join(beside, stickFolder)}, true
		}
	}
	return Stick{}, false
}

// Shops are those the stick has been to, by name.
func (s Stick) Shops() (names []string, err error) {
	entries, err := os.ReadDir(s.root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// cache is no shop's.
func (s Stick) cache() string { return filepath.Join(s.root, ".cache") }

// longestShop is in characters; a path on Windows has room for 260 in all.
const longestShop = 60

// Dir is the data folder of a shop; "" where no folder can have such a name.
func (s Stick) Dir(shop string) string {
	name := strings.TrimRight(strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return -1
		}
		return r
	}, shop)), ". ")
	if runes := []rune(name); len(runes) > longestShop {
		name = string(runes[:longestShop])
	}
	if name == "" || name[0] == '.' || reserved(name) {
		return ""
	}
	return filepath.Join(s.root, name)
}

// reserved are names of devices on Windows, whatever ending they have.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, base) {
		return true
	}
	device := strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")
	return device && len(base) == 4 && base[3] >= '0' && base[3] <= '9'
}

// StickSettings is where the settings of a shop on a stick are kept.
func StickSettings(dir string) string { return filepath.Join(dir, "settings.toml") }
