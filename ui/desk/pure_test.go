package desk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"countercheck/assets"
)

func TestParseChord(t *testing.T) {
	for name, want := range map[string]chord{
		"ctrl+alt+t":       {ctrl: true, alt: true, letter: 't'},
		"Ctrl + Shift + 9": {ctrl: true, shift: true, letter: '9'},
		"win+F12":          {super: true, function: 12},
		"f1":               {function: 1},
		"shift+f24":        {shift: true, function: 24},
	} {
		if got, err := parseChord(name); err != nil || got != want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "t", "shift+t", "ctrl+", "ctrl+ctrl+t", "ctrl+alt", "hyper+t", "ctrl+f0", "ctrl+f25", "ctrl+f01", "ctrl+é", "ctrl+tt", "+"} {
		if got, err := parseChord(name); !errors.Is(err, ErrBadKey) {
			t.Errorf("%q was taken for %+v, %v", name, got, err)
		}
	}
}

// A keyboard of six keys from code 10: t, an F5, Num Lock, Alt, Super and t again.
var small = keyboard{
	first: 10, perKey: 3,
	symbols:   []uint32{'t', 'T', 0, symF1 + 4, 0, 0, symNumLock, 0, 0, symAltL, 0, 0, symSuperL, 0, 0, 0, 't', 0},
	perModify: 2,
	modifiers: []byte{0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 13, 0, 14, 0, 0, 0},
}

func TestTheKeyboardsTables(t *testing.T) {
	if got := small.codes('t'); !slices.Equal(got, []byte{10, 15}) {
		t.Errorf("t is on keys %v", got)
	}
	if got := small.codes('q'); got != nil {
		t.Errorf("q is on keys %v", got)
	}
	// Num Lock is the fourth modifier of this keyboard, Alt the sixth, Super the seventh.
	for _, c := range []struct {
		chord chord
		want  []uint16
	}{
		{chord{ctrl: true, alt: true, letter: 't'}, []uint16{4 | 32, 4 | 32 | 2, 4 | 32 | 8, 4 | 32 | 2 | 8}},
		{chord{super: true, shift: true, function: 5}, []uint16{1 | 64, 1 | 64 | 2, 1 | 64 | 8, 1 | 64 | 2 | 8}},
	} {
		if got := small.grabs(c.chord); !slices.Equal(got, c.want) {
			t.Errorf("%+v is grabbed with %v, want %v", c.chord, got, c.want)
		}
	}
	if got := (keyboard{}).grabs(chord{alt: true, function: 1}); !slices.Equal(got, []uint16{8, 8 | 2}) {
		t.Errorf("without tables: %v", got)
	}
}

func TestChordOnWindows(t *testing.T) {
	held, key := chord{ctrl: true, alt: true, letter: 't'}.windows()
	if held != 0x4003 || key != 'T' {
		t.Errorf("ctrl+alt+t: %#x %#x", held, key)
	}
	held, key = chord{super: true, shift: true, function: 12}.windows()
	if held != 0x400C || key != 0x7B {
		t.Errorf("super+shift+f12: %#x %#x", held, key)
	}
}

// A shop's user may be called anything.
var awkward = []string{
	"/usr/bin/countercheck", "/home/店 主/my $HOME/`x`/a\"b\\c %d %%/countercheck", `C:\Program Files\收银 体检\countercheck.exe`,
}

func TestWhatStartsWithTheSystemReadsBack(t *testing.T) {
	for _, path := range awkward {
		entry := desktopEntry("收银体检", path)
		if !startsByEntry(entry, path) || startsByEntry(entry, path+"x") {
			t.Errorf("desktop entry of %s:\n%s", path, entry)
		}
		if startsByEntry(entry+"Hidden=true\n", path) || startsByEntry(strings.Replace(entry, "enabled=true", "enabled=false", 1), path) {
			t.Errorf("%s: an entry that is switched off counts as on", path)
		}
		agent := launchAgent(path)
		if !startsByAgent(agent, path) || startsByAgent(agent, path+"x") || startsByAgent("no plist", path) {
			t.Errorf("launch agent of %s:\n%s", path, agent)
		}
	}
	if startsByEntry("[Other]\nExec=/usr/bin/countercheck\n", "/usr/bin/countercheck") {
		t.Error("an Exec of another group counts")
	}
	if !startsByEntry("[Desktop Entry]\nExec=/opt/cc --hidden\n", "/opt/cc") {
		t.Error("an Exec without quotation marks is not understood")
	}
}

