package assets

import "embed"

// The tray's icons, made from the drawings beside them at 32 pixels, so that half
// of it, the usual size, falls on whole pixels. They differ by shape as well as
// by colour.
//
//go:embed tray/*.png
var trayIcons embed.FS

// TrayIcon is the tray's icon of a level by its name: ok, warn, fail; PNG. Any
// other name gives that of "not known".
func TrayIcon(level string) []byte {
	icon, err := trayIcons.ReadFile("tray/" + level + ".png")
	if err != nil {
		icon, _ = trayIcons.ReadFile("tray/unknown.png") // it is embedded
	}
	return icon
}
