package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// The record of a device as looked at: the whole of it, and as much as a small
// screen shows.
func TestTerminalLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for _, id := range []string{"front", "till"} {
			name := "terminal-" + id + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch := recordsWindow(t, look[0], look[1], onRecord())
				terminalOpen(t, u, watch, id)
				looksAs(t, win, name)
				win.Resize(fyne.NewSize(1366, 1700))
				looksAs(t, win, name+"-whole")
			})
		}
	}
}

// What stands in a record at times: a mistake, another window's change, another
// device in its place, the question before something is lost.
func TestRareTerminalsLookAsRecorded(t *testing.T) {
	sight := func(name string, show func(u *UI, s *terminal, win fyne.Window, watch *fakeWatch, records *visitRecords)) {
		t.Run(name, func(t *testing.T) {
			records := onRecord()
			records.terminals[0].Seen = checks.TerminalSeen{At: wallClock.AddDate(0, 0, -3), Serial: "00005702280117630000"}
			u, win, watch := recordsWindow(t, "zh-CN", "light", records)
			id := "box"
			if name == "seen" {
				id = "front"
			}
			s := terminalOpen(t, u, watch, id)
			show(u, s, win, watch, records)
			looksAs(t, win, "terminal-rare-"+name)
		})
	}
	sight("mistake", func(_ *UI, s *terminal, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		s.lines["model"].input.SetText("S300\x1b")
		test.Tap(button(t, win, "保存"))
	})
	sight("seen", func(*UI, *terminal, fyne.Window, *fakeWatch, *visitRecords) {})
	sight("changed", func(u *UI, s *terminal, win fyne.Window, watch *fakeWatch, records *visitRecords) {
		records.change(func() { records.terminals[1].Serial = "SB999"; records.terminals[1].Revision++ })
		s.lines["brand"].input.SetText("意锐新创")
		test.Tap(button(t, win, "保存"))
		waitFor(t, watch, func() bool { return s.form.theirs != nil })
	})
	sight("unsaved", func(_ *UI, s *terminal, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		s.lines["brand"].input.SetText("意锐新创")
		visitKey(win, fyne.KeyEscape)
	})
	sight("retire", func(_ *UI, _ *terminal, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		test.Tap(button(t, win, "不再使用"))
	})
}

// surveyOf is a network check of three hosts: one of them slower, one with losses.
func surveyOf(slower float64, lost int) *checks.Survey {
	s := &checks.Survey{Started: wallClock, Ended: wallClock.Add(2 * time.Minute), Planned: 100, Level: checks.OK}
	if lost > 0 {
		s.Level = checks.Warn
	}
	for n, name := range []string{"微信支付", "支付宝", "云闪付", "收款公司"} {
		h := checks.SurveyHost{Provider: name, Name: name, Host: []string{"api.mch.weixin.qq.com", "openapi.alipay.com", "gateway.95516.com", "pay.example.com"}[n], Port: 443, InUse: n < 3}
		for i := range 100 {
			took := time.Duration((80 + 11*n + (i*i*7)%23 + n*(i*31)%60) * int(time.Millisecond))
			p := checks.SurveyProbe{At: wallClock.Add(time.Duration(i) * time.Second), Phases: checks.Phases{checks.Connect: checks.Span(float64(took) * slower)}}
			if n == 1 && lost > 0 && i%(100/lost) == 7 {
				p = checks.SurveyProbe{At: p.At, Failed: checks.Connect, Class: checks.Timeout}
			}
			h.Probes = append(h.Probes, p)
		}
		s.Hosts = append(s.Hosts, h)
	}
	return s
}

// walked is a visit of a terminal on which two things were found.
func walked(records *visitRecords) checks.Visit {
	i := checks.InspectionOf(records.terminals[0])
	i.Serial, i.Version = "00005702280117638929", "2.1.9"
	for n := range i.Findings {
		i.Findings[n].State = checks.CheckedFine
	}
	v := checks.Visit{
		ID: "now", Started: wallClock, Terminals: []checks.Inspection{i}, Next: "2027-02-21", Revision: 1,
		Shop: "王记面馆", Address: "西湖区文三路 12 号", Technician: "李师傅", Company: "西湖收银服务", Witness: "王老板",
		Survey: surveyOf(1, 6),
	}
	cables := findingOf(&v, 0, "cables")
	cables.State, cables.Note, cables.Photos = checks.CheckedFaulty, "电源线靠插头处破皮,已包好,要换", []string{"photo0.jpg"}
	findingOf(&v, 0, "version").State = checks.CheckedFaulty
	findingOf(&v, 0, "battery").State = checks.CheckedAbsent
	findingOf(&v, 0, "printer").State = checks.NotLooked
	v.Repairs = []checks.RepairDone{{Terminal: "front", Kind: checks.ToReplace, What: "线:换了新的"}, {Kind: checks.ToRepair, What: "路由器换了网线"}}
	v.After = surveyOf(0.97, 0)
	for n := range 3 {
		var line []checks.Dot
		for x := range 40 {
			line = append(line, checks.Dot{X: 0.15 + 0.22*float32(n) + float32(x)*0.004, Y: 0.12 + 0.08*float32((x*(n+3))%11)/11 + float32(n)*0.03})
		}
		v.Signed.Lines = append(v.Signed.Lines, line)
	}
	v.Signed.Way, v.Signed.At = checks.SignedDrawn, wallClock
	return v
}

