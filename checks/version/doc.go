// Package version reads which version of a program or of a terminal's software is
// installed, from as many places as shops have: a file a place, sources.go is THE
// list of them. It also fetches the list of newest versions that a service company
// keeps.
//
// It never changes what it reads, never runs a command, never starts a program and
// never asks an address outside the local network, but for the list's own. What it
// reads is taken for hostile: every read is bounded in time and in size, and what
// comes out is one short line without control characters, or a Problem that says
// why not. It never compares versions and never decides whether one is good.
package version
