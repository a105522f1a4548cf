package desk

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows/registry"
)

const (
	runKey      = `Software\Microsoft\Windows\CurrentVersion\Run`
	approvedKey = `Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`
	runName     = "Countercheck"
)

// Autostart reports whether this program starts with the system.
func (d *Desk) Autostart() (bool, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("what starts with the system: %w", err)
	}
	defer key.Close()
	value, _, err := key.GetStringValue(runName)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("what starts with the system: %w", err)
	}
	return startsByRun(value, d.options.Program, approved()), nil
}

// approved is what the task manager noted about the program, nil for nothing.
func approved() []byte {
	key, err := registry.OpenKey(registry.CURRENT_USER, approvedKey, registry.QUERY_VALUE)
	if err != nil {
		return nil
	}
	defer key.Close()
	note, _, err := key.GetBinaryValue(runName)
	if err != nil {
		return nil
	}
	return note
}

// SetAutostart has this program start with the system, or not any more. Whoever
// asks for it now takes back what was said in the task manager.
func (d *Desk) SetAutostart(on bool) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return fmt.Errorf("what starts with the system: %w", err)
	}
	defer key.Close()
	if on {
		err = errors.Join(key.SetStringValue(runName, runValue(d.options.Program)), forget(approvedKey))
	} else if err = key.DeleteValue(runName); errors.Is(err, registry.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("what starts with the system: %w", err)
	}
	return nil
}

// forget deletes our value of a key, if there is one.
func forget(name string) error {
	key, err := registry.OpenKey(registry.CURRENT_USER, name, registry.SET_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer key.Close()
	if err = key.DeleteValue(runName); errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	return err
}
