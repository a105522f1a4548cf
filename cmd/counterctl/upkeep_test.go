package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/cmd/engine"
)

// shopWith is a data folder in which somebody wrote.
func shopWith(t *testing.T, write func(engine.Records)) (flags []string) {
	t.Helper()
	dir, config := t.TempDir(), filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(config, []byte("language = \"en\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings, err := engine.ReadSettings(engine.Chosen{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	records, end, err := engine.OpenRecords(t.Context(), dir, settings)
	if err != nil {
		t.Fatal(err)
	}
	write(records)
	if err := end(); err != nil {
		t.Fatal(err)
	}
	return []string{"--data", dir, "--config", config}
}

func says(t *testing.T, args ...string) string {
	t.Helper()
	var out, complaints strings.Builder
	if code := run(t.Context(), args, &out, &complaints); code != 0 {
		t.Fatalf("%v ended with %d: %s", args, code, complaints.String())
	}
	return out.String()
}

func TestTerminalsAndUpkeepOfAShop(t *testing.T) {
	flags := shopWith(t, func(r engine.Records) {
		terminal, err := r.SaveTerminal(t.Context(), checks.Terminal{
			Name: "Counter", Brand: "PAX", Model: "A920", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Serial: "00005702280117638929",
			Version: checks.VersionReading{Version: "V2.1.9", At: time.Now(), From: checks.FromPerson, By: "Li"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.SaveRule(t.Context(), checks.VersionRule{Brand: "PAX", Model: terminal.Model, Newest: "V2.1.10", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		if err := r.Look(t.Context(), checks.CareRecord{Task: "wipe_scanner", Every: checks.EveryWeek, At: time.Now(), State: checks.CareDone, By: "Wang"}); err != nil {
			t.Fatal(err)
		}
	})
	text := says(t, append(flags, "terminals")...)
	for _, part := range []string{"Counter", "00005702280117638929", "V2.1.9", "V2.1.10", "can't be measured from here"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	var terminals struct {
		Schema    string
		Terminals []struct {
			Serial string
			Judged struct{ State string } `json:"version_judged"`
		}
	}
	if err := json.Unmarshal([]byte(says(t, append(flags, "terminals", "--json")...)), &terminals); err != nil {
		t.Fatal(err)
	}
	if terminals.Schema != "countercheck/terminals/v1" || len(terminals.Terminals) != 1 || terminals.Terminals[0].Judged.State != "outdated" {
		t.Errorf("%+v", terminals)
	}
	var upkeep struct {
		Schema string
		Items  []struct {
			ID, Text, Interval, Who, State, Due string
			Article                             []string
			Last                                *struct{ By string }
		}
	}
	if err := json.Unmarshal([]byte(says(t, append(flags, "upkeep", "--json")...)), &upkeep); err != nil {
		t.Fatal(err)
	}
	articles, wiped := []string{}, false
	for _, i := range upkeep.Items {
		articles = append(articles, i.Article...)
		wiped = wiped || (i.ID == "wipe_scanner" && i.Last != nil && i.Last.By == "Wang" && i.Due == time.Now().AddDate(0, 0, 7).Format(time.DateOnly))
		if i.Text == i.ID || i.Interval == "" || i.Who == "" || i.State == "" {
			t.Errorf("%+v", i)
		}
	}
	if upkeep.Schema != "countercheck/upkeep/v1" || !slices.Contains(articles, "S6") || !wiped {
		t.Errorf("%+v", upkeep)
	}
	if text := says(t, append(flags, "upkeep")...); !strings.Contains(text, "Wipe the scan window") {
		t.Error(text)
	}
}

func TestNothingOnRecordYet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if text := says(t, "--data", dir, "upkeep"); len(strings.Split(text, "\n")) < 30 {
		t.Errorf("the checklist is not listed:\n%s", text)
	}
	if text := says(t, "--data", dir, "terminals", "--json"); !strings.Contains(text, `"terminals": []`) {
		t.Error(text)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("looking has made a data folder")
	}
}
