package version

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"countercheck/checks"
)

const mostDatabase = 256 << 20

var debianPackage = regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]{0,200}(:[a-z0-9-]{1,40})?$`)

// inPlace are the states in which a package's files are there and work.
var inPlace = []string{"installed", "triggers-awaited", "triggers-pending"}

// packages are the programs of a Linux computer with dpkg, which Debian, Ubuntu,
// UOS and Kylin's desktop have. The database is a text, and read as one.
//
// The database of rpm is not read: it comes in three formats, and for none of them
// is there a reader in Go that could be trusted with it.
type packages struct{ root string }

func (p packages) read(ctx context.Context, s checks.VersionSource) (said, where string, err error) {
	if !debianPackage.MatchString(s.Name) {
		return "", "", &Problem{Why: Unusable, What: s.Name}
	}
	path := filepath.Join(p.root, "var/lib/dpkg/status")
	f, size, err := open(path)
	var none *Problem
	switch {
	case errors.As(err, &none) && (none.Why == NotFound || none.Why == Unusable): // no such path on Windows
		return "", "", &Problem{Why: NotDebian, What: p.keeper(), Err: err}
	case err != nil:
		return "", "", err
	}
	defer func() { _ = f.Close() }()
	if size > mostDatabase {
		return "", "", &Problem{Why: TooLarge, What: path}
	}
	name, architecture, _ := strings.Cut(s.Name, ":")
	err = eachPackage(ctx, io.LimitReader(f, mostDatabase), func(d debian) bool {
		if d.name != name || architecture != "" && d.architecture != architecture || !slices.Contains(inPlace, d.state) {
			return true
		}
		said = d.version
		return false
	})
	if err == nil && said == "" {
		err = &Problem{Why: NotFound, What: s.Name}
	}
	return said, "dpkg " + s.Name, err
}

// keeper is what keeps this computer's programs instead, "" if that is not known.
func (p packages) keeper() string {
	for _, path := range []string{"var/lib/rpm", "usr/lib/sysimage/rpm"} {
		if _, err := os.Stat(filepath.Join(p.root, path)); err == nil {
			return "rpm"
		}
	}
	return ""
}

// debian is what dpkg's database says of a package.
type debian struct{ name, architecture, version, state string }

// eachPackage visits what dpkg's database lists, until visit says no. A stanza a
// package, a line a field, an empty line between; lines that begin with a blank go
// on with the field before. A line longer than any that matters is passed over.
func eachPackage(ctx context.Context, r io.Reader, visit func(debian) bool) error {
	lines := bufio.NewReaderSize(r, 4<<10)
	var d debian
	for {
		line, long, err := lines.ReadLine()
		for more := long; more && err == nil; {
			_, more, err = lines.ReadLine()
		}
		switch {
		case errors.Is(err, io.EOF):
			if d.name != "" {
				visit(d)
			}
			return nil
		case err != nil:
			return err
		case len(line) == 0:
			if err := ctx.Err(); err != nil {
				return err
			}
			if d.name != "" && !visit(d) {
				return nil
			}
			d = debian{}
		case !long:
			d.note(string(line))
		}
	}
}

// note keeps a field that matters.
func (d *debian) note(line string) {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch key {
	case "Package":
		d.name = value
	case "Architecture":
		d.architecture = value
	case "Version":
		d.version = value
	case "Status": // wanted, whether something is wrong, how it is
		if words := strings.Fields(value); len(words) == 3 {
			d.state = words[2]
		}
	}
}
