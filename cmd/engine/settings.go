package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

// Chosen are what the flags say about the settings.
type Chosen struct {
	Config      string // the file; "": the usual one
	Usual       string // the usual file, which may be missing; "": the platform's own
	Lang, Theme string // for this run; "": as the file says
}

// Settings are those of this run: those of the file, and over them what the flags
// say, which is never written to the file. They may be used from any goroutine.
type Settings struct {
	Catalogue checks.Catalogue
	Checklist []checks.Task // as shipped

	path   string
	wrong  *store.SettingsError // of the file as it was found, nil if it was fine
	unkept error                // what could not be done on the disk

	saving      sync.Mutex // one at a time, so that followers see the newest last
	mu          sync.Mutex // guards what follows
	stored      checks.Settings
	lang, theme string
	seen        stamp // of the file as it was last read or written
	followers   map[int]func()
	last        int
}

// OpenSettings opens the settings that the flags ask for. The usual file may be
// missing, a named one may not; what is wrong inside a file is told by Notice, and
// the program goes on.
func OpenSettings(by Chosen) (*Settings, error) {
	s, err := newSettings(by)
	if err != nil {
		return nil, err
	}
	s.stored, s.wrong, s.unkept = store.OpenSettings(assets.SettingsTOML, s.path, s.Catalogue)
	s.seen = stampOf(s.path)
	return s, nil
}

// ReadSettings reads them for a program that nobody watches: what is wrong inside
// the file is an error, and nothing is written.
func ReadSettings(by Chosen) (*Settings, error) {
	s, err := newSettings(by)
	if err != nil {
		return nil, err
	}
	s.seen = stampOf(s.path)
	s.stored, err = store.ReadSettings(assets.SettingsTOML, s.path, s.Catalogue)
	if by.Config == "" && errors.Is(err, fs.ErrNotExist) {
		err = nil // the settings are the shipped ones
	}
	return s, err
}

func newSettings(by Chosen) (*Settings, error) {
	if by.Config != "" {
		if _, err := os.Stat(by.Config); err != nil {
			return nil, fmt.Errorf("--config: %w", err)
		}
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		return nil, fmt.Errorf("built-in catalogue: %w", err)
	}
	checklist, err := store.ReadChecklist(assets.ChecklistTOML)
	if err != nil {
		return nil, fmt.Errorf("built-in checklist: %w", err)
	}
	path := by.Config
	if path == "" {
		path = by.Usual
	}
	if path == "" {
		path, _ = store.SettingsPath() // "": they can be neither read nor saved, but the program runs
	}
	return &Settings{Catalogue: catalogue, Checklist: checklist, path: path, lang: by.Lang, theme: by.Theme, followers: map[int]func(){}}, nil
}

// Current is what holds now.
func (s *Settings) Current() checks.Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.stored
	if s.lang != "" {
		now.Language = s.lang
	}
	if s.theme != "" {
		now.Theme = s.theme
	}
	return now
}

// Words are those of the language that holds now.
func (s *Settings) Words() *assets.Words { return assets.Speak(s.Current().Language) }

// Save writes settings and tells all who follow them. What only a flag said stays
// out of the file, until a person chooses something else.
func (s *Settings) Save(to checks.Settings) error {
	if wrong := to.Validate(s.Catalogue); len(wrong) > 0 {
		return fmt.Errorf("%s: %s", wrong[0].Key, wrong[0].Why)
	}
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.keep(to); err != nil {
		return err
	}
	s.tell()
	return nil
}

func (s *Settings) keep(to checks.Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	lang, theme := s.lang, s.theme
	if to.Language == lang {
		to.Language = s.stored.Language
	} else {
		lang = ""
	}
	if to.Theme == theme {
		to.Theme = s.stored.Theme
	} else {
		theme = ""
	}
	if err := store.SaveSettings(s.path, to, assets.SettingsTOML); err != nil {
		return err
	}
	s.stored, s.lang, s.theme, s.seen = to, lang, theme, stampOf(s.path)
	return nil
}

// Follow calls f whenever the settings have changed, one at a time, from any
// goroutine. The function returned ends it.
func (s *Settings) Follow(f func()) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	id := s.last
	s.followers[id] = f
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.followers, id)
	}
}

func (s *Settings) tell() {
	s.mu.Lock()
	var all []func()
	for id := 1; id <= s.last; id++ {
		if f, ok := s.followers[id]; ok {
			all = append(all, f)
		}
	}
	s.mu.Unlock()
	for _, f := range all {
		f()
	}
}

// Reread takes over what another program, or a person with an editor, wrote into
// the file since. A file that cannot be used is left alone, and changes nothing.
func (s *Settings) Reread() (changed bool, err error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	now := stampOf(s.path)
	s.mu.Lock()
	same := now == s.seen || now == (stamp{}) // a file that is gone says nothing
	s.seen = now
	s.mu.Unlock()
	if same {
		return false, nil
	}
	fresh, err := store.ReadSettings(assets.SettingsTOML, s.path, s.Catalogue)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	s.stored = fresh
	s.mu.Unlock()
	s.tell()
	return true, nil
}

// stamp tells whether a file is the one it was.
type stamp struct {
	at   time.Time
	size int64
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{at: info.ModTime(), size: info.Size()}
}

// Shipped are the settings as they come with the program.
func (s *Settings) Shipped() checks.Settings {
	shipped, _ := store.ReadSettings(assets.SettingsTOML, "", s.Catalogue) // tested to be fine
	return shipped
}

// Export writes all settings as one file for the next shop. The receivers of
// messages are this shop's own and are not among them; the next shop's owner has
// not been told yet where a closed window goes, and is not asked what the
// technician has answered.
func (s *Settings) Export(path string) error {
	all := s.Current()
	all.Webhooks, all.Desktop.Told, all.Asked = nil, false, true
	return store.ExportSettings(path, all)
}

// Import reads a file that Export wrote, or any settings file, over what is set
// now. Nothing is saved. All that is wrong with it is one *store.SettingsError.
func (s *Settings) Import(path string) (checks.Settings, error) {
	now := s.Current()
	all, err := store.ImportSettings(path, now, s.Catalogue)
	if err != nil {
		return now, err
	}
	if len(all.Webhooks) == 0 {
		all.Webhooks = now.Webhooks
	}
	all.Desktop.Told = now.Desktop.Told
	return all, nil
}
