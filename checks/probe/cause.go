package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"

	"countercheck/checks"
)

// classify says in what way an error of a phase failed, whatever system it comes
// from.
func classify(phase checks.Phase, err error) checks.ErrorClass {
	if err == nil {
		return checks.NoError
	}
	if class, ok := classifyName(err); ok {
		return class
	}
	for _, known := range errnos {
		if errors.Is(err, known.errno) {
			return known.class
		}
	}
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return checks.Timeout
	case isTLS(err):
		return checks.TLSProtocol
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return checks.Reset
	}
	switch phase {
	case checks.TLS:
		return checks.TLSProtocol
	case checks.Processing, checks.Transfer:
		return checks.BadAnswer
	case checks.Resolve:
		return checks.ServerFailure
	default:
		return checks.Unreachable
	}
}

// classifyName reads the errors of the system's resolver. A name server that says
// REFUSED is the one that "misbehaves" for good; SERVFAIL does for a while.
func classifyName(err error) (checks.ErrorClass, bool) {
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return "", false
	}
	switch {
	case dns.IsTimeout:
		return checks.Timeout, true
	case dns.IsNotFound:
		return checks.NoSuchName, true
	}
	for _, known := range errnos {
		if errors.Is(err, known.errno) {
			return known.class, true
		}
	}
	if dns.IsTemporary {
		return checks.ServerFailure, true
	}
	return checks.QueryRefused, true
}

// isTLS reports an alert of either side, or bytes that are no TLS.
func isTLS(err error) bool {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var op *net.OpError
	return errors.As(err, &record) || errors.As(err, &alert) ||
		(errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"))
}

// pointsAt is where a failure of one host alone would point.
func pointsAt(kind checks.Kind, phase checks.Phase, class checks.ErrorClass) checks.Code {
	switch {
	case class == checks.NoError || class == checks.Internal:
		return checks.None
	case phase == checks.Resolve && (class == checks.Timeout || class == checks.Unreachable || class == checks.Refused):
		return checks.DNSNoAnswer
	case phase == checks.Resolve:
		return checks.DNSRefused
	case class == checks.CertRootMissing:
		return checks.TLSRootMissing
	case strings.HasPrefix(string(class), "cert_"):
		return checks.TLSCertificateInvalid
	case kind == checks.KindControl:
		return checks.WANDown
	case class == checks.ServerError:
		return checks.ProviderErrors
	default:
		return checks.ProviderDown
	}
}
