package engine

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// Cases are the refund cases, the bills and the evidence, kept by this program or
// beside the one that watches.
type Cases struct {
	// Program is what the evidence says it was made by, with its version.
	Program string

	records  Records
	plan     func() checks.Plan
	snapshot func(context.Context) checks.Snapshot // the newest
}

// Cases are the refund cases, the bills and the evidence.
func (s *Shared) Cases() Cases {
	return Cases{
		Program: s.opt.Agent, records: s.Records(), plan: s.Plan,
		snapshot: func(context.Context) checks.Snapshot { return s.Snapshot() },
	}
}

// OpenCases are the refund cases, the bills and the evidence, for a program that
// does not watch. end closes them.
func OpenCases(ctx context.Context, dir string, settings *Settings) (c Cases, end func() error, err error) {
	records, end, err := OpenRecords(ctx, dir, settings)
	if err != nil {
		return c, nil, err
	}
	c = Cases{records: records}
	c.plan = func() checks.Plan {
		return probed(settings.Current(), settings.Catalogue, func() checks.Records {
			known, _ := records.Records(context.Background()) // none that can be read is none there is to show
			return known
		})
	}
	c.snapshot = func(ctx context.Context) (seen checks.Snapshot) {
		if s, err := records.open(ctx); err == nil {
			seen, _ = newest(ctx, s)
		}
		return seen
	}
	return c, end, nil
}

// Cases that were shown in the window, the newest first.
func (c Cases) Cases(ctx context.Context, in checks.Window) ([]checks.Case, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.Cases(ctx, in)
}

// OpenCases are those for which somebody still waits.
func (c Cases) OpenCases(ctx context.Context) ([]checks.Case, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.OpenCases(ctx)
}

// Case is one case; where there is none it fails with checks.ErrGone.
func (c Cases) Case(ctx context.Context, id string) (one checks.Case, err error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return one, err
	}
	return s.Case(ctx, id)
}

// settleFor is how long ago a case may be whose minute is completed: single results
// are kept for longer, but a minute that cannot be read for a day never can.
const settleFor = 24 * time.Hour

// SettleCases completes what was measured around the cases that were answered before
// all of it had come in. One that somebody changes meanwhile has its turn the next time.
func (c Cases) SettleCases(ctx context.Context) error {
	s, err := c.records.open(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	young, err := s.Cases(ctx, checks.Window{From: now.Add(-settleFor), To: now.Add(-checks.MinuteSettle)})
	if err != nil {
		return err
	}
	for _, listed := range young {
		if listed.Minute.Settled || !listed.Counts() {
			continue
		}
		one, err := s.Case(ctx, listed.ID)
		if err != nil {
			return err
		}
		m, err := c.Minute(ctx, one.Sale.At, one.Sale.Terminal)
		if err != nil {
			return err
		}
		if !m.Settled {
			continue // it could not be read
		}
		one.Minute = m
		one.Likely = checks.TriageOf(one.Sale, one.Answers, m).Likely
		if _, err := s.SaveCase(ctx, one); err != nil && !errors.Is(err, checks.ErrChanged) {
			return err
		}
	}
	return nil
}

// Terminals are the shop's terminals that are in use.
func (c Cases) Terminals(ctx context.Context) ([]checks.Terminal, error) {
	known, err := c.records.Records(ctx)
	return slices.DeleteFunc(known.Terminals, func(t checks.Terminal) bool { return !t.InUse() }), err
}

// SaveCase writes a case; one without an ID is new.
func (c Cases) SaveCase(ctx context.Context, one checks.Case) (checks.Case, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return one, err
	}
	return s.SaveCase(ctx, one)
}

// ReadBill reads a bill that the merchant downloaded and keeps what it says. One
// that was read before counts once, and says when that was.
func (c Cases) ReadBill(ctx context.Context, path string, columns *checks.BillColumns, progress func(read, of int64)) (b checks.Bill, err error) {
	f, err := os.Open(path)
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return b, err
	}
	opt := bill.Options{Columns: columns, Hours: c.records.settings.Current().Hours}
	if progress != nil {
		opt.Progress = func(read int64) { progress(read, info.Size()) }
	}
	if b, err = bill.Read(ctx, path, f, info.Size(), opt); err != nil {
		return b, err
	}
	s, err := c.records.open(ctx)
	if err != nil {
		return b, err
	}
	fresh, err := s.SaveBill(ctx, b)
	if err != nil || fresh {
		return b, err
	}
	known, err := s.Bills(ctx)
	if n := slices.IndexFunc(known, func(k checks.Bill) bool { return k.ID == b.ID }); n >= 0 {
		b.Read = known[n].Read
	}
	return b, err
}

// Bills that were read, the newest first, without their rows.
func (c Cases) Bills(ctx context.Context) ([]checks.Bill, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.Bills(ctx)
}

// mostJoined is how many rows of bills are joined to what was measured at once: more
// than anybody reads.
const mostJoined = 500

// Returned are the newest rows of all bills in the window that gave money back,
// joined to what was measured and recorded.
func (c Cases) Returned(ctx context.Context, in checks.Window) ([]checks.BillMatch, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.Returned(ctx, in)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return c.Join(ctx, rows[:min(len(rows), mostJoined)])
}

// Join joins rows of bills to what was measured and recorded. It keeps nothing.
func (c Cases) Join(ctx context.Context, rows []checks.BillRow) ([]checks.BillMatch, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	s, err := c.records.open(ctx)
	if err != nil {
		return nil, err
	}
	byTime := func(a, b checks.BillRow) int { return a.At.Compare(b.At) }
	first, last := slices.MinFunc(rows, byTime), slices.MaxFunc(rows, byTime)
	cases, err := s.Cases(ctx, checks.Window{From: first.At.Add(-caseMargin), To: last.At.Add(caseMargin)})
	if err != nil {
		return nil, err
	}
	g := c.gathering(ctx, s)
	all := make([]checks.BillMatch, 0, len(rows))
	for _, row := range rows {
		m := checks.BillMatch{Row: row, Case: checks.MatchRow(row, cases)}
		// A case keeps what was measured when the terminal showed it, which somebody
		// saw and the bill does not know.
		if i := slices.IndexFunc(cases, func(c checks.Case) bool { return c.ID == m.Case }); i >= 0 && cases[i].Minute.Measured {
			one, err := s.Case(ctx, m.Case)
			if err != nil {
				return nil, err
			}
			m.Minute = one.Minute
		} else {
			m.Minute = g.minute(ctx, row.Shown(), nil)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		all = append(all, m)
	}
	return all, nil
}
