package bill

import (
	"maps"
	"slices"
	"time"

	"countercheck/checks"
)

// The measures by which trade is called worth a look. They are this program's own
// judgement and no platform's: none publishes how it looks at a shop. They are set so
// that an ordinary day of a noodle shop, a bun stall or a bar shows none.
const (
	burstRows   = 10               // so many payments...
	burstWithin = 10 * time.Minute // ...in so short a time
	smallAmount = 5_00             // fen: at most this is small

	// What a shop does all the time is its trade: from so many payments on, an amount
	// that is one in five of them is a price, and small payments that are one in three
	// are what it sells.
	tradeFrom  = 100
	tradePrice = 5
	tradeSmall = 3

	nightEnds   = 5                // o'clock: without opening hours the night is from 0 to 5
	nightRows   = 3                // so many payments in a night
	nightShare  = 5                // one in five payments at night is a shop that sells at night
	nightDays   = 7                // from so many days on,
	nightOften  = 3                // and so is a shop that sells in one night of three
	aroundHours = 30 * time.Minute // before the shop opens and after it closes is not odd

	mostAmounts = 4096 // different amounts that are followed at once
	mostNights  = 4000
	mostListed  = 20 // of a kind
)

// patterns looks for them while payments stream by. They are found where the rows are
// in the order of time, or against it, as issuers write them.
type patterns struct {
	in       *time.Location
	open     checks.Hours
	given    bool // opening hours are known
	small    burst
	smalls   int
	amounts  map[checks.Money]*burst
	nights   map[int64]*night
	slot     int64 // the ten minutes for which shut was worked out
	shut     bool
	payments int
}

func newPatterns(open checks.Hours, in *time.Location) patterns {
	return patterns{in: in, open: open, given: given(open), amounts: map[checks.Money]*burst{}, nights: map[int64]*night{}, slot: -1}
}

func given(h checks.Hours) bool {
	return len(h.Monday)+len(h.Tuesday)+len(h.Wednesday)+len(h.Thursday)+len(h.Friday)+len(h.Saturday)+len(h.Sunday) > 0
}

// payment looks at one.
func (p *patterns) payment(at time.Time, amount checks.Money) {
	now := at.Unix()
	p.payments++
	if p.odd(at) {
		p.night(at)
	}
	if amount == 0 { // a voucher has paid it all
		return
	}
	if amount <= smallAmount {
		p.smalls++
		p.small.add(now)
	}
	b := p.amounts[amount]
	if b == nil {
		if len(p.amounts) >= mostAmounts {
			p.forget(now)
		}
		b = &burst{}
		p.amounts[amount] = b
	}
	b.add(now)
}

// forget makes room: first of amounts that were not paid lately, then of all that show
// nothing, then of all. Nobody reads of thousands of amounts.
func (p *patterns) forget(now int64) {
	for _, spare := range []func(*burst) bool{
		func(b *burst) bool { return b.quiet() && apart(b.newest(), now) > int64(burstWithin/time.Second) },
		(*burst).quiet,
		func(*burst) bool { return true },
	} {
		maps.DeleteFunc(p.amounts, func(_ checks.Money, b *burst) bool { return spare(b) })
		if len(p.amounts) < mostAmounts*3/4 {
			return
		}
	}
}

// odd reports a time at which the shop usually sleeps.
func (p *patterns) odd(at time.Time) bool {
	if !p.given {
		return at.Hour() < nightEnds
	}
	const slot = 10 * time.Minute
	n := at.Unix() / int64(slot/time.Second)
	if n != p.slot {
		begins := at.Truncate(slot)
		ends := begins.Add(slot)
		p.slot = n
		p.shut = !p.open.OpenAt(begins) && !p.open.OpenAt(begins.Add(-aroundHours)) && !p.open.OpenAt(ends.Add(aroundHours))
	}
	return p.shut
}

// night counts a payment for its night, which goes from noon to noon.
func (p *patterns) night(at time.Time) {
	y, m, d := at.Add(-12 * time.Hour).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, p.in).Unix()
	n := p.nights[day]
	if n == nil {
		if len(p.nights) >= mostNights {
			return
		}
		n = &night{from: at, to: at}
		p.nights[day] = n
	}
	n.rows++
	if at.Before(n.from) {
		n.from = at
	}
	if at.After(n.to) {
		n.to = at
	}
}

type night struct {
	from, to time.Time
	rows     int
}

// found are the patterns of a bill, the most telling of each kind, in the order of
// time.
func (p *patterns) found(b checks.Bill) (all []checks.BillPattern) {
	busy := p.payments >= tradeFrom
	if !busy || p.smalls*tradeSmall < p.payments {
		all = append(all, p.listed(p.small.all(), checks.PatternManySmall, 0)...)
	}
	var equal []checks.BillPattern
	for amount, b := range p.amounts {
		if !busy || b.rows*tradePrice < p.payments {
			equal = append(equal, p.listed(b.all(), checks.PatternEqual, amount)...)
		}
	}
	all = append(all, most(equal)...)
	all = append(all, p.odds(b)...)
	slices.SortFunc(all, func(a, b checks.BillPattern) int { return a.From.Compare(b.From) })
	return all
}

// odds are the nights with payments, unless the shop sells at night.
func (p *patterns) odds(b checks.Bill) (all []checks.BillPattern) {
	rows, nights := 0, 0
	for _, n := range p.nights {
		rows += n.rows
		nights++
	}
	days := daysOf(b)
	if !p.given && (rows*nightShare >= p.payments || days >= nightDays && nights*nightOften >= days) {
		return nil
	}
	for _, n := range p.nights {
		if n.rows >= nightRows {
			all = append(all, checks.BillPattern{Kind: checks.PatternOddHours, From: n.from, To: n.to, Rows: n.rows})
		}
	}
	return most(all)
}

// daysOf is on how many days there were payments.
func daysOf(b checks.Bill) (days int) {
	last := ""
	for _, h := range b.Hours {
		if day := h.From.Format(time.DateOnly); h.Payments > 0 && day != last {
			days, last = days+1, day
		}
	}
	return days
}

func (p *patterns) listed(runs []run, kind checks.PatternKind, amount checks.Money) (all []checks.BillPattern) {
	for _, r := range runs {
		all = append(all, checks.BillPattern{
			Kind: kind, From: time.Unix(r.from, 0).In(p.in), To: time.Unix(r.to, 0).In(p.in), Rows: r.rows, Amount: amount,
		})
	}
	return most(all)
}

// most are those with the most rows.
func most(all []checks.BillPattern) []checks.BillPattern {
	slices.SortFunc(all, func(a, b checks.BillPattern) int {
		if a.Rows != b.Rows {
			return b.Rows - a.Rows
		}
		return a.From.Compare(b.From)
	})
	return all[:min(len(all), mostListed)]
}
