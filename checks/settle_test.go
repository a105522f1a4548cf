package checks

import (
	"testing"
	"time"
)

// Each letter is a round: o ok, w warn, f fail, g another fail, a and v two
// companies' warns, l link down, r router
// gone, u unknown.
var letters = map[rune]Verdict{
	'o': {Level: OK, Cause: None},
	'w': {Level: Warn, Cause: WANSlow, Layer: LayerWAN},
	'f': {Level: Fail, Cause: ProviderDown, Layer: LayerProvider, Subject: "wechat"},
	'a': {Level: Warn, Cause: ProviderSlow, Layer: LayerProvider, Subject: "alipay"},
	'v': {Level: Warn, Cause: ProviderPrimaryDown, Layer: LayerProvider, Subject: "wechat"},
	'g': {Level: Fail, Cause: DNSNoAnswer, Layer: LayerDNS},
	'l': {Level: Fail, Cause: LinkDown, Layer: LayerLink},
	'r': {Level: Fail, Cause: LANGatewayUnreachable, Layer: LayerLAN},
	'u': {Level: Unknown, Cause: None},
}

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		name, rounds string
		told         string // what is believed after each round
	}{
		{"good is shown at once", "oo", "oo"},
		{"at the start a fault needs two rounds", "ff", "uf"},
		{"one bad round changes nothing", "oofoo", "ooooo"},
		{"two bad rounds change nothing", "offo", "oooo"},
		{"three bad rounds are a fault", "offf", "ooof"},
		{"bad rounds of different causes add up", "owgf", "ooof"},
		{"what most of them were is told", "offw", "ooof"},
		{"two companies by turns are coincidences", "ofafaff", "ooooooo"},
		{"one company after another is not", "oafff", "oooof"},
		{"a line in trouble shows now this, now that", "oagf", "ooof"},
		{"a good round between starts the count again", "offoff", "oooooo"},
		{"better needs three good rounds", "offfooo", "ooofffo"},
		{"slow rounds are no good rounds", "offfwwoowo", "ooofffffww"},
		{"the fault's last moment is not the next fault", "offfwooo", "oooffffo"},
		{"nor are three coincidences", "gggvovoaooo", "ugggggggggo"},
		{"a slow round among good ones begins them anew", "offfoowooo", "oooffffffo"},
		{"a router that is gone needs two rounds", "orr", "oor"},
		{"a single one does not tell it", "oroo", "oooo"},
		{"a fault is not over after one good round", "offfof", "ooofff"},
		{"a pulled cable is told at once", "ol", "ol"},
		{"a cable put back: good at once", "olo", "olo"},
		{"a cable put back onto a broken line", "olff", "oluf"},
		{"another cause takes three rounds", "offfggg", "ooofffg"},
		{"a round without measurements is ignored", "ouo", "ooo"},
		{"three of them are unknown, not good", "ouuu", "ooou"},
		{"unknown never counts as good", "offfuu", "oooff" + "f"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, at := Belief{}, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
			told := ""
			for _, r := range c.rounds {
				b = Settle(b, letters[r], at)
				at = at.Add(5 * time.Second)
				told += letterOf(b.Verdict)
			}
			if told != c.told {
				t.Errorf("rounds %s are told as %s, want %s", c.rounds, told, c.told)
			}
		})
	}
}

func letterOf(v Verdict) string {
	for letter, known := range letters {
		if known.Level == v.Level && (known.Cause == v.Cause || v.Level == Unknown) {
			return string(letter)
		}
	}
	return "?"
}

func TestDoubtIsCountedAndTheFaultBeginsWithItsFirstRound(t *testing.T) {
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	b := Settle(Belief{}, letters['o'], start)
	for i, want := range []int{1, 2, 0} {
		b = Settle(b, letters['f'], start.Add(time.Duration(i+1)*5*time.Second))
		if b.Doubt != want {
			t.Errorf("after bad round %d the doubt is %d, want %d", i+1, b.Doubt, want)
		}
	}
	if want := start.Add(5 * time.Second); !b.Since.Equal(want) {
		t.Errorf("the fault is dated %s, want its first round at %s", b.Since, want)
	}
}

func TestFiguresOfTheSameCauseAreTheNewest(t *testing.T) {
	b := Settle(Belief{}, letters['o'], time.Now())
	seen := letters['o']
	seen.Channels = []ChannelState{{ID: "wechat", Level: OK, Took: time.Second}}
	if b = Settle(b, seen, time.Now()); len(b.Verdict.Channels) != 1 {
		t.Error("the newest figures are not shown")
	}
}

func TestAFaultEndsWithTheFirstGoodRound(t *testing.T) {
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	b := Belief{}
	for i, r := range "offfwowooo" {
		b = Settle(b, letters[r], start.Add(time.Duration(i)*5*time.Second))
	}
	if want := start.Add(5 * 5 * time.Second); b.Verdict.Level != OK || !b.Since.Equal(want) {
		t.Errorf("%s since %s, want ok since the first good round at %s", b.Verdict.Level, b.Since, want)
	}
}

// A fault that follows on good rounds too few to end the one before began with its own
// first round, not with those.
func TestTheNextFaultBeganWithItsOwnFirstRound(t *testing.T) {
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var b Belief
	for i, r := range "offfoowww" {
		b = Settle(b, letters[r], start.Add(time.Duration(i)*30*time.Second))
	}
	if want := start.Add(6 * 30 * time.Second); b.Verdict.Cause != WANSlow || !b.Since.Equal(want) {
		t.Errorf("%s since %s, want %s", b.Verdict.Cause, b.Since, want)
	}
}
