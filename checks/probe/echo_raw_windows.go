package probe

// libraryNeedsRaw: Windows has ICMP for everyone behind the raw socket's name.
const libraryNeedsRaw = true
