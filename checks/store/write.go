package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"github.com/pelletier/go-toml/v2"

	"countercheck/checks"
)

// heading opens a file that this program wrote.
const heading = "# Written by Countercheck. Only what differs from the shipped settings stands here.\n\n"

// writeWhole puts a file in place whole or not at all: a power cut leaves the old
// one or the new one.
func writeWhole(path string, text []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	f, err := os.CreateTemp(dir, filepath.Base(path)+".*.tmp")
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", filepath.Base(path), errors.Join(err, os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// difference is the TOML text of all that is not as shipped.
func difference(settings checks.Settings, shipped []byte) ([]byte, error) {
	var base checks.Settings
	if d := decode(shipped, &base); len(d.problems) > 0 {
		return nil, &SettingsError{File: shippedName, Problems: d.problems}
	}
	old, err := asMap(base)
	if err != nil {
		return nil, err
	}
	fresh, err := asMap(settings)
	if err != nil {
		return nil, err
	}
	dropEqual(fresh, old)
	text, err := toml.Marshal(fresh)
	return append([]byte(heading), text...), err
}

func asMap(s checks.Settings) (map[string]any, error) {
	text, err := toml.Marshal(s)
	if err != nil {
		return nil, err
	}
	m := map[string]any{}
	return m, toml.NewDecoder(bytes.NewReader(text)).Decode(&m)
}

// dropEqual takes out of fresh what old says too, and the tables that are empty
// then.
func dropEqual(fresh, old map[string]any) {
	for key, value := range fresh {
		table, isTable := value.(map[string]any)
		if before, ok := old[key].(map[string]any); ok && isTable {
			dropEqual(table, before)
			if len(table) == 0 {
				delete(fresh, key)
			}
		} else if reflect.DeepEqual(value, old[key]) {
			delete(fresh, key)
		}
	}
}
