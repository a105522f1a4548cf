package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestAStickKeepsShopsApart(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "countercheck.exe")
	if err := os.WriteFile(program, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, ok := FindStick(program); ok {
		t.Fatal("a program without the mark travels")
	}
	if err := os.WriteFile(filepath.Join(dir, "portable.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	stick, ok := FindStick(program)
	if !ok {
		t.Fatal("the mark is not seen")
	}
	if shops, err := stick.Shops(); err != nil || len(shops) > 0 {
		t.Errorf("%v, %v", shops, err)
	}
	for _, shop := range []string{"老王面馆", "新华书店(东街)"} {
		if err := os.MkdirAll(stick.Dir(shop), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	shops, err := stick.Shops()
	if err != nil || !slices.Equal(shops, []string{"新华书店(东街)", "老王面馆"}) {
		t.Errorf("%v, %v", shops, err)
	}
}

func TestNoShopsNameLeavesTheStick(t *testing.T) {
	stick := Stick{root: filepath.Join(t.TempDir(), stickFolder)}
	for _, name := range []string{"", "..", ".", " . ", "/", `\\`, "../../etc", `..\..\windows`, ".cache", "con", "NUL.txt", "com1", "\x00"} {
		if dir := stick.Dir(name); dir != "" {
			t.Errorf("%q is kept in %s", name, dir)
		}
	}
	for _, name := range []string{"C:\\", strings.Repeat("店", 500), "面馆."} {
		dir := stick.Dir(name)
		if filepath.Dir(dir) != stick.root || len([]rune(filepath.Base(dir))) > longestShop || strings.HasSuffix(dir, ".") {
			t.Errorf("%q is kept in %s", name, dir)
		}
	}
}
