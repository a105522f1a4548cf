package ui

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"countercheck/checks"
	"countercheck/checks/report"
)

// What people type is read as they mean it: wide digits, units in Chinese or
// English or none, with or without a space.

var (
	lengthPart = regexp.MustCompile(`^(\d+(?:\.\d+)?)([^\d.]*)`)
	numberForm = regexp.MustCompile(`^(\d+(?:\.\d+)?)([^\d.]*)$`)
)

// lengthUnits are the ways to write a unit of time.
var lengthUnits = map[string]time.Duration{
	"ms": time.Millisecond, "毫秒": time.Millisecond,
	"s": time.Second, "sec": time.Second, "second": time.Second, "seconds": time.Second, "秒": time.Second, "秒钟": time.Second,
	"m": time.Minute, "min": time.Minute, "minute": time.Minute, "minutes": time.Minute, "分": time.Minute, "分钟": time.Minute,
	"h": time.Hour, "hour": time.Hour, "hours": time.Hour, "小时": time.Hour, "时": time.Hour, "个小时": time.Hour,
}

// numberUnits are the ways to write what a number counts.
var numberUnits = map[string][]string{
	"day":     {"天", "日", "d", "day", "days"},
	"mb":      {"mb", "m", "兆"},
	"percent": {"%", "percent"},
	"time":    {"次", "条", "time", "times"},
}

// plainly is a text without what keyboards and habits add: wide letters, blanks,
// commas within numbers.
func plainly(text string) string {
	return strings.NewReplacer(" ", "", ",", "").Replace(strings.ToLower(norm.NFKC.String(text)))
}

// readLength reads a length of time; a number alone is of the unit bare.
func readLength(text string, bare time.Duration) (d time.Duration, ok bool) {
	rest := plainly(text)
	if rest == "" {
		return 0, false
	}
	var sum float64
	for rest != "" {
		part := lengthPart.FindStringSubmatch(rest)
		if part == nil {
			return 0, false
		}
		unit, known := lengthUnits[part[2]]
		if part[2] == "" {
			unit, known = bare, part[0] == plainly(text) // "1m30" is not guessed at
		}
		number, err := strconv.ParseFloat(part[1], 64)
		if !known || err != nil {
			return 0, false
		}
		sum += number * float64(unit)
		rest = rest[len(part[0]):]
	}
	return time.Duration(math.Round(sum)), sum < math.MaxInt64
}

// readNumber reads a number of a unit.
func readNumber(text, unit string) (number float64, ok bool) {
	parts := numberForm.FindStringSubmatch(plainly(text))
	if parts == nil {
		return 0, false
	}
	known := parts[2] == ""
	for _, way := range numberUnits[unit] {
		known = known || way == parts[2]
	}
	number, err := strconv.ParseFloat(parts[1], 64)
	return number, known && err == nil
}

// lengthText is a length of time in full, as it can be typed again.
func lengthText(w report.Words, d time.Duration) string {
	if d < time.Second && d != 0 || d%time.Millisecond != 0 {
		return figure(float64(d)/float64(time.Millisecond)) + " " + w.Say("settings.unit.ms", nil)
	}
	var parts []string
	for _, u := range []struct {
		of  time.Duration
		key string
	}{{time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := d / u.of; n > 0 {
			parts = append(parts, strconv.Itoa(int(n))+" "+w.Say("settings.unit."+u.key, nil))
			d %= u.of
		}
	}
	if d > 0 || len(parts) == 0 {
		parts = append(parts, figure(d.Seconds())+" "+w.Say("settings.unit.second", nil))
	}
	return strings.Join(parts, " ")
}

// bareUnit is the unit that a number alone is taken in: that of the length shown.
func bareUnit(d time.Duration) time.Duration {
	switch {
	case d < time.Second && d != 0:
		return time.Millisecond
	case d >= time.Hour && d%time.Hour == 0:
		return time.Hour
	case d >= time.Minute && d%time.Minute == 0:
		return time.Minute
	default:
		return time.Second
	}
}

// figure writes a number in full without zeros at its end.
func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// numberText is a number with its unit, as it can be typed again.
func numberText(w report.Words, v float64, unit string) string {
	switch unit {
	case "":
		return figure(v)
	case "percent":
		return figure(v) + "%"
	default:
		return figure(v) + " " + w.Say("settings.unit."+unit, nil)
	}
}

// meant is what is near to what cannot be used, in the words of the screen.
func meant(w report.Words, f field, nearest string) string {
	if _, ok := f.at(&checks.Settings{}).(*checks.Duration); ok {
		if d, err := time.ParseDuration(nearest); err == nil {
			return lengthText(w, d)
		}
	}
	return nearest
}
