package probe

import (
	"syscall"

	"golang.org/x/sys/windows"

	"countercheck/checks"
)

// errnos are this system's words for what went wrong.
var errnos = []struct {
	errno syscall.Errno
	class checks.ErrorClass
}{
	{windows.WSAETIMEDOUT, checks.Timeout},
	{windows.WSAECONNREFUSED, checks.Refused},
	{windows.WSAECONNRESET, checks.Reset},
	{windows.WSAECONNABORTED, checks.Reset},
	{windows.WSAENETUNREACH, checks.Unreachable},
	{windows.WSAEHOSTUNREACH, checks.Unreachable},
	{windows.WSAENETDOWN, checks.Unreachable},
	{windows.WSAEHOSTDOWN, checks.Unreachable},
	{windows.WSAEADDRNOTAVAIL, checks.Unreachable},
	{windows.WSAEAFNOSUPPORT, checks.Unreachable},
	{windows.WSAEACCES, checks.Denied},
}
