package desk

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var playSound = windows.NewLazySystemDLL("winmm.dll").NewProc("PlaySoundW")

const (
	sndNoDefault = 0x0002
	sndMemory    = 0x0004
)

// Sound plays the chime, and returns when it has been heard.
func (d *Desk) Sound() error {
	sound := chime()
	if err := playSound.Find(); err != nil {
		return fmt.Errorf("no sound here: %w", err)
	}
	if played, _, _ := playSound.Call(uintptr(unsafe.Pointer(&sound[0])), 0, sndMemory|sndNoDefault); played == 0 {
		return fmt.Errorf("the system played no sound: %w", ErrNotHere)
	}
	return nil
}
