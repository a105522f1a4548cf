package lab

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
)

// CaptivePage answers every request with a sign-in page, as a hotel's or a
// mall's router does, or sends the browser to one.
func CaptivePage(redirectTo string) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if redirectTo != "" && r.URL.Path != "/sign-in" {
			http.Redirect(out, r, redirectTo, http.StatusFound)
			return
		}
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(out, "<html><body>sign in to use this network</body></html>")
	})
}

// ServeIntercepted answers TLS for whatever name is asked with a certificate of
// the interceptor's.
func (w *World) ServeIntercepted(l net.Listener, h http.Handler) {
	w.ServeHTTP(tls.NewListener(l, &tls.Config{
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			name := hello.ServerName
			if name == "" {
				name = "router.example"
			}
			return w.Authority.Issue(Intercepted, name, w.Now())
		},
	}), h)
}

// Dial connects to an address given by number.
type Dial func(network, address string) (net.Conn, error)

// ServeProxy is an HTTP proxy that opens tunnels (CONNECT) to the world's hosts, for
// whoever shows the pass, "" for everybody: what stands in the header
// Proxy-Authorization.
func (w *World) ServeProxy(l net.Listener, dial Dial, pass string) {
	w.ServeHTTP(l, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if pass != "" && r.Header.Get("Proxy-Authorization") != pass {
			out.Header().Set("Proxy-Authenticate", `Basic realm="lab"`)
			http.Error(out, "who are you?", http.StatusProxyAuthRequired)
			return
		}
		if r.Method != http.MethodConnect {
			w.forward(out, r, dial)
			return
		}
		far, err := w.dialName(dial, r.Host)
		if err != nil {
			http.Error(out, "no way there", http.StatusBadGateway)
			return
		}
		defer far.Close()
		near, _, err := http.NewResponseController(out).Hijack()
		if err != nil {
			return
		}
		defer near.Close()
		defer w.closeAtEnd(near)()
		_, _ = io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n")
		join(near, far)
	}))
}

// forward passes on a plain request.
func (w *World) forward(out http.ResponseWriter, r *http.Request, dial Dial) {
	address := r.URL.Host
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(address, "80")
	}
	far, err := w.dialName(dial, address)
	if err != nil {
		http.Error(out, "no way there", http.StatusBadGateway)
		return
	}
	near, _, err := http.NewResponseController(out).Hijack()
	if err != nil {
		_ = far.Close()
		return
	}
	defer near.Close()
	defer far.Close()
	r.Close = true
	if r.Write(far) == nil {
		_, _ = io.Copy(near, far)
	}
}

// dialName connects to a name of the world by its first address.
func (w *World) dialName(dial Dial, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, err
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		h, known := w.byName[host]
		if !known {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		at = h.Addresses[0]
	}
	return dial("tcp", netip.AddrPortFrom(at, uint16(number)).String())
}

// join copies both ways until either side ends.
func join(a, b net.Conn) {
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{a, b}, {b, a}} {
		both.Go(func() {
			_, _ = io.Copy(way[0], way[1])
			_ = a.Close()
			_ = b.Close()
		})
	}
	both.Wait()
}
