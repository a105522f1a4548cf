//go:build unix

package probe

// hostsPath is where this system keeps its hosts file.
func hostsPath() string { return "/etc/hosts" }
