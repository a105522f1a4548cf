// Package netns is a small shop network in Linux network namespaces, for tests
// and for a look at the program without Internet: a shop PC, its router, and the
// simulated hosts of package lab beyond a line whose delay, jitter and packet
// size can be set. Faults are switched on and off while it runs.
//
// It needs root. It never touches the machine's own interfaces, routes or
// firewall: everything happens in namespaces of its own, which are removed at
// the end, and those of runs that were killed at the next start.
package netns
