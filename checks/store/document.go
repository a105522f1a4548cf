package store

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"countercheck/checks"
)

// document is a TOML file that is being read: where every key stands, and what
// of it cannot be used. The decoder stops at the first wrong value; to tell all
// at once, a wrong expression is blanked and the rest is decoded again.
type document struct {
	text     []byte
	parser   unstable.Parser
	spots    map[string]spot // by dotted key with indices
	ranges   []expression
	problems []Problem
	cut      bool // a syntax error ended it early
}

// spot is a place in the text, counted from 1.
type spot struct{ line, column int }

// expression is a table's header or one key with its value.
type expression struct {
	from, to int
	header   bool
	key      string
}

// table is where keys are written to: its dotted name and its type. A nil type
// is a table that is not known.
type table struct {
	name string
	kind reflect.Type
}

// scan finds every key of text and those that the type does not know.
func scan(text []byte, kind reflect.Type) *document {
	d := &document{text: bytes.Clone(text), spots: map[string]spot{}}
	d.parser.Reset(d.text)
	root := table{kind: kind}
	here, counts := root, map[string]int{}
	for d.parser.NextExpression() {
		node := d.parser.Expression()
		if node.Kind == unstable.KeyValue {
			d.keyValue(here, node)
			continue
		}
		here = d.header(root, node, counts)
	}
	var wrong *unstable.ParserError
	if errors.As(d.parser.Error(), &wrong) {
		d.syntax(wrong)
	}
	d.blankUnknown()
	return d
}

// header follows a [table] or [[table]] header from the root.
func (d *document) header(root table, node *unstable.Node, counts map[string]int) table {
	at, first, isList := root, spot{}, node.Kind == unstable.ArrayTable
	for keys := node.Key(); keys.Next(); {
		key := keys.Node()
		if first.line == 0 {
			first = d.spot(key.Raw)
			d.ranges = append(d.ranges, expression{from: d.lineStart(key.Raw), to: d.lineEnd(key.Raw), header: true})
		}
		if at.kind == nil {
			break
		}
		at = d.step(at, string(key.Data), d.spot(key.Raw), false)
		if at.kind == nil || at.kind.Kind() != reflect.Slice {
			continue
		}
		if keys.IsLast() {
			if !isList && counts[at.name] == 0 {
				d.add(first, at.name, checks.WrongType, "[["+at.name+"]]", "a list of tables has a header in double brackets")
			}
			counts[at.name]++
		}
		at = table{fmt.Sprintf("%s[%d]", at.name, counts[at.name]), at.kind.Elem()}
		d.spots[at.name] = first
	}
	d.ranges[len(d.ranges)-1].key = at.name
	return at
}

// keyValue looks at one key and into its value.
func (d *document) keyValue(in table, node *unstable.Node) {
	d.ranges = append(d.ranges, expression{from: int(node.Raw.Offset), to: int(node.Raw.Offset + node.Raw.Length)})
	at := d.pair(in, node)
	d.ranges[len(d.ranges)-1].key = at.name
}

// pair follows the dotted key of a key-value and looks into the value.
func (d *document) pair(in table, node *unstable.Node) table {
	at, last := in, spot{}
	for keys := node.Key(); keys.Next() && at.kind != nil; {
		last = d.spot(keys.Node().Raw)
		at = d.step(at, string(keys.Node().Data), last, true)
	}
	if at.kind != nil {
		d.value(at, node.Value(), last)
	}
	return at
}

// value goes into lists and inline tables. Lengths of time are looked at here,
// since the decoder takes a bare number for nanoseconds.
func (d *document) value(at table, node *unstable.Node, key spot) {
	switch node.Kind {
	case unstable.Integer:
		if _, isText := reflect.New(at.kind).Interface().(encoding.TextUnmarshaler); isText {
			number := string(node.Data)
			d.add(d.spot(node.Raw), at.name, checks.WrongType, `"`+number+`s"`, "a length of time is a text with its unit")
		}
	case unstable.Array:
		if at.kind.Kind() != reflect.Slice {
			return
		}
		i := 0
		for items := node.Children(); items.Next(); {
			if items.Node().Kind == unstable.Comment {
				continue
			}
			i++
			item, where := table{fmt.Sprintf("%s[%d]", at.name, i), at.kind.Elem()}, key
			if raw := items.Node().Raw; raw.Length > 0 {
				where = d.spot(raw)
			}
			d.spots[item.name] = where
			d.value(item, items.Node(), where)
		}
	case unstable.InlineTable:
		if at.kind.Kind() != reflect.Struct {
			return
		}
		for pairs := node.Children(); pairs.Next(); {
			if pairs.Node().Kind == unstable.KeyValue {
				d.pair(at, pairs.Node())
			}
		}
	}
}

// step goes from a table to one of its keys. Where the type has no such key it
// is told, with the nearest that it has. A key of something that is no table is
// left to the decoder.
func (d *document) step(in table, key string, where spot, isKey bool) table {
	at := table{name: strings.TrimPrefix(in.name+"."+key, ".")}
	if _, known := d.spots[at.name]; !known || isKey {
		d.spots[at.name] = where
	}
	if in.kind.Kind() != reflect.Struct {
		return at
	}
	fields := fieldsOf(in.kind)
	if at.kind = fields[key]; at.kind == nil {
		d.add(where, at.name, checks.UnknownKey, checks.Nearest(key, names(fields)), "unknown key")
	}
	return at
}

// syntax notes where the text stops being TOML. What follows could be misread.
func (d *document) syntax(wrong *unstable.ParserError) {
	raw := d.parser.Range(wrong.Highlight)
	reason := checks.BadSyntax
	if strings.Contains(wrong.Message, "UTF-8") {
		reason = checks.BadEncoding
	}
	d.add(d.spot(raw), strings.Join(wrong.Key, "."), reason, "", "%s", wrong.Message)
	d.cut = true
	end := 0
	if n := len(d.ranges); n > 0 {
		end = d.ranges[n-1].to
	}
	d.blank(end, len(d.text))
}

func (d *document) add(at spot, key string, reason checks.Reason, nearest, why string, args ...any) {
	d.problems = append(d.problems, Problem{
		Line: at.line, Column: at.column, Key: key, Reason: reason, Why: fmt.Sprintf(why, args...), Nearest: nearest,
	})
}

func (d *document) spot(raw unstable.Range) spot {
	start := d.parser.Shape(raw).Start
	return spot{start.Line, start.Column}
}
