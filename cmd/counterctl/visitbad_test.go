package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// upToSerial are the answers before the first serial number.
var upToSerial = []string{"Shop", "Li", "", "", "n"}

func TestAnotherDeviceIsToldAtOnce(t *testing.T) {
	for _, lang := range assets.Languages {
		s := shopShelf(t, scanBox)
		said, err := s.types(t, lang, "", lines(upToSerial, []string{"FR2020239999", ""})...)
		words := assets.Speak(lang)
		for _, want := range []string{words.Say("terminal.replaced", nil), "FR2020231109", "FR2020239999", words.Say("visit.replaced.do1", nil), words.Say("visit.replaced.do2", nil)} {
			if err != nil || !strings.Contains(said, want) {
				t.Errorf("it does not say %q: %v\n%s", want, err, said)
			}
		}
		if v := s.newest(t); !v.Terminals[0].Replaced() || v.Terminals[0].Faults()[0].Item != "identity" {
			t.Errorf("%+v", v.Terminals[0])
		}
	}
	s := shopShelf(t, scanBox) // a neighbour's label, and then the right one
	_, err := s.types(t, "en", "", lines(upToSerial, []string{"FR2020239999", "fr 2020-231109"})...)
	if v := s.newest(t); err != nil || v.Terminals[0].Replaced() || len(v.Terminals[0].Faults()) != 0 {
		t.Errorf("%v, %+v", err, v.Terminals[0])
	}
	s = shopShelf(t, scanBox) // back to it from the next item
	_, err = s.types(t, "en", "", lines(upToSerial, []string{"FR2020231109", "b", "FR2020239999"})...)
	if v := s.newest(t); err != nil || !v.Terminals[0].Replaced() {
		t.Errorf("%v, %+v", err, v.Terminals[0])
	}
}

func TestWhatDoesNotFitIsAskedAgain(t *testing.T) {
	s := shopShelf(t, scanBox)
	long := strings.Repeat("8", 10_000)
	said, err := s.types(t, "en", "", long, "Sh\x1b[2Jo\x1b[Dp\x00\x07", "\xb2\xe2\xca\xd4", "Li", "", // GBK is not UTF-8
		"9", "1x", "0", "1", "perhaps", "n", long, "FR2020231109", "what", "f", strings.Repeat("字", 2001), strings.Repeat("字", 2000), "/dev/null", "")
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, want := range []string{"10000 characters, at most 100", "not in UTF-8", "numbers from 1 to 1", "y for yes or n for no", "2001 characters, at most 2000", "This file is no photo"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%.3000s", want, said)
		}
	}
	if strings.ContainsAny(said, "\x1b\x07\x00") {
		t.Error("control characters come back")
	}
	v := s.newest(t)
	if v.Shop != "Shop" || v.Technician != "Li" || v.Terminals[0].Serial != "FR2020231109" || v.Terminals[0].Faults()[0].Note != strings.Repeat("字", 2000) {
		t.Errorf("%q, %q, %+v", v.Shop, v.Technician, v.Terminals[0])
	}
}

// More photos than a finding can have end the question and not the visit.
func TestTooManyPhotos(t *testing.T) {
	s := shopShelf(t, scanBox)
	typed := lines(upToSerial, []string{"FR2020231109", "f", "Torn"})
	path := picture(t)
	for range checks.MostPhotos {
		typed = append(typed, path)
	}
	said, err := s.types(t, "en", "", append(typed, "n")...)
	i := s.newest(t).Terminals[0]
	if err != nil || len(i.Faults()) != 1 || len(i.Faults()[0].Photos) != checks.MostPhotos || i.Findings[2].State != checks.CheckedAbsent {
		t.Errorf("%v\n%s\n%+v", err, said, i)
	}
}

// disturbing has another window write once, before the save of a number.
func (s *shelf) disturbing(t *testing.T, at int, how func(checks.Visit)) {
	n := 0
	s.disturbs = func() {
		if n++; n == at {
			how(s.newest(t))
		}
	}
}

func TestAVisitThatAnotherWindowChanges(t *testing.T) {
	for at := 2; at < 12; at++ {
		s := shopShelf(t, scanBox)
		s.disturbing(t, at, func(v checks.Visit) {
			v.Note = "from the window"
			if _, err := s.kept.SaveVisit(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		})
		said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), lines(upToSerial, []string{"FR2020231109"}, inPlace, []string{"", "Wang", "", ""})...)
		v := s.newest(t)
		if err != nil || v.Open() || v.Note != "from the window" || v.Shop != "Shop" || v.Terminals[0].Serial != "FR2020231109" || v.Terminals[0].Left() > 0 {
			t.Errorf("at %d: %v\n%s\n%+v", at, err, said, v)
		}
		if strings.Count(said, "Another window changed this visit") != 1 {
			t.Errorf("at %d: it is not said:\n%s", at, said)
		}
	}
}

