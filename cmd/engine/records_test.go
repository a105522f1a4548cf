package engine

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// notebook is what people write in a data folder of its own.
func notebook(t *testing.T, dir string) Records {
	t.Helper()
	r, end, err := OpenRecords(t.Context(), dir, settingsIn(t, "", Chosen{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end() })
	return r
}

func saved(t *testing.T, r Records, terminal checks.Terminal) checks.Terminal {
	t.Helper()
	out, err := r.SaveTerminal(t.Context(), terminal)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func all(t *testing.T, r Records) checks.Records {
	t.Helper()
	out, err := r.Records(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func till(source *checks.VersionSource) checks.Terminal {
	return checks.Terminal{Name: "收银软件", Kind: checks.CashierProgram, Line: checks.OnThisPC, Software: "till", Source: source}
}

// The version of a program and the service company's list are read while the line is
// watched; a list that breaks changes nothing and is told.
func TestVersionsAndListsAreReadOnceADay(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	about, list := filepath.Join(files, "about.ini"), filepath.Join(files, "versions.json")
	write(t, about, "[app]\nversion = 2.1.9\n")
	write(t, list, `{"schema":"countercheck/versions/v1","rules":[{"software":"till","newest":"2.1.10"}]}`)
	s := start(t, dir, "window", &line{})
	set := s.opt.Settings.Current()
	set.Care.List = list
	if err := s.opt.Settings.Save(set); err != nil {
		t.Fatal(err)
	}
	r := s.Records()
	saved(t, r, till(&checks.VersionSource{From: checks.FromFile, Path: about, Field: "app.version"}))
	now := time.Now()
	e := s.Engine()
	e.readDue(t.Context(), now)
	known := all(t, r)
	judged := checks.JudgeVersion(known.Terminals[0], known.Rules, known.Ages, now)
	if judged.State != checks.VersionOutdated || known.Terminals[0].Version.From != checks.FromFile {
		t.Errorf("%+v of %+v by %+v", judged, known.Terminals[0].Version, known.Rules)
	}
	write(t, about, "[app]\nversion = 2.1.10\n")
	write(t, list, `{"schema":"countercheck/versions/v1","rules":[{"newst":"9"}]}`)
	e.readDue(t.Context(), now.Add(time.Hour))
	if known = all(t, r); known.Terminals[0].Version.Version != "2.1.9" {
		t.Errorf("read again after an hour: %+v", known.Terminals[0].Version)
	}
	e.readDue(t.Context(), now.Add(25*time.Hour))
	known = all(t, r)
	if known.Terminals[0].Version.Version != "2.1.10" || len(known.Rules) != 1 || known.Rules[0].Newest != "2.1.10" {
		t.Errorf("%+v, %+v", known.Terminals[0].Version, known.Rules)
	}
	last, err := e.Store().LastList(t.Context())
	if err != nil || last.Why == "" || !strings.Contains(last.Why, "newst") {
		t.Errorf("the broken list is not told: %+v, %v", last, err)
	}
	if said := s.Notice(assets.Speak("en")); !strings.Contains(said, last.Why) {
		t.Errorf("the screen says %q", said)
	}
	if err := os.Remove(about); err != nil {
		t.Fatal(err)
	}
	e.readDue(t.Context(), now.Add(50*time.Hour))
	if got := all(t, r).Terminals[0]; got.Version.Version != "2.1.10" || got.Unread == "" {
		t.Errorf("a file that is gone: %+v, %q", got.Version, got.Unread)
	}
}

// What a console writes beside a window is known to the window's verdict.
func TestWhatAnotherProgramWritesIsLearned(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "window", &line{})
	until(t, "it watches", func() bool { return !s.Snapshot().Checked.IsZero() })
	console := notebook(t, dir)
	saved(t, console, till(nil))
	e := s.Engine()
	e.learn(t.Context())
	if got := e.records(); len(got.Terminals) != 1 || len(got.Care.Tasks) == 0 || got.Ages.Reading != 30 {
		t.Errorf("%+v", got)
	}
	if len(e.measured()) == 0 {
		t.Error("nothing of the checklist is measured")
	}
	until(t, "told to others", func() bool { return len(notebook(t, dir).seen()) > 0 })
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func aPhoto(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 30, 20)), nil); err != nil {
		t.Fatal(err)
	}
	return &b
}

// A visit made on a stick reaches the shop with its photos, and the shop's devices
// reach the next stick.
func TestAVisitTravels(t *testing.T) {
	stick, shop := notebook(t, t.TempDir()), notebook(t, t.TempDir())
	terminal := saved(t, stick, checks.Terminal{Name: "前台", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Serial: "123"})
	photo, err := stick.AddPhoto(t.Context(), aPhoto(t))
	if err != nil {
		t.Fatal(err)
	}
	i := checks.InspectionOf(terminal)
	i.Serial = "123"
	i.Findings[0].State, i.Findings[0].Photos = checks.CheckedFine, []string{photo, "gone.jpg"}
	v, err := stick.SaveVisit(t.Context(), checks.Visit{Shop: "老王面馆", Started: time.Now(), Terminals: []checks.Inspection{i}})
	if err != nil {
		t.Fatal(err)
	}
	if v, err = stick.EndVisit(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "visit.ccvisit")
	if err := stick.ExportVisit(t.Context(), v.ID, file); err != nil {
		t.Fatal(err)
	}
	came, err := shop.ImportRecords(t.Context(), file)
	if err != nil || came != (checks.Imported{Shop: "老王面馆", Terminals: 1, Visits: 1}) {
		t.Fatalf("%+v, %v", came, err)
	}
	visits, err := shop.Visits(t.Context())
	if err != nil || len(visits) != 1 {
		t.Fatalf("%+v, %v", visits, err)
	}
	if _, err := shop.Photo(t.Context(), visits[0].Terminals[0].Findings[0].Photos[0]); err != nil {
		t.Errorf("the photo stayed on the stick: %v", err)
	}
	if err := shop.ExportVisit(t.Context(), "", file); err != nil {
		t.Fatal(err)
	}
	next := notebook(t, t.TempDir())
	if came, err := next.ImportRecords(t.Context(), file); err != nil || came.Terminals != 1 {
		t.Errorf("%+v, %v", came, err)
	}
	if got := all(t, next).Terminals; len(got) != 1 || got[0].Serial != "123" {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsNoVisitChangesNothing(t *testing.T) {
	shop := notebook(t, t.TempDir())
	file := filepath.Join(t.TempDir(), "visit.ccvisit")
	zipped := func(name, text string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err = errors.Join(err, z.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for what, data := range map[string][]byte{
		"a text":               []byte("hello"),
		"an empty zip":         zipped("else.txt", "hello"),
		"another kind":         zipped(exchangeRecords, `{"schema":"countercheck/report/v1"}`),
		"a bomb":               zipped(exchangeRecords, `{"schema":"`+strings.Repeat(" ", mostRecords+1)),
		"a number of a novel":  zipped(exchangeRecords, `{"schema":"`+ExchangeSchema+`","terminals":[{"id":"x","kind":"smart_pos","line":"sim"},{"id":"y","kind":"smart_pos","line":"sim","serial":"`+strings.Repeat("1", 10_000)+`"}]}`),
		"a device of no place": zipped(exchangeRecords, `{"schema":"`+ExchangeSchema+`","terminals":[{"id":"x","kind":"smart_pos","line":"network","ip":"8.8.8.8"}]}`),
	} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if came, err := shop.ImportRecords(t.Context(), file); err == nil {
			t.Errorf("%s is taken: %+v", what, came)
		}
	}
	if got := all(t, shop).Terminals; len(got) != 0 {
		t.Errorf("half of it was taken over: %+v", got)
	}
}

func TestEveryShippedItemHasItsWords(t *testing.T) {
	r := notebook(t, t.TempDir())
	for _, lang := range assets.Languages {
		for _, task := range all(t, r).Care.Tasks {
			for _, part := range []string{"text", "why", "do1", "do2", "do3"} {
				if key := "task." + task.ID + "." + part; !assets.Speak(lang).Has(key) {
					t.Errorf("%s: no words for %s", lang, key)
				}
			}
		}
	}
}
