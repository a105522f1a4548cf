package checks

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// usual is how a shop is warned as shipped.
var usual = WarnSettings{Hourly: 6, Digest: "21:30", Ahead: Duration(10 * time.Minute)}

// daily is open every day at the same times.
func daily(openings ...string) Hours {
	return Hours{
		Monday: openings, Tuesday: openings, Wednesday: openings, Thursday: openings, Friday: openings,
		Saturday: openings, Sunday: openings,
	}
}

// messages plays a story (see story) and writes what is told, like "12:01 began".
// Each time the announcer is stored and read again, as a restart would.
func messages(t *testing.T, w WarnSettings, h Hours, minutes string) string {
	t.Helper()
	var all []string
	for _, m := range announced(t, w, h, minutes) {
		all = append(all, m.At.Format("15:04")+" "+string(m.Kind))
	}
	return strings.Join(all, ", ")
}

func announced(t *testing.T, w WarnSettings, h Hours, minutes string) (all []Message) {
	t.Helper()
	var a Announcer
	story(t, minutes, func(i *Incident, v Verdict, at time.Time) {
		var now []Message
		a, now = Announce(a, w, h, i, v, at)
		all = append(all, now...)
		stored, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		a = Announcer{}
		if err := json.Unmarshal(stored, &a); err != nil {
			t.Fatal(err)
		}
	})
	return all
}

