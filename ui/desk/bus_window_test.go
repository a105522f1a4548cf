//go:build window && linux

package desk

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"go.uber.org/goleak"

	"countercheck/assets"
	"countercheck/ui/desk/stub"
)

// needs skips by name where the test cannot run, which fails where nobody would
// see it.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		_, err := exec.LookPath(program)
		switch {
		case err == nil:
		case os.Getenv("CI") == "true":
			t.Fatal(program + " is not installed")
		default:
			t.Skip(program + " is not installed")
		}
	}
}

// bus is a session bus of the test's own.
func bus(t *testing.T) *stub.Bus {
	t.Helper()
	needs(t, "dbus-daemon")
	b, err := stub.NewBus(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", b.Address)
	t.Setenv("XDG_CURRENT_DESKTOP", "")
	return b
}

func TestAnEmptyBus(t *testing.T) {
	bus(t)
	d := New(Options{Name: "收银体检"})
	defer d.Close()
	if d.HasTray() || !d.TrayMayCome() {
		t.Errorf("a tray: %v, one may come: %v", d.HasTray(), d.TrayMayCome())
	}
	if got := d.Muted(); got != mutedNone {
		t.Errorf("muted %q", got)
	}
	if err := d.Notify("a", "b", false); err == nil {
		t.Error("a notification was shown to nobody")
	}
}

func TestNoBus(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	d := New(Options{})
	defer d.Close()
	if d.HasTray() || d.TrayMayCome() || d.Muted() != mutedNone || d.Notify("a", "b", true) == nil {
		t.Error("without a bus something is promised")
	}
}

func TestATrayThatComesLater(t *testing.T) {
	b := bus(t)
	d := New(Options{})
	defer d.Close()
	if d.HasTray() {
		t.Error("a tray before there is one")
	}
	if _, err := b.Tray(); err != nil {
		t.Fatal(err)
	}
	if !d.HasTray() {
		t.Error("the tray is not seen")
	}
}

func TestNotifications(t *testing.T) {
	b := bus(t)
	server, err := b.Notices()
	if err != nil {
		t.Fatal(err)
	}
	before := goleak.IgnoreCurrent()
	opened := make(chan struct{}, 1)
	d := New(Options{Name: "收银体检", Icon: assets.Icon, Open: func() { opened <- struct{}{} }})
	if got := d.Muted(); got != "" {
		t.Errorf("muted %q", got)
	}
	for _, n := range []struct {
		title, body string
		urgent      bool
	}{{"现在收不了", "拔了 <网线> & 插回去", true}, {"又能收款了", "断了 3 分钟", false}} {
		if err := d.Notify(n.title, n.body, n.urgent); err != nil {
			t.Fatal(err)
		}
	}
	all := server.All()
	if len(all) != 2 {
		t.Fatalf("%d notifications came", len(all))
	}
	bad, good := all[0], all[1]
	if bad.App != "收银体检" || bad.Title != "现在收不了" || bad.Body != "拔了 &lt;网线&gt; &amp; 插回去" || bad.Urgency != 2 || bad.Stays != 0 || !bad.Picture {
		t.Errorf("the urgent one: %+v", bad)
	}
	if good.Urgency != 1 || good.Stays != -1 || good.Replaces != bad.ID {
		t.Errorf("the usual one: %+v", good)
	}
	if err := server.Press(good.ID + 7); err != nil { // somebody else's
		t.Fatal(err)
	}
	if err := server.Press(good.ID); err != nil {
		t.Fatal(err)
	}
	select {
	case <-opened:
	case <-time.After(5 * time.Second):
		t.Error("pressing it opens nothing")
	}
	server.Inhibit(true)
	if got := d.Muted(); got != mutedInhibited {
		t.Errorf("while nobody is to be disturbed: muted %q", got)
	}
	d.Close()
	if len(opened) != 0 {
		t.Error("a notification of another program opens the window")
	}
	goleak.VerifyNone(t, before)
}

// A program that starts with the system, in a home whose name has a blank.
func TestAutostart(t *testing.T) {
	home := t.TempDir() + "/店 主"
	t.Setenv("XDG_CONFIG_HOME", home)
	d, moved := &Desk{options: Options{Name: "收银体检", Program: "/opt/my cc/countercheck"}}, &Desk{options: Options{Program: "/opt/countercheck"}}
	expect := func(d *Desk, want bool) {
		t.Helper()
		if on, err := d.Autostart(); err != nil || on != want {
			t.Errorf("starts with the system: %v, %v", on, err)
		}
	}
	expect(d, false)
	for range 2 {
		if err := d.SetAutostart(true); err != nil {
			t.Fatal(err)
		}
	}
	expect(d, true)
	expect(moved, false)
	if names, err := os.ReadDir(home + "/autostart"); err != nil || len(names) != 1 || names[0].Name() != "countercheck.desktop" {
		t.Errorf("the folder holds %v, %v", names, err)
	}
	for range 2 {
		if err := d.SetAutostart(false); err != nil {
			t.Fatal(err)
		}
	}
	expect(d, false)
	if err := os.WriteFile(home+"/autostart/countercheck.desktop", nil, 0o000); err != nil {
		t.Fatal(err)
	}
	expect(d, false)
	blocked := &Desk{options: d.options}
	t.Setenv("XDG_CONFIG_HOME", "/proc/self/nowhere")
	if err := blocked.SetAutostart(true); err == nil {
		t.Error("an entry that could not be written is not told")
	}
}
