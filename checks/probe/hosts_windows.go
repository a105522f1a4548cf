package probe

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// hostsPath is where this system keeps its hosts file.
func hostsPath() string {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		system = `C:\Windows\System32`
	}
	return filepath.Join(system, "drivers", "etc", "hosts")
}
