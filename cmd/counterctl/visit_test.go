package main

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/cmd/engine"
)

// kept are the records; embedded under this name they leave their method its own.
type kept = engine.Records

// shelf is a shop's records, with a line of its own: nobody is asked.
type shelf struct {
	kept
	took     time.Duration // of a request
	surveys  int
	stops    int            // a network check has only so many probes, and waits for its end; 0: it is whole
	soon     int            // so many network checks are too soon
	disturbs func()         // before something is saved
	saves    []checks.Visit // all that was saved
}

func (s *shelf) SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error) {
	if s.disturbs != nil {
		s.disturbs()
	}
	saved, err := s.kept.SaveVisit(ctx, v)
	if err == nil {
		s.saves = append(s.saves, saved)
	}
	return saved, err
}

func (s *shelf) Survey(ctx context.Context, _ func(int, int)) (checks.Survey, error) {
	if s.soon > 0 {
		s.soon--
		return checks.Survey{}, checks.ErrTooSoon
	}
	s.surveys++
	out := checks.Survey{Started: time.Now(), Ended: time.Now(), Planned: 100, Level: checks.OK}
	host := checks.SurveyHost{Provider: "wechat", Owner: "t", Name: "WeChat Pay", Host: "api.mch.weixin.qq.com", Port: 443, InUse: true}
	probes := 100
	if s.stops > 0 {
		<-ctx.Done()
		probes, out.Stopped, out.Level = s.stops, true, checks.Unknown
	}
	for range probes {
		host.Probes = append(host.Probes, checks.SurveyProbe{At: time.Now(), Phases: checks.Phases{checks.Connect: checks.Span(s.took)}})
	}
	out.Hosts = append(out.Hosts, host)
	if out.Stopped {
		return out, &checks.StoppedSurvey{Done: probes, Of: 100, Why: ctx.Err()}
	}
	return out, nil
}

func shopShelf(t *testing.T, all ...checks.Terminal) *shelf {
	t.Helper()
	config := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	settings, err := engine.ReadSettings(engine.Chosen{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	records, end, err := engine.OpenRecords(t.Context(), t.TempDir(), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end() })
	for _, terminal := range all {
		if _, err := records.SaveTerminal(t.Context(), terminal); err != nil {
			t.Fatal(err)
		}
	}
	return &shelf{kept: records, took: 80 * time.Millisecond}
}

var scanBox = checks.Terminal{Name: "Box", Kind: checks.ScanBox, Line: checks.OnThisPC, Serial: "FR2020231109"}

// unsaid is a key that has no sentence, or a sentence without its fact.
var unsaid = regexp.MustCompile(`\b(visit|visitconsole|visitreport|terminal)\.[a-z_]+\.|\b(visitconsole|terminal)\.[a-z]|<no value>`)

// types plays a person who types these lines and leaves, and returns what the
// console said.
func (s *shelf) types(t *testing.T, lang, out string, lines ...string) (said string, err error) {
	t.Helper()
	return s.hears(t.Context(), t, lang, out, strings.NewReader(strings.Join(lines, "\n")+"\n"))
}

func (s *shelf) hears(ctx context.Context, t *testing.T, lang, out string, in io.Reader) (said string, err error) {
	t.Helper()
	var b strings.Builder
	stop := make(chan struct{})
	defer close(stop)
	k := &console{typed: listen(in, stop), out: &b, words: assets.Speak(lang), r: s, now: time.Now}
	err = k.visit(ctx, out)
	if missing := unsaid.FindString(b.String()); missing != "" {
		t.Errorf("words are missing: %s\n%s", missing, b.String())
	}
	return b.String(), err
}

func (s *shelf) newest(t *testing.T) checks.Visit {
	t.Helper()
	all, err := s.Visits(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatalf("no visit on record, %v", err)
	}
	return all[0]
}

// inPlace are the answers to a scan box in order but for its serial number, which
// comes first: seals to address, and a version.
var inPlace = []string{"", "", "", "", "", "", "", "V1.8", ""}

// lines puts answers one after the other.
func lines(parts ...[]string) []string { return slices.Concat(parts...) }

func picture(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "photo.png")
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAVisitOnAConsole(t *testing.T) {
	for _, lang := range assets.Languages {
		s := shopShelf(t, scanBox)
		out := filepath.Join(t.TempDir(), "visit.pdf")
		said, err := s.types(t, lang, out,
			"老王面馆", "李明", "东城", "", "", // names, all devices, the network check
			"FR2020231109", "", // serial, seals
			"f", "", "Broken plug", picture(t), "none.png", "", // cables: a note is asked for again, a photo, one that is not there
			"", "b", "", "", "", "", "", // strange; one back and again; screen, scanner, receipt, address
			"V1.8", "", // version
			"new plug", "2", "1", "", // replaced, on the first device
			"y",                                                 // the network again
			"王芳", "2027-02-30", "2020-01-01", "2027/2/21", "王芳", // no day, a day that is past
		)
		if err != nil {
			t.Fatalf("%s: %v\n%s", lang, err, said)
		}
		v := s.newest(t)
		if v.Open() || v.Shop != "老王面馆" || v.Technician != "李明" || v.Company != "东城" || v.Witness != "王芳" || v.Next != "2027-02-21" || v.Signed.Way != checks.SignedTyped || v.Survey == nil || v.After == nil {
			t.Errorf("%s: %+v", lang, v)
		}
		i := v.Terminals[0]
		if i.Left() > 0 || i.Replaced() || i.Version != "V1.8" || len(i.Faults()) != 1 || len(i.Faults()[0].Photos) != 1 || i.Faults()[0].Note != "Broken plug" {
			t.Errorf("%s: %+v", lang, i)
		}
		if len(v.Repairs) != 1 || v.Repairs[0] != (checks.RepairDone{Terminal: i.Terminal.ID, Kind: checks.ToReplace, What: "new plug"}) {
			t.Errorf("%s: %+v", lang, v.Repairs)
		}
		if data, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s: no report: %v", lang, err)
		}
		for _, key := range []string{"visit.survey.same_time", "visit.survey.same_failures", "visit.survey.ok", "visitconsole.sign_about", "visit.item.cables.fault"} {
			if want := assets.Speak(lang).Say(key, nil); !strings.Contains(said, want) {
				t.Errorf("%s: it does not say %q:\n%s", lang, want, said)
			}
		}
		if again := assets.Speak(lang).Say("visitconsole.next_wrong", nil); strings.Count(said, again) != 2 {
			t.Errorf("%s: %q is not said twice:\n%s", lang, again, said)
		}
		if s.surveys != 2 {
			t.Errorf("%s: %d network checks", lang, s.surveys)
		}
	}
}

