package probe

import (
	"bufio"
	"bytes"
	"strings"
)

// parseHardwarePorts reads "networksetup -listallhardwareports": what each device
// of a Mac is.
func parseHardwarePorts(text []byte) map[string]string {
	described := map[string]string{}
	port := ""
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ":")
		switch key {
		case "Hardware Port":
			port = strings.TrimSpace(value)
		case "Device":
			described[strings.TrimSpace(value)] = port
		}
	}
	return described
}
