package checks

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// minute are verdicts by letter: o ok, u unknown, s slow line, y lossy line,
// a Alipay slow, f WeChat down, l link down, r router gone, b broadband down,
// n no names, c clock a little wrong, C clock very wrong, + only a spare host down.
var minute = map[rune]Verdict{
	'o': {Level: OK, Cause: None, Channels: hit("")},
	'u': {Level: Unknown, Cause: None, Channels: hit("")},
	's': {Level: Warn, Cause: WANSlow, Layer: LayerWAN, Channels: hit("ww")},
	'y': {Level: Warn, Cause: WANLossy, Layer: LayerWAN, Channels: hit("ww")},
	'a': {Level: Warn, Cause: ProviderSlow, Layer: LayerProvider, Subject: "alipay", Channels: hit(" w")},
	'f': {Level: Fail, Cause: ProviderDown, Layer: LayerProvider, Subject: "wechat", Channels: hit("f ")},
	'l': {Level: Fail, Cause: LinkDown, Layer: LayerLink, Channels: hit("ff")},
	'r': {Level: Fail, Cause: LANGatewayUnreachable, Layer: LayerLAN, Channels: hit("ff")},
	'b': {Level: Fail, Cause: WANDown, Layer: LayerWAN, Channels: hit("ff"), Facts: map[string]any{"Anchors": 3}},
	'n': {Level: Fail, Cause: DNSNoAnswer, Layer: LayerDNS, Channels: hit("ff")},
	'c': {Level: Warn, Cause: PCClockWrong, Layer: LayerPC, Channels: hit("ww")},
	'C': {Level: Fail, Cause: PCClockWrong, Layer: LayerPC, Channels: hit("ff")},
	'+': {Level: OK, Cause: None, Channels: hit(""), Also: []Also{{Cause: ProviderBackupDown, Level: OK, Subject: "wechat"}}},
}

// hit are the levels of WeChat and Alipay, by letter.
func hit(levels string) []ChannelState {
	all := []ChannelState{{ID: "wechat", Provider: "wechat", Level: OK}, {ID: "alipay", Provider: "alipay", Level: OK}}
	for i, l := range levels {
		switch l {
		case 'w':
			all[i].Level = Warn
		case 'f':
			all[i].Level = Fail
		}
	}
	return all
}

// story plays what was believed, a letter a minute from noon on, and calls each
// with the incident of that minute.
func story(t *testing.T, minutes string, each func(*Incident, Verdict, time.Time)) (all []Incident) {
	t.Helper()
	var open *Incident
	since, before := noon, Verdict{}
	for i, letter := range minutes {
		v, known := minute[letter]
		if !known {
			t.Fatalf("no verdict %q", letter)
		}
		at := noon.Add(time.Duration(i) * time.Minute)
		if i == 0 || v.Level != before.Level || v.Cause != before.Cause {
			since, before = at, v
		}
		was := open
		if open != nil {
			kept := *open
			was = &kept
		}
		next := Follow(open, v, since, at)
		if diff := cmp.Diff(was, open); diff != "" {
			t.Fatalf("the incident that was open was changed in place:\n%s", diff)
		}
		if each != nil {
			each(next, v, at)
		}
		if open = next; open != nil && !open.Open() {
			all, open = append(all, *open), nil
		}
	}
	if open != nil {
		all = append(all, *open)
	}
	return all
}

// told writes incidents like "12:01-12:03 fail wan.down (link.down wan.down) wechat alipay".
func told(all []Incident) string {
	lines := make([]string, 0, len(all))
	for _, i := range all {
		to := "now"
		if !i.Open() {
			to = i.To.Format("15:04")
		}
		causes := make([]string, 0, len(i.Causes))
		for _, c := range i.Causes {
			causes = append(causes, string(c))
		}
		lines = append(lines, i.From.Format("15:04")+"-"+to+" "+i.Level.String()+" "+string(i.Cause)+
			" ("+strings.Join(causes, " ")+") "+strings.Join(i.Channels, " "))
	}
	return strings.Join(lines, "; ")
}

