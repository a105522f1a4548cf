package probe

import (
	"context"
	"net"
	"time"

	"github.com/beevik/ntp"

	"countercheck/checks"
)

// askClock asks an SNTP server what time it is. Where SNTP is blocked, as it often
// is, that is no fault: the clock is then judged by Date headers alone.
func (p *prober) askClock(ctx context.Context, server string) checks.Finding {
	ctx, cancel := within(ctx, p.thresholds.GiveUp.Answer)
	defer cancel()
	stop := func() bool { return true }
	answer, err := ntp.QueryWithOptions(server, ntp.QueryOptions{
		Timeout: p.thresholds.GiveUp.Answer.Std(),
		Dialer: func(_, remote string) (net.Conn, error) {
			conn, err := p.dial(ctx, "udp", remote)
			if err == nil {
				stop = context.AfterFunc(ctx, func() { conn.Close() })
			}
			return conn, err
		},
		GetSystemTime: p.now,
	})
	stop()
	if err == nil {
		err = answer.Validate()
	}
	if err != nil {
		class := classify(checks.Connect, ended(ctx, err))
		return checks.Finding{Level: checks.Unknown, Cause: checks.None, Class: class, Err: err.Error()}
	}
	offset := answer.ClockOffset
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: checks.ClockFacts{Server: server, Offset: checks.Span(offset)}}
	if f.Level = p.thresholds.Clock.Of(offset.Abs()); f.Level != checks.OK {
		f.Cause = checks.PCClockWrong
		f.Err = "this PC's clock differs by " + offset.Round(time.Second).String()
	}
	return f
}
