package lab

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

// Certificate says what a host shows during the handshake.
type Certificate int

// The kinds of certificate.
const (
	Good        Certificate = iota // from the root the shop trusts
	Expired                        // ended a month ago by the world's clock
	OtherName                      // good, but for another host
	SelfSigned                     // by nobody but itself
	Intercepted                    // from one issuer for all hosts that nobody trusts
	KnownRoot                      // from a public root that this shop's PC lacks
)

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// Authority issues the lab's certificates: a trusted root, an interceptor's, and
// one that stands for a public root missing on the PC. It is safe for use by
// several worlds at once.
type Authority struct {
	key     *rsa.PrivateKey // of all leaves: its making is the slow part
	trusted issuer
	spy     issuer
	known   issuer

	mu     sync.Mutex
	serial int64
	issued map[order]*tls.Certificate
}

type issuer struct {
	root, middle       *x509.Certificate
	rootKey, middleKey *ecdsa.PrivateKey
}

// order is what tells one issued certificate from another.
type order struct {
	kind Certificate
	name string
	day  int64 // of issue, by the world's clock
}

// NewAuthority makes the roots and their issuing certificates.
func NewAuthority() (*Authority, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	a := &Authority{key: key, issued: make(map[order]*tls.Certificate)}
	for to, name := range map[*issuer]string{&a.trusted: "Lab Trusted", &a.spy: "Lab Interceptor", &a.known: "Lab Public"} {
		if *to, err = a.found(name); err != nil {
			return nil, fmt.Errorf("authority %s: %w", name, err)
		}
	}
	return a, nil
}

// TrustedPEM is the root that the shop's system is to trust.
func (a *Authority) TrustedPEM() []byte { return encode(a.trusted.root) }

// KnownPEM is the root that a program can know of while the system lacks it.
func (a *Authority) KnownPEM() []byte { return encode(a.known.root) }

// KnownName is the name of that root.
func (a *Authority) KnownName() string { return a.known.root.Subject.CommonName }

func encode(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

// found makes a root with an issuing certificate under it. Both hold for ten
// years either way, so that a shifted clock makes only leaves invalid.
func (a *Authority) found(name string) (made issuer, err error) {
	if made.rootKey, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return made, err
	}
	if made.middleKey, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return made, err
	}
	root := ca(name + " Root")
	if made.root, err = a.sign(root, root, &made.rootKey.PublicKey, made.rootKey); err != nil {
		return made, err
	}
	made.middle, err = a.sign(ca(name+" Issuing"), made.root, &made.middleKey.PublicKey, made.rootKey)
	return made, err
}

func ca(name string) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: name, Organization: []string{"Countercheck Lab"}},
		NotBefore: now.Add(-10 * year), NotAfter: now.Add(10 * year),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
}

func (a *Authority) sign(template, parent *x509.Certificate, public, by any) (*x509.Certificate, error) {
	a.serial++
	template.SerialNumber = big.NewInt(a.serial)
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// Issue returns the certificate of that kind for a name or address, valid around
// now by the world's clock.
func (a *Authority) Issue(kind Certificate, name string, now time.Time) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	asked := order{kind, name, now.Unix() / int64(day/time.Second)}
	if have := a.issued[asked]; have != nil {
		return have, nil
	}
	template := leaf(kind, name, now)
	by := a.trusted
	switch kind {
	case Intercepted:
		by = a.spy
	case KnownRoot:
		by = a.known
	}
	chain := [][]byte{nil, by.middle.Raw}
	parent, key := by.middle, any(by.middleKey)
	if kind == SelfSigned {
		parent, key, chain = template, a.key, chain[:1]
	}
	signed, err := a.sign(template, parent, &a.key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	chain[0] = signed.Raw
	made := &tls.Certificate{Certificate: chain, PrivateKey: a.key, Leaf: signed}
	a.issued[asked] = made
	return made, nil
}

func leaf(kind Certificate, name string, now time.Time) *x509.Certificate {
	if kind == OtherName {
		name = "other.example"
	}
	t := &x509.Certificate{
		Subject:   pkix.Name{CommonName: name},
		NotBefore: now.Add(-60 * day), NotAfter: now.Add(300 * day),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	if kind == Expired {
		t.NotBefore, t.NotAfter = now.Add(-400*day), now.Add(-30*day)
	}
	if ip := net.ParseIP(name); ip != nil {
		t.IPAddresses = []net.IP{ip}
	} else {
		t.DNSNames = []string{name}
	}
	return t
}
