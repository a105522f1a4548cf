package assets

import (
	"path"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// Languages are the tags of the languages there are, the first is the default.
var Languages = []string{"zh-CN", "en"}

// Words turns a key and facts into a sentence of one language.
type Words struct {
	lang string
	say  *i18n.Localizer
}

// Speak returns the words of a language; an unknown tag gives the default.
func Speak(lang string) *Words {
	known := Languages[0]
	for _, tag := range Languages {
		if tag == lang {
			known = tag
		}
	}
	return &Words{lang: known, say: i18n.NewLocalizer(bundle(known), known)}
}

// Lang is the tag of the language.
func (w *Words) Lang() string { return w.lang }

// Say fills the facts into the sentence of a key. A key without a sentence gives
// the key itself, so that a screen never goes blank.
func (w *Words) Say(key string, facts map[string]any) string {
	text, err := w.say.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: facts, PluralCount: facts["Count"]})
	if err != nil && text == "" {
		return key
	}
	return text
}

// Has reports whether a key has a sentence.
func (w *Words) Has(key string) bool {
	_, err := w.say.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]any{}})
	return err == nil
}

// bundle reads translations/<topic>.<lang>.toml of one language. A file that
// cannot be read leaves its keys without sentences, which Say shows as they are;
// the tests read every file, so that none is shipped broken.
func bundle(lang string) *i18n.Bundle {
	b := i18n.NewBundle(language.Make(lang))
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	files, err := translations.ReadDir("translations")
	if err != nil {
		return b
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), "."+lang+".toml") {
			_, _ = b.LoadMessageFileFS(translations, path.Join("translations", f.Name()))
		}
	}
	return b
}
