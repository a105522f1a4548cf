package chart

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // zones with summer time, wherever the test runs

	"countercheck/checks"
)

// painted is a chart in a picture, with its geometry.
func painted(c *Chart, width, height int) (*image.RGBA, frame) {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	c.Draw(img)
	return img, c.frame(width, height)
}

// has counts the pixels of a colour in a part of a picture.
func has(img *image.RGBA, in image.Rectangle, c color.NRGBA) (n int) {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if p := img.RGBAAt(x, y); abs(int(p.R)-int(c.R)) < 40 && abs(int(p.G)-int(c.G)) < 40 && abs(int(p.B)-int(c.B)) < 40 {
				n++
			}
		}
	}
	return n
}

// at is the columns of a stretch of time, a little within its ends.
func (f frame) inside(from, to time.Time, of image.Rectangle) image.Rectangle {
	return image.Rect(f.column(from)+3, of.Min.Y, f.column(to)-3, of.Max.Y)
}

func TestNobodyWatchedIsNoLine(t *testing.T) {
	c := aDay(t)
	img, f := painted(c, 800, 400)
	ink := c.Look.Lines[0]
	night := f.inside(at(11, 22, 0, 0), at(11, 22, 9, 0), f.plot)
	if n := has(img, night, ink); n > 0 {
		t.Errorf("%d pixels of a line where nobody watched", n)
	}
	ground := 0
	for x := night.Min.X; x < night.Max.X; x++ {
		if img.RGBAAt(x, night.Min.Y+40) == img.RGBAAt(night.Min.X, night.Min.Y+40) {
			ground++
		}
	}
	if share := float64(ground) / float64(night.Dx()); share > 0.98 {
		t.Error("where nobody watched, nothing is hatched")
	}
	if n := has(img, f.inside(at(11, 22, 10, 0), at(11, 22, 12, 0), f.plot), ink); n == 0 {
		t.Error("no line where there was one")
	}
}

func TestAMissingStepBreaksTheLine(t *testing.T) {
	c := aDay(t)
	c.Gaps, c.Incidents = nil, nil
	from, to := at(11, 22, 14, 0), at(11, 22, 15, 30)
	c.Lines[0].Series.Points = slices.DeleteFunc(c.Lines[0].Series.Points, func(p checks.Point) bool { return !p.From.Before(from) && p.From.Before(to) })
	img, f := painted(c, 800, 400)
	if n := has(img, f.inside(from, to, f.plot), c.Look.Lines[0]); n > 0 {
		t.Errorf("%d pixels of a line across steps that were not measured", n)
	}
}

// One question of a thousand, in a year of them, is seen; and what failed outright
// differs by height as well as by colour.
func TestWhatWasLostIsSeen(t *testing.T) {
	c := aYear(t, time.Hour, 86*ms)
	c.Incidents = nil
	points := c.Lines[0].Series.Points
	for i := range points {
		points[i].Failed = 0
	}
	lost, broken := len(points)/3, len(points)/2
	points[lost].Count, points[lost].Failed = 1000, 1
	points[broken] = checks.Point{From: points[broken].From, Count: 120, Failed: 120}
	img, f := painted(c, 800, 400)
	bar := func(i int, c color.NRGBA) (high int) {
		for y := f.strip.Min.Y; y < f.strip.Max.Y; y++ {
			high += has(img, image.Rect(f.column(points[i].From), y, f.column(points[i].From)+1, y+1), c)
		}
		return high
	}
	little, all := bar(lost, c.Look.Warn), bar(broken, c.Look.Fail)
	if little < 3 {
		t.Errorf("a lost question is %d pixels high", little)
	}
	if all < 2*little {
		t.Errorf("what failed outright is %d pixels high, what lost a little %d", all, little)
	}
}

func TestFlagsDifferByShape(t *testing.T) {
	shape := func(level checks.Level) (mask []bool) {
		c := aDay(t)
		c.Incidents = []checks.Incident{incident(at(11, 22, 12, 0), at(11, 22, 13, 0), level)}
		img, f := painted(c, 800, 400)
		x := f.column(at(11, 22, 12, 0))
		for y := f.plot.Min.Y - 14; y < f.plot.Min.Y-6; y++ {
			for i := range 9 {
				mask = append(mask, img.RGBAAt(x+i, y) != img.RGBAAt(x-5, y))
			}
		}
		return mask
	}
	if slices.Equal(shape(checks.Fail), shape(checks.Warn)) {
		t.Error("the flags of an outage and of a risk differ by colour alone")
	}
}

func TestWhatHasNotHappenedIsNotUnwatched(t *testing.T) {
	c := aDay(t)
	c.Gaps, c.Now = nil, at(11, 22, 12, 0)
	c.Lines[0].Series.Points = slices.DeleteFunc(c.Lines[0].Series.Points, func(p checks.Point) bool { return !p.From.Before(c.Now) })
	f := c.frame(800, 400)
	spans := c.unwatched(f, []columns{f.columnsOf(c.Lines[0].Series, nil, false)})
	if len(spans) != 1 || spans[0].to > f.column(at(11, 22, 9, 0))+1 {
		t.Errorf("unwatched: %v, the morning ends at %d", spans, f.column(at(11, 22, 9, 0)))
	}
}

// No middle is ever cut off, however high it is.
func TestEveryMiddleFits(t *testing.T) {
	c := aDay(t)
	c.Lines[0].Series.Points[40].Median, c.Lines[0].Series.Points[40].Max = 4*time.Second, 9*time.Second
	f := c.frame(800, 400)
	if top := topOf([]columns{f.columnsOf(c.Lines[0].Series, c.Gaps, false)}); top < 4000 {
		t.Errorf("the chart ends at %v ms below a middle of 4 s", top)
	}
}

