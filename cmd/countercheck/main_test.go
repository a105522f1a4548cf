package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/cmd/engine"
)

func TestWrongFlagsAreSaidWithTheNearest(t *testing.T) {
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"--screne", "now"}, []string{"--screne", "--screen"}},
		{[]string{"--lang", "en", "--them", "dark"}, []string{"There is no flag --them", "--theme"}},
		{[]string{"--theme", "dakr"}, []string{"dakr", "dark", "auto"}},
		{[]string{"--lang", "zh"}, []string{"zh-CN"}},
		{[]string{"--screen", "histry"}, []string{"refund", "history"}},
		{[]string{"--size", "1024"}, []string{"1024x600"}},
		{[]string{"--size", "1x1"}, []string{"1024x600"}},
		{[]string{"--size", "1024x600x2"}, []string{"1024x600x2"}},
		{[]string{"--config"}, []string{"--config"}},
		{[]string{"now"}, []string{"now", "--help"}},
	} {
		words := assets.Speak("")
		_, err := parse(c.args, &words)
		if err == nil {
			t.Errorf("%v is taken", c.args)
			continue
		}
		for _, part := range c.says {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%v: nothing of %q in %q", c.args, part, err)
			}
		}
	}
}

func TestFlags(t *testing.T) {
	words := assets.Speak("")
	opts, err := parse([]string{"--lang", "en", "--theme", "dark", "--size", "1366x768", "--screen", "details"}, &words)
	if err != nil || words.Lang() != "en" || opts.theme != "dark" || opts.size != fyne.NewSize(1366, 768) || opts.screen != "details" {
		t.Errorf("%+v, %v", opts, err)
	}
	if opts, err = parse(nil, &words); err != nil || opts.size != fyne.NewSize(usualWidth, usualHeight) || opts.screen != "" {
		t.Errorf("without flags: %+v, %v", opts, err)
	}
	if opts, err = parse([]string{"--help"}, &words); err != nil || !strings.Contains(opts.help, "--screenshot") {
		t.Errorf("--help: %q, %v", opts.help, err)
	}
}

// settingsIn opens the settings of a file with that text.
func settingsIn(t *testing.T, text string) *engine.Settings {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := engine.OpenSettings(engine.Chosen{Config: path})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// onDesk is an app whose Run lasts until Quit, as on a desk: what goroutines have
// for the screen is done there, one after the other.
type onDesk struct {
	fyne.App
	driver fyne.Driver
	todo   chan func()
	quit   chan struct{}
}

func (d *onDesk) Driver() fyne.Driver { return d.driver }
func (d *onDesk) Quit()               { close(d.quit) }

func (d *onDesk) Run() {
	for {
		select {
		case f := <-d.todo:
			f()
		case <-d.quit:
			return
		}
	}
}

// deskDriver is the test's driver, which alone would do on any goroutine what
// belongs on the screen's.
type deskDriver struct {
	fyne.Driver
	desk *onDesk
}

func (d deskDriver) DoFromGoroutine(f func(), _ bool) {
	select {
	case d.desk.todo <- f:
	case <-d.desk.quit:
	}
}

func TestTheWindowLeavesNothingRunning(t *testing.T) {
	a := &onDesk{App: test.NewTempApp(t), todo: make(chan func(), 1000), quit: make(chan struct{})}
	a.driver = deskDriver{a.App.Driver(), a}
	fyne.SetCurrentApp(a)
	before := goleak.IgnoreCurrent()
	asked := make(chan struct{}, 100)
	plan := func(checks.Settings, checks.Catalogue, func() checks.Records) checks.Plan {
		return checks.Plan{Checks: []checks.Check{{ID: "slow", Timeout: time.Hour, Ask: func(ctx context.Context) checks.Finding {
			asked <- struct{}{}
			<-ctx.Done()
			return checks.Finding{}
		}}}}
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		opts := options{size: fyne.NewSize(usualWidth, usualHeight), data: t.TempDir()}
		ended <- show(ctx, a, opts, settingsIn(t, "asked = true\n[desktop]\nkey = \"\"\n"), plan)
	}()
	<-asked // it watches
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, before)
}

func TestThePageGoesElsewhereIfTheDataFolderCannotBeWritten(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path, err := writePage(filepath.Join(file, "data"), []byte("page"))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "page" {
		t.Errorf("%s holds %q, %v", path, text, err)
	}
}

func TestComplaintsAreBounded(t *testing.T) {
	var complaints tail
	for range 100 {
		_, _ = complaints.Write([]byte(strings.Repeat("x", 10_000)))
	}
	_, _ = complaints.Write([]byte("the end"))
	if n := len(complaints.text); n > 2*longestTail+10_000 || !strings.HasSuffix(string(complaints.text), "the end") {
		t.Errorf("%d bytes are kept", n)
	}
}
