package checks

import (
	"math"
	"strings"
	"time"
)

// seconds is a length of time in seconds with one decimal, for the words.
func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*10) / 10 }

// Rough is a length of time as people say it: a count and its unit.
type Rough struct {
	Count int
	Unit  string // second, minute, hour, day, year
}

// roughly rounds to the largest unit of which there are at least two, or one.
func roughly(d time.Duration) Rough {
	for _, u := range []struct {
		name string
		size time.Duration
		from time.Duration
	}{
		{"year", 365 * 24 * time.Hour, 365 * 24 * time.Hour},
		{"day", 24 * time.Hour, 24 * time.Hour},
		{"hour", time.Hour, time.Hour},
		{"minute", time.Minute, 2 * time.Minute},
	} {
		if d >= u.from {
			return Rough{int(math.Round(float64(d) / float64(u.size))), u.name}
		}
	}
	return Rough{int(d.Round(time.Second) / time.Second), "second"}
}

// Custom reports a host that the shop added itself: what it resolves to, a
// private address for example, is the shop's own business.
func (t Target) Custom() bool { return strings.HasPrefix(t.Provider, customPrefix) }

// customPrefix begins the provider id of an endpoint that the shop added:
// "custom:host:port".
const customPrefix = "custom:"