// Every page of a visit as looked at: as it is met, and after the walk.
func TestVisitLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for _, after := range []bool{false, true} {
			for page := range 8 {
				records := onRecord()
				records.photos["photo0.jpg"] = aPicture(t)
				v := checks.Visit{ID: "now", Started: wallClock, Terminals: []checks.Inspection{checks.InspectionOf(records.terminals[0])}, Next: "2027-02-21", Revision: 1}
				if after {
					v = walked(records)
				}
				v.Page = page
				records.visits = append([]checks.Visit{v}, records.visits...)
				_, kind := openPage(v)
				name := "visit-" + string(kind.kind) + "-" + look[0] + "-" + look[1]
				if after {
					name = "visit-walked-" + string(kind.kind) + "-" + look[0] + "-" + look[1]
				}
				t.Run(name, func(t *testing.T) {
					u, win, watch := recordsWindow(t, look[0], look[1], records)
					u.Show("visit")
					waitFor(t, watch, func() bool { s, ok := u.now.(*visit); return ok && s.drawn })
					if after { // at the size of a larger screen, with its photo
						win.Resize(fyne.NewSize(1366, 768))
						watch.queue.waitIdle(t)
					}
					looksAs(t, win, name)
				})
			}
		}
	}
}

// What a visit says at times.
func TestRareVisitsLookAsRecorded(t *testing.T) {
	sight := func(name string, page int, show func(u *UI, s *visit, win fyne.Window, watch *fakeWatch, records *visitRecords)) {
		t.Run(name, func(t *testing.T) {
			records := onRecord()
			v := checks.Visit{ID: "now", Started: wallClock, Terminals: []checks.Inspection{checks.InspectionOf(records.terminals[0])}, Next: "2027-02-21", Page: page, Revision: 1}
			if name == "done" {
				v = walked(records)
				v.Page = page
			}
			records.visits = append([]checks.Visit{v}, records.visits...)
			u, win, watch := recordsWindow(t, "zh-CN", "light", records)
			s := visitOpen(t, u, watch)
			show(u, s, win, watch, records)
			watch.queue.waitIdle(t)
			looksAs(t, win, "visit-rare-"+name)
		})
	}
	sight("replaced", 1, func(_ *UI, _ *visit, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		scan(t, win, "00005702280117630000")
	})
	sight("fault", 2, func(_ *UI, _ *visit, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		visitKey(win, fyne.Key1)
		visitKey(win, fyne.Key2)
	})
	sight("running", 4, func(u *UI, s *visit, _ fyne.Window, watch *fakeWatch, records *visitRecords) {
		s.v.survey(false)
		records.survey <- surveyStep{done: 37, of: 100}
		waitFor(t, watch, func() bool { return s.v.run.done == 37 })
	})
	sight("changed", 2, func(u *UI, s *visit, win fyne.Window, watch *fakeWatch, records *visitRecords) {
		records.change(func() { records.visits[0].Revision++ })
		visitKey(win, fyne.Key1)
		waitFor(t, watch, func() bool { return s.v.theirs != nil })
	})
	sight("give-up", 0, func(_ *UI, _ *visit, win fyne.Window, _ *fakeWatch, _ *visitRecords) {
		test.Tap(button(t, win, "放弃这次巡检"))
	})
	sight("done", 7, func(_ *UI, s *visit, win fyne.Window, watch *fakeWatch, _ *visitRecords) {
		test.Tap(button(t, win, "完成巡检"))
		waitFor(t, watch, func() bool { return !s.v.visit.Open() })
	})
}

// The first page before anything has begun, with three devices.
func TestTheBeginningOfAVisitLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		name := "visit-begin-" + look[0] + "-" + look[1]
		t.Run(name, func(t *testing.T) {
			u, win, watch := recordsWindow(t, look[0], look[1], onRecord())
			visitOpen(t, u, watch, "front", "box")
			looksAs(t, win, name)
		})
	}
}
