package checks

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// hours looks at the openings and the days off.
func (v *validation) hours(h Hours) {
	for _, d := range h.week() {
		for i, text := range d.openings {
			if _, ok := parseOpening(text); !ok {
				v.add(element("hours."+d.key, i), ImpossibleHours, nearestOpening(text), "%q is not of the form 09:00-21:00", text)
			}
		}
	}
	for i, text := range h.Holidays {
		if _, ok := parseDays(text); !ok {
			v.add(element("hours.holidays", i), ImpossibleDate, nearestDays(text), "%q is not of the form 2026-02-17 or 2026-02-17/2026-02-23", text)
		}
	}
}

// timeOfDay wants a time of day, or nothing.
func (v *validation) timeOfDay(key, text string) {
	if text == "" {
		return
	}
	if c, ok := timeOfDay(text); ok && c < midnight {
		return
	}
	nearest := ""
	if all := timesIn(text); len(all) == 1 && all[0] != "24:00" {
		nearest = all[0]
	}
	v.add(key, ImpossibleTime, nearest, "%q is not of the form 21:30", text)
}

var (
	looseTime = regexp.MustCompile(`(\d{1,2})(?:[:.点时\x{ff1a}]?(\d{2})|点半|)`)
	looseDay  = regexp.MustCompile(`(\d{4})\D(\d{1,2})\D(\d{1,2})`)
)

// timesIn finds the times of day in a text as people write them: 9, 9:00, 0900,
// 9点半.
func timesIn(text string) (all []string) {
	for _, found := range looseTime.FindAllStringSubmatch(narrow(text), -1) {
		hour, minute := found[1], found[2]
		if minute == "" {
			minute = "00"
		}
		if strings.HasSuffix(found[0], "半") {
			minute = "30"
		}
		all = append(all, fmt.Sprintf("%02s:%s", hour, minute))
	}
	return all
}

// narrow turns the wide digits of Chinese keyboards into the usual ones.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\uff10' && r <= '\uff19' {
			return r - '\uff10' + '0'
		}
		return r
	}, text)
}

// nearestOpening is what a mistyped opening most likely meant, "" if nobody can tell.
func nearestOpening(text string) string {
	if all := timesIn(text); len(all) == 2 {
		if near := all[0] + "-" + all[1]; isOpening(near) {
			return near
		}
	}
	return ""
}

func isOpening(text string) bool {
	_, ok := parseOpening(text)
	return ok
}

// nearestDays is what mistyped days most likely meant, "" if nobody can tell.
func nearestDays(text string) string {
	var all []string
	for _, found := range looseDay.FindAllStringSubmatch(narrow(text), -1) {
		day := fmt.Sprintf("%s-%02s-%02s", found[1], found[2], found[3])
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return ""
		}
		all = append(all, day)
	}
	switch {
	case len(all) == 1:
		return all[0]
	case len(all) == 2:
		return min(all[0], all[1]) + "/" + max(all[0], all[1])
	default:
		return ""
	}
}
