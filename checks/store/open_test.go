package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

func TestWhatWasSavedIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "settings.toml")
	want := settings(t, "")
	want.Theme = "dark"
	want.Shop.Acquirer, want.Shop.Compare = "lakala", []string{}
	want.Thresholds.Jitter.Good = checks.Duration(20 * time.Millisecond)
	want.Custom = []checks.CustomEndpoint{{Name: "总部", Host: "mis.example.com", Port: 9001, Scheme: checks.TCPOnly, Path: "", Channels: []string{"card"}}}
	want.Hosts.Controls = []checks.Control{{Host: "www.example.com", Owner: "example"}}
	if err := store.SaveSettings(path, want, assets.SettingsTOML); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, settings(t, path)); diff != "" {
		t.Errorf("what was read is not what was saved (-saved +read):\n%s", diff)
	}
	text := content(t, path)
	for _, unchanged := range []string{"language", "watch", "give_up", "terminals"} {
		if strings.Contains(text, unchanged) {
			t.Errorf("%s is as shipped and was written all the same:\n%s", unchanged, text)
		}
	}
}

func TestABadFileIsKeptAndTheLastGoodOneUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	mine := settings(t, "")
	mine.Shop.Acquirer = "lakala"
	if err := store.SaveSettings(path, mine, assets.SettingsTOML); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{".bak", ".bak.1"} {
		broken := strings.Repeat("#", i+1) + "\n[shop]\nacquirer = \"lakla\"\n"
		write(t, path, broken)
		got, wrong := open(t, path)
		if wrong == nil || len(wrong.Problems) != 1 || wrong.Problems[0].Line != 3 || wrong.Problems[0].Nearest != "lakala" {
			t.Errorf("the problem was not told: %v", wrong)
		}
		if diff := cmp.Diff(mine, got); diff != "" {
			t.Errorf("not the last good settings:\n%s", diff)
		}
		if content(t, path+name) != broken {
			t.Errorf("%s does not hold the bad file", name)
		}
	}
	again, wrong := open(t, path)
	if wrong != nil || again.Shop.Acquirer != "lakala" {
		t.Errorf("the next start does not find the good settings: %+v, %v", again.Shop, wrong)
	}
}

func TestACutOffFileIsNoLoss(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	write(t, path, "theme = \"dark\"\n[shop]\nacquirer = \"lakala\"\n")
	mine, wrong := open(t, path)
	if wrong != nil {
		t.Fatal(wrong)
	}
	cut := "theme = \"dark\"\n[shop]\nacquirer = \"lak"
	write(t, path, cut)
	got, wrong := open(t, path)
	if wrong == nil || wrong.Problems[0].Line != 3 || wrong.Problems[0].Reason != checks.BadSyntax {
		t.Errorf("the cut was not told: %v", wrong)
	}
	if diff := cmp.Diff(mine, got); diff != "" {
		t.Errorf("not the last good settings:\n%s", diff)
	}
	if content(t, path+".bak") != cut {
		t.Error("the cut-off file was not kept")
	}
}

func TestABadFileWithoutAGoodOneGivesTheShipped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	write(t, path, "theme = 3\n")
	write(t, path+".good", "theme = 4\n")
	got, wrong := open(t, path)
	if wrong == nil {
		t.Error("nothing was told")
	}
	if diff := cmp.Diff(settings(t, ""), got); diff != "" {
		t.Errorf("not the shipped settings:\n%s", diff)
	}
	if content(t, path+".bak") != "theme = 3\n" {
		t.Error("the bad file was not kept")
	}
	if _, wrong := open(t, path); wrong != nil {
		t.Errorf("the same file is told twice: %v", wrong)
	}
}

func TestWithoutAFileTheShippedSettingsOpen(t *testing.T) {
	dir := t.TempDir()
	got, wrong := open(t, filepath.Join(dir, "settings.toml"))
	if wrong != nil || cmp.Diff(settings(t, ""), got) != "" {
		t.Errorf("got %+v, %v", got, wrong)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("reading alone wrote %v", left)
	}
}

// A name of 250 bytes can be read, but no .bak fits beside it: a folder that
// takes no new file, for root as well.
func TestAFileThatCannotBeSetAsideStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("s", 250))
	write(t, path, "theme = 3\n")
	got, wrong, err := store.OpenSettings(assets.SettingsTOML, path, catalogue(t))
	if wrong == nil || err == nil {
		t.Errorf("problem %v and error %v; both must be told", wrong, err)
	}
	if got.Theme != settings(t, "").Theme {
		t.Errorf("the settings cannot be used: %+v", got)
	}
	if content(t, path) != "theme = 3\n" {
		t.Error("the bad file was lost")
	}
}

func TestAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	notAFolder := filepath.Join(t.TempDir(), "file")
	write(t, notAFolder, "mine")
	err := store.SaveSettings(filepath.Join(notAFolder, "settings.toml"), settings(t, ""), assets.SettingsTOML)
	if err == nil {
		t.Error("saving below a file succeeded")
	}
	if content(t, notAFolder) != "mine" {
		t.Error("the file in the way was changed")
	}
}

func TestAFailedSaveLeavesTheOldFileAndNoRubbish(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "settings.toml")
	if err := os.Mkdir(path, 0o700); err != nil { // a folder of that name cannot be replaced
		t.Fatal(err)
	}
	if err := store.SaveSettings(path, settings(t, ""), assets.SettingsTOML); err == nil {
		t.Error("saving over a folder succeeded")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSettingsLieInTheUsersFolder(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} { // what each system asks
		t.Setenv(name, home)
	}
	path, err := store.SettingsPath()
	if err != nil || !strings.HasPrefix(path, home) || !strings.HasSuffix(path, filepath.Join("countercheck", "settings.toml")) {
		t.Errorf("got %s, %v", path, err)
	}
}

func open(t *testing.T, path string) (checks.Settings, *store.SettingsError) {
	t.Helper()
	s, wrong, err := store.OpenSettings(assets.SettingsTOML, path, catalogue(t))
	if err != nil {
		t.Fatal(err)
	}
	return s, wrong
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		t.Fatalf("%s is not there", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
