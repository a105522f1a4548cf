package version

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"countercheck/assets"
	"countercheck/checks"
)

// Every reason has its sentence, which names what it is about.
func TestEveryReasonHasWords(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for _, decl := range source.Decls {
		if list, ok := decl.(*ast.GenDecl); ok && list.Tok == token.CONST {
			for _, spec := range list.Specs {
				text, _ := strconv.Unquote(spec.(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value)
				reasons = append(reasons, text)
			}
		}
	}
	if len(reasons) < 20 {
		t.Fatalf("only %q were found", reasons)
	}
	unnamed := map[string]bool{NoADB: true, NotForADB: true, NotWindows: true, SeveralDevices: true}
	for _, lang := range assets.Languages {
		words := assets.Speak(lang)
		for _, reason := range reasons {
			text := words.Say("version.why."+reason, map[string]any{"What": `C:\till.exe`})
			if text == "version.why."+reason || strings.Contains(text, "no value") {
				t.Errorf("%s: %s is said as %q", lang, reason, text)
			}
			if !unnamed[reason] && !strings.Contains(text, `C:\till.exe`) {
				t.Errorf("%s: %s does not say what it is about: %q", lang, reason, text)
			}
		}
		for _, kind := range checks.TerminalKinds {
			if !words.Has("version.hint." + string(kind)) {
				t.Errorf("%s: nothing says where a %s shows its version", lang, kind)
			}
		}
	}
}
