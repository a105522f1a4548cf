package desk

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32            = windows.NewLazySystemDLL("user32.dll")
	registerHotKey    = user32.NewProc("RegisterHotKey")
	unregisterHotKey  = user32.NewProc("UnregisterHotKey")
	peekMessage       = user32.NewProc("PeekMessageW")
	getMessage        = user32.NewProc("GetMessageW")
	dispatchMessage   = user32.NewProc("DispatchMessageW")
	postThreadMessage = user32.NewProc("PostThreadMessageW")
	setForeground     = user32.NewProc("SetForegroundWindow")
	getWindowRect     = user32.NewProc("GetWindowRect")
	getWindowLong     = user32.NewProc("GetWindowLongW")
	setWindowLong     = user32.NewProc("SetWindowLongW")
	setWindowPos      = user32.NewProc("SetWindowPos")
	showWindow        = user32.NewProc("ShowWindow")
	isIconic          = user32.NewProc("IsIconic")
	systemParameters  = user32.NewProc("SystemParametersInfoW")
)

// message is Windows' MSG.
type message struct {
	window         uintptr
	message        uint32
	wParam, lParam uintptr
	time           uint32
	x, y           int32
	private        uint32
}

// queue gives the thread its queue of messages, which it has only once it has
// asked for one: what is told or registered before would be lost.
func queue() {
	var m message
	_, _, _ = peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, 0)
}

// next waits for the thread's next message; false when the thread is to end.
func (m *message) next() bool {
	got, _, _ := getMessage.Call(uintptr(unsafe.Pointer(m)), 0, 0, 0)
	return int32(got) > 0
}

const (
	wmQuit   = 0x0012
	wmHotKey = 0x0312
)

// quit ends the message loop of a thread.
func quit(thread uint32) { _, _, _ = postThreadMessage.Call(uintptr(thread), wmQuit, 0, 0) }

// Key calls pressed whenever the key is pressed in any program. The key belongs
// to a thread, which does nothing but wait for it.
func (d *Desk) Key(name string, pressed func()) (release func(), err error) {
	c, err := parseChord(name)
	if err != nil {
		return nil, err
	}
	held, code := c.windows()
	ended := make(chan struct{})
	began := make(chan error, 1)
	var thread uint32
	d.keys.Go(func() {
		defer close(ended)
		runtime.LockOSThread() // for good: the thread ends with it
		queue()
		const id = 1 // of this thread's keys
		if ok, _, err := registerHotKey.Call(0, id, uintptr(held), uintptr(code)); ok == 0 {
			if errors.Is(err, windows.ERROR_HOTKEY_ALREADY_REGISTERED) {
				err = ErrTaken
			}
			began <- fmt.Errorf("asking for the key: %w", err)
			return
		}
		defer func() { _, _, _ = unregisterHotKey.Call(0, id) }() // the thread's end takes it away too
		thread = windows.GetCurrentThreadId()
		began <- nil
		for m := (message{}); m.next(); {
			if m.message == wmHotKey {
				pressed()
			}
		}
	})
	if err := <-began; err != nil {
		<-ended
		return nil, err
	}
	return func() { quit(thread); <-ended }, nil
}

const (
	styleExtended   = -20 // the index of a window's extended style
	styleTool       = 0x00000080
	styleTopmost    = 0x00000008
	styleNoActivate = 0x08000000

	topmost       = ^uintptr(0) // HWND_TOPMOST, -1
	posNoSize     = 0x0001
	posNoActivate = 0x0010
	posShow       = 0x0040

	showHide    = 0
	showUsual   = 5
	showRestore = 9

	workArea = 0x0030
	fromEdge = 16
)

// OnTop puts a window at the screen's upper right edge and above all others, as
// one that never has the keyboard.
func (d *Desk) OnTop(handle uintptr) error {
	var size, area windows.Rect
	if ok, _, err := getWindowRect.Call(handle, uintptr(unsafe.Pointer(&size))); ok == 0 {
		return fmt.Errorf("the warning's window: %w", err)
	}
	if ok, _, err := systemParameters.Call(workArea, 0, uintptr(unsafe.Pointer(&area)), 0); ok == 0 {
		return fmt.Errorf("the screen's size: %w", err)
	}
	index := int32(styleExtended)
	style, _, _ := getWindowLong.Call(handle, uintptr(index))
	if style&styleNoActivate == 0 {
		_, _, _ = showWindow.Call(handle, showHide) // or it would stay in the task bar
		_, _, _ = setWindowLong.Call(handle, uintptr(index), style|styleTool|styleTopmost|styleNoActivate)
	}
	left := area.Right - (size.Right - size.Left) - fromEdge
	if ok, _, err := setWindowPos.Call(handle, topmost, uintptr(left), uintptr(area.Top+fromEdge), 0, 0,
		posNoSize|posNoActivate|posShow); ok == 0 {
		return fmt.Errorf("the warning's window: %w", err)
	}
	return nil
}

// Raise brings a window before the others and gives it the keyboard.
func (d *Desk) Raise(handle uintptr) error {
	how := uintptr(showUsual)
	if minimised, _, _ := isIconic.Call(handle); minimised != 0 {
		how = showRestore
	}
	_, _, _ = showWindow.Call(handle, how) // says what it was before
	if ok, _, _ := setForeground.Call(handle); ok == 0 {
		return fmt.Errorf("%w: the system keeps another program in front", ErrNotHere)
	}
	return nil
}

// KeepFocus remembers who has the keyboard; what it returns gives it back.
func (d *Desk) KeepFocus() (giveBack func()) {
	before := windows.GetForegroundWindow()
	return func() {
		if before != 0 && windows.GetForegroundWindow() != before {
			_, _, _ = setForeground.Call(uintptr(before)) // the system may refuse, to nobody's harm
		}
	}
}
