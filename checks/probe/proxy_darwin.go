package probe

import (
	"context"
	"os/exec"

	"golang.org/x/net/http/httpproxy"
)

// systemProxy fetches the system's proxy settings.
func systemProxy(ctx context.Context) (config httpproxy.Config, source string) {
	text, err := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy").Output()
	if err != nil {
		return config, ""
	}
	return parseScutilProxy(text), "system"
}
