package probe

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"math"
	"time"

	"countercheck/checks"
)

// verify judges what a host showed against the system's roots, and says exactly
// what is wrong with it. Nothing here ever makes a certificate trusted that the
// system does not trust.
func (p *prober) verify(chain []*x509.Certificate, host string) (checks.CertificateFacts, checks.ErrorClass) {
	leaf, now := chain[0], p.now()
	facts := checks.CertificateFacts{
		Subject:   commonName(leaf),
		Issuer:    nameOf(leaf.Issuer),
		NotBefore: leaf.NotBefore,
		NotAfter:  leaf.NotAfter,
		DaysLeft:  int(math.Floor(leaf.NotAfter.Sub(now).Hours() / 24)),
		TopIssuer: topIssuer(chain),
	}
	root, err := trace(chain, p.roots, now)
	nameErr := leaf.VerifyHostname(host)
	if err == nil && nameErr == nil {
		facts.Verified, facts.Root = true, root
		return facts, checks.NoError
	}
	class, why := p.fault(chain, &facts, err, nameErr)
	facts.VerifyError = why.Error()
	return facts, class
}

// fault tells apart the ways in which a certificate cannot be believed, the one
// that says most about the line first: who issued it, for whom, and when.
func (p *prober) fault(chain []*x509.Certificate, facts *checks.CertificateFacts, err, nameErr error) (checks.ErrorClass, error) {
	leaf, now := chain[0], p.now()
	// At a time inside the chain's own validity only the dates cannot be wrong.
	when := insideValidity(chain, now)
	root, timeless := trace(chain, p.roots, when)
	missing := ""
	if timeless != nil {
		if name, err := trace(chain, p.knownRoots, when); err == nil {
			missing = name
		}
	}
	switch {
	case timeless != nil && missing == "" && selfSigned(leaf):
		return checks.CertSelfSigned, timeless
	case timeless != nil && missing == "":
		return checks.CertUntrusted, timeless
	case nameErr != nil:
		return checks.CertName, nameErr
	case missing != "":
		facts.Root = missing
		return checks.CertRootMissing, fmt.Errorf("this PC does not hold the root %q: %w", missing, timeless)
	}
	facts.Root = root
	if now.Before(when) {
		return checks.CertNotYetValid, fmt.Errorf("nothing is wrong but the dates: %w", err)
	}
	return checks.CertExpired, fmt.Errorf("nothing is wrong but the dates: %w", err)
}

// trace follows a chain to a root of the pool (nil: the system's) at a given
// time, without regard to the host's name.
func trace(chain []*x509.Certificate, roots *x509.CertPool, at time.Time) (root string, err error) {
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	chains, err := chain[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at})
	if err != nil {
		return "", err
	}
	return commonName(chains[0][len(chains[0])-1]), nil
}

// insideValidity is the time nearest to now at which every certificate of a chain
// is within its dates; the leaf's own where there is no such time.
func insideValidity(chain []*x509.Certificate, now time.Time) time.Time {
	from, to := chain[0].NotBefore, chain[0].NotAfter
	for _, c := range chain[1:] {
		if f, t := later(from, c.NotBefore), earlier(to, c.NotAfter); f.Before(t) {
			from, to = f, t
		}
	}
	switch {
	case now.Before(from):
		return from.Add(time.Second)
	case now.After(to):
		return to.Add(-time.Second)
	default:
		return now
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// topIssuer is a fingerprint of whom a chain as shown ends in, by name and key:
// equal for all hosts behind the same interceptor, whether or not they show its
// root.
func topIssuer(chain []*x509.Certificate) string {
	top := chain[0]
	for range chain { // at most as many steps as there are certificates
		next := issuerOf(top, chain)
		if next == nil {
			break
		}
		top = next
	}
	key := top.AuthorityKeyId
	if bytes.Equal(top.RawIssuer, top.RawSubject) {
		key = top.SubjectKeyId
	}
	sum := sha256.Sum256(append(bytes.Clone(top.RawIssuer), key...))
	return hex.EncodeToString(sum[:])
}

// issuerOf finds a certificate's issuer among those shown, nil if it is not there
// or is itself.
func issuerOf(c *x509.Certificate, among []*x509.Certificate) *x509.Certificate {
	for _, other := range among {
		if other != c && bytes.Equal(other.RawSubject, c.RawIssuer) && !bytes.Equal(c.RawIssuer, c.RawSubject) {
			return other
		}
	}
	return nil
}

func selfSigned(c *x509.Certificate) bool {
	return bytes.Equal(c.RawIssuer, c.RawSubject) &&
		c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

func commonName(c *x509.Certificate) string {
	return nameOf(c.Subject)
}

// nameOf falls back on the whole name where it has no common name.
func nameOf(name pkix.Name) string {
	if name.CommonName == "" {
		return name.String()
	}
	return name.CommonName
}
