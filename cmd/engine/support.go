package engine

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
)

// Support is what a support file is made of: enough for a technician elsewhere to
// see what happened, and nothing that opens anything or names anybody.
type Support struct {
	Dir      string // the data folder
	Version  string
	Settings *Settings
	Plan     checks.Plan
	Snapshot checks.Snapshot // the newest round; without results: none
	Store    *store.Store    // nil: nothing was recorded
}

const (
	// supportDays is how far back incidents are told.
	supportDays = 30
	// longestPart bounds what is taken of one log file, from its end.
	longestPart = 3 << 20
)

// Write makes the support file, whole or not at all.
func (s Support) Write(ctx context.Context, path string) error {
	return wholeFile(path, func(out io.Writer) error {
		home, _ := os.UserHomeDir() // "": nothing to take out then
		b := &bundle{zip: zip.NewWriter(out), redactor: newRedactor(s.Settings.Current(), home)}
		for _, part := range []func(context.Context, *bundle) error{s.about, s.settings, s.round, s.incidents, s.logs} {
			if err := errors.Join(part(ctx, b), ctx.Err()); err != nil {
				return err
			}
		}
		return b.zip.Close()
	})
}

// bundle is a support file in the making. Everything goes through add.
type bundle struct {
	zip      *zip.Writer
	redactor redactor
}

// add puts a text into the bundle, without what must not leave this PC.
func (b *bundle) add(name string, text []byte) error {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, b.redactor.text(string(text)))
	return err
}

// about says what program ran where.
func (s Support) about(ctx context.Context, b *bundle) error {
	var text bytes.Buffer
	line := func(what string, value any) { fmt.Fprintf(&text, "%s: %v\n", what, value) }
	line("product", "Countercheck "+s.Version)
	line("processors", runtime.NumCPU())
	if info, ok := debug.ReadBuildInfo(); ok {
		line("go", info.GoVersion)
		for _, set := range info.Settings {
			if strings.HasPrefix(set.Key, "vcs.") || set.Key == "GOOS" || set.Key == "GOARCH" { // as it was built is where it runs
				line(set.Key, set.Value)
			}
		}
	}
	line("written", time.Now().Format(time.RFC3339))
	if s.Store == nil {
		line("database", "none")
		return b.add("about.txt", text.Bytes())
	}
	h, last := s.Store.Health(), s.Store.Last()
	size, err := s.Store.Size(ctx)
	line("database bytes", size)
	if err != nil {
		line("database error", err)
	}
	line("recorded before this start", last.Alive.Format(time.RFC3339))
	line("recording trouble", fmt.Sprintf("%q since %s", h.Reason, h.Since.Format(time.RFC3339)))
	line("results dropped", h.Dropped)
	line("set aside", h.Aside)
	line("last error", h.Err)
	return b.add("about.txt", text.Bytes())
}

// settings are all of them but the receivers of messages. What follows a host of
// the shop's own may be a key; the host itself is needed to understand the rest.
func (s Support) settings(_ context.Context, b *bundle) error {
	all := s.Settings.Current()
	all.Webhooks = nil
	all.Custom = slices.Clone(all.Custom)
	for i := range all.Custom {
		if strings.Trim(all.Custom[i].Path, "/") != "" {
			all.Custom[i].Path = "/" + removed
		}
	}
	text, err := toml.Marshal(all)
	if err != nil {
		return err
	}
	return b.add("settings.toml", text)
}

// round is the newest round, as counterctl check would tell it.
func (s Support) round(_ context.Context, b *bundle) error {
	if len(s.Snapshot.Round.Results) == 0 {
		return nil
	}
	var text bytes.Buffer
	if err := report.JSON(&text, assets.Speak("en"), s.Plan, s.Snapshot.Round, s.Snapshot.Verdict); err != nil {
		return err
	}
	return b.add("round.json", text.Bytes())
}

// incidents are those of the last weeks, without what a person wrote about them,
// and how the network looked when each began.
func (s Support) incidents(ctx context.Context, b *bundle) error {
	if s.Store == nil {
		return nil
	}
	now := time.Now()
	in := checks.Window{From: now.AddDate(0, 0, -supportDays), To: now}
	all, uptime, err := Recorded(ctx, s.Store, in, now)
	if err != nil {
		return b.add("incidents.txt", []byte("could not be read: "+err.Error()+"\n"))
	}
	for i := range all {
		all[i].Note = ""
		scene, err := s.Store.Scene(ctx, all[i].ID)
		if err != nil || scene == nil {
			continue
		}
		text, err := json.MarshalIndent(scene, "", "  ")
		if err != nil {
			return err
		}
		if err := b.add("scenes/"+all[i].From.Format("20060102-150405")+".json", text); err != nil {
			return err
		}
	}
	var text bytes.Buffer
	if err := report.IncidentsJSON(&text, assets.Speak("en"), all, nil, uptime, in); err != nil {
		return err
	}
	return b.add("incidents.json", text.Bytes())
}

// logs are the newest end of every log and of what broke.
func (s Support) logs(_ context.Context, b *bundle) error {
	names, err := matching(s.Dir, "countercheck*.log", "window.log", crashName, crashKept)
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := endOf(name)
		if err != nil {
			text = []byte("could not be read: " + err.Error() + "\n")
		}
		if len(text) == 0 {
			continue
		}
		if err := b.add("log/"+filepath.Base(name), text); err != nil {
			return err
		}
	}
	return nil
}

// endOf is a file's end, from the beginning of a line.
func endOf(path string) (text []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	extra := info.Size() - longestPart
	if extra <= 0 {
		return io.ReadAll(f)
	}
	if _, err := f.Seek(extra, io.SeekStart); err != nil {
		return nil, err
	}
	text, err = io.ReadAll(f)
	_, text, _ = bytes.Cut(text, []byte("\n"))
	return text, err
}

// wholeFile writes a file that only its owner may read, whole or not at all.
func wholeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err = errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
