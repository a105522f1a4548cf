// Package stub is the other half of a desktop, for tests: a session bus of the
// test's own, a tray host and a notification server on it. It ships in no
// program and shows nothing on any screen.
package stub

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/godbus/dbus/v5"
)

// Bus is a session bus that nobody else is on.
type Bus struct {
	Address string // the value of DBUS_SESSION_BUS_ADDRESS
	cancel  context.CancelFunc
	daemon  *exec.Cmd
	conns   []*dbus.Conn
}

// busConfig is a session bus without services to start: what a test does not
// bring is not there.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

// NewBus starts a session bus whose files are in dir, an empty folder with a
// short path. It needs dbus-daemon.
func NewBus(dir string) (*Bus, error) {
	config := filepath.Join(dir, "bus.conf")
	if err := write(config, fmt.Sprintf(busConfig, filepath.Join(dir, "bus"))); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	b := &Bus{cancel: cancel}
	b.daemon = exec.CommandContext(ctx, "dbus-daemon", "--config-file="+config, "--nofork", "--print-address")
	out, err := b.daemon.StdoutPipe()
	if err == nil {
		err = b.daemon.Start()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("a session bus: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("a session bus: %w", err)
	}
	b.Address = strings.TrimSpace(line)
	return b, nil
}

// Close ends the bus and everything on it.
func (b *Bus) Close() {
	for _, c := range b.conns {
		_ = c.Close() // it may have gone already
	}
	b.cancel()
	_ = b.daemon.Wait() // it was killed
}

// own connects to the bus under a name.
func (b *Bus) own(name string) (*dbus.Conn, error) {
	conn, err := dbus.Connect(b.Address)
	if err != nil {
		return nil, fmt.Errorf("the bus: %w", err)
	}
	b.conns = append(b.conns, conn)
	reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
	if err == nil && reply != dbus.RequestNameReplyPrimaryOwner {
		err = errors.New("somebody else has the name " + name)
	}
	if err != nil {
		return nil, fmt.Errorf("the bus: %w", err)
	}
	return conn, nil
}
