package checks

import (
	"testing"
	"time"
)

// wall is a time by the clock on the shop's wall; 2026-11-23 is a Monday.
func wall(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("CST", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestOpenAt(t *testing.T) {
	for _, c := range []struct {
		name  string
		hours Hours
		open  []string
		shut  []string
	}{
		{"without hours it is always open", Hours{}, []string{"2026-11-23 03:00"}, nil},
		{"without openings holidays mean nothing", Hours{Holidays: []string{"2026-11-23"}}, []string{"2026-11-23 03:00"}, nil},
		{
			"from opening to closing", daily("09:00-21:00"),
			[]string{"2026-11-23 09:00", "2026-11-23 20:59"},
			[]string{"2026-11-23 08:59", "2026-11-23 21:00", "2026-11-23 00:00"},
		},
		{
			"several a day", daily("09:00-14:00", "17:00-21:00"),
			[]string{"2026-11-23 13:59", "2026-11-23 17:00"},
			[]string{"2026-11-23 14:00", "2026-11-23 16:59"},
		},
		{
			"past midnight, on Saturdays alone",
			Hours{Saturday: []string{"18:00-02:00"}},
			[]string{"2026-11-28 18:00", "2026-11-29 01:59"},
			[]string{"2026-11-28 01:00", "2026-11-29 02:00", "2026-11-29 18:00"},
		},
		{"until midnight", daily("18:00-24:00"), []string{"2026-11-23 23:59"}, []string{"2026-11-24 00:00"}},
		{"until midnight, written the other way", daily("18:00-00:00"), []string{"2026-11-23 23:59"}, []string{"2026-11-24 00:00"}},
		{"all day", Hours{Monday: []string{"00:00-24:00"}}, []string{"2026-11-23 00:00", "2026-11-23 23:59"}, []string{"2026-11-22 23:59", "2026-11-24 00:00"}},
		{
			"holidays are days off",
			Hours{Monday: []string{"09:00-21:00"}, Tuesday: []string{"09:00-21:00"}, Holidays: []string{"2026-11-23"}},
			[]string{"2026-11-24 12:00"},
			[]string{"2026-11-23 12:00"},
		},
		{
			"both ends of holidays are off", func() Hours {
				h := daily("18:00-02:00")
				h.Holidays = []string{"2026-11-24/2026-11-26"}
				return h
			}(),
			[]string{"2026-11-23 20:00", "2026-11-24 01:00", "2026-11-27 19:00"},
			[]string{"2026-11-24 20:00", "2026-11-25 01:00", "2026-11-26 20:00", "2026-11-27 01:00"},
		},
		{"what cannot be read is left out", daily("9-21", "10:00-11:00"), []string{"2026-11-23 10:30"}, []string{"2026-11-23 12:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, at := range c.open {
				if !c.hours.OpenAt(wall(t, at)) {
					t.Errorf("closed at %s", at)
				}
			}
			for _, at := range c.shut {
				if c.hours.OpenAt(wall(t, at)) {
					t.Errorf("open at %s", at)
				}
			}
		})
	}
}

func TestNextOpening(t *testing.T) {
	spring := daily("09:00-21:00")
	spring.Holidays = []string{"2026-02-16/2026-02-22"}
	closed := daily("09:00-21:00")
	closed.Holidays = []string{"2026-01-01/9999-12-31"}
	for _, c := range []struct {
		name  string
		hours Hours
		after string
		want  string // "" for none
	}{
		{"always open", Hours{}, "2026-11-23 03:00", ""},
		{"open day and night", daily("00:00-24:00"), "2026-11-23 03:00", ""},
		{"open day and night, in two parts", daily("06:00-18:00", "18:00-06:00"), "2026-11-23 03:00", ""},
		{"later today", daily("09:00-21:00"), "2026-11-23 08:50", "2026-11-23 09:00"},
		{"at the opening it is the next day's", daily("09:00-21:00"), "2026-11-23 09:00", "2026-11-24 09:00"},
		{"after the break", daily("17:00-21:00", "09:00-14:00"), "2026-11-23 10:00", "2026-11-23 17:00"},
		{"the earlier of two", daily("17:00-21:00", "09:00-14:00"), "2026-11-23 08:00", "2026-11-23 09:00"},
		{"one day a week", Hours{Sunday: []string{"10:00-12:00"}}, "2026-11-23 10:00", "2026-11-29 10:00"},
		{"over a night that goes on past midnight", daily("18:00-02:00"), "2026-11-24 01:00", "2026-11-24 18:00"},
		{"after the holidays", spring, "2026-02-15 22:00", "2026-02-23 09:00"},
		{"closed for good", closed, "2026-02-15 22:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			opens, ok := c.hours.Next(wall(t, c.after))
			switch {
			case ok != (c.want != ""):
				t.Errorf("opens %s (%v), want %q", opens, ok, c.want)
			case ok && !opens.Equal(wall(t, c.want)):
				t.Errorf("opens %s, want %s", opens, c.want)
			}
		})
	}
}

// Where the clock is put forward at night, an opening begins by the clock on the
// wall and is an hour shorter.
func TestHoursWhereClocksAreSetTwiceAYear(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	h := daily("22:00-04:00")
	evening := time.Date(2026, 3, 28, 21, 0, 0, 0, berlin)
	opens, ok := h.Next(evening)
	if !ok || !opens.Equal(evening.Add(time.Hour)) {
		t.Fatalf("opens %s, want an hour after %s", opens, evening)
	}
	if last := opens.Add(5*time.Hour - time.Second); !h.OpenAt(last) || h.OpenAt(last.Add(time.Second)) {
		t.Errorf("at %s it closes at four by the clock on the wall", last)
	}
	if next, _ := h.Next(opens); !next.Equal(opens.Add(23 * time.Hour)) {
		t.Errorf("opens again %s, want at ten by the clock on the wall", next)
	}
}