func TestWhatIsTold(t *testing.T) {
	slow := strings.Repeat("s", 12)
	for _, c := range []struct {
		name    string
		hours   Hours
		minutes string // from 12:00 on
		want    string
	}{
		{"nothing, while nothing is wrong", Hours{}, "ooooo", ""},
		{"an outage once, and once that it is over", Hours{}, "obbbo", "12:01 began, 12:04 over"},
		{"a risk as well", Hours{}, "osso", "12:01 began, 12:03 over"},
		{"another cause of the same outage is not told", Hours{}, "olrbno", "12:01 began, 12:05 over"},
		{"a risk that becomes an outage is told once more", Hours{}, "ossbsbo", "12:01 began, 12:03 worse, 12:06 over"},
		{"an outage that becomes a risk is not", Hours{}, "obsso", "12:01 began, 12:04 over"},
		{"what follows on a long risk is told as what it is", Hours{}, "o" + slow + "fffo", "12:01 began, 12:14 began, 12:16 over"},
		{"nothing of what comes and goes while the shop is closed", daily("13:00-21:00"), "obbbooo", ""},
		{"what is wrong shortly before it opens", daily("12:03-21:00"), "obbbbo", "12:01 ahead, 12:05 over"},
		{"nothing more after closing time", daily("09:00-12:03"), "obbbbo", "12:01 began"},
		{"what is told ahead is not told again at the opening", daily("12:05-21:00"), "bbbbbbbbo", "12:00 ahead, 12:08 over"},
		{"two troubles before one opening: ahead only once", daily("12:06-21:00"), "obbobbbbo", "12:01 ahead, 12:03 over, 12:06 began, 12:08 over"},
		{"all well ahead of the opening", daily("12:05-21:00"), "oooooooo", ""},
		{"a risk told ahead that is an outage at the opening", daily("12:02-21:00"), "sbbo", "12:00 ahead, 12:02 worse, 12:03 over"},
		{"while nothing can be measured, nothing", Hours{}, "obuuo", "12:01 began, 12:04 over"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := messages(t, usual, c.hours, c.minutes); got != c.want {
				t.Errorf("told:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestWithoutALookAheadAnOpeningTellsWhatLasts(t *testing.T) {
	w := usual
	w.Ahead = 0
	if got, want := messages(t, w, daily("12:03-21:00"), "obbbbo"), "12:03 began, 12:05 over"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

func TestOnlySoManyAnHour(t *testing.T) {
	for _, c := range []struct {
		hourly  int
		minutes string
		want    string
	}{
		{6, "obobobobobo", "12:01 began, 12:02 over, 12:03 began, 12:04 over, 12:05 began, 12:06 over"},
		{4, "obosbobo", "12:01 began, 12:02 over, 12:03 began, 12:05 over"},
		{1, "obobo", "12:01 began, 12:02 over"},
		{0, "obobo", ""},
	} {
		if got := messages(t, WarnSettings{Hourly: c.hourly}, Hours{}, c.minutes); got != c.want {
			t.Errorf("with %d an hour, of %s was told:\n%s\nwant:\n%s", c.hourly, c.minutes, got, c.want)
		}
	}
}

func TestWhatLastsIsToldWhenThereIsRoomAgain(t *testing.T) {
	got := messages(t, WarnSettings{Hourly: 2, Digest: "21:30"}, Hours{}, "obo"+strings.Repeat("b", 70)+"o")
	if want := "12:01 began, 12:02 over, 13:02 began, 13:13 over"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// A line that breaks every quarter of an hour, from noon to ten in the evening.
func TestAFlappingLineGivesTheCapAndOneDigest(t *testing.T) {
	const each = "obboooooooooooo" // 15 minutes
	day := announced(t, usual, Hours{}, strings.Repeat(each, 40)+strings.Repeat("o", 12*60))
	var digests []Message
	hourly := map[string]int{}
	began := 0
	for k, m := range day {
		switch m.Kind {
		case MessageDigest:
			digests = append(digests, m)
			continue
		case MessageBegan:
			began++
		}
		for _, earlier := range day[:k] {
			if m.At.Sub(earlier.At) < time.Hour {
				hourly[m.At.Format(time.TimeOnly)]++
			}
		}
		if n := hourly[m.At.Format(time.TimeOnly)]; n >= usual.Hourly {
			t.Errorf("%d messages in the hour until %s, want at most %d", n+1, m.At.Format(time.TimeOnly), usual.Hourly)
		}
	}
	if began == 0 || began >= 40 {
		t.Errorf("%d of 40 outages were told one by one", began)
	}
	if len(digests) != 1 || digests[0].At.Format("15:04") != "21:30" {
		t.Fatalf("digests: %+v, want one at 21:30", digests)
	}
	if early := 38; began+len(digests[0].Held) < early { // those until 21:30
		t.Errorf("%d told and %d held, want all %d", began, len(digests[0].Held), early)
	}
	for _, held := range digests[0].Held {
		if held.Length(noon) != 2*time.Minute {
			t.Errorf("an outage in the digest lasted %s, want its whole length of 2m", held.Length(noon))
		}
	}
}

func TestADigestCountsWhatItHasNoRoomFor(t *testing.T) {
	const each = "obo"
	var digest Message
	for _, m := range announced(t, WarnSettings{Hourly: 0, Digest: "18:00"}, Hours{}, strings.Repeat(each, 110)+strings.Repeat("o", 60)) {
		if m.Kind != MessageDigest {
			t.Errorf("%s was told", m.Kind)
		}
		digest = m
	}
	if len(digest.Held) != heldMost || digest.Rest.Count != 110-heldMost || digest.Rest.Length != time.Duration(110-heldMost)*time.Minute {
		t.Errorf("%d held and the rest %+v, want 110 in all", len(digest.Held), digest.Rest)
	}
}

func TestADigestThatWasMissedIsToldAtTheNextStart(t *testing.T) {
	evening := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	a, _ := Announce(Announcer{}, usual, Hours{}, nil, minute['o'], evening)
	a.Held = []Incident{{ID: 1, From: evening, To: evening.Add(time.Minute), Level: Fail}}
	a, got := Announce(a, usual, Hours{}, nil, minute['o'], evening.Add(13*time.Hour))
	if len(got) != 1 || got[0].Kind != MessageDigest || len(got[0].Held) != 1 {
		t.Fatalf("told %+v, want yesterday's digest", got)
	}
	if _, got = Announce(a, usual, Hours{}, nil, minute['o'], evening.Add(26*time.Hour)); len(got) != 0 {
		t.Errorf("told again: %+v", got)
	}
}

func TestAnEndThatNobodySawIsToldIfAllIsWell(t *testing.T) {
	i := Follow(nil, minute['b'], noon, noon)
	a, _ := Announce(Announcer{}, usual, Hours{}, i, minute['b'], noon)
	over := Abandon(*i)
	for letter, want := range map[rune]string{'o': "[over]", 'n': "[]"} {
		_, got := Announce(a, usual, Hours{}, &over, minute[letter], noon.Add(time.Hour))
		kinds := []MessageKind{}
		for _, m := range got {
			kinds = append(kinds, m.Kind)
		}
		if fmt.Sprint(kinds) != want {
			t.Errorf("with %s believed: told %v, want %s", minute[letter].Level, kinds, want)
		}
	}
}

func TestAnnouncingChangesNothingInPlace(t *testing.T) {
	a := Announcer{Recent: []time.Time{noon.Add(-2 * time.Hour), noon}, Held: []Incident{{ID: 1}, {ID: 2}}}
	i := Incident{ID: 2, From: noon, Seen: noon, To: noon.Add(time.Minute)}
	before := fmt.Sprint(a)
	_, _ = Announce(a, usual, Hours{}, &i, minute['o'], noon.Add(time.Minute))
	if after := fmt.Sprint(a); after != before {
		t.Errorf("was %s, is %s", before, after)
	}
}
