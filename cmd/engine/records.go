package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/probe"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/checks/version"
)

// Records is what people wrote down, kept by this program or beside the one that
// watches.
type Records struct {
	settings *Settings
	open     func(context.Context) (*store.Store, error) // where it is kept
	seen     func() []checks.Measurement                 // what was measured last
	changed  func()                                      // has what was saved hold at once
}

// Records is what people wrote down.
func (s *Shared) Records() Records {
	return Records{settings: s.opt.Settings, open: s.people, seen: s.measured, changed: func() {
		if e := s.Engine(); e != nil {
			e.learn(context.Background())
		}
	}}
}

// OpenRecords is what people wrote down, for a program that does not watch. close
// ends it.
func OpenRecords(ctx context.Context, dir string, settings *Settings) (r Records, end func() error, err error) {
	s, err := store.OpenPeople(ctx, dir)
	if err != nil {
		return r, nil, err
	}
	r = Records{
		settings: settings, changed: func() {},
		open: func(context.Context) (*store.Store, error) { return s, nil },
		seen: func() []checks.Measurement { return s.Last().Measured },
	}
	return r, s.Close, nil
}

// people is where records are kept: with what is recorded, or in a database of
// their own making where nothing was recorded yet.
func (s *Shared) people(ctx context.Context) (*store.Store, error) {
	kept, err := s.store()
	if !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if kept, err = store.OpenPeople(ctx, s.opt.Dir); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.looking == nil && s.engine == nil {
		s.looking = kept
		return kept, nil
	}
	_ = kept.Close() // somebody was faster
	if s.engine != nil {
		return s.engine.Store(), nil
	}
	return s.looking, nil
}

// measured is what answers items of the checklist, by whomever it was measured.
func (s *Shared) measured() []checks.Measurement {
	if e := s.Engine(); e != nil {
		return e.measured()
	}
	if kept, err := s.store(); err == nil {
		return kept.Last().Measured
	}
	return nil
}

// Records are all of them, retired terminals included.
func (r Records) Records(ctx context.Context) (checks.Records, error) {
	s, err := r.open(ctx)
	if err != nil {
		return checks.Records{}, err
	}
	all, err := s.Records(ctx, r.settings.Checklist)
	all.Ages, all.Care.Measured = r.settings.ages(), r.seen()
	return all, err
}

func (s *Settings) ages() checks.VersionAges {
	now := s.Current().Care
	return checks.VersionAges{Reading: now.ReadingDays, Newest: now.NewestDays}
}

// write saves something and has it hold.
func (r Records) write(ctx context.Context, save func(*store.Store) error) error {
	s, err := r.open(ctx)
	if err != nil {
		return err
	}
	if err := save(s); err != nil {
		return err
	}
	r.changed()
	return nil
}

// SaveTerminal writes a terminal; one without an ID is new.
func (r Records) SaveTerminal(ctx context.Context, t checks.Terminal) (saved checks.Terminal, err error) {
	saved = t
	err = r.write(ctx, func(s *store.Store) (err error) { saved, err = s.SaveTerminal(ctx, t); return err })
	return saved, err
}

// ReadVersion reads a version from where the terminal's record says.
func (r Records) ReadVersion(ctx context.Context, t checks.Terminal) (checks.VersionReading, error) {
	reading, err := readVersion(ctx, t)
	if err != nil {
		return reading, errors.New(whyUnread(r.settings.Words(), err))
	}
	return reading, nil
}

// SaveRule records the newest version of a sort of terminal.
func (r Records) SaveRule(ctx context.Context, rule checks.VersionRule) error {
	return r.write(ctx, func(s *store.Store) error { return s.SaveRule(ctx, rule) })
}

// DeleteRule forgets one.
func (r Records) DeleteRule(ctx context.Context, rule checks.VersionRule) error {
	return r.write(ctx, func(s *store.Store) error { return s.DeleteRule(ctx, rule) })
}

// SaveTask writes what the shop changed of a checklist item, or an item it added.
func (r Records) SaveTask(ctx context.Context, c checks.TaskChange) error {
	return r.write(ctx, func(s *store.Store) error { return s.SaveTask(ctx, c) })
}

