//go:build unix

package probe

// systemDrive is where a full disk stops programs.
func systemDrive() string { return "/" }
