package checks

import (
	"strconv"
	"strings"
	"time"
)

// Hours are when the shop is open. Without any it counts as always open.
type Hours struct {
	// Each day's openings, like "09:00-21:00"; one that ends before it begins
	// goes past midnight. Empty: closed that day, if any day has an opening.
	Monday    []string `toml:"monday"`
	Tuesday   []string `toml:"tuesday"`
	Wednesday []string `toml:"wednesday"`
	Thursday  []string `toml:"thursday"`
	Friday    []string `toml:"friday"`
	Saturday  []string `toml:"saturday"`
	Sunday    []string `toml:"sunday"`
	// Holidays are days off, like "2026-02-17" or "2026-02-17/2026-02-23". What
	// opened the evening before goes on past midnight.
	Holidays []string `toml:"holidays"`
}

// OpenAt reports whether the shop is open, by the clock on its wall (at's zone).
func (h Hours) OpenAt(at time.Time) bool {
	t := h.timetable()
	return !t.opens() || t.openAt(at)
}

// Next is the next opening after a time; ok is false where it never opens, or
// always is. Where one opening follows on another, the shop does not open anew.
func (h Hours) Next(after time.Time) (opens time.Time, ok bool) {
	t := h.timetable()
	if !t.opens() {
		return time.Time{}, false
	}
	for day := -1; day <= daysAhead; day++ {
		for _, o := range t.on(after, day) {
			begins := o.from.on(after, day)
			earlier := opens.IsZero() || begins.Before(opens)
			if earlier && begins.After(after) && !t.openAt(begins.Add(-time.Nanosecond)) {
				opens = begins
			}
		}
		if !opens.IsZero() {
			return opens, true
		}
	}
	return time.Time{}, false
}

// Opened is when the shop opened last, at a time when it is open; ok is false where
// it is closed. A shop that is always open opens anew with each day.
func (h Hours) Opened(at time.Time) (opened time.Time, ok bool) {
	t := h.timetable()
	if !t.opens() {
		return day(at), true
	}
	if !t.openAt(at) {
		return time.Time{}, false
	}
	for back := 0; back >= -daysBack; back-- {
		for _, o := range t.on(at, back) {
			begins := o.from.on(at, back)
			if begins.After(opened) && !begins.After(at) && !t.openAt(begins.Add(-time.Nanosecond)) {
				opened = begins
			}
		}
		if !opened.IsZero() {
			return opened, true
		}
	}
	return at.AddDate(0, 0, -daysBack), true
}

// daysBack is how far the last opening is looked for: a shop that is open around
// the clock on some days may not have opened for as long.
const daysBack = 7

// daysAhead is how far the next opening is looked for; a shop that is closed for
// longer never opens as far as anybody can say today.
const daysAhead = 400

// clock is a time of day in minutes; 24:00 is the end of the day.
type clock int

const midnight clock = 24 * 60

// on is the time of day on the day of at, or some days after it, in at's zone.
func (c clock) on(at time.Time, days int) time.Time { return timeOn(at, days, int(c)) }

func timeOn(at time.Time, days, minutes int) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d+days, minutes/60, minutes%60, 0, 0, at.Location())
}

// opening is a stretch of a day; to is past midnight if it is not after from.
type opening struct{ from, to clock }

// days is a stretch of days off, both included.
type days struct{ first, last string } // as in RFC 3339, which sorts as text

// timetable is what hours say, without what cannot be read.
type timetable struct {
	week     [7][]opening // by time.Weekday
	holidays []days
}

func (h Hours) timetable() (t timetable) {
	for _, d := range h.week() {
		for _, text := range d.openings {
			if o, ok := parseOpening(text); ok {
				t.week[d.day] = append(t.week[d.day], o)
			}
		}
	}
	for _, text := range h.Holidays {
		if d, ok := parseDays(text); ok {
			t.holidays = append(t.holidays, d)
		}
	}
	return t
}

// weekday is a day of the settings.
type weekday struct {
	key      string
	day      time.Weekday
	openings []string
}

func (h Hours) week() []weekday {
	return []weekday{
		{"monday", time.Monday, h.Monday},
		{"tuesday", time.Tuesday, h.Tuesday},
		{"wednesday", time.Wednesday, h.Wednesday},
		{"thursday", time.Thursday, h.Thursday},
		{"friday", time.Friday, h.Friday},
		{"saturday", time.Saturday, h.Saturday},
		{"sunday", time.Sunday, h.Sunday},
	}
}

// opens reports that any day has an opening.
func (t timetable) opens() bool {
	for _, openings := range t.week {
		if len(openings) > 0 {
			return true
		}
	}
	return false
}

// on are the openings that begin on the day of at, or some days after it.
func (t timetable) on(at time.Time, after int) []opening {
	day := timeOn(at, after, 12*60)
	date := day.Format(time.DateOnly)
	for _, off := range t.holidays {
		if off.first <= date && date <= off.last {
			return nil
		}
	}
	return t.week[day.Weekday()]
}

func (t timetable) openAt(at time.Time) bool {
	for _, day := range []int{-1, 0} {
		for _, o := range t.on(at, day) {
			ends := o.to.on(at, day)
			if o.to <= o.from {
				ends = o.to.on(at, day+1)
			}
			if !at.Before(o.from.on(at, day)) && at.Before(ends) {
				return true
			}
		}
	}
	return false
}

// parseOpening reads "09:00-21:00". It never begins at 24:00 and is never empty.
func parseOpening(text string) (o opening, ok bool) {
	from, to, _ := strings.Cut(text, "-")
	o.from, ok = timeOfDay(from)
	if !ok || o.from == midnight {
		return opening{}, false
	}
	o.to, ok = timeOfDay(to)
	return o, ok && o.from != o.to
}

// parseDays reads "2026-02-17" or "2026-02-17/2026-02-23".
func parseDays(text string) (d days, ok bool) {
	first, last, several := strings.Cut(text, "/")
	if !several {
		last = first
	}
	_, bad := time.Parse(time.DateOnly, first)
	_, worse := time.Parse(time.DateOnly, last)
	return days{first, last}, bad == nil && worse == nil && first <= last
}

// timeOfDay reads "09:00", up to "24:00".
func timeOfDay(text string) (clock, bool) {
	if len(text) != 5 || text[2] != ':' {
		return 0, false
	}
	hour, bad := strconv.ParseUint(text[:2], 10, 8)
	minute, worse := strconv.ParseUint(text[3:], 10, 8)
	c := clock(hour*60 + minute)
	return c, bad == nil && worse == nil && minute < 60 && c <= midnight
}
