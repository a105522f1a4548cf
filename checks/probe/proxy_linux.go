package probe

import (
	"context"
	"os"
	"os/exec"

	"golang.org/x/net/http/httpproxy"
)

// systemProxy fetches the desktop's proxy settings. Without a session there is no
// desktop to have any.
func systemProxy(ctx context.Context) (config httpproxy.Config, source string) {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return config, ""
	}
	path, err := exec.LookPath("gsettings")
	if err != nil {
		return config, ""
	}
	text, err := exec.CommandContext(ctx, path, "list-recursively", "org.gnome.system.proxy").Output()
	if err != nil {
		return config, ""
	}
	return parseGSettings(text), "system"
}
