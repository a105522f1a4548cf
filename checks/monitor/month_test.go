package monitor_test

import (
	"fmt"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"countercheck/checks"
)

// monday is the first midnight of every month here. synctest's clock stands at
// this year's beginning, too.
var monday = time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)

// TestAMonthOfNoise plays whole months, day and night: packets lost at random (1 %
// of them, each way), hosts that let a request go unanswered, full evenings within
// the limits, and real outages of every kind at random times. Nothing is told
// while nothing is wrong, and every outage is told once, in time, as what it is.
//
// Under the race detector, which makes it many times slower and has nothing to find
// in one goroutine, a week of the first seed is played.
func TestAMonthOfNoise(t *testing.T) {
	seeds, length, wrong := []uint64{1, 2, 3, 4, 5}, month, all()
	if raceDetector {
		seeds, length, wrong = seeds[:1], 7*day, kinds()
	}
	usual := debug.SetGCPercent(800) // a round leaves much, and none of it lives on
	t.Cleanup(func() { debug.SetGCPercent(usual) })
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			play(t, newWorld(seed, monday, length, slices.Clone(wrong)))
		})
	}
}

// TestAWeekOfBursts: the line loses most packets for moments, every eight minutes
// or so.
func TestAWeekOfBursts(t *testing.T) {
	t.Parallel()
	play(t, newWorld(6, monday, 7*day, kinds()).withBursts())
}

// kinds are all kinds of fault, each once.
func kinds() (each []kind) {
	for _, rule := range rules {
		each = append(each, rule.kind)
	}
	return each
}

// play watches a world and holds what is told against the truth.
func play(t *testing.T, w *world) {
	t.Helper()
	s := newShop(t, w)
	j := &judge{t: t, w: w}
	b := newBeats(s, j.believed)
	b.run(w.begin, w.begin.Add(w.length))
	j.incidents(b.told)
	t.Logf("%d rounds, %d beats of the line, %d rounds to look again; %d packets, %d lost; %d faults, %d incidents",
		b.rounds.whole, b.rounds.fast, b.rounds.doubt, s.packets.sent, s.packets.lost, len(w.faults), len(b.told))
	t.Logf("slowest told: %v", j.slowest)
}

// judge compares what is believed with the truth.
type judge struct {
	t       *testing.T
	w       *world
	slowest map[kind]time.Duration
	alarmed bool
}

// recovery is how long after its end a fault may still be believed: three good
// rounds in a row, the first up to a minute after the end, and every coincidence
// between them begins them anew. What is told meanwhile must be the fault itself.
const recovery = 5 * time.Minute

// believed: no warning and no failure while nothing is wrong.
func (j *judge) believed(at time.Time, b checks.Belief) {
	bad := b.Verdict.Level >= checks.Warn
	if bad && !j.alarmed && j.w.about(at.Add(-recovery), at) == nil {
		j.t.Errorf("%s: false alarm: %s %s %s since %s", at.Format(stamp), b.Verdict.Cause, b.Verdict.Subject, b.Verdict.Evidence, b.Since.Format(stamp))
	}
	j.alarmed = bad
}

const stamp = "2 Jan 15:04:05"

// about is a fault that was there between two instants, nil for none.
func (w *world) about(from, to time.Time) *fault {
	for i := range w.faults {
		if f := &w.faults[i]; f.to.After(from) && !f.from.After(to) {
			return f
		}
	}
	return nil
}

// incidents: each belongs to a fault and each fault has one.
func (j *judge) incidents(all []told) {
	j.slowest = map[kind]time.Duration{}
	of := map[*fault]int{}
	for _, one := range all {
		f := j.w.about(one.From.Add(-early), one.From.Add(early))
		if f == nil {
			j.t.Errorf("%s to %s: an incident of %s %s out of nothing", one.From.Format(stamp), one.To.Format(stamp), one.Causes, one.Subject)
			continue
		}
		if of[f]++; of[f] > 1 {
			j.t.Errorf("%s: %s is told once more, as %s", f.from.Format(stamp), f.kind, one.Causes)
			continue
		}
		j.incident(f, one)
	}
	for i := range j.w.faults {
		if f := &j.w.faults[i]; of[f] == 0 && ruleOf(f.kind).causes != nil {
			j.t.Errorf("%s: %s (%s) of %s was not told", f.from.Format(stamp), f.kind, f.provider, f.to.Sub(f.from).Round(time.Second))
		}
	}
}

// early is how long before a fault a round may have begun that it spoilt, or that a
// coincidence had spoilt already; and how long before its end one that came through
// all the same.
const early = 20 * time.Second

// lateFrom and lateTo bound how far an incident's times may lie behind the truth: a
// regular round; one of those that come every minute after ten minutes of fault,
// and a coincidence after it.
const (
	lateFrom = 45 * time.Second
	lateTo   = 150 * time.Second
)

// incident holds what was told of a fault against the truth.
func (j *judge) incident(f *fault, one told) {
	r, from := ruleOf(f.kind), f.from.Format(stamp)
	took := one.began.Sub(f.from)
	j.slowest[f.kind] = max(j.slowest[f.kind], took.Round(time.Second/10))
	if r.causes == nil {
		return
	}
	if took > r.told {
		j.t.Errorf("%s: %s was told after %s, not within %s", from, f.kind, took, r.told)
	}
	if !slices.Equal(one.Causes, r.causes) || one.Subject != f.provider {
		j.t.Errorf("%s: %s of %q is told as %s of %q", from, f.kind, f.provider, one.Causes, one.Subject)
	}
	switch late := one.From.Sub(f.from); {
	case late < -early || late > lateFrom:
		j.t.Errorf("%s: %s is dated %s from its begin", from, f.kind, late)
	case one.Open():
		j.t.Errorf("%s: the end of %s was not told", from, f.kind)
	case one.To.Sub(f.to) < -early || one.To.Sub(f.to) > lateTo:
		j.t.Errorf("%s: the end of %s is dated %s from the true one", from, f.kind, one.To.Sub(f.to))
	case one.ended.Sub(f.to) > recovery:
		j.t.Errorf("%s: the end of %s was told after %s", from, f.kind, one.ended.Sub(f.to))
	}
}
