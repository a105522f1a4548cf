package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"countercheck/checks"
)

// SettingsError is everything that is wrong with one file.
type SettingsError struct {
	File     string
	Problems []Problem // in the file's order, never empty
}

// Problem is one place of a file that cannot be used.
type Problem struct {
	Line    int // from 1; of the table where a needed key is missing, 0 for no place at all
	Column  int
	Key     string // dotted, elements of lists counted from 1; "" where no key was read
	Reason  checks.Reason
	Why     string // short and technical, in English
	Nearest string // the nearest key or value that is right, "" if there is none
}

// Error has a line for each problem: file:line: key: why (nearest: ...).
func (e *SettingsError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = e.File + ":" + p.String()
	}
	return strings.Join(lines, "\n")
}

// String is the problem without its file: line: key: why (nearest: ...).
func (p Problem) String() string {
	text := fmt.Sprintf("%d: ", p.Line)
	if p.Key != "" {
		text += p.Key + ": "
	}
	text += p.Why
	if p.Nearest != "" {
		text += fmt.Sprintf(" (nearest: %s)", p.Nearest)
	}
	return text
}

// Words is the key of the sentence for people, and what to fill into it.
func (p Problem) Words() (key string, facts map[string]any) {
	return "settings.problem." + string(p.Reason), map[string]any{
		"Line": p.Line, "Key": p.Key, "Nearest": p.Nearest,
	}
}

// Lines says every problem in plain words, with its line and key.
func (e *SettingsError) Lines(say func(key string, facts map[string]any) string) []string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		key, facts := p.Words()
		at := strings.TrimSpace(say("settings.bad_line", facts))
		lines[i] = say("start.mistake", map[string]any{"Line": at, "Why": say(key, facts)})
	}
	return lines
}

// inOrder sorts problems as they stand in the file.
func inOrder(all []Problem) []Problem {
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return all
}
