package monitor_test

import (
	"math/rand/v2"
	"time"

	"countercheck/checks"
)

// trial is one question and all its packets.
type trial struct {
	*moment
	dice rand.PCG
	at   time.Time // the trial's clock
	sent *counter
}

// moment is what holds of the world when questions are put.
type moment struct {
	w     *world
	full  float64
	fault *fault
	later bool // another fault may begin or this one end meanwhile: look again
}

// counter counts packets, for the record.
type counter struct{ sent, lost int }

// longest is how long a question can take at most.
const longest = 20 * time.Second

func (w *world) moment(at time.Time) *moment {
	fault := w.faultAt(at)
	return &moment{w: w, full: w.full(at), fault: fault, later: w.faultAt(at.Add(longest)) != fault}
}

// trial begins the question with this mark.
func (m *moment) trial(mark uint64, at time.Time, sent *counter) *trial {
	t := &trial{moment: m, at: at, sent: sent}
	t.dice.Seed(m.w.seed^mark, uint64(at.UnixNano()))
	return t
}

// now is what is wrong at an instant of the trial.
func (t *trial) now(at time.Time) *fault {
	if t.later {
		return t.w.faultAt(at)
	}
	return t.fault
}

// chance is true with probability p.
func (t *trial) chance(p float64) bool { return float64(t.dice.Uint64()>>11)*0x1p-53 < p }

// between draws evenly.
func (t *trial) between(least, most time.Duration) time.Duration {
	return least + time.Duration(t.dice.Uint64()%uint64(most-least))
}

// oneWay sends a packet at an instant and says how long it takes, or that it is
// lost.
func (t *trial) oneWay(at time.Time, host *stretch) (took time.Duration, ok bool) {
	t.sent.sent++
	took, ok = t.cross(at, &lan)
	if ok && host != nil {
		var on, there time.Duration
		if on, ok = t.cross(at, &line); ok {
			there, ok = t.cross(at, host)
		}
		took += on + there
	}
	if f := t.now(at); ok && f != nil {
		ok = !f.swallows(at, host != nil)
	}
	if !ok {
		t.sent.lost++
	}
	return took, ok
}

// cross is one packet on one stretch: a draw decides both its fate and its delay.
func (t *trial) cross(at time.Time, s *stretch) (time.Duration, bool) {
	draw := t.dice.Uint64()
	loss := s.loss
	took := s.base + time.Duration(float64(s.jitter)*float64(t.w.tail[draw&4095]))
	if s.shared {
		if t.full > 0 {
			took += time.Duration(float64(fullWait) * t.full * float64(t.w.queue[draw>>12&4095]))
		}
		if len(t.w.bursts) > 0 && t.w.burstAt(at) {
			loss = burstLoss
		}
	}
	return took, float64(draw>>24)*0x1p-40 >= loss
}

// swallows: packets end here, those beyond the router or all of them.
func (f *fault) swallows(at time.Time, beyond bool) bool {
	switch f.kind {
	case cable, router:
		return true
	case login:
		return at.Before(f.page)
	case broken, reset:
		return beyond
	}
	return false
}

// there and back: an echo or a question of one packet.
func (t *trial) echo(at time.Time, host *stretch) (time.Duration, bool) {
	out, ok := t.oneWay(at, host)
	if !ok {
		return 0, false
	}
	back, ok := t.oneWay(at.Add(out), host)
	return out + back, ok
}

// first is the first answer to a packet that is sent again after each pause.
func (t *trial) first(host *stretch, within time.Duration, sent []time.Duration, answers func(at time.Time) bool) (took time.Duration, tries int, ok bool) {
	took = within
	for _, after := range sent {
		if after >= took {
			break
		}
		tries++
		at := t.at.Add(after)
		if !answers(at) {
			continue
		}
		if rtt, back := t.echo(at, host); back && after+rtt < took {
			took, ok = after+rtt, true
		}
	}
	return took, tries, ok
}

// The times at which a system repeats itself: TCP's first packet, and the probe's
// own questions to a name server.
var (
	synTimes = []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}
	dnsTimes = []time.Duration{0, 1600 * time.Millisecond, 3200 * time.Millisecond, 4800 * time.Millisecond}
)

// flight sends a few packets in one direction, each again after TCP's time-out,
// and says when the last is there.
func (t *trial) flight(at time.Time, host *stretch, packets int) (took time.Duration, again int, ok bool) {
	for range packets {
		wait, rto, there := time.Duration(0), 250*time.Millisecond, false
		for wait < longest {
			one, arrived := t.oneWay(at.Add(wait), host)
			if arrived {
				took, there = max(took, wait+one), true
				break
			}
			again++
			wait += rto
			rto *= 2
		}
		if !there {
			return longest, again, false
		}
	}
	return took, again, true
}

// request is what became of one HTTP request; the phases that ran are in it.
type request struct {
	phases checks.Phases
	failed checks.Phase
	class  checks.ErrorClass
	again  int
	status int
}

// leg notes a phase. Its time moves the trial's clock on.
func (t *trial) leg(r *request, phase checks.Phase, took, limit time.Duration, class checks.ErrorClass) bool {
	if took >= limit && class == checks.NoError {
		took, class = limit, checks.Timeout
	}
	r.phases[phase] += checks.Span(took)
	t.at = t.at.Add(took)
	if class != checks.NoError {
		r.failed, r.class = phase, class
	}
	return class == checks.NoError
}
