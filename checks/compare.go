package checks

// VersionOrder is how one version stands to another, in the contract's words.
type VersionOrder string

// The orders.
const (
	VersionOlder   VersionOrder = "older"
	VersionSame    VersionOrder = "same"
	VersionNewer   VersionOrder = "newer"
	VersionUnknown VersionOrder = "unknown" // they cannot be compared
)

// CompareVersions says how a stands to b.
func CompareVersions(a, b string) VersionOrder {
	if a == b {
		return VersionSame
	}
	return VersionUnknown
}
