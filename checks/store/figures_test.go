package store

import (
	"math"
	"slices"
	"testing"
	"time"

	"countercheck/checks"
)

// berlin has summer time, which ends on 25 October 2026 at 3 in the morning: that
// day has 25 hours.
func berlin(t *testing.T) *time.Location {
	t.Helper()
	where, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return where
}

// TestFiguresAreThoseOfTheirResults records three days, with a restart and the end
// of summer time in them, and works every step's figures out again from what was
// recorded.
func TestFiguresAreThoseOfTheirResults(t *testing.T) {
	where, dir := berlin(t), t.TempDir()
	from := time.Date(2026, 10, 24, 0, 0, 0, 0, where)
	now := from
	opt := Options{Location: where, Now: func() time.Time { return now }}
	s := Open(dir, opt)
	chance := seeded(3)
	var all []checks.Sample
	for now.Before(from.Add(73*time.Hour + 3*time.Minute)) {
		now = now.Add(30 * time.Second)
		level := checks.OK
		if chance.IntN(50) == 0 {
			level = checks.Fail
		}
		r := endpoint(now, time.Duration(10+chance.IntN(400))*time.Millisecond, level)
		sample, _ := checks.SampleOf(r)
		all = append(all, sample)
		s.Record(checks.Entry{At: now, Whole: true, Results: []checks.Result{r}, Last: checks.Last{Alive: now}})
		waitFor(t, s)         // the clock stands still while a round is written
		if len(all) == 4000 { // the program is closed and started in the middle of an hour
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = Open(dir, opt)
		}
	}
	for range 80 { // the steps that are over are made, some at a time
		s.Record(checks.Entry{At: now, Whole: true, Last: checks.Last{Alive: now}})
		waitFor(t, s)
	}
	defer s.Close()
	for _, c := range []struct {
		tier  tier
		in    checks.Window
		count int
	}{
		{fine, checks.Window{From: from, To: from.Add(24 * time.Hour)}, 288},
		{hourly, checks.Window{From: from, To: from.Add(73 * time.Hour)}, 73},
		{daily, checks.Window{From: from, To: time.Date(2026, 10, 27, 0, 0, 0, 0, where)}, 3},
	} {
		got := stepsOf(t, s, c.tier, c.in, where)
		if len(got) != c.count {
			t.Errorf("%s: %d steps, want %d", c.tier.table, len(got), c.count)
		}
		for _, p := range got {
			end := c.tier.next(p.From, where)
			if want := workedOut(all, p.From, end); !samePoint(p, want) {
				t.Fatalf("%s, %s:\n got %+v\nwant %+v", c.tier.table, p.From.In(where), p, want)
			}
		}
	}
}

// waitFor waits until nothing waits for the disk.
func waitFor(t *testing.T, s *Store) {
	t.Helper()
	for range 100_000 {
		s.mu.Lock()
		idle := s.queue.empty() && !s.busy
		s.mu.Unlock()
		if idle {
			return
		}
		time.Sleep(100 * time.Microsecond)
	}
	t.Fatalf("not written; health %+v", s.Health())
}

// stepsOf reads a tier as it is.
func stepsOf(t *testing.T, s *Store, tr tier, in checks.Window, where *time.Location) (all []checks.Point) {
	t.Helper()
	var series int64
	if err := s.db.read.QueryRow("SELECT id FROM series").Scan(&series); err != nil {
		t.Fatal(err)
	}
	r := &seriesReading{ctx: t.Context(), db: s.db.read, series: series, in: in, where: where}
	if _, err := r.tier(tr, in.From, func(at time.Time, f figures) { all = append(all, f.point(at)) }); err != nil {
		t.Fatal(err)
	}
	return all
}

// workedOut works a step's figures out in the plainest way.
func workedOut(all []checks.Sample, from, to time.Time) checks.Point {
	p := checks.Point{From: from, Phases: checks.Phases{}}
	var took []time.Duration
	phases := map[checks.Phase][]time.Duration{}
	for _, s := range all {
		if s.At.Before(from) || !s.At.Before(to) {
			continue
		}
		p.Count++
		if s.Level == checks.Fail {
			p.Failed++
			continue
		}
		took = append(took, s.Took)
		for phase, span := range s.Phases {
			phases[phase] = append(phases[phase], time.Duration(span))
		}
	}
	rank := func(all []time.Duration, share float64) time.Duration {
		slices.Sort(all)
		return all[int(math.Ceil(share*float64(len(all))))-1]
	}
	if len(took) > 0 {
		p.Median, p.P95 = rank(took, 0.5), rank(took, 0.95)
		p.Min, p.Max = slices.Min(took), slices.Max(took)
	}
	for phase, spans := range phases {
		p.Phases[phase] = checks.Span(rank(spans, 0.5))
	}
	return p
}

func samePoint(a, b checks.Point) bool {
	near := func(a, b time.Duration) bool { return (a - b).Abs() <= unit } // as fine as it is kept
	for phase, span := range b.Phases {
		if !near(time.Duration(a.Phases[phase]), time.Duration(span)) {
			return false
		}
	}
	return a.From.Equal(b.From) && a.Count == b.Count && a.Failed == b.Failed && len(a.Phases) == len(b.Phases) &&
		near(a.Min, b.Min) && near(a.Median, b.Median) && near(a.P95, b.P95) && near(a.Max, b.Max)
}

// TestEveryWindowShowsEverythingOnce: whatever the window, each result is in one
// step of it, the newest at once, in the order of time.
func TestEveryWindowShowsEverythingOnce(t *testing.T) {
	now := noon
	s := Open(t.TempDir(), Options{Location: time.UTC, Now: func() time.Time { return now }})
	defer s.Close()
	const rounds = 3 * 24 * 60
	for range rounds {
		now = now.Add(time.Minute)
		s.Record(checks.Entry{At: now, Whole: true, Results: []checks.Result{endpoint(now, 50*time.Millisecond, checks.OK)}, Last: checks.Last{Alive: now}})
		waitFor(t, s)
	}
	for range 80 {
		s.Record(checks.Entry{At: now, Whole: true, Last: checks.Last{Alive: now}})
		waitFor(t, s)
	}
	for _, length := range []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 31 * 24 * time.Hour, 366 * 24 * time.Hour} {
		for _, many := range []int{1, 20} {
			ids := slices.Repeat([]string{"endpoint:wechat"}, many)
			in := checks.Window{From: now.Add(time.Second - length), To: now.Add(time.Second)}
			all, err := s.Series(t.Context(), ids, in, 500)
			if err != nil {
				t.Fatal(err)
			}
			count, last := 0, time.Time{}
			for _, p := range all[0].Points {
				count += p.Count
				if !p.From.After(last) && !last.IsZero() {
					t.Errorf("%s, %d checks: a step at %s after one at %s", length, many, p.From, last)
				}
				last = p.From
			}
			want := min(rounds, int(length/time.Minute))
			if slack := int(all[0].Step / time.Minute); count < want || count > want+slack { // the first step may begin before the window
				t.Errorf("%s, %d checks: %d results in %d steps of %s, want %d", length, many, count, len(all[0].Points), all[0].Step, want)
			}
			if len(all[0].Points) > 800 {
				t.Errorf("%s: %d steps for 500", length, len(all[0].Points))
			}
		}
	}
}
