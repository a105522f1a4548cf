package desk

import (
	"errors"
	"fmt"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// display is a connection to the X server of its own, so that what is asked here
// never mixes with what the window's library asks.
type display struct {
	*xgb.Conn
	root xproto.Window
	info *xproto.ScreenInfo
}

func openDisplay() (*display, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("%w: no X11 display: %w", ErrNotHere, err)
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	return &display{conn, screen.Root, screen}, nil
}

// onWayland: programs of X11 see there only the keys meant for them.
func onWayland() bool {
	return os.Getenv("XDG_SESSION_TYPE") == "wayland" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// Key calls pressed whenever the key is pressed in any program.
func (d *Desk) Key(name string, pressed func()) (release func(), err error) {
	c, err := parseChord(name)
	if err != nil {
		return nil, err
	}
	if onWayland() {
		return nil, fmt.Errorf("%w: a key for all programs, under Wayland", ErrNotHere)
	}
	x, err := openDisplay()
	if err != nil {
		return nil, err
	}
	if err := x.grab(c); err != nil {
		x.Close()
		return nil, err
	}
	ended := make(chan struct{})
	d.keys.Go(func() {
		defer close(ended)
		for {
			event, failed := x.WaitForEvent()
			if event == nil && failed == nil {
				return // the connection is closed
			}
			if _, ok := event.(xproto.KeyPressEvent); ok {
				pressed()
			}
		}
	})
	return func() { x.Close(); <-ended }, nil
}

// grab asks for a chord, with every combination of the locks.
func (x *display) grab(c chord) error {
	k, err := x.keyboard()
	if err != nil {
		return fmt.Errorf("the keyboard's tables: %w", err)
	}
	codes := k.codes(c.symbol())
	if len(codes) == 0 {
		return fmt.Errorf("%w: this keyboard has no such key", ErrNotHere)
	}
	for _, code := range codes {
		for _, held := range k.grabs(c) {
			err := xproto.GrabKeyChecked(x.Conn, false, x.root, held, xproto.Keycode(code), xproto.GrabModeAsync, xproto.GrabModeAsync).Check()
			var denied xproto.AccessError
			if errors.As(err, &denied) {
				return ErrTaken
			}
			if err != nil {
				return fmt.Errorf("asking for the key: %w", err)
			}
		}
	}
	return nil
}

func (x *display) keyboard() (keyboard, error) {
	setup := xproto.Setup(x.Conn)
	first := setup.MinKeycode
	keys, err := xproto.GetKeyboardMapping(x.Conn, first, byte(setup.MaxKeycode-first+1)).Reply()
	if err != nil {
		return keyboard{}, err
	}
	held, err := xproto.GetModifierMapping(x.Conn).Reply()
	if err != nil {
		return keyboard{}, err
	}
	k := keyboard{first: byte(first), perKey: int(keys.KeysymsPerKeycode), perModify: max(1, int(held.KeycodesPerModifier))}
	for _, s := range keys.Keysyms {
		k.symbols = append(k.symbols, uint32(s))
	}
	for _, c := range held.Keycodes {
		k.modifiers = append(k.modifiers, byte(c))
	}
	return k, nil
}

// OnTop puts a window at the screen's upper right edge and above all others. A
// window manager keeps even a window that is to be above below one that fills the
// screen, so that this one is taken out of its hands; it can be clicked then, and
// never has the keyboard.
func (d *Desk) OnTop(handle uintptr) error {
	x, err := openDisplay()
	if err != nil {
		return err
	}
	defer x.Close()
	w := xproto.Window(handle)
	size, err := xproto.GetGeometry(x.Conn, xproto.Drawable(w)).Reply()
	if err != nil {
		return fmt.Errorf("the warning's window: %w", err)
	}
	now, err := xproto.GetWindowAttributes(x.Conn, w).Reply()
	if err != nil {
		return fmt.Errorf("the warning's window: %w", err)
	}
	if !now.OverrideRedirect {
		xproto.UnmapWindow(x.Conn, w)
		xproto.ChangeWindowAttributes(x.Conn, w, xproto.CwOverrideRedirect, []uint32{1})
		x.mark(w)
	}
	left, top := x.corner(int(size.Width))
	xproto.ConfigureWindow(x.Conn, w, xproto.ConfigWindowX|xproto.ConfigWindowY|xproto.ConfigWindowStackMode,
		[]uint32{uint32(left), uint32(top), xproto.StackModeAbove})
	if err := xproto.MapWindowChecked(x.Conn, w).Check(); err != nil {
		return fmt.Errorf("the warning's window: %w", err)
	}
	return nil
}

// mark says what the window is to whoever draws the screen, and to a window
// manager that looks after it all the same.
func (x *display) mark(w xproto.Window) {
	atoms := func(property string, values ...string) {
		var list []byte
		for _, v := range values {
			four := make([]byte, 4)
			xgb.Put32(four, uint32(x.atom(v)))
			list = append(list, four...)
		}
		xproto.ChangeProperty(x.Conn, xproto.PropModeReplace, w, x.atom(property), xproto.AtomAtom, 32, uint32(len(values)), list)
	}
	atoms("_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_NOTIFICATION")
	atoms("_NET_WM_STATE", "_NET_WM_STATE_ABOVE", "_NET_WM_STATE_STICKY", "_NET_WM_STATE_SKIP_TASKBAR", "_NET_WM_STATE_SKIP_PAGER")
}

// fromEdge is the warning's distance to the screen's edges.
const fromEdge = 16

// corner is where a window of that width stands at the upper right edge of the
// first screen.
func (x *display) corner(width int) (left, top int) {
	screen := randr.MonitorInfo{Width: x.info.WidthInPixels, Height: x.info.HeightInPixels}
	if randr.Init(x.Conn) == nil {
		if all, err := randr.GetMonitors(x.Conn, x.root, true).Reply(); err == nil {
			for i, m := range all.Monitors {
				if i == 0 || m.Primary {
					screen = m
				}
			}
		}
	}
	return int(screen.X) + int(screen.Width) - width - fromEdge, int(screen.Y) + fromEdge
}

func (x *display) atom(name string) xproto.Atom {
	reply, err := xproto.InternAtom(x.Conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return xproto.AtomNone
	}
	return reply.Atom
}

// active is the window that the window manager calls active, 0 where there is no
// window manager.
func (x *display) active() xproto.Window {
	reply, err := xproto.GetProperty(x.Conn, false, x.root, x.atom("_NET_ACTIVE_WINDOW"), xproto.AtomWindow, 0, 1).Reply()
	if err != nil || len(reply.Value) < 4 {
		return 0
	}
	return xproto.Window(xgb.Get32(reply.Value))
}

// activate has the window manager bring a window to the front; without one it is
// done by hand.
func (x *display) activate(w xproto.Window, managed bool) {
	if !managed {
		xproto.MapWindow(x.Conn, w)
		xproto.ConfigureWindow(x.Conn, w, xproto.ConfigWindowStackMode, []uint32{xproto.StackModeAbove})
		xproto.SetInputFocus(x.Conn, xproto.InputFocusPointerRoot, w, xproto.TimeCurrentTime)
		return
	}
	const byAPerson = 2 // window managers may refuse what a program asks by itself
	message := xproto.ClientMessageEvent{
		Format: 32, Window: w, Type: x.atom("_NET_ACTIVE_WINDOW"),
		Data: xproto.ClientMessageDataUnionData32New([]uint32{byAPerson, xproto.TimeCurrentTime, 0, 0, 0}),
	}
	xproto.SendEvent(x.Conn, false, x.root, xproto.EventMaskSubstructureNotify|xproto.EventMaskSubstructureRedirect, string(message.Bytes()))
}

// managed reports whether a window manager looks after the windows.
func (x *display) managed() bool {
	reply, err := xproto.GetProperty(x.Conn, false, x.root, x.atom("_NET_SUPPORTING_WM_CHECK"), xproto.AtomWindow, 0, 1).Reply()
	return err == nil && len(reply.Value) == 4
}

// Raise brings a window before the others and gives it the keyboard.
func (d *Desk) Raise(handle uintptr) error {
	x, err := openDisplay()
	if err != nil {
		return err
	}
	defer x.Close()
	x.activate(xproto.Window(handle), x.managed())
	x.Sync()
	return nil
}

// KeepFocus remembers who has the keyboard; what it returns gives it back.
func (d *Desk) KeepFocus() (giveBack func()) {
	x, err := openDisplay()
	if err != nil {
		return func() {}
	}
	focus, err := xproto.GetInputFocus(x.Conn).Reply()
	before := x.active()
	return func() {
		defer x.Close()
		if before != 0 {
			x.activate(before, true)
			x.Sync()
			return
		}
		now, failed := xproto.GetInputFocus(x.Conn).Reply()
		if err == nil && failed == nil && now.Focus != focus.Focus {
			xproto.SetInputFocus(x.Conn, focus.RevertTo, focus.Focus, xproto.TimeCurrentTime)
		}
		x.Sync()
	}
}
