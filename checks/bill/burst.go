package bill

import (
	"slices"
	"time"
)

// burst finds many payments in a short time. It remembers the last few times and the
// largest runs.
type burst struct {
	last  [burstRows]int64 // a ring
	rows  int
	now   run // the stretch that runs, or the one before
	since int // payments after it
	runs  []run
}

// run is a stretch in which payments came close together.
type run struct {
	from, to int64
	rows     int
}

// add notes a payment, in seconds since 1970.
func (b *burst) add(at int64) {
	b.last[b.rows%burstRows] = at
	b.rows++
	b.since++
	if b.rows < burstRows {
		return
	}
	if oldest := b.last[b.rows%burstRows]; apart(at, oldest) > int64(burstWithin/time.Second) {
		return
	}
	from, to, rows := slices.Min(b.last[:]), slices.Max(b.last[:]), burstRows
	if b.now.rows > 0 && b.since < burstRows { // the same stretch goes on, after a short breath
		from, to, rows = min(from, b.now.from), max(to, b.now.to), b.now.rows+b.since
	} else {
		b.keep()
	}
	b.since, b.now = 0, run{from, to, rows}
}

// keep puts the stretch before aside. Of very many the largest are kept.
func (b *burst) keep() {
	if b.now.rows == 0 {
		return
	}
	b.runs = append(b.runs, b.now)
	b.now = run{}
	if len(b.runs) > 2*mostListed {
		slices.SortFunc(b.runs, func(x, y run) int { return y.rows - x.rows })
		b.runs = b.runs[:mostListed]
	}
}

// all are the stretches, the last one too.
func (b *burst) all() []run {
	b.keep()
	return b.runs
}

// quiet reports that no stretch was found.
func (b *burst) quiet() bool { return b.now.rows == 0 && len(b.runs) == 0 }

// newest is the time noted last.
func (b *burst) newest() int64 { return b.last[(b.rows+burstRows-1)%burstRows] }

func apart(a, b int64) int64 { return max(a-b, b-a) }
