package probe

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"countercheck/checks"
)

// maxBody is the most that is read of an answer's body.
const maxBody = 4 << 10

// dateWait bounds how long the Date of a host that could not prove itself is
// waited for.
const dateWait = 2 * time.Second

// attempt is one request along one road, and what came of it.
type attempt struct {
	phases checks.Phases
	failed checks.Phase
	class  checks.ErrorClass
	err    error

	address     netip.Addr
	status      int
	header      http.Header
	body        []byte
	tlsVersion  string
	certificate *checks.CertificateFacts
	leaf        *x509.Certificate
	retransmits int
	offset      *checks.Span // the server's Date minus this PC's clock
	pass        string       // the header for a proxy that is asked itself; "": none
}

// ok reports a complete answer below 500.
func (a *attempt) ok() bool { return a.failed == "" }

// fail notes the phase that failed; the first failure counts.
func (a *attempt) fail(phase checks.Phase, class checks.ErrorClass, err error) {
	if a.failed == "" {
		a.failed, a.class, a.err = phase, class, err
	}
}

// timed runs one phase within its own limit and notes how long it took and what
// went wrong. It reports whether the phase was passed.
func (a *attempt) timed(ctx context.Context, phase checks.Phase, limit checks.Duration, run func(context.Context) error) bool {
	ctx, cancel := within(ctx, limit)
	defer cancel()
	start := time.Now()
	err := ctx.Err()
	if err == nil {
		err = run(ctx)
	}
	a.phases[phase] += checks.Span(time.Since(start))
	if errors.Is(err, net.ErrClosed) && ctx.Err() != nil {
		err = ctx.Err() // closed by us, because the time was up
	}
	if err != nil {
		a.fail(phase, classify(phase, err), err)
	}
	return err == nil
}

// bound makes what is done on a connection end with a context.
func bound(ctx context.Context, conn net.Conn) error {
	deadline, _ := ctx.Deadline()
	return conn.SetDeadline(deadline)
}

// resolve looks a name up by the system's own resolver.
func (p *prober) resolve(ctx context.Context, network, host string) (addresses []netip.Addr, a *attempt) {
	a = &attempt{phases: checks.Phases{}}
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal}, a
	}
	a.timed(ctx, checks.Resolve, p.thresholds.GiveUp.Resolve, func(ctx context.Context) (err error) {
		addresses, err = p.lookup(ctx, network, host)
		for i := range addresses {
			addresses[i] = addresses[i].Unmap()
		}
		return err
	})
	return addresses, a
}

// maxAddresses is how many addresses of one family are tried.
const maxAddresses = 2

// direct goes to the endpoint by its addresses, the next where one does not
// connect.
func (p *prober) direct(ctx context.Context, to checks.Endpoint, addresses []netip.Addr, a *attempt) {
	var conn net.Conn
	for _, address := range addresses[:min(len(addresses), maxAddresses)] {
		a.address, a.failed, a.class, a.err = address, "", "", nil
		before := a.phases[checks.Connect]
		if a.timed(ctx, checks.Connect, p.thresholds.GiveUp.Connect, func(ctx context.Context) (err error) {
			conn, err = p.dial(ctx, "tcp", netip.AddrPortFrom(address, uint16(to.Port)).String())
			return err
		}) {
			a.phases[checks.Connect] = before + opening(conn, a.phases[checks.Connect]-before)
			break
		}
	}
	if conn != nil {
		p.converse(ctx, to, conn, a)
	}
}

// opening is how long it took to open a connection, as the kernel saw it: that does not
// err by what this PC was busy with. Where the kernel had to ask twice, or does not say,
// it is what was waited for.
func opening(conn net.Conn, waited checks.Span) checks.Span {
	rtt, retransmits, ok := tcpInfo(conn)
	if told := checks.Span(rtt); ok && retransmits == 0 && told > 0 && told < waited {
		return told
	}
	return waited
}

// through goes to the endpoint through a proxy, which looks the name up itself.
func (p *prober) through(ctx context.Context, to checks.Endpoint, proxy *url.URL) *attempt {
	a := &attempt{phases: checks.Phases{}}
	if askedItself(to, proxy) {
		a.pass = proxyPass(proxy)
	}
	var conn net.Conn
	if a.timed(ctx, checks.Connect, p.thresholds.GiveUp.Connect, func(ctx context.Context) (err error) {
		conn, err = p.enter(ctx, proxy, &to)
		return err
	}) {
		p.converse(ctx, to, conn, a)
	}
	return a
}

// converse carries a request out over an open connection and closes it.
func (p *prober) converse(ctx context.Context, to checks.Endpoint, conn net.Conn, a *attempt) {
	defer conn.Close()
	// A context that ends ends the conversation at once.
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	defer func() { _, a.retransmits, _ = tcpInfo(conn) }()
	talk := conn
	if to.Scheme == checks.HTTPS || to.Scheme == checks.TLSOnly {
		secured, ok := p.handshake(ctx, to.Host, conn, a)
		if !ok && secured != nil && to.Scheme == checks.HTTPS {
			// Who it is could not be proved. Its clock is read all the same, since a
			// wrong clock here is the commonest reason; nothing secret is sent.
			p.readDate(ctx, to, secured, a)
		}
		if !ok {
			return
		}
		talk = secured
	}
	if to.Scheme == checks.HTTPS || to.Scheme == checks.HTTP {
		p.exchange(ctx, to, talk, a)
	}
}

