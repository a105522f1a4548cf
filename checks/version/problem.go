package version

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// Why a version or a list could not be read: the last part of a key under
// version.why, where its sentence stands.
const (
	Unusable       = "unusable"        // the entry itself cannot be used: a field of it is missing or wrong
	NotFound       = "not_found"       // nothing of that name is there
	NotAFile       = "not_a_file"      // a folder, a device, a pipe
	NotHere        = "not_here"        // on another machine's share
	TooLarge       = "too_large"       // more than is ever read
	TooMany        = "too_many"        // more rules than a list may have
	NoVersion      = "no_version"      // it was read, and no version stands in it
	Several        = "several"         // more than one, and they differ
	NotLocal       = "not_local"       // the address is not on the local network
	Redirected     = "redirected"      // the answer leads elsewhere
	Refused        = "refused"         // it answered, but not with what was asked for
	Unreachable    = "unreachable"     // nothing answered
	NotHTTPS       = "not_https"       // a list is fetched over a protected line only
	NoADB          = "no_adb"          // no adb server runs on this computer
	NoDevice       = "no_device"       // the adb server has no such device
	SeveralDevices = "several_devices" // the adb server has more than one device
	Unauthorized   = "unauthorized"    // the device has not allowed this computer
	NotForADB      = "not_for_adb"     // a payment terminal is never asked over adb
	NotProgram     = "not_program"     // no program for Windows
	NotWindows     = "not_windows"     // this computer has no such list
	NotDebian      = "not_debian"      // the programs of this computer are kept by rpm, or by nothing known
	Denied         = "denied"          // the system does not allow it
	Timeout        = "timeout"         // it took too long
	WrongSchema    = "wrong_schema"    // a list, but of another kind
	UnknownKey     = "unknown_key"     // a list with a key that means nothing
	BadRule        = "bad_rule"        // a list with a value that cannot be used
	SameRule       = "same_rule"       // a list with two rules for the same
	Broken         = "broken"          // it cannot be made out, or it failed in a way of its own
)

// Problem is why a version or a list could not be read.
type Problem struct {
	Why  string // one of the list above
	What string // what was asked: a path, a name, an address, a place in a list
	Err  error  // what the system said, nil if nothing did
}

func (p *Problem) Error() string {
	text := "version: " + p.Why
	if p.What != "" {
		text += ": " + p.What
	}
	if p.Err != nil {
		text += ": " + p.Err.Error()
	}
	return text
}

// Unwrap is what the system said.
func (p *Problem) Unwrap() error { return p.Err }

// problem says what an error means. A Problem stays what it is.
func problem(err error, what string) error {
	var known *Problem
	var network net.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &known):
		return known
	}
	p := &Problem{Why: Broken, What: what, Err: err}
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		p.Why = Timeout
	case errors.As(err, &network) && network.Timeout():
		p.Why = Timeout
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		p.Why = NotFound
	case errors.Is(err, fs.ErrPermission):
		p.Why = Denied
	}
	return p
}
