package bill_test

import (
	"slices"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// every makes payments, one after the other; amounts differ unless one is given.
func every(from string, apart time.Duration, n int, amount checks.Money) (all []sale) {
	for i := range n {
		a := amount
		if a == 0 {
			a = checks.Money(1100 + 137*i%2900)
		}
		all = append(all, sale{at: at(from).Add(time.Duration(i) * apart), amount: a})
	}
	return all
}

func TestPatterns(t *testing.T) {
	day := every("2026-10-03 10:00:00", 9*time.Minute, 60, 0)
	openTill := checks.Hours{Monday: []string{"09:00-21:00"}, Saturday: []string{"09:00-21:00"}, Sunday: []string{"09:00-21:00"}}
	week := func(more ...sale) (all []sale) {
		for d := range 10 {
			for _, s := range every("2026-10-01 10:00:00", 11*time.Minute, 50, 0) {
				s.at = s.at.AddDate(0, 0, d)
				all = append(all, s)
			}
		}
		return append(all, more...)
	}
	small := func(n int) (all []sale) {
		for i := range n {
			all = append(all, sale{at: at("2026-10-03 15:00:00").Add(time.Duration(i) * 40 * time.Second), amount: checks.Money(10 + i)})
		}
		return all
	}
	backwards := func(all []sale) (turned []sale) {
		for _, s := range all {
			turned = append([]sale{s}, turned...)
		}
		return turned
	}
	for name, c := range map[string]struct {
		sales []sale
		hours checks.Hours
		want  []checks.BillPattern
	}{
		"an ordinary day":                 {sales: day},
		"many small":                      {sales: slices.Concat(day, small(14)), want: []checks.BillPattern{{Kind: checks.PatternManySmall, From: at("2026-10-03 15:00:00"), To: at("2026-10-03 15:08:40"), Rows: 14}}},
		"many small, the newest first":    {sales: backwards(small(14)), want: []checks.BillPattern{{Kind: checks.PatternManySmall, From: at("2026-10-03 15:00:00"), To: at("2026-10-03 15:08:40"), Rows: 14}}},
		"nine small":                      {sales: small(9)},
		"small ones over the day":         {sales: every("2026-10-03 08:00:00", 3*time.Minute, 30, 1_00)},
		"a bun stall":                     {sales: every("2026-10-03 06:30:00", 20*time.Second, 300, 2_50)},
		"a stall with one price":          {sales: every("2026-10-03 11:00:00", 25*time.Second, 300, 15_00)},
		"equal amounts":                   {sales: slices.Concat(day, every("2026-10-03 16:00:00", 30*time.Second, 12, 99_00)), want: []checks.BillPattern{{Kind: checks.PatternEqual, From: at("2026-10-03 16:00:00"), To: at("2026-10-03 16:05:30"), Rows: 12, Amount: 99_00}}},
		"equal amounts, hours apart":      {sales: every("2026-10-03 08:00:00", 40*time.Minute, 20, 99_00)},
		"refunds are no payments":         {sales: refunds(every("2026-10-03 16:00:00", 30*time.Second, 12, 99_00))},
		"a night among days":              {sales: week(every("2026-10-04 03:10:00", 9*time.Minute, 4, 0)...), want: []checks.BillPattern{{Kind: checks.PatternOddHours, From: at("2026-10-04 03:10:00"), To: at("2026-10-04 03:37:00"), Rows: 4}}},
		"two payments at night":           {sales: week(every("2026-10-04 03:10:00", 9*time.Minute, 2, 0)...)},
		"a bar":                           {sales: every("2026-10-03 20:00:00", 11*time.Minute, 40, 0)},
		"after hours":                     {hours: openTill, sales: slices.Concat(day, every("2026-10-03 22:00:00", 11*time.Minute, 3, 0)), want: []checks.BillPattern{{Kind: checks.PatternOddHours, From: at("2026-10-03 22:00:00"), To: at("2026-10-03 22:22:00"), Rows: 3}}},
		"the last customers":              {hours: openTill, sales: slices.Concat(day, every("2026-10-03 21:01:00", 5*time.Minute, 5, 0))},
		"a holiday":                       {hours: openTill, sales: every("2026-10-06 12:00:00", 11*time.Minute, 5, 0), want: []checks.BillPattern{{Kind: checks.PatternOddHours, From: at("2026-10-06 12:00:00"), To: at("2026-10-06 12:44:00"), Rows: 5}}},
		"nothing":                         {},
		"vouchers that have paid it all":  {sales: refunds(nil)},
		"a short breath between two runs": {sales: append(small(14), sale{at: at("2026-10-03 15:15:30"), amount: 20}), want: []checks.BillPattern{{Kind: checks.PatternManySmall, From: at("2026-10-03 15:00:00"), To: at("2026-10-03 15:08:40"), Rows: 14}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, wechat(c.sales...), bill.Options{Hours: c.hours})
			if len(b.Patterns) != len(c.want) {
				t.Fatalf("%+v", b.Patterns)
			}
			for i, p := range b.Patterns {
				w := c.want[i]
				if p.Kind != w.Kind || !p.From.Equal(w.From) || !p.To.Equal(w.To) || p.Rows != w.Rows || p.Amount != w.Amount {
					t.Errorf("%+v, not %+v", p, w)
				}
			}
		})
	}
}

func refunds(all []sale) []sale {
	for i := range all {
		all[i].state = "REFUND"
	}
	return all
}

// A year with bursts every day tells the largest and not hundreds.
func TestPatternsAreFew(t *testing.T) {
	var all []sale
	for d := range 60 {
		for _, s := range every("2026-01-01 16:00:00", 20*time.Second, 12+d%20, 99_00) {
			s.at = s.at.AddDate(0, 0, d)
			all = append(all, s)
		}
		for _, s := range every("2026-01-01 08:00:00", time.Minute, 120, 0) {
			s.at = s.at.AddDate(0, 0, d)
			all = append(all, s)
		}
	}
	b := read(t, wechat(all...), bill.Options{})
	rows := 0
	for i, p := range b.Patterns {
		rows = max(rows, p.Rows)
		if i > 0 && p.From.Before(b.Patterns[i-1].From) {
			t.Error("they are not in the order of time")
		}
	}
	if len(b.Patterns) != 20 || rows != 31 {
		t.Errorf("%d patterns, the largest of %d rows", len(b.Patterns), rows)
	}
}
