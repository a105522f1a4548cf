package assets

import (
	"os"
	"path/filepath"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// A character that a font lacks would be shown as a box: both weights hold the
// 8,105 characters of the standard table and every character of every sentence.
func TestTheFontsHoldEveryCharacter(t *testing.T) {
	table, err := os.ReadFile(filepath.Join("fonts", "characters.txt"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[rune]string{'喆': "names", '镕': "names", '¥': "money", '°': "units"}
	for _, r := range string(table) {
		if unicode.Is(unicode.Han, r) {
			wanted[r] = "characters.txt"
		}
	}
	if n := len(wanted); n < 8105 {
		t.Fatalf("the table has %d characters", n)
	}
	files, err := filepath.Glob(filepath.Join("translations", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no translations: %v", err)
	}
	for _, file := range append(files, "catalogue.toml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(text) {
			if unicode.IsPrint(r) {
				wanted[r] = file
			}
		}
	}
	for name, data := range map[string][]byte{"regular": FontRegular(), "bold": FontBold} {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for r, from := range wanted {
			if glyph, err := font.GlyphIndex(nil, r); err != nil || glyph == 0 {
				t.Errorf("%s lacks %q of %s", name, r, from)
			}
		}
	}
}
