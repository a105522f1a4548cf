package ui

import (
	"context"
	"reflect"
	"slices"
	"time"

	"countercheck/checks"
)

// triaging is one sale that is being looked into. It outlives its pages: another
// screen, another language or the next sale lose nothing of it. Every answer is
// saved at once, where cases are kept.
type triaging struct {
	u     *UI
	c     checks.Case
	began time.Time // when the button was pressed
	came  string    // the screen it was begun from
	page  triagePage
	past  []triagePage // the pages before, for the way back
	begun bool         // something was answered
	when  string       // which of the times offered was chosen
	typed map[string]string

	until time.Time // when to look the sale up again; zero: no need
	stop  func()    // ends the countdown
	told  bool      // that it is over

	asking bool // the minute is being looked up
	known  bool // it was, and
	asked  struct {
		at       time.Time // of the sale
		terminal string
		when     time.Time // when it was
	}
	unread error // why it could not be

	saver caseSaver
}

// askAgain is how long to wait before looking a sale up again: WeChat Pay's own
// limit for asking about one (pay.weixin.qq.com/doc/v2/merchant/4011937125).
const askAgain = 45 * time.Second

// minuteAgain is how often a minute is looked up that is not over yet.
const minuteAgain = 30 * time.Second

// forgetTriage is after how long one that is on record and was left is not offered
// to be gone on with any more. It stays in the log.
const forgetTriage = 4 * time.Hour

// triageScreen belongs to the place 退款.
const triageScreen = "triage"

func newTriaging(u *UI) *triaging {
	now := u.deps.Now()
	t := &triaging{u: u, began: now, page: triagePage{step: stepReceived}, when: "now", typed: map[string]string{}, stop: func() {}}
	t.c = checks.Case{Sale: checks.Sale{At: now}, Follow: checks.FollowUp{Status: checks.CaseOpen}}
	t.saver.t = t
	return t
}

// startTriage opens page one for a sale that just showed a refund. One that was
// begun before is kept, and offered to be gone on with.
func (u *UI) startTriage() {
	came := firstScreen
	if u.open == refundScreen {
		came = refundScreen
	}
	now := u.deps.Now()
	u.triages = slices.DeleteFunc(u.triages, func(t *triaging) bool {
		return !t.begun || t.saver.kept() && now.Sub(t.began) > forgetTriage
	})
	t := newTriaging(u)
	t.came = came
	u.triages = append([]*triaging{t}, u.triages...)
	u.Show(triageScreen)
}

// openTriage goes on with one that was begun.
func (u *UI) openTriage(t *triaging) {
	u.triages = append([]*triaging{t}, slices.DeleteFunc(slices.Clone(u.triages), func(o *triaging) bool { return o == t || !o.begun })...)
	u.Show(triageScreen)
}

// triageUnderway are those that were begun and not ended, without the one given.
func (u *UI) triageUnderway(but *triaging) (all []*triaging) {
	for _, t := range u.triages {
		if t != but && t.begun {
			all = append(all, t)
		}
	}
	return all
}

// drop ends one here; what was saved stays on record.
func (t *triaging) drop() {
	t.stop()
	t.u.triages = slices.DeleteFunc(t.u.triages, func(o *triaging) bool { return o == t })
	t.u.mark()
}

// triage is what follows from what is known.
func (t *triaging) triage() checks.Triage { return checks.TriageOf(t.c.Sale, t.c.Answers, t.c.Minute) }

// change takes an answer, and saves.
func (t *triaging) change(do func(*checks.Case)) {
	if t.saver.ending || t.saver.mistake {
		return // all was said
	}
	before := t.c
	do(&t.c)
	if t.begun && reflect.DeepEqual(before, t.c) {
		return
	}
	t.begun = true
	if t.c.Recorded.IsZero() {
		t.c.Recorded = t.u.deps.Now()
	}
	if before.Sale.Received != t.c.Sale.Received {
		t.countDown()
	}
	t.c.Likely = t.triage().Likely
	t.saver.save()
	t.look()
}

// answer takes the answer to "did the money arrive?"; the wait begins anew each
// time the sale cannot be found.
func (t *triaging) answer(r checks.Received) {
	t.change(func(c *checks.Case) {
		c.Sale.Received = r
		// Another answer takes back what the app said before; but a sale that was still
		// open there is not over because the money is not there.
		open := c.Sale.State != "" && !c.Sale.State.Final()
		if receivedBy(c.Sale.State, r) != r && (!open || r == checks.ReceivedYes) {
			c.Sale.State = ""
		}
	})
	t.countDown()
}