func TestAnotherWindowAddsADevice(t *testing.T) {
	second := scanBox
	second.Name, second.Serial = "Second", "S2"
	s := shopShelf(t, scanBox, second)
	s.disturbing(t, 6, func(v checks.Visit) {
		all, err := s.Records(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		v.Terminals = append([]checks.Inspection{checks.InspectionOf(all.Terminals[1])}, v.Terminals...)
		if _, err := s.kept.SaveVisit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	})
	// the sixth save is of the seals: asked anew, the second device comes first
	said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), lines([]string{"Shop", "Li", "", "1", "n", "FR2020231109", ""},
		[]string{"S2"}, inPlace, inPlace, []string{"", "Wang", "", ""})...)
	v := s.newest(t)
	if err != nil || v.Open() || len(v.Terminals) != 2 || v.Terminals[0].Serial != "S2" || v.Terminals[1].Serial != "FR2020231109" || v.Terminals[0].Left()+v.Terminals[1].Left() > 0 {
		t.Errorf("%v\n%s\n%+v", err, said, v)
	}
}

func TestAnotherWindowEndsOrGivesUpTheVisit(t *testing.T) {
	s := shopShelf(t, scanBox)
	s.disturbing(t, 5, func(v checks.Visit) {
		if _, err := s.EndVisit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	})
	said, err := s.types(t, "en", "", lines(upToSerial, []string{"FR2020231109"})...)
	if err != nil || !strings.Contains(said, "finished in another window") {
		t.Errorf("%v\n%s", err, said)
	}
	for answer, visits := range map[string]int{"": 1, "n": 0} {
		s := shopShelf(t, scanBox)
		s.disturbing(t, 5, func(v checks.Visit) {
			if err := s.DropVisit(t.Context(), v.ID); err != nil {
				t.Fatal(err)
			}
		})
		said, err := s.types(t, "en", "", lines(upToSerial, []string{"FR2020231109", answer})...)
		all, _ := s.Visits(t.Context())
		if err != nil || len(all) != visits || !strings.Contains(said, "gave this visit up") {
			t.Errorf("%q: %v, %d visits\n%s", answer, err, len(all), said)
		}
		if visits == 1 && all[0].Terminals[0].Serial != "FR2020231109" {
			t.Errorf("%+v", all[0])
		}
	}
}

func TestDevicesAreRecordedOnTheWay(t *testing.T) {
	s := shopShelf(t)
	said, err := s.types(t, "en", "", "Shop", "Li", "", "3", "2", "", "", "", "Newland", "FR20", "FR1", "+", "", "", "", "", "N9", "")
	if err != nil || !strings.Contains(said, "at least one of the three") {
		t.Fatalf("%v\n%s", err, said)
	}
	v := s.newest(t)
	if len(v.Terminals) != 2 {
		t.Fatalf("%+v", v)
	}
	first, second := v.Terminals[0].Terminal, v.Terminals[1].Terminal
	if first.Model != "FR20" || first.Kind != checks.ScanBox || first.Line != checks.OnOwnSIM || second.Serial != "N9" || second.Kind != checks.SmartPOS || second.Line != checks.LineUnknown || second.Asked() {
		t.Errorf("%+v\n%+v", first, second)
	}
}

// A version that is known to be the newest, or too old, needs no further answer.
func TestAVersionIsJudgedByTheRecord(t *testing.T) {
	for typed, want := range map[string]checks.CheckedState{"V2.1.10": checks.CheckedFine, "V2.1.9": checks.CheckedFaulty, "n": checks.CheckedAbsent} {
		box := scanBox
		box.Brand = "Newland"
		s := shopShelf(t, box)
		if err := s.SaveRule(t.Context(), checks.VersionRule{Brand: "Newland", Newest: "V2.1.10", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		said, err := s.types(t, "en", "", lines(upToSerial, []string{"FR2020231109"}, inPlace[:7], []string{typed})...)
		i := s.newest(t).Terminals[0]
		last := i.Findings[len(i.Findings)-1]
		if err != nil || last.State != want || (want == checks.CheckedFaulty) != strings.Contains(last.Note, "V2.1.10") {
			t.Errorf("%s: %v\n%s\n%+v", typed, err, said, last)
		}
	}
}

// A second network check that comes too soon is told, and offered again.
func TestANetworkCheckThatIsTooSoon(t *testing.T) {
	s := shopShelf(t, scanBox)
	typed := lines([]string{"Shop", "Li", "", "", "", "FR2020231109"}, inPlace)
	if said, err := s.types(t, "en", "", typed...); err != nil || s.newest(t).Survey == nil {
		t.Fatalf("%v\n%s", err, said)
	}
	s.soon = 1
	said, err := s.types(t, "en", "", "", "cable", "", "", "", "y", "y")
	if v := s.newest(t); err != nil || v.After == nil || strings.Count(said, "10 minutes after it") != 1 || !strings.Contains(said, "No difference in speed") {
		t.Errorf("%v\n%s", err, said)
	}
}

// A network check that cannot begin is told at the next question, and offered again
// at the end; one that has ended is on record before the end.
func TestANetworkCheckIsKeptWhenItHasEnded(t *testing.T) {
	s := shopShelf(t, scanBox)
	typed := lines([]string{"Shop", "Li", "", "", "", "FR2020231109"}, inPlace, []string{"y", "", "Wang", "", ""})
	s.soon = 1
	said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), typed...)
	if v := s.newest(t); err != nil || v.Open() || v.Survey == nil || strings.Count(said, "10 minutes after it") != 1 || strings.Index(said, "10 minutes after it") > strings.Index(said, "Check the network now") {
		t.Errorf("%v\n%s", err, said)
	}
	s = shopShelf(t, scanBox)
	n, at := 0, 0
	s.disturbs = func() {
		if n++; at == 0 && len(s.saves) > 0 && s.saves[len(s.saves)-1].Survey != nil {
			at = n
		}
	}
	if said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), slices.Delete(slices.Clone(typed), len(typed)-5, len(typed)-4)...); err != nil || s.newest(t).Open() || at == 0 || s.saves[at-2].Terminals[0].Left() == 0 {
		t.Errorf("%v, at %d\n%s", err, at, said)
	}
}

