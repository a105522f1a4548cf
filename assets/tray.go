package assets

import "embed"

// The tray's icons, made from the drawings beside them at 32 pixels, so that half
// of it, the usual size, falls on whole pixels. They differ by shape as well as
// by colour.
//
//go:embed tray/*.png
var trayIcons embed.FS

// TrayIcon is the tray's icon of a level by its name: ok, warn, fail; PNG. Any
// other name gives that of "not known". due puts a dot at its corner: something of
// the upkeep is past its date. With a fault there is no dot; that is more urgent.
func TrayIcon(level string, due bool) []byte {
	names := []string{level, "unknown"}
	if due {
		names = []string{level + "-due", level, "unknown-due"}
	}
	for _, name := range names {
		if icon, err := trayIcons.ReadFile("tray/" + name + ".png"); err == nil {
			return icon
		}
	}
	return nil // never: they are embedded
}
