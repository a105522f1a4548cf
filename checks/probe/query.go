package probe

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// resendAfter is the pause after which an unanswered UDP question is put again,
// so that one lost packet does not look like a silent server. Three fit into the
// five seconds of a look-up.
const resendAfter = 1600 * time.Millisecond

// query asks one name server one question and waits as long as the context
// allows. A truncated UDP answer is asked for again over TCP.
func (p *prober) query(ctx context.Context, network string, server netip.AddrPort, name string, kind uint16) checks.Query {
	q := checks.Query{Name: name}
	start := time.Now()
	answer, err := p.roundTrip(ctx, network, server, name, kind)
	if err == nil && answer.Truncated && network == "udp" {
		if whole, tcpErr := p.roundTrip(ctx, "tcp", server, name, kind); tcpErr == nil {
			answer = whole
		}
	}
	if err != nil {
		q.Class = classify(checks.Connect, err)
		return q
	}
	q.Took = checks.Span(time.Since(start))
	q.RCode = dns.RcodeToString[answer.Rcode]
	q.Addresses = addressesOf(answer)
	switch {
	case answer.Rcode == dns.RcodeNameError, answer.Rcode == dns.RcodeSuccess && len(q.Addresses) == 0:
		q.Class = checks.NoSuchName
	case answer.Rcode == dns.RcodeRefused:
		q.Class = checks.QueryRefused
	case answer.Rcode != dns.RcodeSuccess:
		q.Class = checks.ServerFailure
	}
	return q
}

// roundTrip sends a question, over UDP up to three times on the same socket so
// that a late answer to the first counts, and reads the answer to it.
func (p *prober) roundTrip(ctx context.Context, network string, server netip.AddrPort, name string, kind uint16) (*dns.Msg, error) {
	raw, err := p.dial(ctx, network, server.String())
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	defer context.AfterFunc(ctx, func() { raw.Close() })()
	conn := &dns.Conn{Conn: raw, UDPSize: 4096}
	question := new(dns.Msg)
	question.SetQuestion(dns.Fqdn(name), kind)
	for {
		if err := conn.WriteMsg(question); err != nil {
			return nil, ended(ctx, err)
		}
		answer, err := await(ctx, conn, question.Id, network == "udp")
		if err == nil || !errors.Is(err, os.ErrDeadlineExceeded) || ctx.Err() != nil || network != "udp" {
			return answer, ended(ctx, err)
		}
	}
}

// await reads until the answer to a question comes or it is time to ask again.
func await(ctx context.Context, conn *dns.Conn, id uint16, resend bool) (*dns.Msg, error) {
	until, bounded := ctx.Deadline()
	if again := time.Now().Add(resendAfter); resend && (!bounded || again.Before(until)) {
		until = again
	}
	if err := conn.SetReadDeadline(until); err != nil {
		return nil, err
	}
	for {
		answer, err := conn.ReadMsg()
		var network net.Error
		switch {
		case err == nil && answer.Id == id && answer.Response:
			return answer, nil
		case err != nil && (answer == nil || errors.As(err, &network)):
			return nil, err
		}
		// Something else came, or something that cannot be read: go on waiting.
	}
}

// ended turns the error of a socket closed by us into the reason for closing it.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, net.ErrClosed) {
		return ctx.Err()
	}
	return err
}

// addressesOf are the addresses in an answer, wherever its aliases lead.
func addressesOf(answer *dns.Msg) (addresses []netip.Addr) {
	for _, record := range answer.Answer {
		var ip net.IP
		switch r := record.(type) {
		case *dns.A:
			ip = r.A
		case *dns.AAAA:
			ip = r.AAAA
		}
		if address, ok := netip.AddrFromSlice(ip); ok {
			addresses = append(addresses, address.Unmap())
		}
	}
	return addresses
}
