package version

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// fromJSON finds a value by its path: names and, in a list, numbers from 0,
// between dots. A name may hold dots itself; the longest that is there counts.
// Without a path the document is the value.
func fromJSON(text []byte, path string) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // 1.10 is not 1.1
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", &Problem{Why: Broken, Err: err}
	}
	if decoder.More() {
		return "", &Problem{Why: Broken, Err: errors.New("it holds more than one JSON document")}
	}
	for path != "" {
		var ok bool
		if value, path, ok = step(value, path); !ok {
			return "", &Problem{Why: NoVersion}
		}
	}
	switch v := value.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	default:
		return "", &Problem{Why: NoVersion}
	}
}

// step goes one name or number down a path.
func step(value any, path string) (below any, rest string, ok bool) {
	switch v := value.(type) {
	case map[string]any:
		for name := path; ; name = name[:strings.LastIndexByte(name, '.')] {
			if below, ok = v[name]; ok {
				return below, strings.TrimPrefix(path[len(name):], "."), true
			}
			if !strings.Contains(name, ".") {
				return nil, "", false
			}
		}
	case []any:
		name, rest, _ := strings.Cut(path, ".")
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(v) {
			return nil, "", false
		}
		return v[i], rest, true
	}
	return nil, "", false
}

// fromINI finds "section.key", or "key" before the first section, in what Windows
// programs keep their settings in; also "key: value". Large and small letters are
// the same, as there.
func fromINI(text []byte, path string) (string, error) {
	wanted, key := "", path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		wanted, key = path[:i], path[i+1:]
	}
	section := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "", line[0] == ';', line[0] == '#':
		case line[0] == '[':
			section = strings.TrimSpace(strings.TrimSuffix(line[1:], "]"))
		default:
			i := strings.IndexAny(line, "=:")
			if i >= 0 && strings.EqualFold(section, wanted) && strings.EqualFold(strings.TrimSpace(line[:i]), key) {
				return strings.Trim(strings.TrimSpace(line[i+1:]), `"'`), nil
			}
		}
	}
	return "", &Problem{Why: NoVersion}
}
