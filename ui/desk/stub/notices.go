package stub

import (
	"fmt"
	"os"
	"sync"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

const (
	noticesName = "org.freedesktop.Notifications"
	noticesPath = "/org/freedesktop/Notifications"
)

func write(path, text string) error { return os.WriteFile(path, []byte(text), 0o600) }

// Notice is a notification as it arrived.
type Notice struct {
	ID, Replaces     uint32
	App, Title, Body string
	Actions          []string
	Urgency          byte
	Picture          bool  // it carries one
	Stays            int32 // milliseconds; 0 until it is closed, -1 as usual
}

// Notices is a notification server.
type Notices struct {
	conn  *dbus.Conn
	props *prop.Properties

	mu   sync.Mutex
	all  []Notice
	last uint32
}

// Notices puts a notification server on the bus, one that reads mark-up.
func (b *Bus) Notices() (*Notices, error) {
	conn, err := b.own(noticesName)
	if err != nil {
		return nil, err
	}
	n := &Notices{conn: conn}
	if err := conn.Export(server{n}, noticesPath, noticesName); err != nil {
		return nil, fmt.Errorf("a notification server: %w", err)
	}
	n.props, err = prop.Export(conn, noticesPath, prop.Map{noticesName: {"Inhibited": {Value: false, Emit: prop.EmitTrue}}})
	if err != nil {
		return nil, fmt.Errorf("a notification server: %w", err)
	}
	return n, nil
}

// All are the notifications that came, the oldest first.
func (n *Notices) All() []Notice {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]Notice(nil), n.all...)
}

// Inhibit switches "do not disturb".
func (n *Notices) Inhibit(on bool) { n.props.SetMust(noticesName, "Inhibited", on) }

// Press presses a notification, as a person does.
func (n *Notices) Press(id uint32) error {
	return n.conn.Emit(noticesPath, noticesName+".ActionInvoked", id, "default")
}

// server is what is on the bus of it.
type server struct{ n *Notices }

// GetCapabilities is the bus's.
func (s server) GetCapabilities() ([]string, *dbus.Error) {
	return []string{"actions", "body", "body-markup", "icon-static"}, nil
}

// GetServerInformation is the bus's.
func (s server) GetServerInformation() (name, vendor, version, spec string, failed *dbus.Error) {
	return "stub", "countercheck", "1", "1.2", nil
}

// CloseNotification is the bus's.
func (s server) CloseNotification(uint32) *dbus.Error { return nil }

// Notify is the bus's.
func (s server) Notify(app string, replaces uint32, _, title, body string, actions []string, hints map[string]dbus.Variant, stays int32) (uint32, *dbus.Error) {
	s.n.mu.Lock()
	defer s.n.mu.Unlock()
	id := replaces
	if id == 0 {
		s.n.last++
		id = s.n.last
	}
	urgency, _ := hints["urgency"].Value().(byte)
	_, picture := hints["image-data"]
	s.n.all = append(s.n.all, Notice{id, replaces, app, title, body, actions, urgency, picture, stays})
	return id, nil
}
