// Package locale gives the process a language before Fyne looks for one. Fyne
// looks while the program is still being loaded and complains on the console of
// C.UTF-8, which names none; by then it is too late for main to say anything. It
// never overrides a language that somebody named.
package locale

import (
	"os"
	"strings"
)

// Named is the language that Fyne was given, "" if the system names one itself.
// Go loads packages in the order of their import paths as soon as all that they
// import is loaded: this one, which imports next to nothing, before Fyne's.
var Named = name(os.Getenv, os.Setenv)

// name sets LANGUAGE, which is read for messages alone: text that is typed is
// still taken as the system's own settings say.
func name(get func(string) string, set func(string, string) error) string {
	locale := get("LC_ALL")
	for _, key := range []string{"LC_MESSAGES", "LANG"} {
		if locale == "" {
			locale = get(key)
		}
	}
	language, _, cut := strings.Cut(locale, ".")
	if !cut || (language != "C" && language != "POSIX") || get("LANGUAGE") != "" {
		return ""
	}
	if set("LANGUAGE", usual) != nil {
		return ""
	}
	return usual
}

const usual = "zh_CN"
