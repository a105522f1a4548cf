package probe

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// scripted answers pings with what a test wants, and notes who was asked.
func scripted(answers bool, asked *[]string) pinger {
	return func(_ context.Context, to netip.Addr, count int, _ time.Duration) ([]packet, error) {
		*asked = append(*asked, to.String())
		all := make([]packet, count)
		for i := range all {
			all[i] = packet{rtt: 3 * time.Millisecond, sent: true, back: answers && i == count-1}
		}
		return all, nil
	}
}

func TestATerminalOnTheNetwork(t *testing.T) {
	listening := serve(t, nil, func(net.Conn) {})
	for _, c := range []struct {
		name     string
		terminal checks.Terminal
		answers  bool // to pings
		want     checks.Level
		pinged   bool
	}{
		{"it answers a ping", checks.Terminal{}, true, checks.OK, true},
		{"it is silent", checks.Terminal{}, false, checks.Fail, true},
		{"it sleeps", checks.Terminal{Sleeps: true}, false, checks.Unknown, true},
		{"its port is open", checks.Terminal{Port: listening}, false, checks.OK, false},
		{"its port refuses: it is there", checks.Terminal{Port: closedPort(t)}, false, checks.OK, false},
	} {
		var asked []string
		p := newTestProber(nil)
		p.ping = scripted(c.answers, &asked)
		c.terminal.ID, c.terminal.IP = "T1", "127.0.0.1"
		f := p.askTerminal(t.Context(), c.terminal, netip.MustParseAddr("127.0.0.1"))
		facts := f.Facts.(checks.TerminalFacts)
		if f.Level != c.want || facts.Answers != (c.want == checks.OK) || (len(asked) > 0) != c.pinged {
			t.Errorf("%s: %s, %+v, pinged %v", c.name, f.Level, facts, asked)
		}
		if c.want == checks.Fail && (f.Cause != checks.TerminalUnreachable || f.Err == "") {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

// Only the recorded devices of this network are asked, at the recorded address; what
// the records say is looked at anew each time.
func TestThePlanKnowsTheShopsDevices(t *testing.T) {
	sim := checks.Terminal{ID: "S", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, IP: "192.168.1.9"}
	near := checks.Terminal{ID: "N", Kind: checks.ScanBox, Line: checks.OnThisNetwork, IP: "192.168.1.50", Port: 8080}
	gone := checks.Terminal{ID: "G", Kind: checks.SmartPOS, Line: checks.OnThisNetwork, IP: "192.168.1.51", Retired: time.Now()}
	till := checks.Terminal{ID: "C", Kind: checks.CashierProgram, Line: checks.OnThisPC}
	records := checks.Records{Terminals: []checks.Terminal{sim, near, gone, till}, Care: checks.Care{Tasks: []checks.Task{{ID: "wipe", Every: checks.EveryWeek, Who: checks.Owner}}, Since: time.Now()}}
	plan := New(checks.Settings{Thresholds: testThresholds}, planCatalogue, nil, Knowing(func() checks.Records { return records }))
	var ids []string
	var record checks.Check
	for _, c := range plan.Checks {
		if c.Kind == checks.KindTerminal || c.Kind == checks.KindRecord || c.Kind == checks.KindCare {
			ids = append(ids, c.ID)
		}
		if c.ID == "record:N" {
			record = c
		}
		if c.ID == "terminal:N" && (c.Target.Host != near.IP || c.Target.Port != near.Port) {
			t.Errorf("%+v", c.Target)
		}
	}
	if got := strings.Join(ids, " "); got != "terminal:N record:S record:N record:C care" {
		t.Errorf("the plan has %s", got)
	}
	if !plan.Profile.HasTerminal || plan.Profile.SIMOnly {
		t.Errorf("%+v", plan.Profile)
	}
	if f := record.Ask(t.Context()); f.Level != checks.Unknown {
		t.Errorf("a version that nobody read is %s", f.Level)
	}
	records.Terminals[1].Seen.Serial = "X"
	if f := record.Ask(t.Context()); f.Level != checks.Fail || f.Cause != checks.TerminalReplaced {
		t.Errorf("after a visit: %+v", f)
	}
	records.Terminals = []checks.Terminal{sim}
	if f := record.Ask(t.Context()); f.Level != checks.Unknown || f.Facts != nil {
		t.Errorf("a record that is gone: %+v", f)
	}
	if plan = New(checks.Settings{Thresholds: testThresholds}, planCatalogue, nil, Knowing(func() checks.Records { return records })); !plan.Profile.SIMOnly {
		t.Error("every device has a line of its own, and the verdict speaks for them")
	}
}