// Little that was measured before a stop is not called fine.
func TestANetworkCheckThatWasStoppedSaysSo(t *testing.T) {
	s := shopShelf(t, scanBox)
	var b strings.Builder
	k := &console{out: &b, words: assets.Speak("en"), r: s, now: time.Now}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, probes := range []int{1, checks.MinSurvey} {
		s.stops = probes
		found, err := s.Survey(ctx, nil)
		got := k.counts(surveyed{found, err})
		if (got != nil) != (probes == checks.MinSurvey) {
			t.Fatalf("%d probes: %+v", probes, got)
		}
		if got != nil {
			k.tellSurvey(*got)
		}
	}
	if text := b.String(); strings.Contains(text, "is fine") || !strings.Contains(text, "did not work") || !strings.Contains(text, "Too little was measured") || !strings.Contains(text, "only part") {
		t.Error(text)
	}
}

// A disk that takes nothing ends the visit with an error, not with a word of saving.
func TestAnAnswerThatCannotBeSaved(t *testing.T) {
	s := &fullDisk{shelf: shopShelf(t, scanBox)}
	var b strings.Builder
	stop := make(chan struct{})
	defer close(stop)
	k := &console{typed: listen(strings.NewReader("Shop\nLi\n"), stop), out: &b, words: assets.Speak("en"), r: s, now: time.Now}
	if err := k.visit(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "no space left") || !strings.Contains(err.Error(), "was not saved") || strings.Contains(b.String(), "is saved") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

type fullDisk struct{ *shelf }

func (*fullDisk) SaveVisit(_ context.Context, v checks.Visit) (checks.Visit, error) {
	return v, errors.New("no space left on device")
}

// Nothing is written over, and a folder that is not there is asked for again.
func TestTheReportNeverOverwrites(t *testing.T) {
	t.Chdir(t.TempDir())
	end := lines(upToSerial, []string{"FR2020231109"}, inPlace, []string{"", "", "", ""})
	end[0] = "老王/面馆: 一店"
	usual := "visit-" + time.Now().Format(time.DateOnly) + "-老王面馆-一店"
	for _, want := range []string{usual + ".pdf", usual + "-2.pdf"} {
		s := shopShelf(t, scanBox)
		said, err := s.types(t, "en", "", end...)
		if _, gone := os.Stat(want); err != nil || gone != nil || !strings.Contains(said, want) {
			t.Fatalf("%v, %v\n%s", err, gone, said)
		}
	}
	if err := os.WriteFile("mine.pdf", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := shopShelf(t, scanBox)
	said, err := s.types(t, "en", filepath.Join("none", "mine.pdf"), append(end, "mine")...)
	if data, _ := os.ReadFile("mine.pdf"); err != nil || string(data) != "mine" || !strings.Contains(said, "is kept, but its report was not written") {
		t.Errorf("%v\n%s", err, said)
	}
	if _, err := os.Stat("mine-2.pdf"); err != nil {
		t.Error(err)
	}
	s = shopShelf(t, scanBox)
	if said, err := s.types(t, "en", filepath.Join("none", "x.pdf"), append(end, "")...); err == nil || s.newest(t).Open() {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestFileWord(t *testing.T) {
	for text, want := range map[string]string{"": "", "../..": "", "CON:": "CON", "Wang's Noodles.": "Wangs-Noodles", strings.Repeat("面", 99): strings.Repeat("面", 30), "a\x00b": "ab"} {
		if got := fileWord(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