func TestThePhasesAreDrawnUponEachOther(t *testing.T) {
	c := aDay(t)
	c.Stacked = true
	img, f := painted(c, 800, 400)
	for i, ink := range c.Look.Phases {
		if has(img, f.inside(at(11, 22, 14, 0), at(11, 22, 16, 0), f.plot), ink) == 0 {
			t.Errorf("the phase %s is not seen", checks.AllPhases[i])
		}
	}
}

func TestNoSizeIsTooSmall(t *testing.T) {
	c := aDay(t)
	for _, size := range []image.Point{{}, {1, 1}, {60, 30}, {3000, 20}, {20, 3000}} {
		img := image.NewRGBA(image.Rectangle{Max: size})
		c.Draw(img)
		if !c.Plot(size).In(img.Bounds()) {
			t.Errorf("%v: the plot is outside", size)
		}
	}
	c.Window.To = c.Window.From
	c.Draw(image.NewRGBA(image.Rect(0, 0, 400, 300)))
}

func TestAMomentIsRead(t *testing.T) {
	c := aDay(t)
	if r := c.At(at(11, 22, 12, 35))[0]; !r.Known || r.Point.Failed != r.Point.Count {
		t.Errorf("in the outage: %+v", r)
	}
	if r := c.At(at(11, 22, 3, 0))[0]; r.Known {
		t.Errorf("at night: %+v", r)
	}
	if r := c.At(at(11, 22, 10, 1))[0]; !r.Known || r.Point.Median < 80*ms {
		t.Errorf("in the morning: %+v", r)
	}
	if c.Watched(at(11, 22, 3, 0)) || !c.Watched(at(11, 22, 10, 0)) || c.Watched(c.Now.Add(time.Hour)) {
		t.Error("watched is not told from unwatched")
	}
	if i, ok := c.Incident(at(11, 22, 12, 40), 0); !ok || i.Level != checks.Fail {
		t.Errorf("the outage: %v %v", i, ok)
	}
	if _, ok := c.Incident(at(11, 22, 15, 0), time.Minute); ok {
		t.Error("an incident in a quiet hour")
	}
	plot := c.Plot(image.Pt(800, 400))
	if from := c.TimeAt(image.Pt(800, 400), float64(plot.Min.X)); !from.Equal(c.Window.From) {
		t.Errorf("the left edge is %v", from)
	}
	if to := c.TimeAt(image.Pt(800, 400), 5000); !to.Equal(c.Window.To) {
		t.Errorf("beyond the right edge is %v", to)
	}
}

// Marks stand where people expect them, also in a month of 31 days and where the
// clock is changed for summer.
func TestMarksOfTheTimeAxis(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		from  time.Time
		apart time.Duration
		want  []string
	}{
		{"minutes", at(11, 22, 12, 31), 7 * time.Minute, []string{"22 12:30", "22 12:40", "22 12:50"}},
		{"hours", at(11, 22, 22, 0), 2 * time.Hour, []string{"22 22:00", "23 00:00", "23 02:00"}},
		{"days over a month", at(11, 22, 0, 0), 5 * 24 * time.Hour, []string{"21 00:00", "26 00:00", "01 00:00", "06 00:00"}},
		{"the 1st after 31 days", at(10, 26, 0, 0), 5 * 24 * time.Hour, []string{"26 00:00", "01 00:00", "06 00:00"}},
		{"quarters", at(11, 22, 0, 0), 90 * 24 * time.Hour, []string{"01 00:00", "01 00:00"}},
		{"summer time begins", time.Date(2026, 3, 29, 0, 0, 0, 0, berlin), time.Hour, []string{"29 00:00", "29 01:00", "29 03:00", "29 04:00"}},
		{"summer time ends", time.Date(2026, 10, 25, 1, 0, 0, 0, berlin), time.Hour, []string{"25 01:00", "25 02:00", "25 02:00", "25 03:00"}},
	} {
		step := timeStepFor(tt.apart)
		mark := step.first(tt.from)
		for i, want := range tt.want {
			if got := mark.Format("02 15:04"); got != want {
				t.Errorf("%s: mark %d is %s, not %s", tt.name, i, got, want)
			}
			mark = step.next(mark)
		}
	}
}

func TestValuesOfTheAxis(t *testing.T) {
	for top, want := range map[float64]float64{100: 20, 120: 25, 300: 100, 2: 0.5, 5000: 1000, 8: 2} {
		if got := valueStep(top); got != want {
			t.Errorf("up to %v there is a mark every %v, not %v", top, got, want)
		}
	}
	for value, want := range map[float64]float64{101: 120, 251: 300, 9.1: 10, 2: 2} {
		if got := roundUp(value); got != want {
			t.Errorf("%v ends at %v, not %v", value, got, want)
		}
	}
}

func TestAFontThatIsNoneIsTold(t *testing.T) {
	if _, err := NewType([]byte("no font"), nil); err == nil {
		t.Error("it was taken for one")
	}
}

func TestTheDayIsAStripOfLevels(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	Strip(img, []checks.Level{checks.OK, checks.Warn, checks.Fail, checks.Unknown}, light, rgb(0x176B43))
	high := func(from int, c color.NRGBA) int { return has(img, image.Rect(from+4, 0, from+5, 20), c) }
	ok, warn, fail := high(0, rgb(0x176B43)), high(10, light.Warn), high(20, light.Fail)
	if ok == 0 || warn <= ok || fail <= warn {
		t.Errorf("heights are %d, %d, %d", ok, warn, fail)
	}
	if high(30, rgb(0x176B43))+high(30, light.Fail) > 0 {
		t.Error("what nobody watched looks like what was")
	}
}
