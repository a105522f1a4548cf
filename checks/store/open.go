package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"countercheck/checks"
)

// OpenSettings reads the settings for a window that opens whatever they hold.
//
// A file that cannot be used is kept whole beside itself as .bak, the settings
// that were last read without an error take its place, or else the shipped ones,
// and what was wrong is returned to be shown. The settings can always be used;
// the error says what could not be done on the disk.
func OpenSettings(shipped []byte, path string, catalogue checks.Catalogue) (checks.Settings, *SettingsError, error) {
	fallback, err := parse(shippedName, checks.Settings{}, shipped, catalogue)
	if err != nil {
		return fallback, nil, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fallback, nil, nil
	}
	if err != nil {
		return fallback, nil, fmt.Errorf("settings: %w", err)
	}
	settings, err := parse(path, fallback, text, catalogue)
	var wrong *SettingsError
	if !errors.As(err, &wrong) {
		return settings, nil, keepGood(path, text)
	}
	good, err := os.ReadFile(goodName(path))
	if err == nil {
		settings, err = parse(goodName(path), fallback, good, catalogue)
	}
	if err != nil {
		good, settings = nil, fallback
	}
	return settings, wrong, setAside(path, text, good)
}

// SaveSettings writes what differs from the shipped settings, whole or not at
// all, so that a better shipped figure still reaches a shop that never changed
// it.
func SaveSettings(path string, settings checks.Settings, shipped []byte) error {
	text, err := difference(settings, shipped)
	if err != nil {
		return err
	}
	if err := writeWhole(path, text); err != nil {
		return err
	}
	return keepGood(path, text)
}

func goodName(path string) string { return path + ".good" }

// keepGood remembers a text that was read without an error.
func keepGood(path string, text []byte) error {
	if old, err := os.ReadFile(goodName(path)); err == nil && bytes.Equal(old, text) {
		return nil
	}
	return writeWhole(goodName(path), text)
}

// setAside keeps a text that cannot be used under a name that is free, and only
// then puts the good one in its place, or nothing.
func setAside(path string, text, good []byte) error {
	backup, kept, err := freeName(path+".bak", text)
	if err != nil {
		return err
	}
	if !kept {
		if err := writeWhole(backup, text); err != nil {
			return err
		}
	}
	if good != nil {
		return writeWhole(path, good)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

// mostBackups bounds the search for a free name.
const mostBackups = 1000

// freeName is the first of name, name.1, name.2... that is not taken. kept says
// that this very text is there already.
func freeName(name string, text []byte) (free string, kept bool, err error) {
	for i := range mostBackups {
		free = name
		if i > 0 {
			free = fmt.Sprintf("%s.%d", name, i)
		}
		old, err := os.ReadFile(free)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return free, false, nil
		case err == nil && bytes.Equal(old, text):
			return free, true, nil
		}
	}
	return "", false, fmt.Errorf("settings: %s: no free name for another backup", name)
}
