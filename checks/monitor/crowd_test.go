package monitor

import (
	"testing"
	"time"

	"countercheck/checks"
)

// A plug that is loose all day: five hundred times the cable is out for a minute. Each
// time is on record from its beginning to its end, people are told of a few an hour, and
// of the rest in one message of the day.
func TestFiveHundredIncidentsInADay(t *testing.T) {
	const times, every, out, hourly = 500, 170 * time.Second, 40 * time.Second, 4
	c := newCounter()
	c.opt.Warn = func() (checks.WarnSettings, checks.Hours) {
		return checks.WarnSettings{Hourly: hourly, Digest: "21:30"}, checks.Hours{}
	}
	c.check("link", checks.KindLink, checks.FastBeat)
	c.check("endpoint", checks.KindEndpoint, checks.SlowBeat)
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(time.Minute)
		var begun []time.Time
		for range times {
			begun = append(begun, time.Now())
			c.set("link", true)
			time.Sleep(out)
			c.set("link", false)
			time.Sleep(every - out)
		}
		all := c.incidents()
		if len(all) != times {
			t.Fatalf("%d incidents, want %d", len(all), times)
		}
		for n, i := range all {
			late, long := i.From.Sub(begun[n]), i.To.Sub(i.From)
			if i.Open() || i.Unsure || late < 0 || late > 10*time.Second || long < out-10*time.Second || long > out+10*time.Second {
				t.Errorf("incident %d, out from %s for %s: %+v", n, begun[n], out, i)
			}
		}
		digests := 0
		told := map[int]int{} // by the hour
		for _, m := range c.messages() {
			if m.Kind == checks.MessageDigest {
				digests++
				continue
			}
			told[int(m.At.Sub(begun[0])/time.Hour)]++
		}
		for hour, n := range told {
			if n > 2*hourly { // each has an end that is told, too
				t.Errorf("%d messages in hour %d", n, hour)
			}
		}
		if len(told) == 0 || digests != 1 {
			t.Errorf("%v told by the hour, %d messages of the day", told, digests)
		}
	})
}
