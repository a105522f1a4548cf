package engine

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// The secrets that a support file is fed with; none of them may come out.
var secrets = []string{
	"WECOM-KEY-0123456789", "TELEGRAMTOKEN987654", "PROXY-PASSWORD", "PATH-OF-OUR-OWN-7777",
	"00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5f", "Li's Noodles WiFi", "SN-4471-9982", "the cousin did it", "/home/lisi",
}

const hooks = `
[[webhook]]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=WECOM-KEY-0123456789"
[[webhook]]
kind = "shoutrrr"
url = "telegram://TELEGRAMTOKEN987654@telegram?chats=@shop"
[[endpoint]]
name = "till"
host = "till.lisi.example"
port = 8443
scheme = "https"
path = "/api/PATH-OF-OUR-OWN-7777"
channels = []
`

func TestNothingThatOpensOrNamesLeavesInASupportFile(t *testing.T) {
	t.Setenv("HOME", "/home/lisi")
	dir, now := t.TempDir(), time.Now()
	settings := settingsIn(t, hooks, Chosen{})
	s := store.Open(dir, store.Options{})
	incident := checks.Incident{
		ID: now.UnixMilli(), From: now.Add(-time.Hour), Seen: now, Level: checks.Fail, Cause: checks.LinkDown, Layer: checks.LayerLink, Note: "the cousin did it",
	}
	scene := &checks.Scene{At: incident.From, Failing: []checks.SceneCheck{{ID: "link", Level: checks.Fail, Err: `adapter 00:1A:2B:3C:4D:5E ssid="Li's Noodles WiFi" lost`}}}
	s.Record(checks.Entry{At: now, Incident: &incident, Scene: scene, Last: checks.Last{Alive: now}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := reader.Note(t.Context(), incident.ID, incident.Note); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"countercheck.log":                     "level=WARN msg=\"hook https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=WECOM-KEY-0123456789 failed\" file=/home/lisi/x serial=SN-4471-9982\nlast line\n",
		"countercheck-2026-11-22T00-00-00.log": "proxy http://me:PROXY-PASSWORD@10.0.0.1:3128 key WECOM-KEY-0123456789\n",
		"window.log":                           "Fyne: /home/lisi/.config TELEGRAMTOKEN987654\n",
		"crash-20261122-120000.log":            "panic: card 00-1a-2b-3c-4d-5f\n",
		"settings.secret":                      "WECOM-KEY-0123456789",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	round := checks.Round{Started: now, Results: []checks.Result{{
		Check: checks.Check{ID: "route", Kind: checks.KindRoute}, At: now,
		Finding: checks.Finding{
			Level: checks.Fail, Cause: checks.LANGatewayUnreachable, Err: "mac=00:1A:2B:3C:4D:5E of /home/lisi",
			Facts: checks.RouteFacts{Routes: []checks.Route{{Interface: "eth0", Gateway: netip.MustParseAddr("192.168.1.1")}}},
		},
	}}}
	path := filepath.Join(t.TempDir(), "support.zip")
	support := Support{Dir: dir, Version: "1.2.3", Settings: settings, Snapshot: checks.Snapshot{Round: round, Verdict: checks.Verdict{Level: checks.Fail, Cause: checks.LANGatewayUnreachable}}, Store: reader}
	if err := support.Write(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	parts := unzipped(t, path)
	for name, text := range parts {
		for _, secret := range secrets {
			if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
				t.Errorf("%s tells %q:\n%s", name, secret, text)
			}
		}
		if strings.HasSuffix(name, ".json") && !json.Valid([]byte(text)) {
			t.Errorf("%s is no JSON any more:\n%s", name, text)
		}
	}
	for name, part := range map[string]string{
		"about.txt": "Countercheck 1.2.3", "settings.toml": "till.lisi.example", "round.json": "192.168.1.1", "incidents.json": "link.down",
		"log/countercheck.log": "last line", "log/countercheck-2026-11-22T00-00-00.log": "10.0.0.1", "log/window.log": "Fyne", "log/crash-20261122-120000.log": "panic",
	} {
		if !strings.Contains(parts[name], part) {
			t.Errorf("%s lacks %q: %q", name, part, parts[name])
		}
	}
	if len(parts) != 9 { // and the scene
		t.Errorf("%d parts", len(parts))
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}

func TestASupportFileWithoutAnythingToTell(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.zip")
	if err := (Support{Dir: t.TempDir(), Settings: settingsIn(t, "", Chosen{})}).Write(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if parts := unzipped(t, path); !strings.Contains(parts["about.txt"], "database: none") || parts["settings.toml"] == "" {
		t.Errorf("%v", parts)
	}
	if err := (Support{Dir: t.TempDir(), Settings: settingsIn(t, "", Chosen{})}).Write(t.Context(), filepath.Join(path, "nowhere.zip")); err == nil {
		t.Error("a file in a folder that is none was written")
	}
}

func unzipped(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}
