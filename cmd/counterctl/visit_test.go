package main

import (
	"bufio"
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
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
	disturbs func() // before something is saved
}

func (s *shelf) SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error) {
	if s.disturbs != nil {
		s.disturbs()
	}
	return s.kept.SaveVisit(ctx, v)
}

func (s *shelf) Survey(context.Context, func(int, int)) (checks.Survey, error) {
	s.surveys++
	out := checks.Survey{Started: time.Now(), Ended: time.Now(), Planned: 100, Level: checks.OK}
	host := checks.SurveyHost{Provider: "wechat", Owner: "t", Name: "WeChat Pay", Host: "api.mch.weixin.qq.com", Port: 443, InUse: true}
	for range 100 {
		host.Probes = append(host.Probes, checks.SurveyProbe{At: time.Now(), Phases: checks.Phases{checks.Connect: checks.Span(s.took)}})
	}
	out.Hosts = append(out.Hosts, host)
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

// types plays a person who types these lines, and returns what the console said.
func (s *shelf) types(t *testing.T, lang, out string, lines ...string) (said string, err error) {
	t.Helper()
	var b strings.Builder
	k := &console{in: bufio.NewReader(strings.NewReader(strings.Join(lines, "\n") + "\n")), out: &b, words: assets.Speak(lang), r: s, now: time.Now}
	err = k.visit(t.Context(), out)
	if strings.Contains(b.String(), "visitconsole.") || strings.Contains(b.String(), "<no value>") {
		t.Errorf("words are missing:\n%s", b.String())
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

func TestAVisitOnAConsole(t *testing.T) {
	for _, lang := range assets.Languages {
		s := shopShelf(t, scanBox)
		photo := filepath.Join(t.TempDir(), "photo.png")
		var data bytes.Buffer
		if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(photo, data.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "visit.pdf")
		said, err := s.types(t, lang, out,
			"", "老王面馆", "李明", "东城", "", // all devices, names, the network check
			"FR2020231109", "", // serial, seals
			"f", "", "Broken plug", photo, "none.png", "", // cables: a note is asked for again, a photo, one that is not there
			"", "b", "", "", "", "", "", // strange; one back and again; screen, scanner, receipt, address
			"V1.8", "", // version
			"new plug", "1", "", // a repair
			"y", // the network again
			"王芳", "2027-02-30", "2027-02-21", "王芳",
		)
		if err != nil {
			t.Fatalf("%s: %v\n%s", lang, err, said)
		}
		v := s.newest(t)
		if v.Open() || v.Technician != "李明" || v.Next != "2027-02-21" || v.Signed.Way != checks.SignedTyped || v.Survey == nil || v.After == nil {
			t.Errorf("%s: %+v", lang, v)
		}
		i := v.Terminals[0]
		if i.Left() > 0 || i.Replaced() || i.Version != "V1.8" || len(i.Faults()) != 1 || len(i.Faults()[0].Photos) != 1 || i.Faults()[0].Note != "Broken plug" {
			t.Errorf("%s: %+v", lang, i)
		}
		if data, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s: no report: %v", lang, err)
		}
		if want := assets.Speak(lang).Say("visitreport.time_is.same", nil); !strings.Contains(said, want) {
			t.Errorf("%s: an equal line is not called so:\n%s", lang, said)
		}
		if s.surveys != 2 {
			t.Errorf("%s: %d network checks", lang, s.surveys)
		}
	}
}

func TestAVisitThatIsBrokenOffGoesOn(t *testing.T) {
	s := shopShelf(t, scanBox)
	said, err := s.types(t, "en", "", "", "Shop", "Li", "", "n", "FR2020231109", "", "")
	if err != nil || !strings.Contains(said, "Stopped here") {
		t.Fatalf("%v\n%s", err, said)
	}
	v := s.newest(t)
	left := v.Terminals[0].Left()
	if !v.Open() || v.Terminals[0].Serial == "" || left == len(v.Terminals[0].Findings) {
		t.Fatalf("%+v", v)
	}
	said, err = s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), "n", "", "", "", "", "", "", "", "", "", "Wang", "", "")
	if again := s.newest(t); err != nil || again.ID != v.ID || again.Open() || strings.Contains(said, "Which ones") {
		t.Errorf("%v\n%s\n%+v", err, said, again)
	}
}

func TestAnotherDeviceIsToldAtOnce(t *testing.T) {
	s := shopShelf(t, scanBox)
	said, err := s.types(t, "en", "", "", "Shop", "Li", "", "n", "FR2020239999")
	if err != nil || !strings.Contains(said, "It is not FR2020231109") || !strings.Contains(said, "official number") {
		t.Errorf("%v\n%s", err, said)
	}
	if v := s.newest(t); !v.Terminals[0].Replaced() || v.Terminals[0].Faults()[0].Item != "identity" {
		t.Errorf("%+v", v.Terminals[0])
	}
}

func TestWhatDoesNotFitIsAskedAgain(t *testing.T) {
	s := shopShelf(t, scanBox)
	said, err := s.types(t, "en", "", "9", "1", strings.Repeat("8", 10_000), "Sh\x1b[2Jop\x00", "Li", "", "n", strings.Repeat("8", 10_000), "FR2020231109", "what")
	if err != nil || !strings.Contains(said, "numbers from 1 to 1") || !strings.Contains(said, "Too long") {
		t.Errorf("%v\n%s", err, said)
	}
	if v := s.newest(t); v.Shop != "Sh[2Jop" || v.Terminals[0].Serial != "FR2020231109" {
		t.Errorf("%q, %q", v.Shop, v.Terminals[0].Serial)
	}
}

func TestAVisitThatAnotherWindowChanges(t *testing.T) {
	s := shopShelf(t, scanBox)
	n := 0
	s.disturbs = func() {
		if n++; n == 3 {
			v := s.newest(t)
			v.Note = "from the window"
			if _, err := s.kept.SaveVisit(t.Context(), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.types(t, "en", "", "", "Shop", "Li", "", "n"); err == nil || !strings.Contains(err.Error(), "Another window") {
		t.Errorf("%v", err)
	}
	if v := s.newest(t); v.Note != "from the window" || v.Shop != "Shop" {
		t.Errorf("%+v", v)
	}
}

func TestTheFirstDeviceIsRecordedOnTheWay(t *testing.T) {
	s := shopShelf(t)
	if said, err := s.types(t, "en", "", "3", "Newland", "FR20", "FR1", "", "Shop"); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if v := s.newest(t); v.Terminals[0].Terminal.Model != "FR20" || v.Terminals[0].Terminal.Kind != checks.ScanBox {
		t.Errorf("%+v", v)
	}
}

// A visit is carried from a stick to the shop by two commands.
func TestVisitExportAndImport(t *testing.T) {
	stick := shopWith(t, func(r engine.Records) {
		if _, err := r.SaveTerminal(t.Context(), scanBox); err != nil {
			t.Fatal(err)
		}
	})
	shop := shopWith(t, func(engine.Records) {})
	file := filepath.Join(t.TempDir(), "x.ccvisit")
	says(t, append(stick, "visit", "--export", file)...)
	if text := says(t, append(shop, "visit", "--import", file)...); !strings.Contains(text, "devices 1") {
		t.Error(text)
	}
	if text := says(t, append(shop, "terminals")...); !strings.Contains(text, "FR2020231109") {
		t.Error(text)
	}
	var out, complaints strings.Builder
	if code := run(t.Context(), append(shop, "visit", "--import", "none.ccvisit"), &out, &complaints); code != 1 || complaints.Len() == 0 {
		t.Errorf("a missing file ends with %d: %s", code, complaints.String())
	}
}