// Three devices in order are 3 x 12 answers at most and a few names.
func TestThreeDevicesTakeFewKeys(t *testing.T) {
	pos := checks.Terminal{Name: "Counter", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Serial: "N1", Version: checks.VersionReading{Version: "V2", At: time.Now()}}
	other := pos
	other.Name, other.Serial = "Door", "N2"
	s := shopShelf(t, pos, other, scanBox)
	typed := []string{"Shop", "Li", "", "1, 2 2、3", "n"}
	for _, serial := range []string{"N1", "n2"} { // small letters from a hand, as a person types
		typed = append(append(typed, serial), slices.Repeat([]string{""}, 13)...) // 11 items, version, the version's item
	}
	typed = lines(typed, []string{"FR2020231109"}, inPlace, []string{"", "", "", ""})
	said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), typed...)
	v := s.newest(t)
	if err != nil || v.Open() || len(v.Terminals) != 3 {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, i := range v.Terminals {
		if i.Left() > 0 || i.Replaced() || len(i.Faults()) > 0 || i.Version == "" {
			t.Errorf("%+v", i)
		}
	}
	if want := time.Now().AddDate(0, 0, 90).Format(time.DateOnly); v.Next != want || v.Signed.Way != checks.SignedPaper {
		t.Errorf("next on %s, not %s; %+v", v.Next, want, v.Signed)
	}
}

func TestAVisitThatIsBrokenOffGoesOn(t *testing.T) {
	s := shopShelf(t, scanBox)
	// the note of a fault is not written any more
	said, err := s.types(t, "en", "", "Shop", "Li", "", "", "n", "FR2020231109", "", "", "f")
	if err != nil || !strings.Contains(said, "Stopped here") || !strings.Contains(said, "counterctl visit") {
		t.Fatalf("%v\n%s", err, said)
	}
	v := s.newest(t)
	if !v.Open() || v.Terminals[0].Serial == "" || len(v.Terminals[0].Findings)-v.Terminals[0].Left() != 3 || len(v.Terminals[0].Faults()) != 0 {
		t.Fatalf("%+v", v)
	}
	said, err = s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), "", "n", "f", "A camera", "", "", "", "", "", "V1", "", "", "Wang", "", "")
	again := s.newest(t)
	if err != nil || again.ID != v.ID || again.Open() || strings.Contains(said, "Which ones") || strings.Contains(said, "Seals") {
		t.Errorf("%v\n%s\n%+v", err, said, again)
	}
	if faults := again.Terminals[0].Faults(); len(faults) != 1 || faults[0].Item != "strange" || faults[0].Note != "A camera" {
		t.Errorf("%+v", faults)
	}
}

