package desk

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"runtime"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var (
	shell32           = windows.NewLazySystemDLL("shell32.dll")
	notifyIcon        = shell32.NewProc("Shell_NotifyIconW")
	notificationState = shell32.NewProc("SHQueryUserNotificationState")
	registerClass     = user32.NewProc("RegisterClassExW")
	unregisterClass   = user32.NewProc("UnregisterClassW")
	createWindow      = user32.NewProc("CreateWindowExW")
	destroyWindow     = user32.NewProc("DestroyWindow")
	defWindowProc     = user32.NewProc("DefWindowProcW")
	createIcon        = user32.NewProc("CreateIconFromResourceEx")
	destroyIcon       = user32.NewProc("DestroyIcon")
	loadIcon          = user32.NewProc("LoadIconW")
)

// windowClass is Windows' WNDCLASSEXW.
type windowClass struct {
	size, style        uint32
	proc               uintptr
	extra, windowExtra int32
	instance, icon     windows.Handle
	cursor, background windows.Handle
	menu, name         *uint16
	smallIcon          windows.Handle
}

// iconData is Windows' NOTIFYICONDATAW.
type iconData struct {
	size                uint32
	window              uintptr
	id, flags, callback uint32
	icon                uintptr
	tip                 [128]uint16
	state, stateMask    uint32
	body                [256]uint16
	version             uint32
	title               [64]uint16
	kind                uint32
	guid                windows.GUID
	balloonIcon         uintptr
}

const (
	iconAdd    = 0
	iconDelete = 2

	iconHasMessage = 0x01
	iconHasIcon    = 0x02
	iconHasBalloon = 0x10

	kindWarning = 0x02
	kindOwnIcon = 0x04
	kindLarge   = 0x20

	balloonTold    = 0x8001 // our own number for what the icon tells
	balloonTimeout = 0x0404
	balloonClicked = 0x0405

	onlyMessages = ^uintptr(2) // HWND_MESSAGE, -3
	usualIcon    = 32516       // IDI_INFORMATION
	pngIcon      = 0x00030000
)

// native is a window that nobody sees: balloons need one to belong to.
type native struct {
	options Options
	running sync.WaitGroup
	thread  uint32
	window  uintptr // 0: there is none
	icon    uintptr
	owned   bool // the icon is ours to destroy

	mu    sync.Mutex
	shown bool
}

func (n *native) open(o Options) {
	n.options = o
	ready := make(chan struct{})
	n.running.Go(func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		queue()
		class := n.create()
		close(ready)
		if n.window == 0 {
			return
		}
		for m := (message{}); m.next(); {
			_, _, _ = dispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
		}
		n.clear()
		_, _, _ = destroyWindow.Call(n.window)
		_, _, _ = unregisterClass.Call(uintptr(unsafe.Pointer(class.name)), uintptr(class.instance))
		if n.owned {
			_, _, _ = destroyIcon.Call(n.icon)
		}
	})
	<-ready
}

// create makes the window and the icon, on the thread that they belong to.
func (n *native) create() *windowClass {
	class := &windowClass{proc: windows.NewCallback(n.told)}
	class.size = uint32(unsafe.Sizeof(*class))
	class.name, _ = windows.UTF16PtrFromString("CountercheckBalloon") // holds no zero
	_ = windows.GetModuleHandleEx(0, nil, &class.instance)            // without one the system takes this program
	n.thread = windows.GetCurrentThreadId()
	_, _, _ = registerClass.Call(uintptr(unsafe.Pointer(class))) // the window says whether it worked
	n.window, _, _ = createWindow.Call(0, uintptr(unsafe.Pointer(class.name)), 0, 0, 0, 0, 0, 0, onlyMessages, 0, uintptr(class.instance), 0)
	var file bytes.Buffer
	if icon := iconOf(n.options.Icon); icon != nil && png.Encode(&file, icon) == nil {
		text := file.Bytes()
		n.icon, _, _ = createIcon.Call(uintptr(unsafe.Pointer(&text[0])), uintptr(len(text)), 1, pngIcon, 0, 0, 0)
		n.owned = n.icon != 0
	}
	if !n.owned {
		n.icon, _, _ = loadIcon.Call(0, usualIcon)
	}
	return class
}

// told hears of the window's messages.
func (n *native) told(window, message, wParam, lParam uintptr) uintptr {
	if message == balloonTold {
		switch lParam & 0xFFFF {
		case balloonClicked:
			n.clear()
			n.options.Open()
		case balloonTimeout:
			n.clear()
		}
		return 0
	}
	result, _, _ := defWindowProc.Call(window, message, wParam, lParam)
	return result
}

func (n *native) close() {
	if n.window != 0 {
		quit(n.thread)
	}
	n.running.Wait()
}

func (n *native) data() *iconData {
	data := &iconData{window: n.window, id: 1, callback: balloonTold, icon: n.icon, balloonIcon: n.icon}
	data.size = uint32(unsafe.Sizeof(*data))
	return data
}

// clear takes the balloon's icon away; the tray has one of its own.
func (n *native) clear() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.shown {
		_, _, _ = notifyIcon.Call(iconDelete, uintptr(unsafe.Pointer(n.data()))) // gone is gone
	}
	n.shown = false
}

// HasTray is always true: the task bar has a place for icons.
func (d *Desk) HasTray() bool { return true }

// TrayMayCome is always true.
func (d *Desk) TrayMayCome() bool { return true }

// Notify shows a balloon, which newer systems show as a notification.
func (d *Desk) Notify(title, body string, urgent bool) error {
	if d.window == 0 {
		return fmt.Errorf("%w: a window for notifications", ErrNotHere)
	}
	d.clear()
	data := d.data()
	data.flags = iconHasMessage | iconHasIcon | iconHasBalloon
	data.kind = kindOwnIcon | kindLarge
	if urgent && !d.owned {
		data.kind = kindWarning
	}
	copy(data.title[:], cut(title, len(data.title)-1))
	copy(data.body[:], cut(body, len(data.body)-1))
	d.mu.Lock()
	defer d.mu.Unlock()
	if ok, _, _ := notifyIcon.Call(iconAdd, uintptr(unsafe.Pointer(data))); ok == 0 {
		return errors.New("the system showed no notification")
	}
	d.shown = true
	return nil
}

// Muted says why a notification would not be shown, "" if it would.
func (d *Desk) Muted() string {
	var state uint32
	_, _, _ = notificationState.Call(uintptr(unsafe.Pointer(&state))) // unasked it stays 0, which mutes nothing
	return mutedOnWindows(state, toasts())
}

// toasts is the system's setting of whether it shows notifications at all.
func toasts() bool {
	key, err := registry.OpenKey(registry.CURRENT_USER, `Software\Microsoft\Windows\CurrentVersion\PushNotifications`, registry.QUERY_VALUE)
	if err != nil {
		return true
	}
	defer key.Close()
	on, _, err := key.GetIntegerValue("ToastEnabled")
	return err != nil || on != 0
}
