package chart

import (
	"math"
	"slices"
	"time"

	"countercheck/checks"
)

// columns is a series as the plot needs it: a figure for each column of pixels,
// in milliseconds, NaN where there is none.
type columns struct {
	low, mid, most, high []float64   // most is what 95 of a hundred stay under
	phases               [][]float64 // sums, each upon the one before; nil where they are not asked for
	loss                 []float64   // NaN where nothing was measured
}

var nothing = math.NaN()

func known(v float64) bool { return !math.IsNaN(v) }

// knot is one or several points that fall into one column.
type knot struct {
	x                    float64 // of its middle, from the plot's left
	from, to             float64 // the time it stands for
	ends                 time.Time
	low, mid, most, high float64
	phases               [phaseCount]float64
	weight               float64
}

const phaseCount = 5

func empty(n int) []float64 { return slices.Repeat([]float64{nothing}, n) }

// columnsOf spreads a series over the plot. A step without measurements breaks
// the line; nothing is drawn across it.
func (f frame) columnsOf(s checks.Series, gaps []checks.Gap, phases bool) columns {
	n := f.plot.Dx()
	c := columns{low: empty(n), mid: empty(n), most: empty(n), high: empty(n), loss: empty(n)}
	if phases && slices.ContainsFunc(s.Points, func(p checks.Point) bool { return len(p.Phases) > 0 }) {
		for range phaseCount {
			c.phases = append(c.phases, empty(n))
		}
	}
	var before *knot
	for _, p := range s.Points {
		if p.Count == 0 || !p.From.Before(f.in.To) || !p.From.Add(s.Step).After(f.in.From) {
			continue
		}
		now := f.knotOf(p, s.Step, c.phases != nil)
		c.addLoss(now, p.Loss())
		if p.Max == 0 && p.Median == 0 { // nothing came back: no figure to draw
			c.end(before)
			before = nil
			continue
		}
		switch {
		case before == nil || p.From.Sub(before.ends) > s.Step/2 || interrupted(gaps, before.ends, p.From, s.Step):
			c.end(before)
			c.put(now.from, now.x, now, now)
		case int(now.x) == int(before.x):
			now = merged(*before, now)
			c.put(now.x, now.x, now, now)
		default:
			c.put(before.x, now.x, *before, now)
		}
		before = &now
	}
	c.end(before)
	return c
}

func (f frame) knotOf(p checks.Point, step time.Duration, phases bool) knot {
	edge := float64(f.plot.Min.X)
	k := knot{
		from: f.x(p.From) - edge, to: f.x(p.From.Add(step)) - edge, ends: p.From.Add(step),
		low: inMS(p.Min), mid: inMS(p.Median), most: inMS(p.P95), high: inMS(p.Max), weight: float64(max(p.Count-p.Failed, 1)),
	}
	k.x = (k.from + k.to) / 2
	if !phases {
		return k
	}
	sum := 0.0
	for i, phase := range checks.AllPhases {
		sum += inMS(time.Duration(p.Phases[phase]))
		k.phases[i] = sum
	}
	return k
}

func inMS(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// merged is two points of one column: the outermost of what was seen, and the
// middle by how much was seen.
func merged(a, b knot) knot {
	sum := a.weight + b.weight
	mean := func(x, y float64) float64 { return (x*a.weight + y*b.weight) / sum }
	m := knot{
		x: a.x, from: a.from, to: b.to, ends: b.ends, weight: sum,
		low: min(a.low, b.low), mid: mean(a.mid, b.mid), most: max(a.most, b.most), high: max(a.high, b.high),
	}
	for i := range m.phases {
		m.phases[i] = mean(a.phases[i], b.phases[i])
	}
	return m
}

// interrupted reports that nobody watched for most of a step between two points.
func interrupted(gaps []checks.Gap, from, to time.Time, step time.Duration) bool {
	i, _ := slices.BinarySearchFunc(gaps, from.Add(-step), func(g checks.Gap, t time.Time) int { return g.To.Compare(t) })
	for ; i < len(gaps) && gaps[i].From.Before(to.Add(step)); i++ {
		start, end := later(gaps[i].From, from.Add(-step)), earlier(gaps[i].To, to.Add(step))
		if end.Sub(start) > step/2 && start.Before(to) && end.After(from) {
			return true
		}
	}
	return false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// end draws the last point of a run to the end of its time.
func (c *columns) end(k *knot) {
	if k != nil {
		c.put(k.x, k.to, *k, *k)
	}
}

// put fills the columns from x to to, going from one point to the next.
func (c *columns) put(x, to float64, a, b knot) {
	first, last := max(int(x), 0), min(int(to), len(c.mid)-1)
	for i := first; i <= last; i++ {
		share := 1.0
		if b.x > a.x {
			share = min(max((float64(i)+0.5-a.x)/(b.x-a.x), 0), 1)
		}
		on := func(u, v float64) float64 { return u + (v-u)*share }
		low, high := on(a.low, b.low), on(a.high, b.high)
		if i == first && known(c.mid[i]) { // two runs meet in it: nothing of either is lost
			low, high = min(low, c.low[i]), max(high, c.high[i])
		}
		c.low[i], c.mid[i], c.most[i], c.high[i] = low, on(a.mid, b.mid), on(a.most, b.most), high
		for n := range c.phases {
			c.phases[n][i] = on(a.phases[n], b.phases[n])
		}
	}
}

// addLoss marks the columns of a step; the worst in a column is what is seen.
func (c *columns) addLoss(k knot, loss float64) {
	first, last := max(int(k.from), 0), min(max(int(math.Ceil(k.to))-1, int(k.from)), len(c.loss)-1)
	for i := first; i <= last; i++ {
		if !known(c.loss[i]) || loss > c.loss[i] {
			c.loss[i] = loss
		}
	}
}
