package engine

import (
	"context"
	"errors"
	"io/fs"

	"countercheck/checks"
)

// History is what was remembered, by this program or by the one that watches. Where
// nothing was remembered yet all of it is empty.
type History struct{ of *Shared }

// History is what was remembered.
func (s *Shared) History() History { return History{of: s} }

// Series of some checks, thinned to about points steps each.
func (h History) Series(ctx context.Context, ids []string, in checks.Window, points int) ([]checks.Series, error) {
	s, err := h.of.store()
	if err != nil {
		return nil, notYet(err)
	}
	return s.Series(ctx, ids, in, points)
}

// Changes in the window, and before them the one that held at its beginning.
func (h History) Changes(ctx context.Context, in checks.Window) ([]checks.Change, error) {
	s, err := h.of.store()
	if err != nil {
		return nil, notYet(err)
	}
	return s.Changes(ctx, in)
}

// Gaps that touch the window.
func (h History) Gaps(ctx context.Context, in checks.Window) ([]checks.Gap, error) {
	s, err := h.of.store()
	if err != nil {
		return nil, notYet(err)
	}
	return s.Gaps(ctx, in)
}

// Incidents that touch the window, the newest first.
func (h History) Incidents(ctx context.Context, in checks.Window) ([]checks.Incident, error) {
	s, err := h.of.store()
	if err != nil {
		return nil, notYet(err)
	}
	return s.Incidents(ctx, in)
}

// Scene of an incident, nil where none was taken.
func (h History) Scene(ctx context.Context, incident int64) (*checks.Scene, error) {
	s, err := h.of.store()
	if err != nil {
		return nil, notYet(err)
	}
	return s.Scene(ctx, incident)
}

// Note keeps what a person wrote about an incident.
func (h History) Note(ctx context.Context, incident int64, text string) error {
	s, err := h.of.store()
	if err != nil {
		return err
	}
	return s.Note(ctx, incident, text)
}

// notYet: nothing was remembered yet is nothing that could not be read.
func notYet(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
