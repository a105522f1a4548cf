package checks_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module    = "countercheck/"
	fyne      = "fyne.io/fyne/v2"
	uiBridge  = "ui/bridge.go" // THE only place with fyne.Do and go in ui
	coreFloor = "checks"
)

// rooms are the folders that hold packages, each with what of this program it
// may import. A folder inside a room belongs to it. A room that is not listed is
// a broken wall too: whoever builds one says here where it stands.
var rooms = map[string][]string{
	"assets":            {},
	"checks":            {},
	"checks/bill":       {"checks"},
	"checks/lab":        {"checks"},
	"checks/lab/labrun": {"assets", "checks", "checks/lab", "checks/store"}, // a main package beside the lab it shows
	"checks/metrics":    {"checks"},
	"checks/monitor":    {"checks"},
	"checks/notify":     {"checks"},
	"checks/probe":      {"checks"},
	"checks/report":     {"checks"},
	"checks/store":      {"checks"},
	"checks/version":    {"checks"},
	"ui":                {"assets", "checks", "checks/monitor", "checks/report", "ui/chart", "ui/desk"},
	"ui/chart":          {"checks"},
	"ui/desk":           {},
	"cmd/engine":        engine,
	"cmd/countercheck":  append([]string{"ui", "ui/desk", "cmd/engine"}, engine...),
	"cmd/counterctl":    append([]string{"cmd/engine"}, engine...),
}

// engine is all but the screen: what both commands stand on.
var engine = []string{
	"assets", "checks", "checks/bill", "checks/lab", "checks/metrics", "checks/monitor", "checks/notify",
	"checks/probe", "checks/report", "checks/store", "checks/version",
}

// forTests may be imported by any test beside what its room allows: the data as
// it ships, and the staged payment hosts.
var forTests = []string{"assets", "checks/lab"}

// impure are the packages that would let the core touch the world. net/netip and
// net/url only spell addresses.
var impure = []string{"net", "os", "syscall", "database", "log", "embed", "plugin", "crypto/tls", "C"}

// TestTheWallsStand reads every Go file, whatever system or tag it is for.
func TestTheWallsStand(t *testing.T) {
	broken, read := walls(t, os.DirFS(".."))
	for _, wall := range broken {
		t.Error(wall)
	}
	if read < 10 {
		t.Errorf("only %d Go files were found; the walls have not been looked at", read)
	}
}

// walls names every broken wall below root, and counts the files it read.
func walls(t *testing.T, root fs.FS) (broken []string, read int) {
	t.Helper()
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if base := entry.Name(); name != "." && (base[0] == '.' || base == "testdata" || base == "bin" || base == "dist") {
				return fs.SkipDir
			}
		case path.Ext(name) == ".go":
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			read++
			broken = append(broken, breaks(name, file)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return broken, read
}

// breaks names the walls that one file breaks.
func breaks(name string, file *ast.File) []string {
	room := roomOf(path.Dir(name))
	if room == "" {
		return []string{name + ": no room of this house; see rooms in walls_test.go"}
	}
	var found []string
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if why := forbidden(name, room, imported); why != "" {
			found = append(found, fmt.Sprintf("%s imports %s: %s", name, imported, why))
		}
	}
	if room == "ui" && name != uiBridge && !isTest(name) {
		found = append(found, unbridged(name, file)...)
	}
	return found
}

// forbidden says why a file may not import a package, "" if it may.
func forbidden(name, room, imported string) string {
	own, ours := strings.CutPrefix(imported, module)
	switch {
	case ours && (roomOf(own) == room || slices.Contains(rooms[room], roomOf(own))):
		return ""
	case ours && isTest(name) && slices.Contains(forTests, roomOf(own)):
		return ""
	case ours:
		return room + " may not know " + own
	case room != "ui" && room != "cmd/countercheck" && under(imported, "fyne.io"):
		return room + " may not know a screen"
	case room == "ui" && under(imported, fyne+"/app"):
		return "only main opens the app"
	case room == coreFloor && !isTest(name) && slices.ContainsFunc(impure, func(p string) bool { return under(imported, p) }) &&
		imported != "net/netip" && imported != "net/url":
		return "the core is pure"
	default:
		return ""
	}
}

// unbridged finds goroutines and calls onto the screen's goroutine.
func unbridged(name string, file *ast.File) (found []string) {
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.GoStmt:
			found = append(found, name+" starts a goroutine: only "+uiBridge+" does")
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == nameOf(file, fyne) && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") {
				found = append(found, name+" calls fyne."+n.Sel.Name+": only "+uiBridge+" does")
			}
		}
		return true
	})
	return found
}

// nameOf is what a file calls a package it imports, "" if it does not.
func nameOf(file *ast.File, imported string) string {
	for _, spec := range file.Imports {
		if spec.Path.Value != strconv.Quote(imported) {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "fyne"
	}
	return ""
}

// roomOf is the innermost listed folder that holds dir, "" if none does. The
// core itself holds only its own folder: what is under it are rooms of their own.
func roomOf(dir string) string {
	for ; dir != "." && dir != "checks"; dir = path.Dir(dir) {
		if _, ok := rooms[dir]; ok {
			return dir
		}
		if path.Dir(dir) == "checks" {
			return ""
		}
	}
	if dir == "checks" {
		return dir
	}
	return ""
}

func under(imported, prefix string) bool {
	return imported == prefix || strings.HasPrefix(imported, prefix+"/")
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }
