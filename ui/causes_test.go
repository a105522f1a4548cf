package ui

import (
	"strings"
	"testing"

	"countercheck/assets"
	"countercheck/checks"
)

// everyFact is a long one of each, so that every sentence is at its longest.
var everyFact = map[string]any{
	"Sent": 100, "Lost": 18, "Percent": 18, "JitterMs": 140, "Seconds": "12.4", "Count": 2, "Server": "203.0.113.153",
	"Address": "203.0.113.153", "RCode": "SERVFAIL", "Line": 24, "Name": "api.mch.weixin.qq.com", "OffUnit": "minute",
	"OffCount": 47, "Root": "DigiCert Global Root G2", "Status": 503, "Program": "cashier-pro.exe", "MB": 180,
	"Terminal": "收银台 PAX A920Pro", "Version": "2.1.10_build20240901", "Newest": "2.2.0", "Minimum": "2.1.11", "Days": 34, "Clear": 1,
}

// faulty is the first screen at its fullest with a cause.
func faulty(cause checks.Code, level checks.Level) checks.Snapshot {
	s := snapshots()[level]
	s.Verdict.Cause, s.Verdict.Facts, s.Verdict.Subject = cause, everyFact, "unionpay"
	return s
}

// With every cause, in both languages, everything of the first screen is seen at
// once on the smallest screen.
func TestNoCauseNeedsScrolling(t *testing.T) {
	for _, lang := range assets.Languages {
		u, win, watch, _ := window(t, lang, "light", small, snapshots()[checks.Unknown])
		for _, cause := range checks.Codes() {
			for _, level := range []checks.Level{checks.Fail, checks.Warn} {
				watch.tell(faulty(cause, level))
				watch.queue.pump()
				n, _ := u.now.(*now)
				if high, room := n.parts.Size().Height, n.all.Size().Height; high > room {
					t.Errorf("%s %s %s: %v high in %v", lang, cause, level, high, room)
				}
				if strings.Contains(screenText(win), "<no value>") {
					t.Errorf("%s %s %s: %s", lang, cause, level, screenText(win))
				}
			}
		}
	}
}
