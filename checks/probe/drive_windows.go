package probe

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// systemDrive is where a full disk stops programs.
func systemDrive() string {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return `C:\`
	}
	return filepath.VolumeName(system) + `\`
}
