package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documents are all that people read about the project, by their path from its root.
func documents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		files, err := filepath.Glob(filepath.Join("..", "..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[strings.TrimPrefix(filepath.ToSlash(file), "../../")] = string(text)
		}
	}
	if len(all) < 8 {
		t.Fatalf("only %d documents", len(all))
	}
	return all
}

var (
	linked   = regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`)
	named    = regexp.MustCompile("`((?:assets|checks|cmd|docs|ui|\\.ci)/[A-Za-z0-9_./-]*)")
	command  = regexp.MustCompile("counterctl ([a-z][a-z-]*)")
	target   = regexp.MustCompile("(?m)(?:`|^|sudo |-E )make ([a-z][a-z-]*)")
	headings = regexp.MustCompile("(?m)^#+ (.*)$")
	unlinked = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// anchors are what a link can point at within a document.
func anchors(text string) (all []string) {
	for _, h := range headings.FindAllStringSubmatch(text, -1) {
		all = append(all, "#"+strings.ReplaceAll(unlinked.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-"))
	}
	return all
}

// What the documents point at is there: files, headings, commands, make's targets.
func TestTheDocumentsPointAtWhatIsThere(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	for _, c := range newRoot().Commands() {
		commands = append(commands, c.Name())
	}
	all := documents(t)
	for name, text := range all {
		for _, link := range linked.FindAllStringSubmatch(text, -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			file := name
			if link[1] != "" {
				file = filepath.ToSlash(filepath.Join(filepath.Dir(name), link[1]))
			}
			if _, err := os.Stat(filepath.Join("..", "..", file)); err != nil {
				t.Errorf("%s: links to %s, which is not there", name, link[1])
			} else if link[2] != "" && !slices.Contains(anchors(all[file]), link[2]) {
				t.Errorf("%s: %s has no heading %s", name, file, link[2])
			}
		}
		for _, path := range named.FindAllStringSubmatch(text, -1) {
			if found, err := filepath.Glob(filepath.Join("..", "..", strings.TrimRight(path[1], ".")+"*")); err != nil || len(found) == 0 {
				t.Errorf("%s: names %s, which is not there", name, path[1])
			}
		}
		for _, c := range command.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(commands, c[1]) && !notYet(c[1]) {
				t.Errorf("%s: there is no counterctl %s", name, c[1])
			}
		}
		for _, m := range target.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(string(makefile), "\n"+m[1]+":") {
				t.Errorf("%s: there is no make %s", name, m[1])
			}
		}
	}
}

// notYet: what a sentence goes on with after the program's name, and the command whose
// place is kept.
func notYet(word string) bool {
	return slices.Contains([]string{"fleet", "alone", "is", "needs", "for", "in"}, word)
}
