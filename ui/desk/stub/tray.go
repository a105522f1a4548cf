package stub

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"strings"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemName    = "org.kde.StatusNotifierItem"
	menuName    = "com.canonical.dbusmenu"
)

// Tray is a place for tray icons, with somebody who looks at it.
type Tray struct {
	conn *dbus.Conn

	mu    sync.Mutex
	items []item
}

type item struct {
	owner string
	path  dbus.ObjectPath
}

// Tray puts a tray on the bus.
func (b *Bus) Tray() (*Tray, error) {
	conn, err := b.own(watcherName)
	if err != nil {
		return nil, err
	}
	t := &Tray{conn: conn}
	if err := conn.Export(host{t}, watcherPath, watcherName); err != nil {
		return nil, fmt.Errorf("a tray: %w", err)
	}
	_, err = prop.Export(conn, watcherPath, prop.Map{watcherName: {
		"IsStatusNotifierHostRegistered": {Value: true}, "ProtocolVersion": {Value: int32(0)},
		"RegisteredStatusNotifierItems": {Value: []string{}},
	}})
	if err != nil {
		return nil, fmt.Errorf("a tray: %w", err)
	}
	return t, nil
}

// host is what is on the bus of it.
type host struct{ t *Tray }

// RegisterStatusNotifierItem is the bus's.
func (h host) RegisterStatusNotifierItem(what string, sender dbus.Sender) *dbus.Error {
	i := item{string(sender), "/StatusNotifierItem"}
	if strings.HasPrefix(what, "/") {
		i.path = dbus.ObjectPath(what)
	} else if what != "" {
		i.owner = what
	}
	h.t.mu.Lock()
	defer h.t.mu.Unlock()
	h.t.items = append(h.t.items, i)
	return nil
}

// RegisterStatusNotifierHost is the bus's.
func (h host) RegisterStatusNotifierHost(string) *dbus.Error { return nil }

// newest is the icon that came last.
func (t *Tray) newest() (item, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.items) == 0 {
		return item{}, errors.New("nobody has put an icon into the tray")
	}
	return t.items[len(t.items)-1], nil
}

func (t *Tray) property(name string, value any) error {
	i, err := t.newest()
	if err != nil {
		return err
	}
	var v dbus.Variant
	if err := t.conn.Object(i.owner, i.path).Call("org.freedesktop.DBus.Properties.Get", 0, itemName, name).Store(&v); err != nil {
		return fmt.Errorf("the icon's %s: %w", name, err)
	}
	return v.Store(value)
}

type pixmap struct {
	Width, Height int32
	Data          []byte // ARGB
}

// Icon is the picture in the tray.
func (t *Tray) Icon() (image.Image, error) {
	var all []pixmap
	if err := t.property("IconPixmap", &all); err != nil {
		return nil, err
	}
	if len(all) == 0 || len(all[0].Data) != int(all[0].Width*all[0].Height*4) {
		return nil, errors.New("the icon has no picture")
	}
	p := all[0]
	picture := image.NewNRGBA(image.Rect(0, 0, int(p.Width), int(p.Height)))
	for i := range int(p.Width * p.Height) {
		from := p.Data[i*4 : i*4+4]
		picture.SetNRGBA(i%int(p.Width), i/int(p.Width), color.NRGBA{A: from[0], R: from[1], G: from[2], B: from[3]})
	}
	return picture, nil
}

// Tooltip is what is said under the pointer.
func (t *Tray) Tooltip() (string, error) {
	var tip struct {
		Name        string
		Icons       []pixmap
		Title, Text string
	}
	err := t.property("ToolTip", &tip)
	return tip.Title, err
}

// Tap presses the icon with the first button.
func (t *Tray) Tap() error {
	i, err := t.newest()
	if err != nil {
		return err
	}
	return t.conn.Object(i.owner, i.path).Call(itemName+".Activate", 0, int32(0), int32(0)).Err
}

// Line is one of the menu.
type Line struct {
	ID       int32
	Label    string
	Disabled bool
}

type layout struct {
	ID         int32
	Properties map[string]dbus.Variant
	Children   []dbus.Variant
}

// Menu is the icon's menu without what only separates.
func (t *Tray) Menu() ([]Line, error) {
	menu, err := t.menu()
	if err != nil {
		return nil, err
	}
	var revision uint32
	var top layout
	if err := menu.Call(menuName+".GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &top); err != nil {
		return nil, fmt.Errorf("the icon's menu: %w", err)
	}
	var all []Line
	for _, c := range top.Children {
		var l layout
		if err := c.Store(&l); err != nil {
			return nil, fmt.Errorf("the icon's menu: %w", err)
		}
		label, _ := l.Properties["label"].Value().(string)
		enabled, known := l.Properties["enabled"].Value().(bool)
		if label != "" {
			all = append(all, Line{l.ID, label, known && !enabled})
		}
	}
	return all, nil
}

func (t *Tray) menu() (dbus.BusObject, error) {
	var path dbus.ObjectPath
	if err := t.property("Menu", &path); err != nil {
		return nil, err
	}
	i, err := t.newest()
	if err != nil {
		return nil, err
	}
	return t.conn.Object(i.owner, path), nil
}

// Choose presses a line of the menu by what it says.
func (t *Tray) Choose(label string) error {
	all, err := t.Menu()
	if err != nil {
		return err
	}
	menu, err := t.menu()
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Label == label {
			return menu.Call(menuName+".Event", 0, l.ID, "clicked", dbus.MakeVariant(int32(0)), uint32(time.Now().Unix())).Err
		}
	}
	return fmt.Errorf("the icon's menu has no line %q", label)
}
