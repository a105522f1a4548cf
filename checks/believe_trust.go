package checks

import (
	"slices"
	"time"
)

// The rows about time and trust: the clock, certificates.

// agreeWithin is how far two clocks that agree may lie apart: Date has a
// resolution of a second, and slow answers blur it by a few more.
const agreeWithin = 10 * time.Second

// clockOffset is by how much this PC's clock is off (positive: it is slow), agreed
// on by two or more unrelated owners; ok is false where they do not.
func (e *evidence) clockOffset() (offset time.Duration, sources []string, ok bool) {
	type said struct {
		owner, id string
		offset    time.Duration
	}
	var all []said
	add := func(r *Result, o *Span) {
		if o != nil {
			all = append(all, said{r.Check.Target.Owner, r.ID(), time.Duration(*o)})
		}
	}
	for _, s := range e.portals {
		add(s.Result, s.Facts.ClockOffset)
	}
	for _, s := range e.remote() {
		add(s.Result, s.Facts.ClockOffset)
	}
	for _, s := range e.clocks {
		add(s.Result, &s.Facts.Offset)
	}
	if len(all) == 0 {
		return 0, nil, false
	}
	slices.SortFunc(all, func(a, b said) int { return int((a.offset - b.offset) / time.Millisecond) })
	middle := all[len(all)/2].offset
	var agreeing []string
	for _, s := range all {
		if (s.offset - middle).Abs() <= agreeWithin {
			sources = append(sources, s.id)
			if !slices.Contains(agreeing, s.owner) {
				agreeing = append(agreeing, s.owner)
			}
		}
	}
	return middle, sources, len(agreeing) >= 2
}

func pcClockWrong(e *evidence) []claim {
	offset, sources, ok := e.clockOffset()
	t := e.plan.Thresholds.Clock
	if !ok || offset.Abs() < t.Good.Std() {
		return nil
	}
	level := Warn
	if offset.Abs() >= t.Bad.Std() {
		level = Fail
	}
	off := roughly(offset.Abs())
	return []claim{{Level: level, Evidence: sources, Facts: map[string]any{
		"Seconds":  int(offset.Abs().Round(time.Second) / time.Second),
		"OffCount": off.Count, "OffUnit": off.Unit, "Slow": offset > 0,
	}}}
}

// unproven: the chain ends in an issuer nobody vouches for.
func unproven(s *Seen[EndpointFacts]) bool {
	return failed(s) && (s.Finding.Class == CertUntrusted || s.Finding.Class == CertSelfSigned)
}

// sameIssuer are the hosts whose unproven chains end where this one's does.
func (e *evidence) sameIssuer(of *Seen[EndpointFacts]) []*Seen[EndpointFacts] {
	return where(e.remote(), func(s *Seen[EndpointFacts]) bool {
		return unproven(s) && s.Facts.Certificate != nil && of.Facts.Certificate != nil &&
			s.Facts.Certificate.TopIssuer != "" && s.Facts.Certificate.TopIssuer == of.Facts.Certificate.TopIssuer
	})
}

func tlsIntercepted(e *evidence) []claim {
	for _, s := range where(e.remote(), unproven) {
		if same := e.sameIssuer(s); owners(same) >= 2 {
			return []claim{{Level: Fail, Evidence: ids(same), Facts: map[string]any{"Issuer": s.Facts.Certificate.Issuer}}}
		}
	}
	return nil
}

func tlsRootMissing(e *evidence) []claim {
	missing := where(e.payments, func(s *Seen[EndpointFacts]) bool { return inUse(s) && s.Finding.Class == CertRootMissing })
	if len(missing) == 0 {
		return nil
	}
	root := ""
	if c := missing[0].Facts.Certificate; c != nil {
		root = c.Root
	}
	return []claim{{Level: Fail, Evidence: ids(missing), Facts: map[string]any{"Root": root}}}
}

// tlsCertificateInvalid: one host's own certificate is wrong. Dates accuse the
// host only where the clock is known to be right. A spare host's certificate is
// row provider.backup_down.
func tlsCertificateInvalid(e *evidence) []claim {
	var all []claim
	for _, s := range e.payments {
		if !inUse(s) || !failed(s) || s.Check.Target.Role == Backup || !e.certificateAtFault(s) {
			continue
		}
		all = append(all, claim{
			Level: Fail, Subject: s.Check.Target.Provider, Evidence: []string{s.ID()},
			Facts: map[string]any{"Why": string(s.Finding.Class), "Host": s.Check.Target.Host},
		})
	}
	return all
}

func (e *evidence) certificateAtFault(s *Seen[EndpointFacts]) bool {
	switch s.Finding.Class {
	case CertExpired, CertNotYetValid:
		offset, _, ok := e.clockOffset()
		return ok && offset.Abs() < e.plan.Thresholds.Clock.Bad.Std()
	case CertName:
		return true
	case CertUntrusted, CertSelfSigned:
		return owners(e.sameIssuer(s)) < 2
	default:
		return false
	}
}
