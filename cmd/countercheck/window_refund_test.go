//go:build window && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/cmd/engine"
)

// TestASaleThatShowsRefund lives through it in the real window, in the lab's shop: the
// line turns slow, a sale comes back, the button is pressed with the customer waiting,
// the details are filled in by keys, the causes read, the case kept; and the report
// that is handed over says what was measured.
func TestASaleThatShowsRefund(t *testing.T) {
	needs(t)
	program, shop, home := build(t), open(t), t.TempDir()
	dir, config := shopSettings(t, home, "asked = true\n[contacts]\nbroadband = \"10000\"\n")
	w := startIn(t, home, shop, program, "--theme", "light")
	k := &walk{t: t, w: w, dir: dir, config: config}
	k.until("a window", func() bool { return w.id() != "" })
	w.shows(t, healthySentence, green, 40*time.Second)
	breaks(t, shop, "wan.slow")
	k.until("the warning", func() bool {
		return !strings.Contains(w.title(), healthySentence) && strings.Contains(w.title(), "慢")
	})
	time.Sleep(2 * time.Second)
	w.picture(t, "refund-0-slow.png")
	k.presses(alertRead)
	k.presses(refundButton)
	time.Sleep(2 * time.Second)
	w.picture(t, "refund-1-asked.png")
	k.keys("2")
	k.saved("not received", func(c checks.Case) bool { return c.Sale.Received == checks.ReceivedNo && c.Minute.Measured })
	w.picture(t, "refund-2-advice.png")
	k.keys("Return", "1")
	k.saved("WeChat", func(c checks.Case) bool { return c.Sale.Way == checks.WayWeChat })
	k.keys("1")
	k.saved("a refund", func(c checks.Case) bool { return c.Sale.Showed == checks.ShowedRefund })
	k.keys("3", "6", "period", "8")
	w.picture(t, "refund-3-amount.png")
	k.keys("Return")
	k.saved("the amount", func(c checks.Case) bool { return c.Sale.Amount == 36_80 })
	k.types("20261123000117")
	k.keys("Return")
	k.saved("the order", func(c checks.Case) bool { return c.Sale.Order == "20261123000117" })
	w.picture(t, "refund-4-minute.png")
	k.keys("Return")
	w.picture(t, "refund-5-question.png")
	k.keys("2", "2") // no password was asked for, and the code was scanned at once
	k.saved("the answers", func(c checks.Case) bool { return len(c.Answers) == 2 })
	w.picture(t, "refund-5-causes.png")
	k.keys("Return")
	k.saved("all of it", func(c checks.Case) bool { return !c.Concluded.IsZero() })
	w.picture(t, "refund-6-kept.png")
	if c, _ := k.refund(); len(c.Likely) == 0 || c.Likely[0].Cause != checks.CauseNetwork || c.Minute.Level < checks.Warn {
		t.Errorf("the likely causes: %+v", c.Likely)
	}
	k.presses(railRefund)
	time.Sleep(time.Second)
	w.picture(t, "refund-7-home.png")
	k.report()
}

// Where things stand in a window of 1024x600 at the screen's corner.
var alertRead, refundButton, railRefund = point{1295, 169}, point{815, 75}, point{40, 108}

// refund is the newest case, as another window would read it.
func (k *walk) refund() (c checks.Case, ok bool) {
	k.t.Helper()
	cases, end := k.cases()
	defer end()
	all, err := cases.Cases(k.t.Context(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)})
	if err != nil {
		k.t.Fatal(err)
	}
	if len(all) == 0 {
		return c, false
	}
	return all[0], true
}

func (k *walk) cases() (cases engine.Cases, end func()) {
	k.t.Helper()
	settings, err := engine.ReadSettings(engine.Chosen{Config: k.config})
	if err != nil {
		k.t.Fatal(err)
	}
	cases, closed, err := engine.OpenCases(k.t.Context(), k.dir, settings)
	if err != nil {
		k.t.Fatal(err)
	}
	return cases, func() {
		if err := closed(); err != nil {
			k.t.Error(err)
		}
	}
}

// saved waits until something of the case is on record.
func (k *walk) saved(what string, so func(checks.Case) bool) {
	k.t.Helper()
	for range 50 {
		if c, ok := k.refund(); ok && so(c) {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	k.w.picture(k.t, "refund-failed.png")
	c, _ := k.refund()
	k.t.Fatalf("not on record: %s; %+v", what, c.Sale)
}

// report writes the evidence in each form, beside the window, and looks at it.
func (k *walk) report() {
	k.t.Helper()
	cases, end := k.cases()
	defer end()
	c, _ := k.refund()
	around := checks.Window{From: c.Sale.At.Add(-time.Hour), To: c.Sale.At.Add(time.Hour)}
	for _, kind := range []string{".pdf", ".html", ".csv"} {
		path := filepath.Join(k.t.TempDir(), "evidence"+kind)
		if err := cases.Evidence(k.t.Context(), around, c.ID, nil, path); err != nil {
			k.t.Fatal(err)
		}
		file, err := os.Open(path)
		if err != nil {
			k.t.Fatal(err)
		}
		found, err := report.VerifySeal(file)
		_ = file.Close() // only read
		if err != nil || found.State != report.SealFits {
			k.t.Errorf("%s: %+v, %v", kind, found, err)
		}
		if kind != ".pdf" {
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), "36.80") || strings.Contains(string(text), "20261123000117") || !strings.Contains(string(text), "0117") {
				k.t.Errorf("%s says:\n%.2000s", kind, text)
			}
		} else if _, err := exec.LookPath("pdftoppm"); err == nil {
			to := filepath.Join("..", "..", "screenshots", "refund-8-report")
			if out, err := exec.CommandContext(k.t.Context(), "pdftoppm", "-r", "60", "-png", path, to).CombinedOutput(); err != nil {
				k.t.Errorf("the PDF cannot be drawn: %v %s", err, out)
			}
		}
	}
}
