package desk

import (
	"fmt"
	"os"
	"path/filepath"
)

func (d *Desk) entry() (entryFile, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return entryFile{}, fmt.Errorf("what starts with the system: %w", err)
	}
	return entryFile{
		path:   filepath.Join(home, "Library", "LaunchAgents", entryName+".plist"),
		text:   launchAgent(d.options.Program),
		starts: startsByAgent,
	}, nil
}

// Autostart reports whether this program starts with the system.
func (d *Desk) Autostart() (bool, error) {
	file, err := d.entry()
	if err != nil {
		return false, err
	}
	return file.isOn(d.options.Program)
}

// SetAutostart has this program start with the system, or not any more.
func (d *Desk) SetAutostart(on bool) error {
	file, err := d.entry()
	if err != nil {
		return err
	}
	return file.set(on)
}
