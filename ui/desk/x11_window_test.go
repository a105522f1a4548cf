//go:build window && linux

package desk

import (
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"go.uber.org/goleak"
)

// screenOf is the display of the test. Held to the end: Xvfb starts afresh when
// the last who used it leaves.
func screenOf(t *testing.T) *display {
	t.Helper()
	needs(t, "xdotool")
	t.Setenv("XDG_SESSION_TYPE", "x11")
	t.Setenv("WAYLAND_DISPLAY", "")
	x, err := openDisplay()
	for range 50 { // it may be starting afresh this moment
		if err == nil || os.Getenv("DISPLAY") == "" {
			break
		}
		time.Sleep(100 * time.Millisecond)
		x, err = openDisplay()
	}
	switch {
	case err == nil:
		t.Cleanup(x.Close)
		return x
	case os.Getenv("CI") == "true":
		t.Fatal(err)
	default:
		t.Skip(err)
	}
	return nil
}

func types(t *testing.T, keys string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "xdotool", "key", keys).CombinedOutput(); err != nil {
		t.Fatalf("xdotool key %s: %v %s", keys, err, out)
	}
}

func TestAKeyInEveryProgram(t *testing.T) {
	screenOf(t)
	before := goleak.IgnoreCurrent()
	d := &Desk{}
	pressed := make(chan struct{}, 10)
	release, err := d.Key("ctrl+alt+t", func() { pressed <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	heard := func(what string) {
		t.Helper()
		select {
		case <-pressed:
		case <-time.After(5 * time.Second):
			t.Errorf("%s: the key was not heard", what)
		}
	}
	types(t, "ctrl+alt+t")
	heard("as it is")
	types(t, "Num_Lock")
	types(t, "ctrl+alt+t")
	heard("with Num Lock on")
	types(t, "Caps_Lock")
	types(t, "ctrl+alt+t")
	heard("with both locks on")
	types(t, "Num_Lock")
	types(t, "Caps_Lock")

	if _, err := d.Key("ctrl+alt+t", func() {}); !errors.Is(err, ErrTaken) {
		t.Errorf("the key of another program: %v", err)
	}
	other, err := d.Key("shift+f9", func() { pressed <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	types(t, "shift+F9")
	heard("another key")
	other()
	release()
	types(t, "ctrl+alt+t")
	again, err := d.Key("ctrl+alt+t", func() {})
	if err != nil {
		t.Errorf("a key that was released is not free: %v", err)
	} else {
		again()
	}
	if len(pressed) != 0 {
		t.Error("a released key was heard")
	}
	d.keys.Wait()
	goleak.VerifyNone(t, before)
}

func TestNoKeyUnderWayland(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	if _, err := (&Desk{}).Key("ctrl+alt+t", func() {}); !errors.Is(err, ErrNotHere) {
		t.Errorf("under Wayland: %v", err)
	}
}

// shown puts a window on the screen.
func (x *display) shown(t *testing.T, left int16, width, height uint16) xproto.Window {
	t.Helper()
	w, err := xproto.NewWindowId(x.Conn)
	if err == nil {
		err = xproto.CreateWindowChecked(x.Conn, x.info.RootDepth, w, x.root, left, 0, width, height, 0,
			xproto.WindowClassInputOutput, x.info.RootVisual, 0, nil).Check()
	}
	if err == nil {
		err = xproto.MapWindowChecked(x.Conn, w).Check()
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// above are the windows of the screen, the topmost first.
func (x *display) top(t *testing.T) xproto.Window {
	t.Helper()
	tree, err := xproto.QueryTree(x.Conn, x.root).Reply()
	if err != nil || len(tree.Children) == 0 {
		t.Fatalf("no windows: %v", err)
	}
	return tree.Children[len(tree.Children)-1]
}

// A till fills the screen and has the keyboard: the warning stands above it and
// leaves the keyboard where it was.
func TestAWarningOverAFullScreenTill(t *testing.T) {
	x := screenOf(t)
	d := &Desk{}
	till := x.shown(t, 0, x.info.WidthInPixels, x.info.HeightInPixels)
	xproto.SetInputFocus(x.Conn, xproto.InputFocusPointerRoot, till, xproto.TimeCurrentTime)
	x.Sync()

	giveBack := d.KeepFocus()
	warning := x.shown(t, 0, 400, 150)
	xproto.SetInputFocus(x.Conn, xproto.InputFocusPointerRoot, warning, xproto.TimeCurrentTime)
	xproto.ConfigureWindow(x.Conn, till, xproto.ConfigWindowStackMode, []uint32{xproto.StackModeAbove})
	x.Sync()
	if err := d.OnTop(uintptr(warning)); err != nil {
		t.Fatal(err)
	}
	giveBack()

	if x.top(t) != warning {
		t.Error("the till covers the warning")
	}
	focus, err := xproto.GetInputFocus(x.Conn).Reply()
	if err != nil || focus.Focus != till {
		t.Errorf("the keyboard is with %v, the till is %v: %v", focus.Focus, till, err)
	}
	at, err := xproto.GetGeometry(x.Conn, xproto.Drawable(warning)).Reply()
	if err != nil || int(at.X)+int(at.Width) != int(x.info.WidthInPixels)-fromEdge || at.Y != fromEdge {
		t.Errorf("the warning stands at %+v: %v", at, err)
	}
	now, err := xproto.GetWindowAttributes(x.Conn, warning).Reply()
	if err != nil || now.MapState != xproto.MapStateViewable {
		t.Errorf("the warning is not to be seen: %+v, %v", now, err)
	}
	if err := d.Raise(uintptr(till)); err != nil {
		t.Fatal(err)
	}
	if x.top(t) != till {
		t.Error("a window that is raised stays below")
	}
	if d.OnTop(1) == nil {
		t.Error("a window that is not there was put on top")
	}
}
