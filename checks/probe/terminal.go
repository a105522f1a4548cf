package probe

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"countercheck/checks"
)

// Knowing has the shop's terminals asked that can be asked from here, each at its
// recorded address and port and no other device, and its records judged as they are
// when they are looked at. Which terminals there are holds for the plan.
func Knowing(records func() checks.Records) Option { return func(p *prober) { p.records = records } }

// terminalPings is how many echo requests a terminal gets; one answer is enough.
const terminalPings = 3

// isDevice: a terminal of the shop's own beside the cashier program.
func isDevice(t checks.Terminal) bool { return t.InUse() && t.Kind != checks.CashierProgram }

// ownLinesOnly: there are terminals, and each has a line of its own.
func ownLinesOnly(all []checks.Terminal) bool {
	devices := 0
	for _, t := range all {
		switch {
		case !t.InUse():
		case t.Line == checks.OnOwnSIM || t.Line == checks.OnPhone:
			devices++
		default:
			return false
		}
	}
	return devices > 0
}

func (p *prober) terminalChecks() (all []checks.Check) {
	for _, t := range p.records().Terminals {
		to, err := netip.ParseAddr(t.IP)
		if err != nil || !t.Asked() {
			continue
		}
		all = append(all, checks.Check{
			ID: "terminal:" + t.ID, Kind: checks.KindTerminal, Timeout: gatewayLimit, Needs: []string{"link"},
			Target: checks.Target{Host: t.IP, Port: t.Port},
			Ask:    func(ctx context.Context) checks.Finding { return p.askTerminal(ctx, t, to) },
		})
	}
	return all
}

// recordChecks ask nobody: they say what the records mean today.
func (p *prober) recordChecks() (all []checks.Check) {
	for _, t := range p.records().Terminals {
		if t.InUse() {
			all = append(all, checks.Check{
				ID: "record:" + t.ID, Kind: checks.KindRecord, Timeout: quickLimit,
				Ask: func(context.Context) checks.Finding { return p.askRecord(t.ID) },
			})
		}
	}
	if len(p.records().Care.Tasks) > 0 {
		all = append(all, checks.Check{
			ID: "care", Kind: checks.KindCare, Timeout: quickLimit,
			Ask: func(context.Context) checks.Finding { return checks.CareFinding(p.records().Care, p.now()) },
		})
	}
	return all
}

func (p *prober) askRecord(id string) checks.Finding {
	records := p.records()
	for _, t := range records.Terminals {
		if t.ID == id && t.InUse() {
			return checks.RecordFinding(t, records, p.now())
		}
	}
	return checks.Finding{Cause: checks.None} // its record is gone: absent
}

// askTerminal connects to the recorded port, where a refusal is an answer too, or
// pings where none is recorded.
func (p *prober) askTerminal(ctx context.Context, t checks.Terminal, to netip.Addr) checks.Finding {
	facts := checks.TerminalFacts{Terminal: t.ID, Title: t.Title(), Address: to, Port: t.Port, Sleeps: t.Sleeps}
	rtt, err := p.knockAt(ctx, to, t.Port)
	if err == nil {
		facts.Answers, facts.RTT = true, checks.Span(rtt)
		return checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	}
	f := checks.Finding{Level: checks.Fail, Cause: checks.TerminalUnreachable, Class: checks.Timeout, Facts: facts, Err: err.Error()}
	if t.Sleeps { // silence of a unit that sleeps says nothing
		f.Level, f.Cause, f.Class = checks.Unknown, checks.None, checks.NoError
	}
	return f
}

var errSilent = errors.New("no answer to a ping")

func (p *prober) knockAt(ctx context.Context, to netip.Addr, port int) (time.Duration, error) {
	ctx, cancel := within(ctx, p.thresholds.GiveUp.Ping)
	defer cancel()
	start := time.Now()
	if port > 0 {
		err := p.accepts(ctx, netip.AddrPortFrom(to, uint16(port)))
		if err != nil && classify(checks.Connect, err) != checks.Refused {
			return 0, err
		}
		return time.Since(start), nil
	}
	packets, err := p.ping(ctx, to, terminalPings, p.thresholds.GiveUp.Ping.Std()-terminalPings*pingPace)
	for _, one := range packets {
		if err == nil && one.back {
			return one.rtt, nil
		}
	}
	return 0, errors.Join(errSilent, err)
}