// The specification's own example of what stands in the file.
func TestExecIsQuotedAsSpecified(t *testing.T) {
	if got, want := quoteExec(`/a b/$c\d`), `"/a b/\\$c\\\\d"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRunValue(t *testing.T) {
	const path = `C:\Program Files\cc\countercheck.exe`
	for _, c := range []struct {
		value    string
		approved []byte
		want     bool
	}{
		{runValue(path), nil, true},
		{runValue(strings.ToUpper(path)), []byte{2, 0, 0}, true},
		{runValue(path), []byte{3, 0, 0}, false},
		{`"D:\old\countercheck.exe" --hidden`, nil, false},
		{``, nil, false},
	} {
		if got := startsByRun(c.value, path, c.approved); got != c.want {
			t.Errorf("%s %v: %v", c.value, c.approved, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		units int
		want  string
	}{{"收银", 2, "收银"}, {"收银体检", 3, "收银…"}, {"a😀😀", 4, "a😀…"}, {"a😀😀", 5, "a😀😀"}, {"", 3, ""}} {
		if got := string(utf16.Decode(cut(c.text, c.units))); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.units, got, c.want)
		}
	}
}

func TestMuted(t *testing.T) {
	for want, got := range map[string]string{
		mutedNone:         mutedOnLinux(false, true, ""),
		mutedInhibited:    mutedOnLinux(true, true, "false"),
		mutedBanners:      mutedOnLinux(true, false, "false"),
		mutedOff:          mutedOnWindows(5, false),
		mutedFullScreen:   mutedOnWindows(2, true),
		mutedPresentation: mutedOnWindows(4, true),
		mutedQuiet:        mutedOnWindows(6, true),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if a, b, c := mutedOnLinux(true, false, "true"), mutedOnWindows(5, true), mutedOnWindows(0, true); a+b+c != "" {
		t.Errorf("muted without a reason: %q %q %q", a, b, c)
	}
}

// The chime is a sound that can be heard, never clipped, and silent at both ends.
func TestChime(t *testing.T) {
	file := chime()
	if !bytes.HasPrefix(file, []byte("RIFF")) || int(binary.LittleEndian.Uint32(file[4:])) != len(file)-8 ||
		int(binary.LittleEndian.Uint32(file[40:])) != len(file)-44 {
		t.Fatalf("no whole WAV file: % x", file[:44])
	}
	samples := make([]int16, (len(file)-44)/2)
	if err := binary.Read(bytes.NewReader(file[44:]), binary.LittleEndian, samples); err != nil {
		t.Fatal(err)
	}
	loudest := 0.0
	for _, s := range samples {
		loudest = max(loudest, math.Abs(float64(s))/math.MaxInt16)
	}
	first, last := samples[0], samples[len(samples)-1]
	if loudest < 0.2 || loudest > 0.5 || first != 0 || last > 100 || last < -100 {
		t.Errorf("loudest %.2f, from %d to %d", loudest, first, last)
	}
}

func TestMarkup(t *testing.T) {
	if got := []string{marked("a<b> & c", true), marked("a<b> & c", false)}; !reflect.DeepEqual(got, []string{"a&lt;b&gt; &amp; c", "a<b> & c"}) {
		t.Errorf("%q", got)
	}
}

// A large icon is small beside a notification, and what is no picture is none.
func TestTheIconIsSmall(t *testing.T) {
	icon := iconOf(assets.Icon)
	if icon == nil || icon.Bounds().Dx() != iconSide || icon.Bounds().Dy() != iconSide {
		t.Fatalf("the icon: %v", icon)
	}
	if _, _, _, alpha := icon.At(iconSide/2, iconSide/2).RGBA(); alpha != 0xFFFF {
		t.Error("its middle can be seen through")
	}
	if iconOf(nil) != nil || iconOf([]byte("no picture")) != nil {
		t.Error("a picture of nothing")
	}
}
