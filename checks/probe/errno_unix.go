//go:build unix

package probe

import (
	"syscall"

	"countercheck/checks"
)

// errnos are this system's words for what went wrong.
var errnos = []struct {
	errno syscall.Errno
	class checks.ErrorClass
}{
	{syscall.ETIMEDOUT, checks.Timeout},
	{syscall.ECONNREFUSED, checks.Refused},
	{syscall.ECONNRESET, checks.Reset},
	{syscall.ECONNABORTED, checks.Reset},
	{syscall.EPIPE, checks.Reset},
	{syscall.ENETUNREACH, checks.Unreachable},
	{syscall.EHOSTUNREACH, checks.Unreachable},
	{syscall.ENETDOWN, checks.Unreachable},
	{syscall.EHOSTDOWN, checks.Unreachable},
	{syscall.EADDRNOTAVAIL, checks.Unreachable},
	{syscall.EAFNOSUPPORT, checks.Unreachable},
	{syscall.EINVAL, checks.Unreachable}, // an address that no route can lead to
	{syscall.EACCES, checks.Denied},
	{syscall.EPERM, checks.Denied},
}
