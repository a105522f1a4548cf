package monitor_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// The shop's world for a month, packet by packet. It is a pure function of its
// seed: what becomes of a question depends on who asks it and when, so that two
// watchers who ask at the same instants see the same month.
type world struct {
	seed     uint64
	begin    time.Time // midnight of the first day
	length   time.Duration
	faults   []fault   // what truly happens, in order, never two at once
	bursts   []burst   // of loss on the line (Gilbert-Elliott), in order
	evenings []float64 // how full the line is at nine in the evening, day by day, 0 to 1
	tail     quantiles // of jitter: heavy-tailed, bounded
	queue    quantiles // of waiting in a full line: exponential, bounded
}

// day and month are how long worlds last.
const (
	day   = 24 * time.Hour
	month = 30 * day
)

// burst is a time in which the line loses most packets.
type burst struct{ from, to time.Time }

// stretch is a link of the road. Loss is that of a single packet in one direction.
type stretch struct {
	base   time.Duration
	jitter time.Duration // scale of the tail
	loss   float64
	shared bool // with the neighbours: full in the evening, and where bursts are
}

// The road from the counter to a provider's door. A packet is lost with 1 % on its
// way there and again on its way back: an echo is lost with 2 %.
var (
	lan  = stretch{base: 300 * time.Microsecond, jitter: 100 * time.Microsecond, loss: 0.0005}
	line = stretch{base: 4 * time.Millisecond, jitter: time.Millisecond, loss: 0.0055, shared: true}
)

// beyond is the stretch behind the line: some hosts are nearer than others.
func beyond(host string) stretch {
	return stretch{base: 3*time.Millisecond + time.Duration(hash(host)%12)*time.Millisecond, jitter: time.Millisecond, loss: 0.004}
}

// Full evenings: how long a packet waits on average at the worst, from when to
// when, and how long a payment company then takes to answer.
const (
	fullWait    = 25 * time.Millisecond
	fullFrom    = 19 * time.Hour
	fullTo      = 22 * time.Hour
	fullAnswer  = 1500 * time.Millisecond
	usualAnswer = 60 * time.Millisecond
)

// silentOnce is how often a healthy host lets one request go unanswered.
const silentOnce = 0.002

// newWorld is a world in which everything of a list goes wrong.
func newWorld(seed uint64, begin time.Time, length time.Duration, wrong []kind) *world {
	w := &world{
		seed: seed, begin: begin, length: length,
		tail:  table(func(u float64) float64 { return math.Pow(1-u, -1/2.5) - 1 }, 40),
		queue: table(func(u float64) float64 { return -math.Log(1 - u) }, 6),
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for range length / day {
		w.evenings = append(w.evenings, 0.4+0.6*r.Float64())
	}
	w.faults = faultsOf(r, begin, length, wrong)
	return w
}

// withBursts adds a line that loses most packets for moments.
func (w *world) withBursts() *world {
	w.bursts = burstsOf(rand.New(rand.NewPCG(w.seed, 2)), w.begin, w.begin.Add(w.length))
	return w
}

// burstsOf plays the two states of Gilbert and Elliott: good for about eight
// minutes, bad for about 400 ms.
func burstsOf(r *rand.Rand, begin, end time.Time) (all []burst) {
	for at := begin; at.Before(end); {
		at = at.Add(time.Duration(r.ExpFloat64() * float64(8*time.Minute)))
		b := burst{at, at.Add(time.Duration(r.ExpFloat64() * float64(400*time.Millisecond)))}
		all, at = append(all, b), b.to
	}
	return all
}

// burstLoss is the loss of a packet while the line is in its bad state.
const burstLoss = 0.7

// quantiles is a distribution as a table, so that a draw costs a look-up.
type quantiles [4096]float32

func table(inverse func(float64) float64, most float64) (q quantiles) {
	for i := range q {
		q[i] = float32(min(inverse((float64(i)+0.5)/float64(len(q))), most))
	}
	return q
}

// full is how full the line is, 0 to 1.
func (w *world) full(at time.Time) float64 {
	since := at.Sub(w.begin)
	nth, of := int(since/day), since%day
	if of <= fullFrom || of >= fullTo || nth >= len(w.evenings) {
		return 0
	}
	return w.evenings[nth] * math.Sin(math.Pi*float64(of-fullFrom)/float64(fullTo-fullFrom))
}

// faultAt is what truly is wrong at an instant, nil for nothing.
func (w *world) faultAt(at time.Time) *fault {
	i, _ := slices.BinarySearchFunc(w.faults, at, func(f fault, at time.Time) int {
		if f.to.After(at) {
			return 1
		}
		return -1
	})
	if i < len(w.faults) && !w.faults[i].from.After(at) {
		return &w.faults[i]
	}
	return nil
}

func (w *world) burstAt(at time.Time) bool {
	i, _ := slices.BinarySearchFunc(w.bursts, at, func(b burst, at time.Time) int {
		if b.to.After(at) {
			return 1
		}
		return -1
	})
	return i < len(w.bursts) && !w.bursts[i].from.After(at)
}

// network is the fingerprint: without a cable there is none.
func (w *world) network(at time.Time) string {
	if f := w.faultAt(at); f != nil && f.kind == cable {
		return "none"
	}
	return "shop"
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
