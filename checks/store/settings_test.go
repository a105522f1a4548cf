package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

// bad are settings files as people get them wrong.
var bad = []struct {
	name string
	text string
	want []store.Problem // without Column and Why
}{
	{"unknown key", "[watch]\nevry = \"30s\"\n", []store.Problem{
		{Line: 2, Key: "watch.evry", Reason: checks.UnknownKey, Nearest: "every"},
	}},
	{"unknown table", "[shopp]\nacquirer = \"lakala\"\n", []store.Problem{
		{Line: 1, Key: "shopp", Reason: checks.UnknownKey, Nearest: "shop"},
	}},
	{"unknown key far from any", "zzzzzzzzzzzzzzzz = 1\n", []store.Problem{
		{Line: 1, Key: "zzzzzzzzzzzzzzzz", Reason: checks.UnknownKey},
	}},
	{"upper case", "Language = \"en\"\n", []store.Problem{
		{Line: 1, Key: "Language", Reason: checks.UnknownKey, Nearest: "language"},
	}},
	{"unknown dotted key", "shop.casheer = \"pos.exe\"\n", []store.Problem{
		{Line: 1, Key: "shop.casheer", Reason: checks.UnknownKey, Nearest: "cashier"},
	}},
	{"key in an inline table", "endpoint = [{name = \"a\", prot = 1}]\n", []store.Problem{
		{Line: 1, Key: "endpoint[1].prot", Reason: checks.UnknownKey, Nearest: "port"},
	}},
	{"wrong type", "[shop]\nhas_terminal = \"yes\"\n", []store.Problem{
		{Line: 2, Key: "shop.has_terminal", Reason: checks.WrongType},
	}},
	{"number for a time", "\n[watch]\nevery = 30\n", []store.Problem{
		{Line: 3, Key: "watch.every", Reason: checks.WrongType, Nearest: `"30s"`},
	}},
	{"text for a time", "[thresholds.give_up]\nping = \"3 seconds\"\n", []store.Problem{
		{Line: 2, Key: "thresholds.give_up.ping", Reason: checks.WrongType},
	}},
	{"table for a text", "[language]\nzh = 1\n", []store.Problem{
		{Line: 1, Key: "language", Reason: checks.WrongType},
	}},
	{"single brackets", "[endpoint]\nname = \"a\"\n", []store.Problem{
		{Line: 1, Key: "endpoint", Reason: checks.WrongType, Nearest: "[[endpoint]]"},
	}},
	{"bad syntax", "language = \"en\"\ntheme =\n", []store.Problem{
		{Line: 2, Reason: checks.BadSyntax},
	}},
	{"problems before bad syntax", "lang = \"en\"\ntheme =\n", []store.Problem{
		{Line: 1, Key: "lang", Reason: checks.UnknownKey, Nearest: "language"},
		{Line: 2, Reason: checks.BadSyntax},
	}},
	{"Notepad's own encoding", "theme = \"auto\"\n[[endpoint]]\nname = \"\xca\xd5\xd2\xf8\"\n", []store.Problem{
		{Line: 3, Reason: checks.BadEncoding, Nearest: "UTF-8"},
	}},
	{"duplicate key", "theme = \"dark\"\ntheme = \"light\"\n", []store.Problem{
		{Line: 2, Key: "theme", Reason: checks.DuplicateKey},
	}},
	{"duplicate table", "[shop]\n[watch]\n[shop]\ncashier = \"a\"\n", []store.Problem{
		{Line: 3, Key: "shop", Reason: checks.DuplicateKey},
	}},
	{"intervals too short", "[watch]\nevery = \"10s\"\nline_every = \"1s\"\ncustom_every = \"5s\"\n", []store.Problem{
		{Line: 2, Key: "watch.every", Reason: checks.TooShort, Nearest: "30s"},
		{Line: 3, Key: "watch.line_every", Reason: checks.TooShort, Nearest: "5s"},
		{Line: 4, Key: "watch.custom_every", Reason: checks.TooShort, Nearest: "10s"},
	}},
	{"thresholds", "[thresholds.request]\ngood = \"4s\"\n[thresholds.loss]\nbad = -1\n", []store.Problem{
		{Line: 2, Key: "thresholds.request.good", Reason: checks.WrongOrder},
		{Line: 4, Key: "thresholds.loss.bad", Reason: checks.NotPositive},
	}},
	{"a share of more than all", "[thresholds]\ncpu_busy = 900\n", []store.Problem{
		{Line: 2, Key: "thresholds.cpu_busy", Reason: checks.OutOfRange, Nearest: "100"},
	}},
	{"words", "language = \"zh\"\ntheme = \"drak\"\n[shop]\nterminals = \"simm\"\n", []store.Problem{
		{Line: 1, Key: "language", Reason: checks.UnknownValue, Nearest: "en"},
		{Line: 2, Key: "theme", Reason: checks.UnknownValue, Nearest: "dark"},
		{Line: 4, Key: "shop.terminals", Reason: checks.UnknownValue, Nearest: "sim"},
	}},
	{"providers and channels", "[shop]\nacquirer = \"lakla\"\ncompare = [\n  \"wechat\",\n  \"alypay\",\n]\ndirect = [\"wehcat\"]\n", []store.Problem{
		{Line: 2, Key: "shop.acquirer", Reason: checks.UnknownProvider, Nearest: "lakala"},
		{Line: 5, Key: "shop.compare[2]", Reason: checks.UnknownProvider, Nearest: "alipay"},
		{Line: 7, Key: "shop.direct[1]", Reason: checks.UnknownChannel, Nearest: "wechat"},
	}},
	{"endpoint out of the air", "[[endpoint]]\nname = \"MIS\"\nhost = \"https://mis.example.com/pay\"\nport = 70000\nscheme = \"ftp\"\npath = \"pay\"\n", []store.Problem{
		{Line: 3, Key: "endpoint[1].host", Reason: checks.ImpossibleHost, Nearest: "mis.example.com"},
		{Line: 4, Key: "endpoint[1].port", Reason: checks.ImpossiblePort},
		{Line: 5, Key: "endpoint[1].scheme", Reason: checks.ImpossibleScheme, Nearest: "tcp"},
		{Line: 6, Key: "endpoint[1].path", Reason: checks.ImpossiblePath, Nearest: "/pay"},
	}},
	{"endpoint without anything", "theme = \"auto\"\n\n[[endpoint]]\n", []store.Problem{
		{Line: 3, Key: "endpoint[1].name", Reason: checks.MissingName},
		{Line: 3, Key: "endpoint[1].host", Reason: checks.ImpossibleHost},
		{Line: 3, Key: "endpoint[1].port", Reason: checks.ImpossiblePort},
		{Line: 3, Key: "endpoint[1].scheme", Reason: checks.ImpossibleScheme},
	}},
	{"user in a host", endpoint("a", "me@mis.example.com", "8443"), []store.Problem{
		{Line: 3, Key: "endpoint[1].host", Reason: checks.ImpossibleHost, Nearest: "mis.example.com"},
	}},
	{"port in a host", endpoint("a", "mis.example.com:8443", "8443"), []store.Problem{
		{Line: 3, Key: "endpoint[1].host", Reason: checks.ImpossibleHost, Nearest: "mis.example.com"},
	}},
	{"address with a part missing", endpoint("a", "10.0.0", "8443"), []store.Problem{
		{Line: 3, Key: "endpoint[1].host", Reason: checks.ImpossibleHost},
	}},
	{"endpoint twice", endpoint("a", "mis.example.com", "8443") + endpoint("b", "MIS.example.com.", "8443"), []store.Problem{
		{Line: 8, Key: "endpoint[2].host", Reason: checks.DuplicateEndpoint},
	}},
	{"endpoint name twice", endpoint("a", "one.example.com", "8443") + endpoint("a", "two.example.com", "8443"), []store.Problem{
		{Line: 7, Key: "endpoint[2].name", Reason: checks.DuplicateEndpoint},
	}},
	{"a built-in host asked more often", endpoint("a", "api.mch.weixin.qq.com", "443"), []store.Problem{
		{Line: 3, Key: "endpoint[1].host", Reason: checks.DuplicateEndpoint},
	}},
	{"mistyped port tells once", "[[endpoint]]\nname = \"a\"\nhost = \"mis.example.com\"\nprot = 8443\nscheme = \"tcp\"\n", []store.Problem{
		{Line: 4, Key: "endpoint[1].prot", Reason: checks.UnknownKey, Nearest: "port"},
	}},
	{"hosts of one's own", "[[hosts.anchor]]\naddress = \"dns.example.com\"\n[[hosts.portal]]\nurl = \"https://p.example.com\"\n", []store.Problem{
		{Line: 2, Key: "hosts.anchor[1].address", Reason: checks.ImpossibleAddress},
		{Line: 4, Key: "hosts.portal[1].url", Reason: checks.ImpossibleURL},
	}},
	{"hours, warnings, keys and what is kept", "[hours]\nmonday = [\"09:00-14:00\", \"17-21\"]\nholidays = [\"2026.2.17\"]\n" +
		"[warn]\nhourly = -1\ndigest = \"9\"\n[desktop]\nkey = \"ctrl-alt-t\"\n[keep]\nmax_mb = 20000\n", []store.Problem{
		{Line: 2, Key: "hours.monday[2]", Reason: checks.ImpossibleHours, Nearest: "17:00-21:00"},
		{Line: 3, Key: "hours.holidays[1]", Reason: checks.ImpossibleDate, Nearest: "2026-02-17"},
		{Line: 5, Key: "warn.hourly", Reason: checks.TooSmall, Nearest: "0"},
		{Line: 6, Key: "warn.digest", Reason: checks.ImpossibleTime, Nearest: "09:00"},
		{Line: 8, Key: "desktop.key", Reason: checks.ImpossibleKey, Nearest: "ctrl+alt+t"},
		{Line: 10, Key: "keep.max_mb", Reason: checks.OutOfRange, Nearest: "10000"},
	}},
	{"a webhook of another company", "[[webhook]]\nkind = \"wecom\"\nurl = \"https://oapi.dingtalk.com/robot/send?access_token=k\"\n", []store.Problem{
		{Line: 3, Key: "webhook[1].url", Reason: checks.ImpossibleWebhook, Nearest: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"},
	}},
	{"all of it at once", "them = \"dark\"\n[shop]\nhas_terminal = 1\ncashier = 2\n[watch]\nevery = \"1s\"\n" + endpoint("", "x.example.com", "0"), []store.Problem{
		{Line: 1, Key: "them", Reason: checks.UnknownKey, Nearest: "theme"},
		{Line: 3, Key: "shop.has_terminal", Reason: checks.WrongType},
		{Line: 4, Key: "shop.cashier", Reason: checks.WrongType},
		{Line: 6, Key: "watch.every", Reason: checks.TooShort, Nearest: "30s"},
		{Line: 8, Key: "endpoint[1].name", Reason: checks.MissingName},
		{Line: 10, Key: "endpoint[1].port", Reason: checks.ImpossiblePort},
	}},
}

// endpoint is five lines of a settings file.
func endpoint(name, host, port string) string {
	return "[[endpoint]]\nname = \"" + name + "\"\nhost = \"" + host + "\"\nport = " + port + "\nscheme = \"tcp\"\n"
}

func TestEveryProblemIsToldWithItsPlace(t *testing.T) {
	for _, test := range bad {
		t.Run(test.name, func(t *testing.T) {
			path := file(t, test.text)
			_, err := store.ReadSettings(assets.SettingsTOML, path, catalogue(t))
			var wrong *store.SettingsError
			if !errors.As(err, &wrong) {
				t.Fatalf("the file was accepted: %v", err)
			}
			if wrong.File != path {
				t.Errorf("the file is called %q, not %q", wrong.File, path)
			}
			got := append([]store.Problem(nil), wrong.Problems...)
			for i := range got {
				if got[i].Why == "" || got[i].Column < 1 {
					t.Errorf("%+v has no reason or no column", got[i])
				}
				got[i].Why, got[i].Column = "", 0
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s\n%v", diff, err)
			}
		})
	}
}

func TestEveryProblemHasItsWords(t *testing.T) {
	for _, lang := range assets.Languages {
		words := assets.Speak(lang)
		for _, test := range bad {
			for _, problem := range test.want {
				key, facts := problem.Words()
				said := words.Say(key, facts)
				if said == key || strings.Contains(said, "<no value>") || !strings.Contains(said, problem.Nearest) && problem.Reason != checks.BadEncoding {
					t.Errorf("%s: %s is said as %q", lang, problem.Reason, said)
				}
			}
		}
	}
}

func TestAMessageNamesFileLineKeyAndNearest(t *testing.T) {
	path := file(t, "[watch]\nevry = \"30s\"\n")
	_, err := store.ReadSettings(assets.SettingsTOML, path, catalogue(t))
	if want := path + ":2: watch.evry: unknown key (nearest: every)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestAFileNeedsOnlyWhatDiffers(t *testing.T) {
	shipped := settings(t, "")
	got := settings(t, file(t, "\ufefftheme = \"dark\"\r\n[shop]\r\ncompare = [\"alipay\"]\r\n[thresholds.request]\r\nbad = \"4s\"\r\n"))
	want := shipped
	want.Theme, want.Shop.Compare = "dark", []string{"alipay"}
	want.Thresholds.Request.Bad *= 4
	want.Thresholds.Request.Bad /= 3
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func TestAnEndpointCanBeTheAcquirer(t *testing.T) {
	got := settings(t, file(t, "[shop]\nacquirer = \"MIS\"\n"+endpoint("MIS", "10.0.0.8", "9001")))
	if got.Shop.Acquirer != "MIS" || len(got.Custom) != 1 || got.Custom[0].Host != "10.0.0.8" {
		t.Errorf("got %+v", got)
	}
}

func TestAMissingFileIsLeftToTheCaller(t *testing.T) {
	got, err := store.ReadSettings(assets.SettingsTOML, filepath.Join(t.TempDir(), "none.toml"), catalogue(t))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v", err)
	}
	if diff := cmp.Diff(settings(t, ""), got); diff != "" {
		t.Errorf("the settings are not the shipped ones:\n%s", diff)
	}
}

func TestTheCatalogueShips(t *testing.T) {
	c := catalogue(t)
	if len(c.Providers) == 0 || len(c.Controls) < 3 || len(c.Anchors) != 3 || len(c.Portals) < 2 || len(c.Clocks) < 2 {
		t.Errorf("the catalogue is thin: %+v", c)
	}
	for _, p := range c.Providers {
		if len(p.Endpoints) == 0 || p.Name.ZH == "" || p.Name.EN == "" || p.Owner == "" {
			t.Errorf("provider %q lacks something", p.ID)
		}
	}
}

func TestABrokenCatalogueIsTold(t *testing.T) {
	_, err := store.ReadCatalogue([]byte("[[provider]]\nid = \"a\"\n[[provider.endpoint]]\nhots = \"h\"\n"))
	if want := "catalogue.toml:4: provider[1].endpoint[1].hots: unknown key (nearest: host)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func FuzzSettings(f *testing.F) {
	for _, test := range bad {
		f.Add([]byte(test.text))
	}
	f.Add(assets.SettingsTOML)
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := store.ReadSettings(text, "", checks.Catalogue{})
		var wrong *store.SettingsError
		if err == nil {
			return
		}
		if !errors.As(err, &wrong) || len(wrong.Problems) == 0 {
			t.Fatalf("an error that names no problem: %v", err)
		}
		for _, p := range wrong.Problems {
			if p.Line < 0 || p.Line > 1+strings.Count(string(text), "\n") || p.Why == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
	})
}

func catalogue(t *testing.T) checks.Catalogue {
	t.Helper()
	c, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func settings(t *testing.T, path string) checks.Settings {
	t.Helper()
	s, err := store.ReadSettings(assets.SettingsTOML, path, catalogue(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
