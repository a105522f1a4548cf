package version

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// told is what a person would be shown of what a source said: one short line, or a
// problem that has a sentence.
func told(t *testing.T, said string, err error) {
	t.Helper()
	if err == nil {
		said, err = plain(said)
	}
	if err != nil {
		if why(t, problem(err, "here")) == "" {
			t.Errorf("no sentence for %v", err)
		}
		return
	}
	if n := len([]rune(said)); n == 0 || n > longest || strings.ContainsAny(said, "\r\n\x00") {
		t.Errorf("a version of %d characters: %q", n, said)
	}
}

// Whatever answers as an adb server, a version or a problem comes of it, and no more
// is read than is ever needed.
func FuzzADBAnswer(f *testing.F) {
	for _, seed := range []string{
		"OKAY", "OKAY0004001c", "FAIL0014device unauthorized", "FAILffff", "FAIL-001x", "FAIL 12", "OKAY00000029", "HTTP/1.1 400 Bad\r\n", "",
		"OKAYOKAYPackages:\n  Package [com.till.app] (1):\n    versionName=3.2.1\n", "OKAYOKAYPackage [com.till.app]\nversionName=" + strings.Repeat("9", 300),
		"OKAYOKAYPackage [com.till.other]\nversionName=1\nPackage [com.till.app", "OKAYOKAY" + strings.Repeat("x", 70_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		near, far := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, far) }()
		go func() { _, _ = far.Write(text); _ = far.Close() }()
		server := &talk{near, bufio.NewReader(io.LimitReader(near, mostDump)), func() bool { return true }}
		defer server.close()
		_ = near.SetDeadline(time.Now().Add(5 * time.Second))
		for _, service := range []string{"host:transport-any", "shell:dumpsys package com.till.app"} {
			if err := server.ask(service); err != nil {
				if why(t, bridge{"127.0.0.1:5037"}.refusal(err, "")) == "" {
					t.Errorf("no sentence for %v", err)
				}
				return
			}
		}
		said, err := packageVersion(server.answer, "com.till.app")
		told(t, said, err)
	})
}

// Whatever stands in dpkg's database, packages are whole, and one that is well
// formed and comes after it is still found.
func FuzzPackageDatabase(f *testing.F) {
	for _, seed := range []string{
		"Package: till\nStatus: install ok installed\nVersion: 1:2.3-4\n\n", "Package: a\n b\n\n\n\nPackage:\n", ":\n:\n", "Version: 9\n\n",
		strings.Repeat("y", 9000) + "\n\n", "Package: till\r\nVersion: 1\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	const last = "\n\nPackage: the-last-one\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7.0\n"
	f.Fuzz(func(t *testing.T, text []byte) {
		var newest debian
		err := eachPackage(t.Context(), io.MultiReader(bytes.NewReader(text), strings.NewReader(last)), func(d debian) bool {
			if d.name == "" {
				t.Errorf("a package without a name: %+v", d)
			}
			newest = d
			return true
		})
		if want := (debian{"the-last-one", "amd64", "7.0", "installed"}); err != nil || newest != want {
			t.Errorf("%+v, %v; want %+v", newest, err, want)
		}
	})
}

// Whatever stands in a file or in the answer of a device, a version or a problem
// comes of it, by a field and by a pattern.
func FuzzVersionFile(f *testing.F) {
	for _, seed := range []struct{ text, field, pattern string }{
		{`{"app":{"version":"1.2.3"}}`, "app.version", ""},
		{`{"a.b":[{"v":1.10}]}`, "a.b.0.v", ""},
		{`[[1]]`, "0.0", ""},
		{`{"v":1}{"v":2}`, "v", ""},
		{"[app]\r\nversion = 2.1.9\r\n", "app.version", ""},
		{"\xff\xfev\x00=\x001\x00", "v", ""},
		{"\x84\x31\x95", "", ""},
		{"started\nversion 3.1\nversion 3.2", "", `version ([0-9.]+)`},
		{strings.Repeat("[", 20_000), "0", ""},
		{"x", ".", "()"},
	} {
		f.Add([]byte(seed.text), seed.field, seed.pattern)
	}
	f.Fuzz(func(t *testing.T, data []byte, field, pattern string) {
		if len(field) > mostField {
			return // refused before anything is read
		}
		matching, err := compile(pattern)
		if err != nil {
			return
		}
		text, err := decode(data)
		if err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		said, err := find(ctx, text, matching, field)
		if ctx.Err() != nil {
			t.Fatalf("%d bytes took longer than a whole read may", len(data))
		}
		told(t, said, err)
	})
}
