package chart

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

const ms = time.Millisecond

var zone = time.FixedZone("CST", 8*3600)

func at(month, date, hour, minute int) time.Time {
	return time.Date(2026, time.Month(month), date, hour, minute, 0, 0, zone)
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

var light = Look{
	Ground: rgb(0xFFFFFF), Grid: rgb(0xE3E6E9), Ink: rgb(0x1B1F23), Dim: rgb(0x59636E), Unwatched: rgb(0x59636E),
	Warn: rgb(0xC26A00), Fail: rgb(0xB3261E),
	Lines:  []color.NRGBA{rgb(0x1D62A8), rgb(0x7A3FA8), rgb(0x00796B), rgb(0x8A5A2B)},
	Phases: []color.NRGBA{rgb(0x8FC3B5), rgb(0x7FB0DE), rgb(0x4C7FBF), rgb(0xB9A3DB), rgb(0x7D62B3)},
}

func letters(t testing.TB) *Type {
	t.Helper()
	letters, err := NewType(assets.FontRegular(), assets.FontBold)
	if err != nil {
		t.Fatal(err)
	}
	return letters
}

var words = Words{
	Unwatched: "未监测",
	Tick: func(t time.Time, u Unit) string {
		switch {
		case u <= Hour && t.Hour()+t.Minute() > 0:
			return t.Format("15:04")
		case u <= Day:
			return t.Format("1月2日")
		case t.Month() == 1:
			return t.Format("2006年")
		default:
			return t.Format("1月")
		}
	},
	Value: func(d time.Duration) string {
		if d == 0 {
			return "0"
		}
		return fmt.Sprint(d.Milliseconds(), " ms")
	},
}

// shop is a check's history: the shop is open from nine to ten at night, one
// evening hour is slow, and a little is lost now and then.
func shop(check string, from, to time.Time, step, usual time.Duration) (s checks.Series) {
	s = checks.Series{Check: check, Step: step}
	dice := rand.New(rand.NewPCG(1, uint64(usual)))
	for t := from; t.Before(to); t = t.Add(step) {
		hour := t.In(zone).Hour()
		if step < 6*time.Hour && (hour < 9 || hour >= 22) {
			continue
		}
		mid := usual + time.Duration(dice.ExpFloat64()*float64(usual)/12)
		if hour == 19 || hour == 20 {
			mid += usual / 2
		}
		count := max(int(step/(30*time.Second)), 1)
		p := checks.Point{From: t, Count: count, Min: mid * 8 / 10, Median: mid, P95: mid * 13 / 10, Max: mid*15/10 + time.Duration(dice.ExpFloat64()*float64(usual)/4)}
		if dice.IntN(150) == 0 {
			p.Failed = max(count/20, 1)
			p.Max = 5 * time.Second
		}
		if p.Failed == p.Count {
			p.Min, p.Median, p.P95, p.Max = 0, 0, 0, 0
		} else {
			p.Phases = checks.Phases{
				checks.Resolve: checks.Span(mid / 10), checks.Connect: checks.Span(mid / 4), checks.TLS: checks.Span(mid * 3 / 10),
				checks.Processing: checks.Span(mid / 4), checks.Transfer: checks.Span(mid / 10),
			}
		}
		s.Points = append(s.Points, p)
	}
	return s
}

// nights are the gaps between the opening hours.
func nights(from, to time.Time) (gaps []checks.Gap) {
	for d := from; d.Before(to); d = d.AddDate(0, 0, 1) {
		y, m, n := d.Date()
		gaps = append(gaps, checks.Gap{From: time.Date(y, m, n-1, 22, 0, 0, 0, zone), To: time.Date(y, m, n, 9, 0, 0, 0, zone), Kind: checks.GapOff})
	}
	return gaps
}

// fail makes the steps of a stretch ones in which nothing came back.
func fail(s checks.Series, from, to time.Time) {
	for i, p := range s.Points {
		if !p.From.Before(from) && p.From.Before(to) {
			s.Points[i] = checks.Point{From: p.From, Count: p.Count, Failed: p.Count}
		}
	}
}

func incident(from, to time.Time, level checks.Level) checks.Incident {
	return checks.Incident{ID: from.UnixMilli(), From: from, Seen: to, To: to, Level: level}
}

// day of one endpoint, with an outage at lunch and a warning in the evening.
func aDay(t testing.TB) *Chart {
	from, to := at(11, 22, 0, 0), at(11, 23, 0, 0)
	s := shop("endpoint:wechat", from, to, 2*time.Minute, 86*ms)
	fail(s, at(11, 22, 12, 31), at(11, 22, 12, 50))
	return &Chart{
		Window: checks.Window{From: from, To: to}, Now: at(11, 23, 10, 0), Zone: zone,
		Lines: []Line{{Name: "微信", Series: s}}, Gaps: nights(from, to.AddDate(0, 0, 2)),
		Incidents: []checks.Incident{incident(at(11, 22, 12, 31), at(11, 22, 12, 50), checks.Fail), incident(at(11, 22, 19, 5), at(11, 22, 20, 40), checks.Warn)},
		Look:      light, Words: words, Type: letters(t), Scale: 1,
	}
}

// year of several endpoints, the raw hours of it.
func aYear(t testing.TB, step time.Duration, lines ...time.Duration) *Chart {
	from, to := at(1, 1, 0, 0), at(12, 31, 0, 0)
	c := &Chart{Window: checks.Window{From: from, To: to}, Now: at(11, 23, 10, 0), Zone: zone, Look: light, Words: words, Type: letters(t), Scale: 1}
	for i, usual := range lines {
		s := shop("x", at(2, 14, 0, 0), c.Now, step, usual)
		s.Points = slices.DeleteFunc(s.Points, func(p checks.Point) bool { return !p.From.Before(at(6, 20, 0, 0)) && p.From.Before(at(7, 3, 0, 0)) })
		c.Lines = append(c.Lines, Line{Name: "线", Slot: i, Series: s})
	}
	c.Gaps = append(nights(at(2, 14, 0, 0), c.Now)[:120], checks.Gap{From: at(6, 20, 0, 0), To: at(7, 3, 0, 0), Kind: checks.GapClosed})
	c.Gaps = append(c.Gaps, nights(at(7, 4, 0, 0), c.Now)...)
	for _, d := range []int{3, 9, 21} {
		c.Incidents = append(c.Incidents, incident(at(9, d, 12, 0), at(9, d, 15, 0), checks.Fail), incident(at(4, d, 18, 0), at(4, d, 20, 0), checks.Warn))
	}
	return c
}
