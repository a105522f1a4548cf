package version

import (
	"context"

	"countercheck/checks"
)

// source is one place a version can stand in.
type source interface {
	// read returns what stands there, as it stands there, and a name for the place.
	read(ctx context.Context, s checks.VersionSource) (said, where string, err error)
}

// sources is THE list of places.
var sources = map[checks.VersionFrom]source{
	checks.FromProgram:  program{},
	checks.FromRegistry: registered{list: Installed},
	checks.FromFile:     file{},
	checks.FromHTTP:     nearby{},
	checks.FromADB:      bridge{address: "127.0.0.1:5037"},
	checks.FromPackage:  packages{root: "/"},
}

// Allowed says whether a device may be asked that way. Over adb only the till's own
// program is: a device that takes cards or codes is sealed, and nobody is to be
// asked to open it.
func Allowed(kind checks.TerminalKind, from checks.VersionFrom) error {
	if from == checks.FromADB && kind != checks.CashierProgram {
		return &Problem{Why: NotForADB, What: string(kind)}
	}
	return nil
}
