package version

import (
	"context"
	"regexp"
	"strings"

	"countercheck/checks"
)

// Program is a program that Windows lists as installed.
type Program struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Where   string `json:"where"` // the key it is listed under
}

// registered is a program in the list of installed programs, which Installed reads.
type registered struct {
	list func(context.Context) ([]Program, error)
}

func (r registered) read(ctx context.Context, s checks.VersionSource) (said, where string, err error) {
	if strings.TrimSpace(s.Name) == "" {
		return "", "", &Problem{Why: Unusable, What: s.Name}
	}
	all, err := r.list(ctx)
	if err != nil {
		return "", "", problem(err, s.Name)
	}
	found := named(all, s.Name)
	if len(found) == 0 {
		return "", "", &Problem{Why: NotFound, What: s.Name}
	}
	for _, p := range found[1:] {
		if p.Version != found[0].Version {
			return "", "", &Problem{Why: Several, What: s.Name}
		}
	}
	return found[0].Version, found[0].Where, nil
}

// named are the programs of a name. Many put their version into it, so that the
// name changes with every update: where none has exactly that name, versions in it
// do not count.
func named(all []Program, name string) []Program {
	for _, like := range []func(string) string{folded, nameless} {
		var found []Program
		for _, p := range all {
			if like(p.Name) == like(name) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

var numbers = regexp.MustCompile(`(?i)\b(v|ver|version)?\.?\s*\d+(\.\d+)+\w*`)

// folded is a name without regard to case and blanks.
func folded(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// nameless is a name without the version in it.
func nameless(name string) string { return folded(numbers.ReplaceAllString(name, " ")) }