// setTime takes the moment the terminal showed it.
func (t *triaging) setTime(when string, at time.Time) {
	t.when = when
	if !at.Equal(t.c.Sale.At) {
		t.known, t.c.Minute = false, checks.Minute{} // what was measured at another time says nothing
	}
	if t.begun {
		t.change(func(c *checks.Case) { c.Sale.At = at })
		return
	}
	t.c.Sale.At = at
	t.look()
}

// turnTo opens a page; the one before is where back leads.
func (t *triaging) turnTo(p triagePage) {
	if p == t.page {
		return
	}
	if i := slices.Index(t.past, p); i >= 0 {
		t.past = t.past[:i] // one that was passed is gone back to
	} else {
		t.past = append(t.past, t.page)
	}
	t.page = p
}

// turnBack opens the page before; false where this is the first.
func (t *triaging) turnBack() bool {
	if len(t.past) == 0 {
		return false
	}
	t.page = t.past[len(t.past)-1]
	t.past = t.past[:len(t.past)-1]
	return true
}

// countDown waits for the moment to look the sale up again, where nobody could
// find it; nobody has to stay on the page for it.
func (t *triaging) countDown() {
	t.stop()
	t.until, t.stop, t.told = time.Time{}, func() {}, false
	if t.c.Sale.Received != checks.ReceivedUnsure {
		t.u.mark()
		return
	}
	t.until = t.u.deps.Now().Add(askAgain)
	t.stop = t.u.bridge.every(time.Second, t.tick)
	t.u.mark()
}

// left is how many seconds there are to wait; over: the wait is over.
func (t *triaging) left() (seconds int, waits, over bool) {
	if t.until.IsZero() {
		return 0, false, false
	}
	seconds = int((t.until.Sub(t.u.deps.Now()) + time.Second - 1) / time.Second)
	return max(seconds, 0), true, seconds <= 0
}

// tick tells the seconds anew, wherever one is.
func (t *triaging) tick() {
	if _, _, over := t.left(); over && !t.told {
		t.told = true
		t.stop()
		t.u.mark()
		t.tellOver()
	}
	if s, ok := t.u.now.(interface{ ticked() }); ok && !t.u.hidden {
		s.ticked()
	}
}

// tellOver tells a person who looks elsewhere that the wait is over.
func (t *triaging) tellOver() {
	u := t.u
	if u.deps.Desktop == nil || !u.hidden && !u.behind {
		return
	}
	title, body := u.say("refund.look_again"), u.underwayText(t)
	u.bridge.aside(func() func() {
		_ = u.deps.Desktop.Notify(title, body, false) // the rail says it too
		return func() {}
	})
}

// triagesOver is how many sales are to be looked up again that are not on the screen.
func (u *UI) triagesOver() (n int) {
	for i, t := range u.triages {
		if _, _, over := t.left(); over && (u.open != triageScreen || i > 0) {
			n++
		}
	}
	return n
}

// look asks what was measured in that minute, beside the screen, as long as more
// may come in.
func (t *triaging) look() {
	u, sale, now := t.u, t.c.Sale, t.u.deps.Now()
	if t.asking || t.saver.ended {
		return
	}
	same := t.known && t.asked.at.Equal(sale.At) && t.asked.terminal == sale.Terminal
	if same && (now.Sub(t.asked.when) < minuteAgain || !t.asked.when.Before(sale.At.Add(checks.MinuteSettle))) {
		return
	}
	if u.deps.Cases == nil {
		t.known, t.asked.at, t.asked.terminal, t.asked.when = true, sale.At, sale.Terminal, sale.At.Add(checks.MinuteSettle)
		return
	}
	t.asking = true
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		m, err := u.deps.Cases.Minute(ctx, sale.At, sale.Terminal)
		return func() {
			t.asking = false
			t.asked.at, t.asked.terminal, t.asked.when = sale.At, sale.Terminal, now
			if !sale.At.Equal(t.c.Sale.At) || sale.Terminal != t.c.Sale.Terminal {
				t.look() // another time was chosen meanwhile
				return
			}
			t.measured(m, err)
		}
	})
}

// measured takes in what was measured; what could not be read is unknown.
func (t *triaging) measured(m checks.Minute, err error) {
	t.known, t.unread = true, err
	if err == nil && !t.saver.ending && !t.saver.mistake && !t.saver.ended && !reflect.DeepEqual(m, t.c.Minute) {
		t.c.Minute = m
		t.c.Likely = t.triage().Likely
		if t.begun {
			t.saver.save()
		}
	}
	t.refresh()
}

// refresh shows it as it stands, where its screen is open.
func (t *triaging) refresh() {
	if s, ok := t.u.now.(*triage); ok && s.t == t {
		s.renew()
	}
}
