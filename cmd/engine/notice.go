package engine

import (
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks/store"
)

// Notice says what a person should know about the program itself, "" if there is
// nothing: mistakes in the settings, who else does the checking, what cannot be
// remembered, a list of versions that cannot be used, that the last start broke.
func (s *Shared) Notice(words *assets.Words) string {
	lines := []string{s.opt.Settings.Notice(words)}
	if by, other := s.Holder(); other {
		lines = append(lines, onlookers(words, by))
	}
	if e := s.Engine(); e != nil {
		lines = append(lines, e.Trouble().Say(words))
		if l := e.list.Load(); l != nil && l.Why != "" && l.Where == s.opt.Settings.Current().Care.List {
			lines = append(lines, words.Say("rescue.list", map[string]any{"Why": l.Why}))
		}
		if e.Crashed() != "" {
			lines = append(lines, words.Say("rescue.crashed", map[string]any{"Time": crashedAt(e.Crashed()).Format("2006-01-02 15:04")}))
		}
	}
	var said []string
	for _, line := range lines {
		if line != "" {
			said = append(said, line)
		}
	}
	return strings.Join(said, "\n")
}

// Trouble is what of that which is seen cannot be remembered, or was lost; the zero
// value where nothing is. Two that are equal read alike.
type Trouble struct {
	reason store.Reason
	aside  string // the file that a damaged database was put into
}

// Trouble is what cannot be remembered now. It costs next to nothing, its words do not.
func (e *Engine) Trouble() Trouble { return troubleOf(e.Store().Health(), time.Now()) }

// onlookers says that another program does the checking.
func onlookers(words *assets.Words, by store.Holder) string {
	if by.Since.IsZero() {
		return words.Say("rescue.looking_on", nil)
	}
	return words.Say("rescue.looking_on_since", map[string]any{"Time": by.Since.Local().Format("2006-01-02 15:04")})
}

// passing is how long a disk may be busy before anybody is told.
const passing = 30 * time.Second

func troubleOf(h store.Health, now time.Time) Trouble {
	switch {
	case h.Reason == store.Locked && now.Sub(h.Since) < passing:
		return Trouble{}
	case h.Reason != store.Recording:
		return Trouble{reason: h.Reason}
	default:
		return Trouble{aside: h.Aside}
	}
}

// Say tells it to a person, "" where there is nothing to tell.
func (t Trouble) Say(words *assets.Words) string {
	switch {
	case t.reason != store.Recording:
		key := "store." + string(t.reason)
		if !words.Has(key) {
			key = "store." + string(store.Broken)
		}
		return words.Say(key, nil)
	case t.aside != "":
		return words.Say("store.aside", map[string]any{"File": t.aside})
	default:
		return ""
	}
}

// Notice says what was wrong with the settings file, "" if nothing was.
func (s *Settings) Notice(words *assets.Words) string {
	switch {
	case s.wrong != nil:
		return strings.Join(mistakes(words, s.wrong), "\n")
	case s.unkept != nil:
		return words.Say("start.settings_disk", map[string]any{"Why": s.unkept.Error()})
	default:
		return ""
	}
}

// mostMistakes fit at the top of a screen; all of them are in the kept file.
const mostMistakes = 3

func mistakes(words *assets.Words, wrong *store.SettingsError) []string {
	lines := wrong.Lines(words.Say)
	if more := len(lines) - mostMistakes; more > 0 {
		lines = append(lines[:mostMistakes], words.Say("start.more_mistakes", map[string]any{"Number": more}))
	}
	return append([]string{words.Say("settings.bad_file", map[string]any{"File": wrong.File})}, lines...)
}