// Look adds that an item was looked at.
func (r Records) Look(ctx context.Context, c checks.CareRecord) error {
	return r.write(ctx, func(s *store.Store) error { return s.Look(ctx, c) })
}

// Visits, the newest first.
func (r Records) Visits(ctx context.Context) ([]checks.Visit, error) {
	s, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.Visits(ctx)
}

// SaveVisit writes a visit under way.
func (r Records) SaveVisit(ctx context.Context, v checks.Visit) (saved checks.Visit, err error) {
	saved = v
	err = r.write(ctx, func(s *store.Store) (err error) { saved, err = s.SaveVisit(ctx, v); return err })
	return saved, err
}

// EndVisit ends a visit, and writes what it says of terminals and checklist.
func (r Records) EndVisit(ctx context.Context, v checks.Visit) (ended checks.Visit, err error) {
	ended = v
	words := r.settings.Words()
	err = r.write(ctx, func(s *store.Store) (err error) {
		ended, err = s.EndVisit(ctx, v, r.settings.Checklist, func(t checks.Task) string { return report.TaskText(words, t) })
		return err
	})
	return ended, err
}

// DropVisit forgets a visit under way.
func (r Records) DropVisit(ctx context.Context, id string) error {
	return r.write(ctx, func(s *store.Store) error { return s.DropVisit(ctx, id) })
}

// surveyProbes is how often each host is asked in a full network check.
const surveyProbes = 100

// Survey is the run of 100 probes.
func (r Records) Survey(ctx context.Context, progress func(done, of int)) (checks.Survey, error) {
	s, err := r.open(ctx)
	if err != nil {
		return checks.Survey{}, err
	}
	last, err := s.LastSurvey(ctx)
	if err != nil {
		return checks.Survey{}, err
	}
	if !checks.SurveyAllowed(last, time.Now()) {
		return checks.Survey{}, checks.ErrTooSoon
	}
	survey, err := probe.Survey(ctx, r.settings.Current(), r.settings.Catalogue, assets.RootsPEM, surveyProbes, progress)
	if len(survey.Hosts) == 0 {
		return survey, err // nobody was asked
	}
	return survey, errors.Join(err, s.NoteSurvey(context.WithoutCancel(ctx), survey.Ended)) // a stopped one counts too
}

// AddPhoto takes a picture over.
func (r Records) AddPhoto(ctx context.Context, picture io.Reader) (string, error) {
	s, err := r.open(ctx)
	if err != nil {
		return "", err
	}
	return s.AddPhoto(ctx, picture)
}

// Photo is a picture that was taken over, a JPEG.
func (r Records) Photo(ctx context.Context, name string) ([]byte, error) {
	s, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.Photo(ctx, name)
}

// visit is the one of an id.
func (r Records) visit(ctx context.Context, id string) (checks.Visit, error) {
	all, err := r.Visits(ctx)
	for _, v := range all {
		if v.ID == id {
			return v, nil
		}
	}
	return checks.Visit{}, errors.Join(err, checks.ErrGone)
}

// VisitReport writes the report of a visit; the path's ending, .pdf or .html, says
// how.
func (r Records) VisitReport(ctx context.Context, id, path string) error {
	v, err := r.visit(ctx, id)
	if err != nil {
		return err
	}
	words := r.settings.Words()
	photo := func(name string) ([]byte, error) { return r.Photo(ctx, name) }
	return wholeFile(path, func(out io.Writer) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".pdf":
			return report.VisitPDF(out, words, assets.FontRegular(), v, photo)
		case ".html", ".htm":
			return report.VisitHTML(out, words, v, photo)
		default:
			return fmt.Errorf("%s: a report is a .pdf or a .html", filepath.Base(path))
		}
	})
}

// readVersion reads one, if that way is allowed for that terminal.
func readVersion(ctx context.Context, t checks.Terminal) (checks.VersionReading, error) {
	if t.Source == nil {
		return checks.VersionReading{}, &version.Problem{Why: version.Unusable}
	}
	if err := version.Allowed(t.Kind, t.Source.From); err != nil {
		return checks.VersionReading{}, err
	}
	return version.Read(ctx, *t.Source)
}