// Every answer can be the last one before a power cut: what was given is not asked
// for again, but for the few questions that somebody may answer differently now.
func TestGoingOnFromEveryAnswer(t *testing.T) {
	whole := lines([]string{"Shop", "Li", "Co", "", "n", "FR2020231109"}, inPlace, []string{"plug", "", "1", "", "Wang", "", ""})
	const version, repairs, witness = 14, 15, 20 // answers before these are answered
	for n := 1; n < len(whole); n++ {
		s := shopShelf(t, scanBox)
		if said, err := s.types(t, "en", "", whole[:n]...); err != nil {
			t.Fatalf("after %d answers: %v\n%s", n, err, said)
		}
		again, from := []string{"", "n"}, n // goes on, and without a network check
		switch {
		case n == 1:
			again = []string{"", ""} // the shop is shown again, since no technician was named
		case n <= 4:
			again, from = []string{""}, max(n, 3)
		case n == version:
			again = append(again, "") // it is there
		case n == repairs+1 || n == repairs+2:
			from = repairs // a repair is on record whole or not at all
		case n == witness-1:
			again = append(again, "")
		case n >= witness:
			again, from = append(again, "", ""), witness
		}
		said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), lines(again, whole[from:])...)
		v := s.newest(t)
		if err != nil || v.Open() || v.Shop != "Shop" || v.Technician != "Li" || v.Witness != "Wang" || len(v.Repairs) != 1 || v.Repairs[0].What != "plug" {
			t.Fatalf("after %d answers: %v\n%s\n%+v", n, err, said, v)
		}
		if i := v.Terminals[0]; i.Serial != scanBox.Serial || i.Version != "V1.8" || i.Left() > 0 || len(i.Faults()) > 0 {
			t.Errorf("after %d answers: %+v", n, i)
		}
	}
}

// watched is a screen on which something is waited for.
type watched struct {
	strings.Builder
	text string
	seen func()
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.Builder.Write(p)
	if w.seen != nil && strings.Contains(w.String(), w.text) {
		w.seen()
	}
	return n, err
}

func TestCtrlCKeepsWhatWasAnswered(t *testing.T) {
	s := shopShelf(t, scanBox)
	s.stops = checks.MinSurvey
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	in, keyboard := io.Pipe() // at its end nobody types any more, and nobody leaves
	defer keyboard.Close()
	go func() { _, _ = io.WriteString(keyboard, "Shop\nLi\n\n\n\nFR2020231109\n\n") }()
	stop := make(chan struct{})
	defer close(stop)
	screen := &watched{text: "Cables", seen: interrupt}
	k := &console{typed: listen(in, stop), out: screen, words: assets.Speak("en"), r: s, now: time.Now}
	if err := k.visit(ctx, ""); err != nil || !strings.Contains(screen.String(), "counterctl visit goes on with it") {
		t.Fatalf("%v\n%s", err, screen)
	}
	v := s.newest(t)
	if !v.Open() || v.Terminals[0].Findings[1].State != checks.CheckedFine || v.Survey == nil || !v.Survey.Stopped {
		t.Errorf("%+v", v)
	}
	s.stops = 0
	if said, err := s.types(t, "en", "", "", "n"); err != nil || !strings.Contains(said, "Check the network meanwhile") {
		t.Errorf("a network check that was stopped is not offered again: %v\n%s", err, said)
	}
	if said, err := s.hears(ctx, t, "en", "", strings.NewReader("\n")); err != nil || !s.newest(t).Open() {
		t.Errorf("before the first question: %v\n%s", err, said)
	}
}

// A network check that was stopped at once says nothing and is not kept.
func TestAStoppedNetworkCheckIsKeptOnlyIfItTells(t *testing.T) {
	for probes, kept := range map[int]bool{1: false, checks.MinSurvey: true} {
		s := shopShelf(t, scanBox)
		s.stops = probes
		if said, err := s.types(t, "en", "", "Shop", "Li", "", "", "", "FR2020231109"); err != nil || (s.newest(t).Survey != nil) != kept {
			t.Errorf("%d probes: %v\n%s", probes, err, said)
		}
	}
}

// Who finds that it was no fault goes back and says so; nothing is left of it.
func TestAFaultThatWasNone(t *testing.T) {
	s := shopShelf(t, scanBox)
	said, err := s.types(t, "en", "", "Shop", "Li", "", "", "n", "FR2020231109", "", "f", "Loose", "", "b", "")
	i := s.newest(t).Terminals[0]
	if err != nil || len(i.Faults()) != 0 || i.Findings[2].State != checks.CheckedFine || i.Findings[2].Note != "" || !strings.Contains(said, "[Fault · Loose]") {
		t.Errorf("%v\n%s\n%+v", err, said, i)
	}
}

func TestAVisitUnderWayIsGivenUpOnlyWhereSomebodySaysSo(t *testing.T) {
	s := shopShelf(t, scanBox)
	_, _ = s.types(t, "en", "", "Shop", "Li", "", "")
	first := s.newest(t)
	if said, err := s.types(t, "en", "", "n", ""); err != nil || s.newest(t).ID != first.ID {
		t.Errorf("%v\n%s", err, said)
	}
	said, err := s.types(t, "en", "", "maybe", "n", "y", "Other")
	if all, _ := s.Visits(t.Context()); err != nil || len(all) != 1 || all[0].ID == first.ID || all[0].Shop != "Other" || !strings.Contains(said, "y for yes or n for no") {
		t.Errorf("%v\n%s\n%+v", err, said, all)
	}
	empty := shopShelf(t)
	if said, err := empty.types(t, "en", ""); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
