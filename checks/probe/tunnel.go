package probe

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/proxy"

	"countercheck/checks"
)

// enter opens the way to an endpoint through a proxy. Plain HTTP is asked of an
// HTTP proxy itself, since many refuse tunnels to port 80; everything else goes
// through a tunnel.
func (p *prober) enter(ctx context.Context, via *url.URL, to *checks.Endpoint) (net.Conn, error) {
	if askedItself(*to, via) {
		to.Path = "http://" + authority(to.Host, to.Port) + to.Path
		return p.toProxy(ctx, via)
	}
	return p.tunnel(ctx, via, authority(to.Host, to.Port))
}

// askedItself: the proxy carries the request out, no tunnel.
func askedItself(to checks.Endpoint, via *url.URL) bool {
	return to.Scheme == checks.HTTP && !isSOCKS(via)
}

func isSOCKS(via *url.URL) bool { return strings.HasPrefix(via.Scheme, "socks") }

// toProxy connects to the proxy itself.
func (p *prober) toProxy(ctx context.Context, via *url.URL) (net.Conn, error) {
	conn, err := p.dial(ctx, "tcp", proxyAddress(via))
	if err != nil || via.Scheme != "https" {
		return conn, err
	}
	secured := tls.Client(conn, &tls.Config{ServerName: via.Hostname(), RootCAs: p.roots})
	if err := secured.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return secured, nil
}

// tunnel opens a connection to host:port through a proxy. User and password of
// the setting go to the proxy and nowhere else.
func (p *prober) tunnel(ctx context.Context, via *url.URL, target string) (net.Conn, error) {
	if isSOCKS(via) {
		return p.socks(ctx, via, target)
	}
	conn, err := p.toProxy(ctx, via)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if err := connectMethod(ctx, conn, via, target); err != nil {
		conn.Close()
		return nil, ended(ctx, err)
	}
	return conn, conn.SetDeadline(time.Time{})
}

// proxyPass is the header that says who asks, "" where the setting names nobody.
func proxyPass(via *url.URL) string {
	if via.User == nil {
		return ""
	}
	password, _ := via.User.Password()
	return "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(via.User.Username()+":"+password)) + "\r\n"
}

// connectMethod asks an HTTP proxy for a tunnel.
func connectMethod(ctx context.Context, conn net.Conn, via *url.URL, target string) error {
	if err := bound(ctx, conn); err != nil {
		return err
	}
	request := "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + proxyPass(via)
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		return err
	}
	// One byte at a time, so that nothing of what follows the header is taken.
	answer, err := http.ReadResponse(bufio.NewReaderSize(byteReader{conn}, 16), &http.Request{Method: http.MethodConnect})
	if err != nil {
		return err
	}
	defer answer.Body.Close() // empty: an answer to CONNECT has no body
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the proxy answered %d %s", answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	return nil
}

// byteReader reads single bytes.
type byteReader struct{ from io.Reader }

func (r byteReader) Read(b []byte) (int, error) { return r.from.Read(b[:min(len(b), 1)]) }

// dialFunc lets a SOCKS client dial the way all checks do.
type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

func (d dialFunc) Dial(network, address string) (net.Conn, error) {
	return d(context.Background(), network, address)
}

func (d dialFunc) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return d(ctx, network, address)
}

func (p *prober) socks(ctx context.Context, via *url.URL, target string) (net.Conn, error) {
	var auth *proxy.Auth
	if via.User != nil {
		password, _ := via.User.Password()
		auth = &proxy.Auth{User: via.User.Username(), Password: password}
	}
	client, err := proxy.SOCKS5("tcp", proxyAddress(via), auth, dialFunc(p.dial))
	if err != nil {
		return nil, err
	}
	dialer, ok := client.(proxy.ContextDialer)
	if !ok {
		return nil, errors.New("the SOCKS client cannot be bounded")
	}
	return dialer.DialContext(ctx, "tcp", target)
}
