package checks_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestABrokenWallIsFound breaks each wall once, in a house of one file, and
// keeps a few that must not be taken for broken.
func TestABrokenWallIsFound(t *testing.T) {
	cases := []struct {
		file, body, want string // want: part of the complaint, "" for none
	}{
		{"checks/run.go", `import "net/netip"; import "net/url"; import "context"`, ""},
		{"checks/run.go", `import "net"`, "the core is pure"},
		{"checks/run.go", `import "net/http"`, "the core is pure"},
		{"checks/run.go", `import "os"`, "the core is pure"},
		{"checks/run.go", `import "os/exec"`, "the core is pure"},
		{"checks/run.go", `import "database/sql"`, "the core is pure"},
		{"checks/run.go", `import "fyne.io/fyne/v2"`, "may not know a screen"},
		{"checks/run.go", `import "countercheck/assets"`, "checks may not know assets"},
		{"checks/run.go", `import "countercheck/checks/probe"`, "checks may not know checks/probe"},
		{"checks/run_test.go", `import "os"; import "countercheck/assets"`, ""},
		{"checks/probe/a.go", `import "net"; import "os"; import "countercheck/checks"`, ""},
		{"checks/probe/a.go", `import "countercheck/checks/store"`, "checks/probe may not know checks/store"},
		{"checks/probe/a.go", `import "countercheck/assets"`, "checks/probe may not know assets"},
		{"checks/probe/a.go", `import "countercheck/checks/lab"`, "checks/probe may not know checks/lab"},
		{"checks/probe/a_test.go", `import "countercheck/checks/lab"`, ""},
		{"checks/probe/a_test.go", `import "countercheck/checks/monitor"`, "checks/probe may not know checks/monitor"},
		{"checks/probe/a_windows.go", `import "fyne.io/systray"`, "may not know a screen"},
		{"checks/lab/netns/a.go", `import "countercheck/checks/lab"`, ""},
		{"checks/lab/netns/a.go", `import "countercheck/checks/probe"`, "checks/lab may not know checks/probe"},
		{"checks/gossip/a.go", ``, "no room of this house"},
		{"util/a.go", ``, "no room of this house"},
		{"assets/a.go", `import "countercheck/checks"`, "assets may not know checks"},
		{"ui/a.go", `import "fyne.io/fyne/v2/app"`, "only main opens the app"},
		{"ui/a.go", `import "countercheck/checks/monitor"; import "countercheck/checks/report"`, ""},
		{"ui/parts/a.go", `import "countercheck/checks/store"`, "ui may not know checks/store"},
		{"ui/a.go", `import "fyne.io/fyne/v2"; func f() { fyne.Do(nil) }`, "calls fyne.Do:"},
		{"ui/a.go", `import f "fyne.io/fyne/v2"; func g() { f.DoAndWait(nil) }`, "calls fyne.DoAndWait:"},
		{"ui/a.go", `func f() { go f() }`, "starts a goroutine"},
		{"ui/bridge.go", `import "fyne.io/fyne/v2"; func f() { go fyne.Do(f) }`, ""},
		{"cmd/countercheck/a.go", `import "countercheck/ui"; import "fyne.io/fyne/v2/app"`, ""},
		{"cmd/counterctl/a.go", `import "countercheck/ui"`, "may not know ui"},
		{"cmd/counterctl/a.go", `import "fyne.io/fyne/v2"`, "may not know a screen"},
		{"cmd/counterctl/a.go", `import "countercheck/cmd/countercheck"`, "may not know cmd/countercheck"},
	}
	for _, c := range cases {
		t.Run(c.file+" "+c.body, func(t *testing.T) {
			house := fstest.MapFS{c.file: {Data: []byte("package a\n" + c.body)}}
			broken, _ := walls(t, house)
			switch all := strings.Join(broken, "\n"); {
			case c.want == "" && all != "":
				t.Errorf("no wall is broken, and yet: %s", all)
			case !strings.Contains(all, c.want):
				t.Errorf("got %q, want a complaint with %q", all, c.want)
			}
		})
	}
}
