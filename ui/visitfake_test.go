package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// visitRecords stands in for what people wrote down: it keeps the rules of the
// real one, in memory. It is asked beside the screen.
type visitRecords struct {
	mu        sync.Mutex
	terminals []checks.Terminal
	rules     []checks.VersionRule
	visits    []checks.Visit
	photos    map[string][]byte
	fail      error // what every write fails with
	unread    error // what reading a version fails with
	found     checks.VersionReading
	written   []string
	saves     int
	survey    chan surveyStep // what the network check does next
	surveys   int
}

// surveyStep is a step of the network check, or its end.
type surveyStep struct {
	done, of int
	end      *checks.Survey
	err      error
}

func newVisitRecords() *visitRecords {
	return &visitRecords{photos: map[string][]byte{}, survey: make(chan surveyStep)}
}

func (f *visitRecords) Records(context.Context) (checks.Records, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return checks.Records{Terminals: slices.Clone(f.terminals), Rules: f.rules, Ages: checks.VersionAges{Reading: 30, Newest: 90}}, nil
}

func (f *visitRecords) SaveTerminal(_ context.Context, t checks.Terminal) (checks.Terminal, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := errors.Join(f.fail, checks.ValidateTerminal(t)); err != nil {
		return t, err
	}
	at := slices.IndexFunc(f.terminals, func(o checks.Terminal) bool { return o.ID == t.ID })
	switch {
	case t.ID == "":
		t.ID = fmt.Sprint("new", len(f.terminals))
		at = len(f.terminals)
		f.terminals = append(f.terminals, t)
	case at < 0:
		return t, checks.ErrGone
	case f.terminals[at].Revision != t.Revision:
		return t, checks.ErrChanged
	}
	t.Revision++
	f.terminals[at] = t
	f.saves++
	return t, nil
}

func (f *visitRecords) ReadVersion(context.Context, checks.Terminal) (checks.VersionReading, error) {
	return f.found, f.unread
}

func (f *visitRecords) Visits(context.Context) ([]checks.Visit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.visits), nil
}

func (f *visitRecords) SaveVisit(_ context.Context, v checks.Visit) (checks.Visit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.put(v)
}

func (f *visitRecords) put(v checks.Visit) (checks.Visit, error) {
	if err := errors.Join(f.fail, checks.ValidateVisit(v)); err != nil {
		return v, err
	}
	at := slices.IndexFunc(f.visits, func(o checks.Visit) bool { return o.ID == v.ID })
	switch {
	case v.ID == "":
		v.ID = fmt.Sprint("visit", len(f.visits))
		at = 0
		f.visits = append([]checks.Visit{v}, f.visits...)
	case at < 0:
		return v, checks.ErrGone
	case f.visits[at].Revision != v.Revision || !f.visits[at].Open():
		return v, checks.ErrChanged
	}
	v.Revision++
	f.visits[at] = v
	f.saves++
	return v, nil
}

func (f *visitRecords) EndVisit(_ context.Context, v checks.Visit) (checks.Visit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v.Ended = wallClock.Add(9 * time.Minute)
	return f.put(v)
}

func (f *visitRecords) DropVisit(_ context.Context, id string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	before := len(f.visits)
	f.visits = slices.DeleteFunc(f.visits, func(v checks.Visit) bool { return v.ID == id && v.Open() })
	if len(f.visits) == before {
		return checks.ErrGone
	}
	return nil
}

func (f *visitRecords) Survey(ctx context.Context, progress func(done, of int)) (checks.Survey, error) {
	f.mu.Lock()
	f.surveys++
	f.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return checks.Survey{}, ctx.Err()
		case step := <-f.survey:
			if step.end != nil || step.err != nil {
				if step.err != nil {
					return checks.Survey{}, step.err
				}
				return *step.end, nil
			}
			progress(step.done, step.of)
		}
	}
}

