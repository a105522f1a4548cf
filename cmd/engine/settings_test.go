package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// settingsIn opens the settings of a file with that text.
func settingsIn(t *testing.T, text string, by Chosen) *Settings {
	t.Helper()
	by.Config = filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(by.Config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := OpenSettings(by)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatAFlagSaysIsNotSaved(t *testing.T) {
	s := settingsIn(t, "language = \"zh-CN\"\n", Chosen{Lang: "en", Theme: "dark"})
	changed := 0
	s.Follow(func() { changed++ })
	now := s.Current()
	if now.Language != "en" || now.Theme != "dark" {
		t.Errorf("the flags do not hold: %s, %s", now.Language, now.Theme)
	}
	now.Shop.Acquirer = "lakala"
	if err := s.Save(now); err != nil || changed != 1 {
		t.Fatalf("saving: %v, followed %d times", err, changed)
	}
	if now = s.Current(); now.Language != "en" || now.Shop.Acquirer != "lakala" {
		t.Errorf("after saving: %s, %s", now.Language, now.Shop.Acquirer)
	}
	again, err := OpenSettings(Chosen{Config: s.path})
	if err != nil || again.Current().Language != "zh-CN" || again.Current().Theme != "auto" || again.Current().Shop.Acquirer != "lakala" {
		t.Errorf("the file holds %+v, %v", again.Current(), err)
	}
	now.Theme = "light"
	if err := s.Save(now); err != nil || s.Current().Theme != "light" {
		t.Errorf("chosen against the flag: %s, %v", s.Current().Theme, err)
	}
}

func TestSettingsThatCannotBeUsedAreNotSaved(t *testing.T) {
	s := settingsIn(t, "", Chosen{})
	s.Follow(func() { t.Error("somebody was told of settings that were not saved") })
	bad := s.Current()
	bad.Shop.Acquirer = "nobody"
	if s.Save(bad) == nil || s.Current().Shop.Acquirer != "" {
		t.Error("an unknown acquirer was saved")
	}
}

func TestAFollowerThatLeftIsToldNothing(t *testing.T) {
	s := settingsIn(t, "", Chosen{})
	s.Follow(func() { t.Error("told all the same") })()
	if err := s.Save(s.Current()); err != nil {
		t.Fatal(err)
	}
}

func TestWhatAnotherProgramWroteIsTakenOver(t *testing.T) {
	s := settingsIn(t, "theme = \"dark\"\n", Chosen{})
	changed := 0
	s.Follow(func() { changed++ })
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(s.path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		later := time.Now().Add(time.Duration(len(text)) * time.Second) // another time, whatever the disk's clock
		if err := os.Chtimes(s.path, later, later); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := s.Reread(); again || err != nil {
		t.Errorf("nothing was written: %v, %v", again, err)
	}
	write("theme = \"light\"\n")
	if again, err := s.Reread(); !again || err != nil || s.Current().Theme != "light" || changed != 1 {
		t.Errorf("after another program wrote: %v, %v, %s, told %d times", again, err, s.Current().Theme, changed)
	}
	write("theme = \"ligth and more\"\n")
	if again, err := s.Reread(); again || err == nil || s.Current().Theme != "light" || changed != 1 {
		t.Errorf("after a mistake: %v, %v, %s, told %d times", again, err, s.Current().Theme, changed)
	}
	if _, err := s.Reread(); err != nil {
		t.Errorf("the same mistake is told twice: %v", err)
	}
}

func TestTheNextShopGetsAllButWhatIsOurs(t *testing.T) {
	first := settingsIn(t, `theme = "dark"
[shop]
acquirer = "lakala"
cashier = "pos.exe"
[desktop]
told = true
autostart = true
[[webhook]]
kind = "wecom"
url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=FIRSTSHOPSECRET"
`, Chosen{})
	file := filepath.Join(t.TempDir(), "shop.toml")
	if err := first.Export(file); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || strings.Contains(string(text), "FIRSTSHOP") {
		t.Fatalf("a receiver's key is handed on, or nothing is: %v\n%s", err, text)
	}
	second := settingsIn(t, `[[webhook]]
kind = "feishu"
url = "https://open.feishu.cn/open-apis/bot/v2/hook/SECONDSHOP"
`, Chosen{})
	got, err := second.Import(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.Theme != "dark" || got.Shop.Acquirer != "lakala" || got.Shop.Cashier != "pos.exe" || !got.Desktop.Autostart || !got.Asked {
		t.Errorf("not all of it arrives: %+v", got)
	}
	if got.Desktop.Told || len(got.Webhooks) != 1 || got.Webhooks[0].Kind != "feishu" {
		t.Errorf("what is the second shop's own does not stay: %+v", got)
	}
	if second.Current().Shop.Acquirer != "" {
		t.Error("an import is saved before anybody said so")
	}
}

func TestAFileWithMistakesIsToldInBothLanguages(t *testing.T) {
	s := settingsIn(t, "thme = \"dark\"\n\n[shop]\nacquirer = \"lakal\"\n", Chosen{})
	for _, lang := range assets.Languages {
		said := s.Notice(assets.Speak(lang))
		for _, part := range []string{"thme", "theme", "lakala", "4"} {
			if !strings.Contains(said, part) {
				t.Errorf("%s: nothing of %q in %q", lang, part, said)
			}
		}
		if strings.Contains(said, "settings.bad") || strings.Contains(said, "settings.problem") {
			t.Errorf("%s: words are missing: %q", lang, said)
		}
	}
	if said := settingsIn(t, "", Chosen{}).Notice(assets.Speak("en")); said != "" {
		t.Errorf("a file without mistakes has a notice: %q", said)
	}
}

func TestANamedSettingsFileMustBeThere(t *testing.T) {
	none := Chosen{Config: filepath.Join(t.TempDir(), "none.toml")}
	if _, err := OpenSettings(none); err == nil {
		t.Error("a file that is not there was opened")
	}
	if _, err := ReadSettings(none); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestAProgramThatNobodyWatchesWillHaveNoMistakes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, []byte("thme = \"dark\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSettings(Chosen{Config: path}); err == nil || !strings.Contains(err.Error(), "thme") {
		t.Errorf("a file with mistakes is read: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "thme = \"dark\"\n" {
		t.Errorf("the file was changed: %q, %v", text, err)
	}
}

var _ interface {
	Current() checks.Settings
	Export(string) error
	Import(string) (checks.Settings, error)
	Shipped() checks.Settings
} = (*Settings)(nil)
