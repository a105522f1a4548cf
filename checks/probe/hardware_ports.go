package probe

import (
	"strings"
)

// parseHardwarePorts reads "networksetup -listallhardwareports": what each device
// of a Mac is.
func parseHardwarePorts(text []byte) map[string]string {
	described := map[string]string{}
	port := ""
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(line, ":")
		switch key {
		case "Hardware Port":
			port = strings.TrimSpace(value)
		case "Device":
			described[strings.TrimSpace(value)] = port
		}
	}
	return described
}
