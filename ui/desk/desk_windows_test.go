//go:build window

package desk

import (
	"errors"
	"runtime"
	"testing"
	"unsafe"

	"go.uber.org/goleak"
	"golang.org/x/sys/windows"

	"countercheck/assets"
)

// What Windows itself is asked for: a balloon, a key, the list of what starts
// with it.
func TestOnWindows(t *testing.T) {
	before := goleak.IgnoreCurrent()
	d := New(Options{Name: "收银体检", Icon: assets.Icon, Program: `C:\Program Files\收银 体检\countercheck.exe`})
	if !d.HasTray() || !d.owned {
		t.Errorf("a tray: %v, its icon was made: %v", d.HasTray(), d.owned)
	}
	for _, urgent := range []bool{true, false} {
		if err := d.Notify("现在收不了", "$(calc) & <网线>", urgent); err != nil {
			t.Error(err)
		}
	}
	t.Logf("muted %q", d.Muted())

	release, err := d.Key("ctrl+alt+f9", func() {})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Key("ctrl+alt+f9", func() {}); !errors.Is(err, ErrTaken) {
		t.Errorf("a key that is taken: %v", err)
	}
	release()
	if again, err := d.Key("ctrl+alt+f9", func() {}); err != nil {
		t.Errorf("a key that was released is not free: %v", err)
	} else {
		again()
	}

	was, err := d.Autostart()
	if err != nil || was {
		t.Fatalf("starts with the system before it was asked to: %v, %v", was, err)
	}
	for _, on := range []bool{true, true, false, false} {
		if err := d.SetAutostart(on); err != nil {
			t.Fatal(err)
		}
		if now, err := d.Autostart(); err != nil || now != on {
			t.Errorf("starts with the system: %v, want %v, %v", now, on, err)
		}
	}
	if err := d.OnTop(1); err == nil {
		t.Error("a window that is not there was put on top")
	}
	aboveAll(t, d)
	d.Close()
	goleak.VerifyNone(t, before)
}

// aboveAll puts a window of the test's above all others, and gives the keyboard
// back to the one that had it.
func aboveAll(t *testing.T, d *Desk) {
	t.Helper()
	const popup, visible = 0x80000000, 0x10000000
	class, _ := windows.UTF16PtrFromString("STATIC")
	shown := func() uintptr {
		w, _, err := createWindow.Call(0, uintptr(unsafe.Pointer(class)), 0, popup|visible, 0, 0, 400, 150, 0, 0, 0, 0)
		if w == 0 {
			t.Fatal(err)
		}
		return w
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	till := shown()
	if err := d.Raise(till); err != nil {
		t.Error(err)
	}
	giveBack := d.KeepFocus()
	warning := shown()
	_, _, _ = setForeground.Call(warning)
	if err := d.OnTop(warning); err != nil {
		t.Error(err)
	}
	giveBack()
	if now := uintptr(windows.GetForegroundWindow()); now != till {
		t.Errorf("the keyboard is with %x, the till is %x", now, till)
	}
	var at, area windows.Rect
	_, _, _ = getWindowRect.Call(warning, uintptr(unsafe.Pointer(&at)))
	_, _, _ = systemParameters.Call(workArea, 0, uintptr(unsafe.Pointer(&area)), 0)
	if at.Right != area.Right-fromEdge || at.Top != area.Top+fromEdge || at.Right-at.Left != 400 {
		t.Errorf("the warning is at %+v of %+v", at, area)
	}
	index := int32(styleExtended)
	if style, _, _ := getWindowLong.Call(warning, uintptr(index)); style&styleTopmost == 0 || style&styleNoActivate == 0 {
		t.Errorf("the warning's style is %#x", style)
	}
	for _, w := range []uintptr{warning, till} {
		_, _, _ = destroyWindow.Call(w)
	}
}
