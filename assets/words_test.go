package assets

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// keys flattens a translation file to its keys.
func keys(t *testing.T, lang string) []string {
	t.Helper()
	files, err := translations.ReadDir("translations")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), "."+lang+".toml") {
			continue
		}
		data, err := translations.ReadFile("translations/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := toml.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		flatten("", tree, found)
	}
	return slices.Sorted(maps.Keys(found))
}

func flatten(prefix string, tree map[string]any, found map[string]bool) {
	for key, value := range tree {
		switch v := value.(type) {
		case map[string]any:
			if _, plural := v["other"]; plural {
				found[prefix+key] = true
				continue
			}
			flatten(prefix+key+".", v, found)
		default:
			found[prefix+key] = true
		}
	}
}

func TestEveryKeyIsThereInEveryLanguage(t *testing.T) {
	first := keys(t, Languages[0])
	if len(first) == 0 {
		t.Fatal("no texts at all")
	}
	for _, lang := range Languages[1:] {
		other := keys(t, lang)
		for _, key := range first {
			if !slices.Contains(other, key) {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
		for _, key := range other {
			if !slices.Contains(first, key) {
				t.Errorf("%s lacks %s", Languages[0], key)
			}
		}
	}
}

func TestWordsAreFilled(t *testing.T) {
	got := Speak("en").Say("unit.minute", map[string]any{"Count": 1})
	if got != "1 minute" {
		t.Errorf("one minute is said as %q", got)
	}
	if got := Speak("xx").Lang(); got != Languages[0] {
		t.Errorf("an unknown language speaks %q", got)
	}
	if got := Speak("en").Say("no.such.key", nil); got != "no.such.key" {
		t.Errorf("a missing sentence shows %q, not its key", got)
	}
}

// A translation file that could not be read would show keys to people.
func TestEveryKeyHasASentence(t *testing.T) {
	for _, lang := range Languages {
		words := Speak(lang)
		for _, key := range keys(t, lang) {
			if !words.Has(key) {
				t.Errorf("%s: %s has no sentence", lang, key)
			}
		}
	}
}

// trade are words that a shop owner need not know. They belong into the details
// (keys that end in .tech, and the technician's screens).
var trade = regexp.MustCompile(`(?i)\b(DNS|TCP|TLS|SSL|MTU|IPv[46]|HTTPS?|ICMP|ping|gateway|latency|packet|hosts file)\b|网关|端口|域名|解析|握手|丢包|时延|协议`)

func TestTheFirstScreenSpeaksPlainly(t *testing.T) {
	for _, lang := range Languages {
		for _, topic := range []string{"causes", "messages"} {
			for key, text := range sentences(t, topic, lang) {
				if found := trade.FindString(text); found != "" && !strings.HasSuffix(key, ".tech") {
					t.Errorf("%s: %s says %q: %s", lang, key, found, text)
				}
			}
		}
	}
}

// Nothing of the advertising, and no advice that would do harm.
func TestNoAdvertisingAndNoHarmfulAdvice(t *testing.T) {
	harm := regexp.MustCompile(`https?://[a-z]+\.[a-z]|mifupos|办理|代理平台|关掉杀毒|关闭杀毒|撕(开|掉)|拆开|报.*密码给|工作日`)
	for _, lang := range Languages {
		for _, topic := range []string{"causes", "messages", "screens", "cli", "report", "start", "checklist", "care", "visit", "visititems", "terminal", "version", "records", "triage", "refund", "case", "learn", "bill", "billscreen", "evidence"} {
			for key, text := range sentences(t, topic, lang) {
				if found := harm.FindString(text); found != "" {
					t.Errorf("%s: %s says %q: %s", lang, key, found, text)
				}
			}
		}
	}
}

// sentences are a topic's texts by key; plural forms are joined.
func sentences(t *testing.T, topic, lang string) map[string]string {
	t.Helper()
	data, err := translations.ReadFile("translations/" + topic + "." + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(prefix string, tree map[string]any)
	walk = func(prefix string, tree map[string]any) {
		for key, value := range tree {
			switch v := value.(type) {
			case map[string]any:
				walk(prefix+key+".", v)
			case string:
				all[prefix+key] = v
			}
		}
	}
	walk("", tree)
	return all
}
