package checks

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Title is what people call the terminal: its name, or its brand and model, or its
// number.
func (t Terminal) Title() string {
	made := strings.TrimSpace(t.Brand + " " + t.Model)
	return cmp.Or(t.Name, made, t.Number, t.Serial, t.ID)
}

// InUse reports that the terminal is in the shop.
func (t Terminal) InUse() bool { return t.Retired.IsZero() }

// Asked reports that the terminal can be asked from here: it is on this network,
// and its address is recorded.
func (t Terminal) Asked() bool { return t.InUse() && t.Line == OnThisNetwork && t.IP != "" }

// PlainNumber is a serial number without what people and scan guns put in or leave
// out: spaces, dashes, width and case.
func PlainNumber(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, width.Narrow.String(s)))
}

// The longest texts of a record, in characters.
const (
	LongestField = 100
	LongestNote  = 2000
)

// TextError is a text that a record cannot take. Field is its JSON name.
type TextError struct {
	Field   string
	Most    int  // characters; 0: its length is not what is wrong
	Length  int  // characters
	Control bool // it holds characters that cannot be printed
	Wrong   bool // it is not what belongs there
}

func (e *TextError) Error() string {
	switch {
	case e.Control:
		return e.Field + " holds characters that cannot be printed"
	case e.Wrong:
		return e.Field + " is not what belongs there"
	default:
		return fmt.Sprintf("%s has %d characters; at most %d fit", e.Field, e.Length, e.Most)
	}
}

// checkText refuses what no label has on it.
func checkText(field, text string, most int) error {
	if n := len([]rune(text)); n > most {
		return &TextError{Field: field, Most: most, Length: n}
	}
	many := most > LongestField // a note may have lines
	if strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || (!unicode.IsPrint(r) && (!many || (r != '\n' && r != '\t')))
	}) {
		return &TextError{Field: field, Control: true}
	}
	return nil
}
