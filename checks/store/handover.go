package store

import (
	"fmt"
	"os"

	"github.com/pelletier/go-toml/v2"

	"countercheck/checks"
)

// handed is the heading of a file for the next shop.
const handed = "# Written by Countercheck: all settings, for another shop. Receivers of messages are not among them.\n\n"

// ExportSettings writes all settings, whole or not at all, as one file that can be
// read on another PC. What to leave out of them is the caller's to know.
func ExportSettings(path string, settings checks.Settings) error {
	text, err := toml.Marshal(settings)
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return writeWhole(path, append([]byte(handed), text...))
}

// ImportSettings reads a file over settings that are fine; what the file does not
// say stays as it is. A file that cannot be used is a *SettingsError with all that
// is wrong.
func ImportSettings(path string, over checks.Settings, catalogue checks.Catalogue) (checks.Settings, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return over, fmt.Errorf("settings: %w", err)
	}
	return parse(path, over, text, catalogue)
}
