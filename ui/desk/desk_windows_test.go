//go:build window

package desk

import (
	"errors"
	"testing"

	"go.uber.org/goleak"

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
	d.KeepFocus()()
	d.Close()
	goleak.VerifyNone(t, before)
}
