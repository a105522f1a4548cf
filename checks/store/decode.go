package store

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"countercheck/checks"
)

// byteOrderMark is what Windows' Notepad puts before UTF-8.
var byteOrderMark = []byte("\ufeff")

// decode reads TOML strictly into a struct, over what it already holds; lists
// are replaced. It returns what could not be used and left as it was.
func decode(text []byte, into any) *document {
	text = bytes.TrimPrefix(text, byteOrderMark)
	if line, ok := valid(text); !ok {
		d := &document{cut: true}
		d.add(spot{line, 1}, "", checks.BadEncoding, "UTF-8", "not UTF-8 text")
		return d
	}
	d := scan(text, reflect.TypeOf(into).Elem())
	for range len(d.ranges) + 1 {
		decoder := toml.NewDecoder(bytes.NewReader(d.text))
		decoder.DisallowUnknownFields()
		if !d.refused(decoder.Decode(into)) {
			break
		}
	}
	d.problems = inOrder(d.problems)
	return d
}

// refused notes what the decoder would not take and blanks it. It reports
// whether decoding again is worth it.
func (d *document) refused(err error) bool {
	var wrong *toml.DecodeError
	var unknown *toml.StrictMissingError
	switch {
	case err == nil:
		return false
	case errors.As(err, &unknown):
		for _, e := range unknown.Errors {
			line, column := e.Position()
			d.add(spot{line, column}, strings.Join(e.Key(), "."), checks.UnknownKey, "", "unknown key")
		}
		return false // all else was read
	case !errors.As(err, &wrong):
		d.add(spot{}, "", checks.BadSyntax, "", "%v", err)
		return false
	}
	line, column := wrong.Position()
	key := d.keyAt(line, column)
	if key == "" {
		key = strings.Join(wrong.Key(), ".")
	}
	why := strings.TrimPrefix(wrong.Error(), "toml: ")
	reason := checks.WrongType
	if strings.Contains(why, "already") {
		reason = checks.DuplicateKey
	}
	d.add(spot{line, column}, key, reason, "", "%s", why)
	return d.blankAt(line, column)
}

// covers reports that a key cannot be judged because it, a table around it or a
// mistyped form of it was found wrong already.
func (d *document) covers(key string) bool {
	return slices.ContainsFunc(d.problems, func(p Problem) bool {
		meant := p.Key
		if p.Reason == checks.UnknownKey && p.Nearest != "" {
			meant = p.Key[:strings.LastIndex(p.Key, ".")+1] + p.Nearest
		}
		return within(key, p.Key) || within(key, meant)
	})
}

// within reports whether key is outer or lies in it.
func within(key, outer string) bool {
	rest, ok := strings.CutPrefix(key, outer)
	return ok && outer != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// place finds a key, or the nearest table around it.
func (d *document) place(key string) spot {
	for key != "" {
		if at, ok := d.spots[key]; ok {
			return at
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return spot{}
}

// fieldsOf maps the keys of a struct to the types of their values.
func fieldsOf(kind reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range kind.NumField() {
		if tag, ok := kind.Field(i).Tag.Lookup("toml"); ok {
			fields[strings.Split(tag, ",")[0]] = kind.Field(i).Type
		}
	}
	return fields
}

func names(fields map[string]reflect.Type) []string {
	all := make([]string, 0, len(fields))
	for name := range fields {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// valid reports the first line that is no UTF-8.
func valid(text []byte) (line int, ok bool) {
	for l := range bytes.Lines(text) {
		line++
		if !utf8.Valid(l) {
			return line, false
		}
	}
	return line, true
}
