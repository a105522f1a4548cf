package ui

import (
	"context"
	"time"

	"countercheck/checks"
)

// Cases is what the window needs of the refund cases, the bills and the evidence.
// All of it may block and is called beside the screen. What is saved is whole or
// not at all.
type Cases interface {
	// Minute is what was measured around a sale on a terminal ("" for none). It
	// brings a minute that was not measured as such, never an error for it.
	Minute(ctx context.Context, at time.Time, terminal string) (checks.Minute, error)
	// Cases that were shown in the window, the newest first, as lists show them; those
	// begun by mistake are among them.
	Cases(ctx context.Context, in checks.Window) ([]checks.Case, error)
	// OpenCases are those for which somebody still waits, whenever they were, as lists
	// show them.
	OpenCases(ctx context.Context) ([]checks.Case, error)
	// Case is one of them with all of it; where there is none it fails with
	// checks.ErrGone.
	Case(ctx context.Context, id string) (checks.Case, error)
	// SettleCases completes what was measured around cases that were answered before
	// all of it had come in.
	SettleCases(ctx context.Context) error
	// SaveCase writes a case and returns it as it is now; an ID of "" is a new one.
	// Where another window was faster it fails with checks.ErrChanged; where it
	// would change what a concluded case says, with checks.ErrConcluded.
	SaveCase(ctx context.Context, c checks.Case) (checks.Case, error)

	// ReadBill reads a bill that the merchant downloaded and keeps what it says;
	// one that was read before counts once. columns is nil but for another issuer's
	// bill, whose columns a person named. progress tells how much of the file was
	// read, in bytes. A file that is no bill fails with a *checks.BillError.
	ReadBill(ctx context.Context, path string, columns *checks.BillColumns, progress func(read, of int64)) (checks.Bill, error)
	// Bills that were read, the newest first, without their rows.
	Bills(ctx context.Context) ([]checks.Bill, error)
	// Returned are the rows of all bills in the window that gave money back, joined
	// to what was measured and recorded.
	Returned(ctx context.Context, in checks.Window) ([]checks.BillMatch, error)

	// Evidence writes the evidence report; the path's ending, .pdf, .html or .csv,
	// says how. survey is one taken for it, nil: without.
	Evidence(ctx context.Context, in checks.Window, only string, survey *checks.Survey, path string) error
}
