package ui

import (
	"context"

	"countercheck/checks"
)

// Watch is what the window needs of the monitor.
type Watch interface {
	Now()                                           // a whole round at once
	Listen(f func(checks.Snapshot)) (remove func()) // f is called from any goroutine
}

// Settings is what the window needs of the settings file.
type Settings interface {
	Current() checks.Settings
	Save(checks.Settings) error // writes them, and has what is watched follow
	// Export writes the whole set as one file for the next shop, without webhooks
	// and what belongs to this PC alone. Import checks such a file and returns what
	// it says, laid over what is set now; nothing is saved by it.
	Export(path string) error
	Import(path string) (checks.Settings, error)
	Shipped() checks.Settings // the recommended values
}

// History is what the window needs of what was remembered. All of it may block
// and is called beside the screen.
type History interface {
	// Series of some checks, thinned to about points steps each.
	Series(ctx context.Context, ids []string, in checks.Window, points int) ([]checks.Series, error)
	// Changes in the window, and before them the one that held at its beginning.
	Changes(ctx context.Context, in checks.Window) ([]checks.Change, error)
	Gaps(ctx context.Context, in checks.Window) ([]checks.Gap, error)
	// Incidents that touch the window, the newest first.
	Incidents(ctx context.Context, in checks.Window) ([]checks.Incident, error)
	Scene(ctx context.Context, incident int64) (*checks.Scene, error) // nil: none was taken
	Note(ctx context.Context, incident int64, text string) error
}

// Rescue is what the window needs for the day something is wrong with the
// program or the PC. All of it may block and is called beside the screen.
type Rescue interface {
	Support(ctx context.Context, path string) error // log, crash output, settings, last rounds, redacted
	Backup(ctx context.Context, path string) error  // all data, for a new PC
	// Restore takes over a back-up after checking it; it holds after a restart of
	// the program. What was there before is set aside.
	Restore(ctx context.Context, path string) error
	DeleteAll(ctx context.Context) error // everything remembered and set; the program ends then
	// Size of what is remembered on the disk, in bytes, and how far back single
	// results reach.
	Size(ctx context.Context) (bytes int64, err error)
}

// Desktop is what the window needs of the desktop around it; ui/desk is one.
type Desktop interface {
	HasTray() bool // somebody shows tray icons
	// TrayMayCome: nobody shows tray icons yet, but the place to ask for it is
	// there. Programs that start with the system are often the first to be there.
	TrayMayCome() bool
	// Notify shows a notification; urgent ones stay until they are read. Texts
	// come from the catalogue alone.
	Notify(title, body string, urgent bool) error
	// Muted says why the system would keep a notification to itself now, as a key
	// under desk.muted., "" if it would not.
	Muted() string
	Sound() error
	Autostart() (bool, error)
	SetAutostart(on bool) error
	// Key calls pressed, on any goroutine, whenever the key is pressed in any
	// program. It fails where the key is taken or cannot be had.
	Key(name string, pressed func()) (release func(), err error)
	// OnTop puts a window at the upper right edge of the screen and keeps it above
	// all others, by the handle that the driver gives.
	OnTop(handle uintptr) error
	// Raise brings a window before the others and gives it the keyboard, also when
	// it was minimised.
	Raise(handle uintptr) error
	// KeepFocus remembers who has the keyboard; what it returns gives it back.
	KeepFocus() (giveBack func())
}
