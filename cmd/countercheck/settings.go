package main

import (
	"fmt"
	"os"
	"strings"
	"sync"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

// chosen are the settings of this run: those of the file, and over them what the
// flags say, which is never written to the file.
type chosen struct {
	path      string
	catalogue checks.Catalogue
	wrong     *store.SettingsError // of the file as it was found, nil if it was fine
	unkept    error                // what could not be done on the disk
	changed   func()

	mu          sync.Mutex
	stored      checks.Settings
	lang, theme string
}

// openSettings opens the settings that the flags ask for. The usual file may be
// missing, a named one may not; what is wrong inside a file is told in the window.
func openSettings(opts options) (*chosen, error) {
	if opts.config != "" {
		if _, err := os.Stat(opts.config); err != nil {
			return nil, fmt.Errorf("--config: %w", err)
		}
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		return nil, fmt.Errorf("built-in catalogue: %w", err)
	}
	c := &chosen{path: settingsPath(opts), catalogue: catalogue, lang: opts.lang, theme: opts.theme}
	c.stored, c.wrong, c.unkept = store.OpenSettings(assets.SettingsTOML, c.path, catalogue)
	return c, nil
}

// settingsPath is "" where the system has no folder for settings: they can then
// be neither read nor saved, but the window opens.
func settingsPath(opts options) string {
	if opts.config != "" {
		return opts.config
	}
	path, err := store.SettingsPath()
	if err != nil {
		return ""
	}
	return path
}

// Current is what holds now.
func (c *chosen) Current() checks.Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.stored
	if c.lang != "" {
		now.Language = c.lang
	}
	if c.theme != "" {
		now.Theme = c.theme
	}
	return now
}

// Save writes settings and has what is watched follow them. What only a flag
// said stays out of the file, until a person chooses something else.
func (c *chosen) Save(s checks.Settings) error {
	if wrong := s.Validate(c.catalogue); len(wrong) > 0 {
		return fmt.Errorf("%s: %s", wrong[0].Key, wrong[0].Why)
	}
	if err := c.keep(s); err != nil {
		return err
	}
	c.changed()
	return nil
}

func (c *chosen) keep(s checks.Settings) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	lang, theme := c.lang, c.theme
	if s.Language == lang {
		s.Language = c.stored.Language
	} else {
		lang = ""
	}
	if s.Theme == theme {
		s.Theme = c.stored.Theme
	} else {
		theme = ""
	}
	if err := store.SaveSettings(c.path, s, assets.SettingsTOML); err != nil {
		return err
	}
	c.stored, c.lang, c.theme = s, lang, theme
	return nil
}

// notice says what was wrong with the settings file, nil if nothing was.
func (c *chosen) notice() func(*assets.Words) string {
	if c.wrong == nil && c.unkept == nil {
		return nil
	}
	return func(words *assets.Words) string {
		if c.wrong == nil {
			return words.Say("start.settings_disk", map[string]any{"Why": c.unkept.Error()})
		}
		return strings.Join(mistakes(words, c.wrong), "\n")
	}
}

// mostMistakes fit at the top of a screen; all of them are in the kept file.
const mostMistakes = 3

func mistakes(words *assets.Words, wrong *store.SettingsError) []string {
	lines := []string{words.Say("settings.bad_file", map[string]any{"File": wrong.File})}
	for i, problem := range wrong.Problems {
		if i == mostMistakes {
			return append(lines, words.Say("start.more_mistakes", map[string]any{"Number": len(wrong.Problems) - i}))
		}
		key, facts := problem.Words()
		line := strings.TrimSpace(words.Say("settings.bad_line", facts))
		lines = append(lines, words.Say("start.mistake", map[string]any{"Line": line, "Why": words.Say(key, facts)}))
	}
	return lines
}

// Shipped are the settings as they come with the program.
func (c *chosen) Shipped() checks.Settings {
	shipped, _ := store.ReadSettings(assets.SettingsTOML, "", c.catalogue) // tested to be fine
	return shipped
}

// Export writes what differs from the shipped settings, for the next shop.
func (c *chosen) Export(path string) error {
	return store.SaveSettings(path, c.Current(), assets.SettingsTOML)
}

// Import reads a file that Export wrote.
func (c *chosen) Import(path string) (checks.Settings, error) {
	return store.ReadSettings(assets.SettingsTOML, path, c.catalogue)
}
