package checks

import (
	"slices"
	"time"
)

// Effects are what refunds cost a shop in a window: the article's M1 to M5. Cases
// begun by mistake do not count.
type Effects struct {
	Window    Window
	Cases     int
	Money     Money // M1: the sum of the sales, as far as amounts are known
	NoAmount  int   // cases without an amount, which Money leaves out
	Customers int   // M2: customers affected; a repeat is no new customer
	Repeats   int   // M2: cases of customers that it had happened to before
	Answered  int   // cases whose customer was told why
	// MedianAnswer is the median time until the customer was told, of Answered.
	MedianAnswer time.Duration
	Staff        int // M3: minutes of the staff's time
	Suspected    int // M4
	Waiting      int // M5: customers who still wait for money
	// Causes count the likeliest cause of each case; cases to which nothing points
	// are not in it.
	Causes map[RefundCause]int
	Hours  [24]HourEffects // by hour of the day
	Line   LineEffects
}

// HourEffects are an hour of the day over the window.
type HourEffects struct {
	Cases   int
	Watched time.Duration
	Bad     time.Duration // of Watched: the line was risky or down
}

// LineEffects answer whether refunds follow the bad network.
type LineEffects struct {
	Good, Bad int // cases while the line was fine, and while it was not
	Unknown   int // cases in minutes that were not measured
	// Watched is how long the line was watched, and BadTime how much of it was bad.
	Watched, BadTime time.Duration
}

// Expected is how many of the measured cases would fall into bad time if they had
// nothing to do with the line; ok is false where nothing was watched or measured.
func (l LineEffects) Expected() (cases float64, ok bool) {
	if l.Watched == 0 || l.Good+l.Bad == 0 {
		return 0, false
	}
	return float64(l.Good+l.Bad) * float64(l.BadTime) / float64(l.Watched), true
}

// EffectsOf works them out from the cases of a window, and from what was believed in
// it. now cuts the window short.
func EffectsOf(cases []Case, changes []Change, gaps []Gap, in Window, now time.Time) Effects {
	e := Effects{Window: in, Causes: map[RefundCause]int{}}
	var answers []time.Duration
	for _, c := range cases {
		if !c.Counts() || c.Sale.At.Before(in.From) || !c.Sale.At.Before(in.To) {
			continue
		}
		e.count(c, believedAt(changes, gaps, c.Sale.At))
		if !c.Follow.Answered.IsZero() {
			answers = append(answers, max(0, c.Follow.Answered.Sub(c.Sale.At)))
		}
		e.Hours[c.Sale.At.In(in.From.Location()).Hour()].Cases++
	}
	e.Answered, e.MedianAnswer = len(answers), medianLength(answers)
	u := Account(changes, gaps, in, now, "")
	e.Line.Watched, e.Line.BadTime = u.Watched(), u.Risky+u.Down
	e.hours(changes, gaps, now)
	return e
}

// believedAt is what the watch believed at a moment. Cases are sorted by it and not by
// the samples around them, since the time they are compared with is: a single slow
// answer would put a case into a bad time that no watch has counted.
func believedAt(changes []Change, gaps []Gap, at time.Time) Level {
	u := Account(around(changes, at, at.Add(time.Second)), gaps, Window{From: at, To: at.Add(time.Second)}, at.Add(time.Second), "")
	switch {
	case u.Watched() == 0:
		return Unknown
	case u.Good > 0:
		return OK
	default:
		return Warn
	}
}

func (e *Effects) count(c Case, line Level) {
	e.Cases++
	e.Money += c.Sale.Amount
	if c.Sale.Amount == 0 {
		e.NoAmount++
	}
	if c.Follow.Repeat {
		e.Repeats++
	} else {
		e.Customers++
	}
	e.Staff += c.Follow.Staff
	if c.Follow.Suspect != "" {
		e.Suspected++
	}
	if c.Follow.Status == CaseWaiting {
		e.Waiting++
	}
	if l, points := c.Likeliest(); points {
		e.Causes[l.Cause]++
	}
	switch {
	case line == Unknown || !c.Minute.Measured || c.Minute.PCOnly:
		e.Line.Unknown++
	case line >= Warn:
		e.Line.Bad++
	default:
		e.Line.Good++
	}
}

// hours adds up what was watched by the hour of the day, in the window's own zone.
func (e *Effects) hours(changes []Change, gaps []Gap, now time.Time) {
	for from := e.Window.From; from.Before(e.Window.To) && from.Before(now); {
		to := from.Truncate(time.Hour).Add(time.Hour)
		if to.After(e.Window.To) {
			to = e.Window.To
		}
		u := Account(around(changes, from, to), gaps, Window{From: from, To: to}, now, "")
		h := &e.Hours[from.Hour()]
		h.Watched += u.Watched()
		h.Bad += u.Risky + u.Down
		from = to
	}
}

// around keeps the changes that matter to a stretch: those in it and the one before.
func around(changes []Change, from, to time.Time) []Change {
	first := 0
	for i, c := range changes {
		if !c.At.After(from) {
			first = i
		}
	}
	last := slices.IndexFunc(changes[first:], func(c Change) bool { return !c.At.Before(to) })
	if last < 0 {
		return changes[first:]
	}
	return changes[first : first+last]
}

func medianLength(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}