func TestIncidents(t *testing.T) {
	long := strings.Repeat("s", 12)
	for _, c := range []struct{ name, minutes, want string }{
		{"nothing wrong", "ooo", ""},
		{"an outage", "obbo", "12:01-12:03 fail wan.down (wan.down) wechat alipay"},
		{"one that lasts", "obb", "12:01-now fail wan.down (wan.down) wechat alipay"},
		{"a risk", "osso", "12:01-12:03 warn wan.slow (wan.slow) wechat alipay"},
		{"two outages", "obofo", "12:01-12:02 fail wan.down (wan.down) wechat alipay; 12:03-12:04 fail provider.down (provider.down) wechat"},
		{"what stands beside is no incident", "o+++o", ""},
		{"what stands beside ends one", "ob+o", "12:01-12:02 fail wan.down (wan.down) wechat alipay"},
		{"unknown opens nothing", "ouu", ""},
		{"unknown ends nothing", "obuuubo", "12:01-12:06 fail wan.down (wan.down) wechat alipay"},
		{"cable, router and line in turn are one outage", "olrbo", "12:01-12:04 fail link.down (link.down lan.gateway_unreachable wan.down) wechat alipay"},
		{"names after the line are the same outage", "obno", "12:01-12:03 fail wan.down (wan.down dns.no_answer) wechat alipay"},
		{"a cause that comes back is told once", "olblbo", "12:01-12:05 fail link.down (link.down wan.down) wechat alipay"},
		{"a risk that soon becomes an outage is one", "osssbo", "12:01-12:05 fail wan.down (wan.slow wan.down) wechat alipay"},
		{"an outage that ends in a short risk is one", "obsso", "12:01-12:04 fail wan.down (wan.down wan.slow) wechat alipay"},
		{"channels are told in the plan's order", "oafo", "12:01-12:03 fail provider.down (provider.slow provider.down) wechat alipay"},
		{
			"an outage after a slow evening has its own time", "o" + long + "ffo",
			"12:01-12:13 warn wan.slow (wan.slow) wechat alipay; 12:13-12:15 fail provider.down (provider.down) wechat",
		},
		{
			"an outage of the same line after a slow evening as well", "o" + long + "bbo",
			"12:01-12:13 warn wan.slow (wan.slow) wechat alipay; 12:13-12:15 fail wan.down (wan.down) wechat alipay",
		},
		{
			"a clock that runs away is one story", "o" + strings.Repeat("c", 12) + "CCo",
			"12:01-12:15 fail pc.clock_wrong (pc.clock_wrong) wechat alipay",
		},
		{
			"a slow evening after an outage is a risk of its own", "obb" + long + "so",
			"12:01-12:03 fail wan.down (wan.down wan.slow) wechat alipay; 12:03-12:16 warn wan.slow (wan.slow) wechat alipay",
		},
		{
			"a slow evening of one kind, then another, is one risk", "o" + long + "yyo",
			"12:01-12:15 warn wan.slow (wan.slow wan.lossy) wechat alipay",
		},
		{
			"an outage that goes on with another cause is one, however long", "o" + strings.Repeat("b", 15) + "no",
			"12:01-12:17 fail wan.down (wan.down dns.no_answer) wechat alipay",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, told(story(t, c.minutes, nil))); diff != "" {
				t.Errorf("-want +told:\n%s", diff)
			}
		})
	}
}

func TestTheFiguresAreThoseOfTheWorst(t *testing.T) {
	all := story(t, "oabn", nil)
	if len(all) != 1 || all[0].Layer != LayerWAN || all[0].Subject != "" || all[0].Facts["Anchors"] != 3 {
		t.Errorf("told as %+v, want the facts of the line that broke first", all)
	}
}

func TestAnIncidentIsKnownByItsFirstBadRound(t *testing.T) {
	first := noon.Add(-15 * time.Second) // two rounds of doubt before it was believed
	i := Follow(nil, minute['b'], first, noon)
	if i == nil || i.ID != first.UnixMilli() || !i.From.Equal(first) || !i.Seen.Equal(noon) {
		t.Fatalf("got %+v, want it from %s, seen at %s", i, first, noon)
	}
	over := Follow(i, minute['o'], noon.Add(time.Minute), noon.Add(75*time.Second))
	if over.Length(time.Time{}) != 75*time.Second {
		t.Errorf("it lasted %s, want until the first good round", over.Length(time.Time{}))
	}
	if again := Follow(over, minute['o'], noon, noon.Add(2*time.Minute)); again != nil {
		t.Errorf("it is closed twice: %+v", again)
	}
}

func TestAnIncidentNeverEndsBeforeItBegan(t *testing.T) {
	i := Follow(nil, minute['b'], noon, noon)
	over := Follow(i, minute['o'], noon.Add(-time.Hour), noon.Add(-time.Hour)) // the clock was set back
	if over.Open() || over.Length(noon) < 0 {
		t.Errorf("it lasted %s", over.Length(noon))
	}
}

func TestAnEndNobodySawIsTheLastBadRound(t *testing.T) {
	i := Follow(nil, minute['b'], noon, noon)
	i = Follow(i, minute['b'], noon, noon.Add(3*time.Minute))
	over := Abandon(*i)
	if !over.Unsure || over.Length(noon) != 3*time.Minute {
		t.Errorf("unsure %v after %s, want unsure after 3 minutes", over.Unsure, over.Length(noon))
	}
	if i.Unsure || !i.Open() {
		t.Error("the incident that was open was changed in place")
	}
}
