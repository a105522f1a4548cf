package lab

import (
	"net/netip"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// Fault is something that the world's servers alone can show, without a network
// of their own between them and who asks. Its name is the cause it stages.
type Fault struct {
	Name string
	on   func(*World, string)
}

// On has the world behave that way from now on.
func (f Fault) On(w *World) { f.on(w, f.Name) }

// late is beyond what a payment waits for with patience, and within what is waited
// for an answer at all.
const late = 3500 * time.Millisecond

// Faults are all of them, in the order of the causes.
var Faults = []Fault{
	{"wan.slow", conduct(named, func(b *Behaviour) { b.Delay = late })},
	{"wan.captive_portal", signIn},
	{"dns.no_answer", answers(configured, func(a *Answer) { a.Silent = true })},
	{"dns.first_server_dead", answers(first, func(a *Answer) { a.Silent = true })},
	{"dns.refused", answers(configured, func(a *Answer) { a.RCode, a.Addresses = dns.RcodeServerFailure, nil })},
	{"dns.hijacked", answers(configuredForPayment, func(a *Answer) { a.Addresses = []netip.Addr{StrangerAddress} })},
	{"dns.slow", answers(configured, func(a *Answer) { a.Delay = 2500 * time.Millisecond })},
	{"pc.clock_wrong", func(w *World, name string) { w.Ahead.Put(name, func(d *time.Duration) { *d += 7 * time.Minute }) }},
	{"tls.intercepted", conduct(named, func(b *Behaviour) { b.Certificate = Intercepted })},
	{"tls.root_missing", conduct(of("wechat"), func(b *Behaviour) { b.Certificate = KnownRoot })},
	{"tls.certificate_invalid", conduct(of("alipay"), func(b *Behaviour) { b.Certificate = Expired })},
	{"provider.all_down", conduct(payment, cutTLS)},
	{"provider.errors", conduct(of("alipay"), func(b *Behaviour) { b.Status = 502 })},
	{"provider.down", conduct(of("wechat"), cutTLS)},
	{"provider.primary_down", conduct(func(h *Host) bool { return h.Provider == "wechat" && h.IsPrimary() }, cutTLS)},
	{"provider.slow", conduct(of("alipay"), func(b *Behaviour) { b.Delay = late })},
	{"provider.backup_down", conduct(func(h *Host) bool { return h.Provider == "wechat" && h.IsBackup() }, cutTLS)},
}

func conduct(which func(*Host) bool, change func(*Behaviour)) func(*World, string) {
	return func(w *World, name string) {
		w.Conduct.Put(name, func(c *Conduct) {
			if which(c.Host) {
				change(&c.Behaviour)
			}
		})
	}
}

func answers(which func(*Answer) bool, change func(*Answer)) func(*World, string) {
	return func(w *World, name string) {
		w.Answers.Put(name, func(a *Answer) {
			if which(a) {
				change(a)
			}
		})
	}
}

// signIn is a network that shows its own page to everything plain and lets nothing
// else through.
func signIn(w *World, name string) {
	conduct(named, func(b *Behaviour) {
		b.Status, b.Body, b.Cut = 200, "<html><body>sign in to use this network</body></html>", checks.TLS
	})(w, name)
}

func cutTLS(b *Behaviour) { b.Cut = checks.TLS }

func payment(h *Host) bool { return h.Kind == Payment }

// named hosts are all that are asked by name.
func named(h *Host) bool { return h.Kind == Payment || h.Kind == Control || h.Kind == Portal }

func of(provider string) func(*Host) bool {
	return func(h *Host) bool { return h.Provider == provider }
}

// configured: the shop's own name servers, and not the public ones.
func configured(a *Answer) bool { return a.Server.Kind == Resolver }

func first(a *Answer) bool { return a.Server.Name == FirstResolver.String() }

func configuredForPayment(a *Answer) bool {
	return configured(a) && a.Asked != nil && a.Asked.Kind == Payment
}
