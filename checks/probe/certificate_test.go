package probe

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
	"time"

	"countercheck/checks"
)

func TestCertificatesThatCannotBeBelieved(t *testing.T) {
	ours, other := newAuthority(t, "Shop Root"), newAuthority(t, "Known Public Root")
	day := 24 * time.Hour
	now := time.Now()
	for _, test := range []struct {
		name  string
		cert  tls.Certificate
		known bool // other's root is a known public one
		class checks.ErrorClass
		cause checks.Code
		root  string
	}{
		{"expired", ours.issue(t, payHost, now.Add(-90*day), now.Add(-day)), false, checks.CertExpired, checks.TLSCertificateInvalid, "Shop Root"},
		{"not yet valid", ours.issue(t, payHost, now.Add(day), now.Add(90*day)), false, checks.CertNotYetValid, checks.TLSCertificateInvalid, "Shop Root"},
		{"for another name", ours.issue(t, "router.lan", time.Time{}, time.Time{}), false, checks.CertName, checks.TLSCertificateInvalid, ""},
		{"from somebody unknown", other.issue(t, payHost, time.Time{}, time.Time{}), false, checks.CertUntrusted, checks.TLSCertificateInvalid, ""},
		{"expired and from somebody unknown", other.issue(t, payHost, now.Add(-90*day), now.Add(-day)), false, checks.CertUntrusted, checks.TLSCertificateInvalid, ""},
		{"signed by itself", selfSignedCert(t, payHost), false, checks.CertSelfSigned, checks.TLSCertificateInvalid, ""},
		{"from a known root that this PC lacks", other.issue(t, payHost, time.Time{}, time.Time{}), true, checks.CertRootMissing, checks.TLSRootMissing, "Known Public Root"},
	} {
		t.Run(test.name, func(t *testing.T) {
			port := serve(t, &test.cert, answer(dated("200 OK", now.Add(time.Hour), "")))
			p := newTestProber(ours.pool())
			p.knownRoots = x509.NewCertPool()
			if test.known {
				p.knownRoots = other.pool()
			}
			f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
			wantFailure(t, f, checks.TLS, test.class)
			facts := f.Facts.(checks.EndpointFacts)
			if f.Cause != test.cause || facts.Certificate.Verified || facts.Certificate.Root != test.root {
				t.Errorf("points at %s, certificate %+v", f.Cause, facts.Certificate)
			}
			if got := phaseNames(f.Phases); got != "resolve connect tls" || facts.Status != 0 {
				t.Errorf("phases %q, status %d: an unproved host has no answer that counts", got, facts.Status)
			}
			if facts.ClockOffset == nil || time.Duration(*facts.ClockOffset).Round(time.Minute) != time.Hour {
				t.Errorf("clock offset %v: the Date of an unproved host is read all the same", facts.ClockOffset)
			}
		})
	}
}

func TestAWrongClockIsToldByTheDateAndNotTheCertificate(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	port := serve(t, &cert, answer(dated("200 OK", time.Now(), "")))
	p := newTestProber(ca.pool())
	p.now = func() time.Time { return time.Now().AddDate(-3, 0, 0) }
	f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
	wantFailure(t, f, checks.TLS, checks.CertNotYetValid)
	off := f.Facts.(checks.EndpointFacts).ClockOffset
	if off == nil || time.Duration(*off) < 3*365*24*time.Hour-time.Hour {
		t.Errorf("clock offset %v, want three years", off)
	}
}

// Two hosts behind one interceptor end in the same issuer, whether it shows its
// own root or not; two honest authorities do not.
func TestHostsBehindTheSameInterceptorShareTheirTop(t *testing.T) {
	box, other := newAuthority(t, "Box"), newAuthority(t, "Box")
	one := parse(t, box.issue(t, "a.example", time.Time{}, time.Time{}))
	two := parse(t, box.issue(t, "b.example", time.Time{}, time.Time{}))
	third := parse(t, other.issue(t, "c.example", time.Time{}, time.Time{}))
	if topIssuer([]*x509.Certificate{one}) != topIssuer([]*x509.Certificate{two, box.cert}) {
		t.Error("the same interceptor looks like two")
	}
	if topIssuer([]*x509.Certificate{one}) == topIssuer([]*x509.Certificate{third}) {
		t.Error("another key under the same name looks like the same interceptor")
	}
}

func parse(t *testing.T, cert tls.Certificate) *x509.Certificate {
	t.Helper()
	parsed, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestACertificateThatEndsSoonIsAWarning(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Now().Add(-time.Hour), time.Now().Add(5*24*time.Hour+time.Hour))
	port := serve(t, &cert, answer(dated("200 OK", time.Now(), "")))
	f := newTestProber(ca.pool()).askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
	if f.Level != checks.Warn || *f.Facts.(checks.EndpointFacts).DaysLeft != 5 {
		t.Errorf("got %s with %v days left", f.Level, *f.Facts.(checks.EndpointFacts).DaysLeft)
	}
}
