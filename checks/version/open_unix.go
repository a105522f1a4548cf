//go:build unix

package version

import "syscall"

// withoutWaiting keeps open from waiting for the other end of a pipe.
const withoutWaiting = syscall.O_NONBLOCK
