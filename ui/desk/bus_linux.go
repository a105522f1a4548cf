package desk

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// The places on the session's bus.
const (
	notices      = "org.freedesktop.Notifications"
	noticesPath  = "/org/freedesktop/Notifications"
	watcher      = "org.kde.StatusNotifierWatcher"
	watcherPath  = "/StatusNotifierWatcher"
	busAnswers   = 2 * time.Second // whoever takes longer hangs
	untilRead    = int32(0)        // of a notification's time: until it is closed
	asUsual      = int32(-1)
	urgencyUsual = byte(1)
	urgencyHigh  = byte(2)
)

// native is the session's bus; nil where there is none.
type native struct {
	bus       *dbus.Conn
	icon      *pixels
	listening sync.WaitGroup

	mu   sync.Mutex
	last uint32 // the notification that the next one replaces
}

// pixels is a picture as notifications carry it.
type pixels struct {
	Width, Height, Stride int32
	Alpha                 bool
	Bits, Channels        int32
	Data                  []byte
}

func pixelsOf(png []byte) *pixels {
	icon := iconOf(png)
	if icon == nil {
		return nil
	}
	return &pixels{iconSide, iconSide, int32(icon.Stride), true, 8, 4, icon.Pix}
}

func (n *native) open(o Options) {
	n.icon = pixelsOf(o.Icon)
	bus, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return
	}
	if bus.Auth(nil) != nil || bus.Hello() != nil {
		_ = bus.Close() // it has not been one
		return
	}
	n.bus = bus
	if bus.AddMatchSignal(dbus.WithMatchInterface(notices), dbus.WithMatchMember("ActionInvoked")) != nil {
		return
	}
	signals := make(chan *dbus.Signal, 16)
	bus.Signal(signals)
	n.listening.Go(func() {
		for s := range signals { // closed with the bus
			var id uint32
			var action string
			if dbus.Store(s.Body, &id, &action) == nil && n.isOurs(id) {
				o.Open()
			}
		}
	})
}

func (n *native) isOurs(id uint32) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return id == n.last && id != 0
}

func (n *native) close() {
	if n.bus != nil {
		_ = n.bus.Close() // it may have gone already
	}
	n.listening.Wait()
}

// ask calls a method of the bus and stores its answers.
func (n *native) ask(flags dbus.Flags, name, path, method string, args []any, answers ...any) error {
	if n.bus == nil {
		return fmt.Errorf("there is no session bus: %w", ErrNotHere)
	}
	ctx, cancel := context.WithTimeout(context.Background(), busAnswers)
	defer cancel()
	return n.bus.Object(name, dbus.ObjectPath(path)).CallWithContext(ctx, method, flags, args...).Store(answers...)
}

// isSet is a property that is a bool; unknown is false.
func (n *native) isSet(name, path, property string) bool {
	var set bool
	err := n.ask(dbus.FlagNoAutoStart, name, path, "org.freedesktop.DBus.Properties.Get", []any{name, property}, &set)
	return err == nil && set
}

// HasTray reports whether somebody shows tray icons.
func (d *Desk) HasTray() bool { return d.isSet(watcher, watcherPath, "IsStatusNotifierHostRegistered") }

// TrayMayCome reports whether there is a bus to ask for a tray on.
func (d *Desk) TrayMayCome() bool { return d.bus != nil && d.bus.Connected() }

// Notify shows a notification in place of the last one.
func (d *Desk) Notify(title, body string, urgent bool) error {
	var can []string
	if err := d.ask(0, notices, noticesPath, notices+".GetCapabilities", nil, &can); err != nil {
		return fmt.Errorf("nobody here shows notifications: %w", err)
	}
	hints := map[string]dbus.Variant{"urgency": dbus.MakeVariant(urgencyUsual), "category": dbus.MakeVariant("network")}
	stays := asUsual
	if urgent {
		hints["urgency"], stays = dbus.MakeVariant(urgencyHigh), untilRead
	}
	if d.icon != nil {
		hints["image-data"] = dbus.MakeVariant(*d.icon)
	}
	var actions []string
	if slices.Contains(can, "actions") {
		actions = []string{"default", d.options.Name}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	body = marked(body, slices.Contains(can, "body-markup"))
	return d.ask(0, notices, noticesPath, notices+".Notify",
		[]any{d.options.Name, d.last, "", title, body, actions, hints, stays}, &d.last)
}

// Muted says why a notification would not be shown, "" if it would.
func (d *Desk) Muted() string {
	return mutedOnLinux(d.served(), d.isSet(notices, noticesPath, "Inhibited"), showBanners())
}

// served reports whether somebody shows notifications, or would be started to.
func (d *Desk) served() bool {
	const bus, path = "org.freedesktop.DBus", "/org/freedesktop/DBus"
	var owned bool
	var startable []string
	return d.ask(0, bus, path, bus+".NameHasOwner", []any{notices}, &owned) == nil && owned ||
		d.ask(0, bus, path, bus+".ListActivatableNames", nil, &startable) == nil && slices.Contains(startable, notices)
}

// showBanners is GNOME's setting, "" on other desktops.
func showBanners() string {
	if !strings.Contains(os.Getenv("XDG_CURRENT_DESKTOP"), "GNOME") {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), busAnswers)
	defer cancel()
	out, err := exec.CommandContext(ctx, "gsettings", "get", "org.gnome.desktop.notifications", "show-banners").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
