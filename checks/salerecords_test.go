package checks

import (
	"testing"
	"time"
)

func TestWhatTheRecordsSayOfASale(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	refund := func(minutes int, amount Money) Case {
		return Case{Sale: Sale{At: at.Add(time.Duration(-minutes) * time.Minute), Amount: amount}}
	}
	mistake := refund(3, 36_80)
	mistake.Follow.Mistake = true
	for name, c := range map[string]struct {
		cases []Case
		want  int
	}{
		"none":            {},
		"this one itself": {[]Case{refund(0, 5_00)}, 0},
		"equal":           {[]Case{refund(10, 36_80), refund(20, 36_80), refund(30, 36_90)}, 2},
		"small":           {[]Case{refund(10, 1), refund(20, 10_00), refund(30, 10_01)}, 2},
		"equal and small": {[]Case{refund(10, 1_00), refund(20, 1_00)}, 2},
		"no amounts":      {[]Case{refund(10, 0), refund(20, 0)}, 0},
		"long ago, later": {[]Case{refund(61, 36_80), refund(10, 36_80), refund(-5, 36_80)}, 0},
		"a mistake":       {[]Case{mistake, refund(10, 36_80)}, 0},
	} {
		if got := RecordsOf(nil, Records{}, c.cases, at, at); got != (MinuteRecords{Alike: c.want}) {
			t.Errorf("%s: %+v, not %d alike", name, got, c.want)
		}
	}
	terminal := Terminal{
		Name: "前台", Brand: "PAX", Model: "A920", Merchant: "8221", Version: VersionReading{Version: "1.0", At: at},
		Seen: TerminalSeen{At: at, Serial: "9"},
	}
	known := Records{Rules: []VersionRule{{Brand: "PAX", Model: "A920", Newest: "2.0", At: at}}, Ages: VersionAges{Reading: 30, Newest: 90}}
	want := MinuteRecords{Terminal: "前台", Merchant: "8221", Replaced: true, Version: VersionOutdated}
	if got := RecordsOf(&terminal, known, nil, at, at); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}
