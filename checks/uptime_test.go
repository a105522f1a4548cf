package checks

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// hour is a time of the day that is accounted, 3.5 for half past three.
func hour(h float64) time.Time {
	return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Add(time.Duration(h * float64(time.Hour)))
}

// since is a change to a level, with WeChat at that level and Alipay fine.
func since(h float64, l Level) Change {
	return Change{At: hour(h), Level: l, Channels: []ChannelState{{ID: "wechat", Level: l}, {ID: "alipay", Level: OK}}}
}

func gap(from, to float64) Gap { return Gap{From: hour(from), To: hour(to), Kind: GapOff} }

func hours(u Uptime) string {
	return fmt.Sprintf("good %.4g, risky %.4g, down %.4g, unwatched %.4g", u.Good.Hours(), u.Risky.Hours(), u.Down.Hours(), u.Unwatched.Hours())
}

func TestADayIsAccountedFor(t *testing.T) {
	day := Window{hour(0), hour(24)}
	for _, c := range []struct {
		name    string
		changes []Change
		gaps    []Gap
		now     float64
		channel string
		want    string
	}{
		{"a day never watched", nil, nil, 48, "", "good 0, risky 0, down 0, unwatched 24"},
		{"a good day", []Change{since(-3, OK)}, nil, 48, "", "good 24, risky 0, down 0, unwatched 0"},
		{"each level counts as itself", []Change{since(0, OK), since(10, Warn), since(12, Fail), since(13, OK)}, nil, 48, "", "good 21, risky 2, down 1, unwatched 0"},
		{"before the first change nobody watched", []Change{since(8, OK)}, nil, 48, "", "good 16, risky 0, down 0, unwatched 8"},
		{"unknown is not watched", []Change{since(0, OK), since(10, Unknown), since(11, OK)}, nil, 48, "", "good 23, risky 0, down 0, unwatched 1"},
		{"a gap is neither good nor bad", []Change{since(0, OK), since(12, OK)}, []Gap{gap(10, 12)}, 48, "", "good 22, risky 0, down 0, unwatched 2"},
		{"after a gap nothing holds until it is seen again", []Change{since(0, Fail), since(13, OK)}, []Gap{gap(10, 12)}, 48, "", "good 11, risky 0, down 10, unwatched 3"},
		{"gaps that overlap", []Change{since(0, OK), since(13, OK)}, []Gap{gap(10, 12), gap(11, 13), gap(10.5, 11)}, 48, "", "good 21, risky 0, down 0, unwatched 3"},
		{"a gap over a change", []Change{since(0, OK), since(11, Fail)}, []Gap{gap(10, 12)}, 48, "", "good 10, risky 0, down 12, unwatched 2"},
		{"a gap over midnight", []Change{since(-3, OK), since(7, OK)}, []Gap{gap(-2, 7)}, 48, "", "good 17, risky 0, down 0, unwatched 7"},
		{"a gap before the day ends what held", []Change{since(-3, OK)}, []Gap{gap(-2, -1)}, 48, "", "good 0, risky 0, down 0, unwatched 24"},
		{"the rest of the day has not happened", []Change{since(0, OK), since(10, Fail)}, nil, 12, "", "good 10, risky 0, down 2, unwatched 0"},
		{"a day to come", []Change{since(-3, OK)}, nil, -1, "", "good 0, risky 0, down 0, unwatched 0"},
		{"one channel", []Change{since(0, OK), since(10, Fail), since(12, OK)}, nil, 48, "alipay", "good 24, risky 0, down 0, unwatched 0"},
		{"another", []Change{since(0, OK), since(10, Fail), since(12, OK)}, nil, 48, "wechat", "good 22, risky 0, down 2, unwatched 0"},
		{"a channel nobody knew", []Change{since(0, OK)}, nil, 48, "card", "good 0, risky 0, down 0, unwatched 24"},
		{
			"the clock set back: the hour counts as it was the second time",
			[]Change{since(0, OK), since(12, Fail), since(11.5, OK)},
			[]Gap{{From: hour(11.5), To: hour(11.5), Kind: GapClock, Moved: -time.Hour}},
			48, "", "good 24, risky 0, down 0, unwatched 0",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := hours(Account(c.changes, c.gaps, day, hour(c.now), c.channel)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestThePartsAlwaysAddUpToTheWindow(t *testing.T) {
	levels := []Level{Unknown, OK, Warn, Fail}
	for seed := range uint64(500) {
		dice := rand.New(rand.NewPCG(seed, 2))
		var changes []Change
		for range dice.IntN(30) {
			changes = append(changes, since(dice.Float64()*60-18, levels[dice.IntN(4)]))
		}
		if seed%5 != 0 { // every fifth has clocks set back all the time
			slices.SortFunc(changes, func(a, b Change) int { return a.At.Compare(b.At) })
		}
		var gaps []Gap
		for range dice.IntN(8) {
			from := dice.Float64()*60 - 18
			gaps = append(gaps, gap(from, from+dice.Float64()*6))
		}
		from := dice.Float64()*24 - 6
		in := Window{hour(from), hour(from + dice.Float64()*24)}
		now := hour(dice.Float64()*60 - 18)
		u := Account(changes, gaps, in, now, []string{"", "wechat", "alipay", "card"}[dice.IntN(4)])
		want := max(0, min(in.To.Sub(in.From), now.Sub(in.From)))
		if got := u.Watched() + u.Unwatched; got != want {
			t.Fatalf("seed %d: the parts add up to %s, the window is %s", seed, got, want)
		}
		if min(u.Good, u.Risky, u.Down, u.Unwatched) < 0 {
			t.Fatalf("seed %d: a part is negative: %s", seed, hours(u))
		}
	}
}
