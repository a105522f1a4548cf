package version

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"regexp/syntax"
	"slices"

	"countercheck/checks"
)

const (
	mostText    = 1 << 20  // of a file
	mostLine    = 16 << 10 // of a line, for a pattern
	mostPattern = 200      // characters
	mostProgram = 4000     // steps of a pattern; "(a{1000}){1000}" is short, too
	mostField   = 200
)

// file is a text, a log, a JSON or an INI file. A pattern is looked for from the
// end, line by line, since a log's newest line is its last; of a large file only
// the end is read, and of a very long line only its beginning. A field is looked up in a whole file.
type file struct{}

func (file) read(ctx context.Context, s checks.VersionSource) (said, where string, err error) {
	if s.Pattern != "" && s.Field != "" || len(s.Field) > mostField {
		return "", "", &Problem{Why: Unusable, What: s.Field}
	}
	pattern, err := compile(s.Pattern)
	if err != nil {
		return "", "", &Problem{Why: Unusable, What: s.Pattern, Err: err}
	}
	f, size, err := open(s.Path)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = f.Close() }()
	if size > mostText && pattern == nil {
		return "", "", &Problem{Why: TooLarge, What: s.Path}
	}
	text, err := tail(f, size)
	if err == nil {
		said, err = find(ctx, text, pattern, s.Field)
	}
	var p *Problem
	if errors.As(err, &p) && p.What == "" {
		p.What = s.Path
	}
	return said, s.Path, err
}

// compile makes a pattern. Go's patterns take time in proportion to the text, and
// to their own length, which is bounded here.
func compile(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	if len(pattern) > mostPattern {
		return nil, fmt.Errorf("a pattern has at most %d characters", mostPattern)
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if program, err := syntax.Compile(tree.Simplify()); err != nil || len(program.Inst) > mostProgram {
		return nil, errors.New("the pattern is too complex")
	}
	return regexp.Compile(pattern)
}

// tail reads the end of a file and decodes it. A line that is cut off at the
// beginning is left out.
func tail(f *os.File, size int64) ([]byte, error) {
	start := max(0, size-mostText) &^ 1 // UTF-16 comes in pairs of bytes
	data, err := io.ReadAll(io.NewSectionReader(f, start, mostText+1))
	if err != nil {
		return nil, err
	}
	if start == 0 {
		return decode(data)
	}
	mark := make([]byte, 2)
	if _, err := f.ReadAt(mark, 0); err != nil {
		return nil, err
	}
	if bytes.Equal(mark, []byte{0xff, 0xfe}) || bytes.Equal(mark, []byte{0xfe, 0xff}) {
		if data, err = decode(append(mark, data...)); err != nil {
			return nil, err
		}
		return afterLine(data), nil
	}
	return decode(afterLine(data)) // a half character is at the beginning only
}

// afterLine leaves out the first line, if there is a second.
func afterLine(data []byte) []byte {
	if _, rest, ok := bytes.Cut(data, []byte("\n")); ok {
		return rest
	}
	return data
}

// find looks for the version in a text.
func find(ctx context.Context, text []byte, pattern *regexp.Regexp, field string) (string, error) {
	switch start := bytes.TrimSpace(text); {
	case pattern != nil:
		return lastMatch(ctx, text, pattern)
	case field == "":
		return string(text[:min(len(text), mostLine)]), nil // the whole file is the version
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")) && json.Valid(start):
		return fromJSON(text, field)
	default:
		return fromINI(text, field)
	}
}

// lastMatch is what the pattern finds in the last line that has it: its first
// group, or all of it.
func lastMatch(ctx context.Context, text []byte, pattern *regexp.Regexp) (string, error) {
	for _, line := range slices.Backward(bytes.Split(text, []byte("\n"))) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		line = bytes.TrimSuffix(line, []byte("\r"))
		if found := pattern.FindSubmatch(line[:min(len(line), mostLine)]); found != nil {
			return string(found[min(1, len(found)-1)]), nil
		}
	}
	return "", &Problem{Why: NoVersion}
}
