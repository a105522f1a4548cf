package checks

import "fmt"

// Level says how much a shop should worry. The zero value is Unknown, which is
// never shown as good. The names are contract (report/v1) and do not change.
type Level uint8

// The four levels, from "nothing measured" to "a payment will not go through".
const (
	Unknown Level = iota // could not be measured
	OK                   // the road is clear
	Warn                 // a payment may time out and come back as a refund
	Fail                 // a payment will not go through
)

var levelNames = [...]string{Unknown: "unknown", OK: "ok", Warn: "warn", Fail: "fail"}

// String returns the contract's name of the level.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return levelNames[Unknown]
}

// MarshalText writes the contract's name, so that JSON shows "fail" and not 3.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a contract name; any other text is an error.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("level %q is none of ok, warn, fail, unknown", text)
}

// ExitCode is the level in the convention of monitoring plugins: 0 ok, 1 warn,
// 2 fail, 3 unknown.
func (l Level) ExitCode() int {
	switch l {
	case OK:
		return 0
	case Warn:
		return 1
	case Fail:
		return 2
	default:
		return 3
	}
}

// Worse returns the more alarming of two levels; Unknown is below OK here, since
// what was not measured takes nothing back from what was.
func Worse(a, b Level) Level { return max(a, b) }
