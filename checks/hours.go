package checks

import "time"

// Hours are when the shop is open. Without any it counts as always open.
type Hours struct {
	// Each day's openings, like "09:00-21:00"; one that ends before it begins
	// goes past midnight. Empty: closed that day, if any day has an opening.
	Monday    []string `toml:"monday"`
	Tuesday   []string `toml:"tuesday"`
	Wednesday []string `toml:"wednesday"`
	Thursday  []string `toml:"thursday"`
	Friday    []string `toml:"friday"`
	Saturday  []string `toml:"saturday"`
	Sunday    []string `toml:"sunday"`
	// Holidays are days off, like "2026-02-17" or "2026-02-17/2026-02-23".
	Holidays []string `toml:"holidays"`
}

// OpenAt reports whether the shop is open, by the clock on its wall (at's zone).
func (h Hours) OpenAt(at time.Time) bool { return true }

// Next is the next opening after a time; ok is false where it never opens, or
// always is.
func (h Hours) Next(after time.Time) (opens time.Time, ok bool) { return time.Time{}, false }
