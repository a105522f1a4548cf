package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"countercheck/checks"
)

// shippedName stands for the settings inside the program in messages.
const shippedName = "shipped settings"

// SettingsPath is where a person's settings are kept on this system:
// countercheck/settings.toml in the folder for the user's configuration.
func SettingsPath() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for settings: %w", err)
	}
	return filepath.Join(dir, "countercheck", "settings.toml"), nil
}

// ReadSettings reads the shipped settings and, over them, the person's file; a
// list in it replaces the shipped one. An empty path is the shipped settings
// alone.
//
// A file that cannot be used is a *SettingsError with all that is wrong; a file
// that is not there is an error of fs.ErrNotExist, for the caller to judge: the
// usual file may be missing, a named one may not. The settings are the shipped
// ones in both cases.
func ReadSettings(shipped []byte, path string, catalogue checks.Catalogue) (checks.Settings, error) {
	settings, err := parse(shippedName, checks.Settings{}, shipped, catalogue)
	if err != nil || path == "" {
		return settings, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return settings, fmt.Errorf("settings: %w", err)
	}
	return parse(path, settings, text, catalogue)
}

// parse reads a text over settings that are fine. On an error they come back as
// they were.
func parse(name string, base checks.Settings, text []byte, catalogue checks.Catalogue) (checks.Settings, error) {
	settings := clone(base)
	d := decode(text, &settings)
	if !d.cut {
		for _, invalid := range settings.Validate(catalogue) {
			if d.covers(invalid.Key) {
				continue
			}
			at := d.place(invalid.Key)
			d.add(at, invalid.Key, invalid.Reason, invalid.Nearest, "%s", invalid.Why)
		}
	}
	if len(d.problems) > 0 {
		return base, &SettingsError{File: name, Problems: inOrder(d.problems)}
	}
	return settings, nil
}

// clone keeps the decoder from writing into the lists of the settings it reads
// over.
func clone(s checks.Settings) checks.Settings {
	s.Shop.Direct = slices.Clone(s.Shop.Direct)
	s.Shop.Compare = slices.Clone(s.Shop.Compare)
	s.Custom = slices.Clone(s.Custom)
	s.Webhooks = slices.Clone(s.Webhooks)
	s.Hosts.Controls = slices.Clone(s.Hosts.Controls)
	s.Hosts.Anchors = slices.Clone(s.Hosts.Anchors)
	s.Hosts.Portals = slices.Clone(s.Hosts.Portals)
	s.Hosts.Clocks = slices.Clone(s.Hosts.Clocks)
	return s
}
