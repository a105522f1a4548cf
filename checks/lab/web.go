package lab

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"

	"countercheck/checks"
)

var errCut = errors.New("the host cut the connection")

// openPort serves one port on every address of the world; the address that was
// connected to says which host was meant.
func (w *World) openPort(o Opener, number int, scheme checks.Scheme) error {
	l, err := o.Listen("tcp", fmt.Sprintf("[::]:%d", number))
	if err != nil {
		return err
	}
	switch scheme {
	case checks.TCPOnly:
		w.serveTCP(l)
	case checks.HTTP:
		w.ServeHTTP(l, http.HandlerFunc(w.page))
	default:
		w.ServeHTTP(tls.NewListener(l, &tls.Config{GetConfigForClient: w.handshake}), http.HandlerFunc(w.page))
	}
	return nil
}

// ServeHTTP answers on a listener until the world closes.
func (w *World) ServeHTTP(l net.Listener, h http.Handler) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	w.run(func() { _ = server.Serve(l) }, func() {
		patience, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(patience)
		_ = server.Close()
	})
}

// serveTCP accepts and says nothing, as a MIS-POS line does until it is asked.
func (w *World) serveTCP(l net.Listener) {
	w.run(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.running.Go(func() {
				defer c.Close()
				_ = c.SetReadDeadline(time.Now().Add(time.Minute))
				defer w.closeAtEnd(c)()
				_, _ = io.Copy(io.Discard, c)
			})
		}
	}, func() { _ = l.Close() })
}

// closeAtEnd closes a connection as soon as the world ends, unless let go before.
func (w *World) closeAtEnd(c net.Conn) (letGo func() bool) {
	return context.AfterFunc(w.ctx, func() { _ = c.Close() })
}

// handshake chooses the certificate, or cuts the connection after the client's
// first message.
func (w *World) handshake(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	h := w.at(hello.Conn.LocalAddr(), hello.ServerName)
	b := w.conduct(h)
	if b.Cut == checks.TLS {
		w.cut(hello.Conn, b.Silent)
		return nil, errCut
	}
	certificate, err := w.Authority.Issue(b.Certificate, h.Name, w.Now())
	if err != nil {
		return nil, err
	}
	answer := &tls.Config{Certificates: []tls.Certificate{*certificate}}
	if b.TLS12 {
		answer.MaxVersion, answer.ClientAuth = tls.VersionTLS12, tls.RequestClientCert
	}
	return answer, nil
}

// at finds the host that was meant, by address and failing that by name.
func (w *World) at(local net.Addr, name string) *Host {
	if at, err := netip.ParseAddrPort(local.String()); err == nil {
		if h := w.byAddress[at.Addr().Unmap()]; h != nil {
			return h
		}
	}
	if h := w.byName[name]; h != nil {
		return h
	}
	return &Host{Name: "nobody.example", Kind: Stranger}
}

// cut resets a connection, or lets it hang until the client has had enough.
func (w *World) cut(c net.Conn, silent bool) {
	if silent {
		select {
		case <-w.ctx.Done():
		case <-time.After(30 * time.Second):
		}
	} else if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// page answers a request as the host behaves now.
func (w *World) page(out http.ResponseWriter, r *http.Request) {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	h := w.at(local, r.Host)
	b := w.conduct(h)
	if b.Cut == checks.Processing || b.Garbage {
		w.hijack(out, b)
		return
	}
	select {
	case <-time.After(b.Delay):
	case <-r.Context().Done():
		return
	}
	p := h.page(r.URL.Path)
	if b.Status != 0 {
		p.Status = b.Status
	}
	if b.Body != "" {
		p.Body = b.Body
	}
	out.Header().Set("Date", w.Now().UTC().Format(http.TimeFormat))
	out.Header().Set("Content-Type", "text/html; charset=utf-8")
	out.WriteHeader(p.Status)
	if p.Status != http.StatusNoContent {
		_, _ = io.WriteString(out, p.Body)
	}
	if w.Seen != nil {
		w.Seen(r)
	}
}

// hijack takes the connection away from HTTP and ends it.
func (w *World) hijack(out http.ResponseWriter, b Behaviour) {
	hijacker, ok := out.(http.Hijacker)
	if !ok {
		return
	}
	c, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	if b.Garbage {
		_, _ = io.WriteString(c, "220 ready\r\n")
		_ = c.Close()
		return
	}
	if over, ok := c.(*tls.Conn); ok {
		c = over.NetConn()
	}
	w.cut(c, b.Silent)
}

// page is what a host says to a path: a payment host complains about the empty
// question, which is how it shows that it is alive.
func (h *Host) page(path string) Page {
	if path == "" {
		path = "/"
	}
	for _, p := range h.Pages {
		if p.Path == path || p.Path == "" && path == "/" {
			return p
		}
	}
	switch h.Kind {
	case Payment:
		return Page{path, http.StatusOK, "<xml><return_code>FAIL</return_code></xml>"}
	case Control:
		return Page{path, http.StatusOK, "<html><body>lab</body></html>"}
	default:
		return Page{path, http.StatusNotFound, "not found"}
	}
}
