// Package probe asks: the network in the phases of a real payment request, and
// this machine for its adapters, routes, name servers and figures.
//
// It hands back facts and never judges more than its own finding: which single
// cause explains a round is decided in package checks. It never follows a
// redirect, never reads more than 4 KiB of an answer, sends no cookie, key or
// client certificate, and never touches the disk beyond reading the system's own
// settings. Files ending in _linux, _darwin and _windows only fetch; what they
// fetch is parsed in untagged files.
package probe