// AddPhoto takes what Go can read as a picture.
func (f *visitRecords) AddPhoto(_ context.Context, picture io.Reader) (string, error) {
	data, err := io.ReadAll(picture)
	if err != nil {
		return "", err
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return "", &checks.PhotoError{Why: checks.PhotoNoPicture}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	name := fmt.Sprintf("photo%d.jpg", len(f.photos))
	f.photos[name] = data
	return name, nil
}

func (f *visitRecords) Photo(_ context.Context, name string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if data, ok := f.photos[name]; ok {
		return data, nil
	}
	return nil, checks.ErrGone
}

func (f *visitRecords) write(what, id, path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.written = append(f.written, what+" "+id+" "+path)
	return f.fail
}

func (f *visitRecords) VisitReport(_ context.Context, id, path string) error {
	return f.write("report", id, path)
}

func (f *visitRecords) ExportVisit(_ context.Context, id, path string) error {
	return f.write("export", id, path)
}

func (f *visitRecords) SaveRule(context.Context, checks.VersionRule) error   { return nil }
func (f *visitRecords) DeleteRule(context.Context, checks.VersionRule) error { return nil }
func (f *visitRecords) SaveTask(context.Context, checks.TaskChange) error    { return nil }
func (f *visitRecords) Look(context.Context, checks.CareRecord) error        { return nil }

func (f *visitRecords) ImportRecords(context.Context, string) (checks.Imported, error) {
	return checks.Imported{}, nil
}

// visitNow is the visit as it is on record.
func (f *visitRecords) visitNow() checks.Visit {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.visits) == 0 {
		return checks.Visit{}
	}
	return f.visits[0]
}

func (f *visitRecords) terminal(id string) checks.Terminal {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, t := range f.terminals {
		if t.ID == id {
			return t
		}
	}
	return checks.Terminal{}
}

// change is what another window does.
func (f *visitRecords) change(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
}

// shopTerminals are three devices as a shop has them.
func shopTerminals() []checks.Terminal {
	return []checks.Terminal{
		{
			ID: "front", Name: "前台 1 号", Brand: "新大陆", Model: "N910", Kind: checks.SmartPOS, Serial: "00005702280117638929",
			Merchant: "898310148160568", Number: "10482351", Acquirer: "拉卡拉", Place: "收银台左边", Address: "西湖区文三路 12 号",
			Line: checks.OnOwnSIM, Bought: "2025-03-01", Revision: 1,
			Version: checks.VersionReading{Version: "2.1.9", At: wallClock.AddDate(0, 0, -20), By: "老王", From: checks.FromPerson},
		},
		{ID: "box", Brand: "意锐", Model: "S300", Kind: checks.ScanBox, Serial: "SB20240117", Place: "收银台右边", Line: checks.OnThisPC, Revision: 1},
		{
			ID: "till", Kind: checks.CashierProgram, Software: "二维火", Line: checks.OnThisPC, Revision: 1,
			Source: &checks.VersionSource{From: checks.FromProgram, Path: `C:\收银\pos.exe`},
		},
		{ID: "old", Name: "旧机器", Kind: checks.TraditionalPOS, Line: checks.LineUnknown, Retired: wallClock.AddDate(0, -1, 0), Revision: 2},
	}
}

// someWindow opens the window with three devices on record, and a clock that goes on
// by a second whenever it is looked at.
func recordsWindow(t *testing.T, lang, theme string, records *visitRecords) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	app := test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	watch := &fakeWatch{first: snapshots()[checks.OK], queue: &queue{}}
	set := &fakeSettings{set: shipped()}
	set.set.Language, set.set.Theme = lang, theme
	var mu sync.Mutex
	at := wallClock
	u := newUI(app, win, Deps{
		Watch: watch, Settings: set, Quit: func() {}, Catalogue: catalogue, Records: records,
		Now: func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			at = at.Add(time.Second)
			return at
		},
	}, newBridge(watch.queue.add))
	win.Resize(small)
	watch.queue.pump()
	t.Cleanup(u.Close)
	return u, win, watch
}

// onRecord are three devices, a rule for one, and a visit three months ago.
func onRecord() *visitRecords {
	f := newVisitRecords()
	f.terminals = shopTerminals()
	f.rules = []checks.VersionRule{{Brand: "新大陆", Model: "N910", Newest: "2.1.10", Minimum: "2.0", At: wallClock.AddDate(0, 0, -3)}}
	f.visits = []checks.Visit{{
		ID: "last", Shop: "王记面馆", Address: "西湖区文三路 12 号", Technician: "李师傅", Company: "西湖收银服务",
		Started: wallClock.AddDate(0, -3, 0), Ended: wallClock.AddDate(0, -3, 0).Add(10 * time.Minute), Revision: 9,
	}}
	return f
}

// aPicture is a photo as a phone would make it, in small.
func aPicture(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 160, 120))
	for y := range 120 {
		for x := range 160 {
			img.Set(x, y, color.RGBA{uint8(60 + x), uint8(90 + y), 140, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// waitIdle waits until nothing comes from beside the screen any more: all that was
// begun there has been shown.
func (q *queue) waitIdle(t *testing.T) {
	t.Helper()
	quiet := 0
	for range 200 {
		q.mu.Lock()
		n := len(q.waiting)
		q.mu.Unlock()
		q.pump()
		if quiet++; n > 0 {
			quiet = 0
		}
		if quiet > 8 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the screen never comes to rest")
}