// handshake secures a connection. The certificate is verified here and not by
// the handshake, so that what an unproved host showed can be told; the
// connection is then returned with ok false.
func (p *prober) handshake(ctx context.Context, host string, conn net.Conn, a *attempt) (secured *tls.Conn, ok bool) {
	client := tls.Client(conn, &tls.Config{
		ServerName:         host,
		InsecureSkipVerify: true, // verified below, by ourselves
		NextProtos:         []string{"http/1.1"},
	})
	passed := a.timed(ctx, checks.TLS, p.thresholds.GiveUp.TLS, func(ctx context.Context) error {
		// Bounded by the connection and not by the context, which would close it:
		// what the kernel had to send again is read at the end.
		if err := bound(ctx, conn); err != nil {
			return err
		}
		if err := client.HandshakeContext(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		state := client.ConnectionState()
		a.tlsVersion = tls.VersionName(state.Version)
		a.leaf = state.PeerCertificates[0]
		facts, class := p.verify(state.PeerCertificates, host)
		a.certificate = &facts
		if class != checks.NoError {
			secured = client
			a.fail(checks.TLS, class, errors.New(facts.VerifyError))
			return a.err
		}
		return nil
	})
	if passed {
		return client, true
	}
	return secured, false
}

// exchange sends the request and reads the answer: the time to its first byte is
// the processing, what follows the transfer.
func (p *prober) exchange(ctx context.Context, to checks.Endpoint, conn net.Conn, a *attempt) {
	reader := bufio.NewReader(conn)
	var sent, first time.Time
	if !a.timed(ctx, checks.Processing, p.thresholds.GiveUp.Answer, func(ctx context.Context) error {
		if err := bound(ctx, conn); err != nil {
			return err
		}
		sent = p.now()
		if _, err := io.WriteString(conn, p.get(to, a.pass)); err != nil {
			return err
		}
		_, err := reader.Peek(1)
		first = p.now()
		return err
	}) {
		return
	}
	a.timed(ctx, checks.Transfer, p.thresholds.GiveUp.Answer, func(ctx context.Context) error {
		if err := bound(ctx, conn); err != nil {
			return err
		}
		return a.read(reader, sent, first)
	})
	if a.ok() && a.status >= http.StatusInternalServerError {
		a.fail(checks.Processing, checks.ServerError, fmt.Errorf("the server answered %d %s", a.status, http.StatusText(a.status)))
	}
}

// read takes in the answer, at most maxBody of it.
func (a *attempt) read(reader *bufio.Reader, sent, first time.Time) error {
	// Headers count too: nobody's endless header is read.
	bounded := bufio.NewReader(io.LimitReader(reader, 16*maxBody))
	answer, err := http.ReadResponse(bounded, &http.Request{Method: http.MethodGet})
	if err != nil {
		if class := classify(checks.Transfer, err); class == checks.BadAnswer {
			a.fail(checks.Processing, class, err) // something came, but no HTTP
		}
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode < http.StatusContinue { // three digits, and still no HTTP
		err := fmt.Errorf("the answer has the status %03d, which HTTP does not know", answer.StatusCode)
		a.fail(checks.Processing, checks.BadAnswer, err)
		return err
	}
	a.status, a.header = answer.StatusCode, answer.Header
	a.offset = clockOffset(answer.Header, sent, first)
	a.body, err = io.ReadAll(io.LimitReader(answer.Body, maxBody))
	return err
}

// readDate asks a host that could not prove itself for its Date alone.
func (p *prober) readDate(ctx context.Context, to checks.Endpoint, conn net.Conn, a *attempt) {
	ctx, cancel := context.WithTimeout(ctx, dateWait)
	defer cancel()
	aside := &attempt{phases: checks.Phases{}}
	p.exchange(ctx, to, conn, aside)
	a.offset = aside.offset
}

// get is the request: a bare GET that says who asks and holds no secret, but for the
// pass that a proxy wants of whoever asks it itself.
func (p *prober) get(to checks.Endpoint, pass string) string {
	path := to.Path
	if path == "" {
		path = "/"
	}
	host := to.Host
	if (to.Scheme == checks.HTTPS && to.Port != 443) || (to.Scheme == checks.HTTP && to.Port != 80) {
		host = authority(to.Host, to.Port)
	}
	return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + p.agent +
		"\r\nAccept: */*\r\nConnection: close\r\n" + pass + "\r\n"
}

// clockOffset is the server's Date minus this PC's clock halfway between question
// and answer. Date is cut to the second, so half a second is its middle; a cache
// says by Age how old its Date is.
func clockOffset(header http.Header, sent, first time.Time) *checks.Span {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return nil
	}
	if age, err := strconv.Atoi(header.Get("Age")); err == nil && age > 0 {
		date = date.Add(time.Duration(age) * time.Second)
	}
	offset := checks.Span(date.Add(time.Second / 2).Sub(sent.Add(first.Sub(sent) / 2)))
	return &offset
}
