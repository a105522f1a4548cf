package desk

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

func (d *Desk) entry() entryFile {
	xdg.Reload() // the folder is where the environment says it is now
	return entryFile{
		path:   filepath.Join(xdg.ConfigHome, "autostart", entryName+".desktop"),
		text:   desktopEntry(d.options.Name, d.options.Program),
		starts: startsByEntry,
	}
}

// Autostart reports whether this program starts with the system.
func (d *Desk) Autostart() (bool, error) { return d.entry().isOn(d.options.Program) }

// SetAutostart has this program start with the system, or not any more.
func (d *Desk) SetAutostart(on bool) error { return d.entry().set(on) }
