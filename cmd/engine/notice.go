package engine

import (
	"strings"

	"countercheck/assets"
	"countercheck/checks/store"
)

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
