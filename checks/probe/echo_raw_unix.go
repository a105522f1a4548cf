//go:build unix

package probe

// libraryNeedsRaw: Linux and macOS have an ICMP socket that needs no rights.
const libraryNeedsRaw = false
