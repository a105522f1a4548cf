package ui

import (
	"context"
	"io"

	"countercheck/checks"
)

// Records is what the window needs of what people wrote down. All of it may block
// and is called beside the screen. What is saved is whole or not at all; where
// another window was faster it fails with checks.ErrChanged and writes nothing.
type Records interface {
	// All that is recorded, retired terminals included.
	Records(ctx context.Context) (checks.Records, error)
	// SaveTerminal writes a terminal and returns it as it is now; an ID of "" is a
	// new one. Texts that do not fit fail with a *checks.TextError.
	SaveTerminal(ctx context.Context, t checks.Terminal) (checks.Terminal, error)
	// ReadVersion reads a version from where the terminal's record says.
	ReadVersion(ctx context.Context, t checks.Terminal) (checks.VersionReading, error)
	SaveRule(ctx context.Context, r checks.VersionRule) error   // in the place of one for the same brand, model and software
	DeleteRule(ctx context.Context, r checks.VersionRule) error // one a person recorded

	SaveTask(ctx context.Context, c checks.TaskChange) error
	Look(ctx context.Context, r checks.CareRecord) error // an item was looked at

	// Visits, the newest first; one that is under way is among them.
	Visits(ctx context.Context) ([]checks.Visit, error)
	SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	// EndVisit ends a visit: it is written as it is for good, the terminals are
	// marked as visited, what differs is noted, and the technician's items are done.
	EndVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	DropVisit(ctx context.Context, id string) error // one under way
	// Survey is the run of 100 probes. It fails where one ended less than 10
	// minutes ago.
	Survey(ctx context.Context, progress func(done, of int)) (checks.Survey, error)

	// AddPhoto takes a picture over, turned upright, made smaller and freed of where
	// and when it was taken. It returns the name it is kept by. A picture that is
	// too large or none at all fails with a *checks.PhotoError.
	AddPhoto(ctx context.Context, picture io.Reader) (name string, err error)
	Photo(ctx context.Context, name string) ([]byte, error) // a JPEG; checks.ErrGone where its file was deleted

	// VisitReport writes the report of a visit; the path's ending, .pdf or .html,
	// says how.
	VisitReport(ctx context.Context, id, path string) error
	ExportVisit(ctx context.Context, id, path string) error // for the shop's own installation
	// ImportRecords takes over a visit, or a shop's terminals, from another
	// installation. It says what came.
	ImportRecords(ctx context.Context, path string) (checks.Imported, error)
}
