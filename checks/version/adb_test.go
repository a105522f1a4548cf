package version

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"countercheck/checks"
)

// adbServer speaks what an adb server speaks to its clients: a request is its
// length in four hexadecimal digits and a service; the answer is OKAY, or FAIL with
// a counted text. host: services concern the server, and end the connection but
// for transport, after which it belongs to a device. What a device prints is not
// counted and ends with the connection.
type adbServer struct {
	version string
	devices map[string]string // serial -> state
	prints  map[string]string // command -> output

	mu    sync.Mutex
	asked []string
}

// listen starts the server and returns its address.
func (a *adbServer) listen(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer conn.Close()
				a.serve(conn)
			})
		}
	})
	t.Cleanup(func() { listener.Close(); all.Wait() })
	return listener.Addr().String()
}

func (a *adbServer) serve(conn net.Conn) {
	in, chosen := bufio.NewReader(conn), false
	for {
		var digits [4]byte
		if _, err := io.ReadFull(in, digits[:]); err != nil {
			return
		}
		n, err := strconv.ParseUint(string(digits[:]), 16, 16)
		if err != nil {
			return
		}
		service := make([]byte, n)
		if _, err := io.ReadFull(in, service); err != nil {
			return
		}
		a.mu.Lock()
		a.asked = append(a.asked, string(service))
		a.mu.Unlock()
		name, ok := string(service), false
		switch {
		case name == "host:version":
			fmt.Fprintf(conn, "OKAY%04x%s", len(a.version), a.version)
			return
		case strings.HasPrefix(name, "host") && strings.HasSuffix(name, ":features"): // the adb tool wants to know
			io.WriteString(conn, "OKAY0000")
			return
		case strings.HasPrefix(name, "host:transport"), strings.HasPrefix(name, "host:tport"):
			if reason := a.choose(name); reason != "" {
				fmt.Fprintf(conn, "FAIL%04x%s", len(reason), reason)
				return
			}
			chosen, ok = true, true
			io.WriteString(conn, "OKAY")
			if strings.HasPrefix(name, "host:tport") { // the newer way; the answer numbers the line
				conn.Write([]byte{1, 0, 0, 0, 0, 0, 0, 0})
			}
		case chosen:
			var text string
			if text, ok = a.prints[strings.TrimPrefix(name, "shell:")]; ok {
				io.WriteString(conn, "OKAY"+text)
				return
			}
		}
		if !ok {
			const reason = "unknown host service"
			fmt.Fprintf(conn, "FAIL%04x%s", len(reason), reason)
			return
		}
	}
}

// choose takes a device, or says why not, in adb's words.
func (a *adbServer) choose(service string) string {
	_, serial, named := strings.Cut(strings.Replace(service, "host:tport:serial:", "host:transport:", 1), "host:transport:")
	if !named {
		if len(a.devices) != 1 {
			return map[bool]string{true: "no devices/emulators found", false: "more than one device/emulator"}[len(a.devices) == 0]
		}
		for only := range a.devices {
			serial = only
		}
	}
	switch state, ok := a.devices[serial]; {
	case !ok:
		return "device '" + serial + "' not found"
	case state == "unauthorized":
		return "device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set\nTry 'adb kill-server' if that seems wrong.\nOtherwise check for a confirmation dialog on your device."
	case state == "offline":
		return "device offline"
	}
	return ""
}

// What dumpsys prints of an app that came with the device and was updated, cut to
// what is around the versions.
const dumped = "Activity Resolver Table:\r\n  Non-Data Actions:\r\n      com.shop.till/.Start filter 6f8c\r\n\r\n" +
	"Packages:\r\n  Package [com.shop.till.printer] (1a2b3c):\r\n    versionCode=9 minSdk=21 targetSdk=28\r\n    versionName=9.9.9\r\n" +
	"  Package [com.shop.till] (4d5e6f):\r\n    userId=10061\r\n    versionCode=320 minSdk=21 targetSdk=28\r\n    versionName=3.2.0-a4\r\n" +
	"\r\nHidden system packages:\r\n  Package [com.shop.till] (778899):\r\n    versionName=1.0.0\r\n"

func till(devices map[string]string) *adbServer {
	return &adbServer{version: "0029", devices: devices, prints: map[string]string{
		"dumpsys package com.shop.till":        dumped,
		"dumpsys package com.shop.gone":        "Dexopt state:\n  Unable to find package: com.shop.gone\n",
		"getprop ro.build.display.id":          "TILL-V2.0.6_20240901\r\n",
		"getprop ro.build.version.incremental": "\n",
	}}
}

func TestATillOverADB(t *testing.T) {
	one := map[string]string{"T2A00001": "device"}
	for _, c := range []struct {
		devices         map[string]string
		s               checks.VersionSource
		version, reason string
	}{
		{one, checks.VersionSource{Name: "com.shop.till"}, "3.2.0-a4", ""},
		{one, checks.VersionSource{Name: "com.shop.till", Device: "T2A00001"}, "3.2.0-a4", ""},
		{one, checks.VersionSource{Build: "ro.build.display.id"}, "TILL-V2.0.6_20240901", ""},
		{one, checks.VersionSource{Build: "ro.build.version.incremental"}, "", NoVersion},
		{one, checks.VersionSource{Name: "com.shop.gone"}, "", NotFound},
		{one, checks.VersionSource{Name: "com.shop.till", Device: "T2A00002"}, "", NoDevice},
		{one, checks.VersionSource{Name: "com.shop.till", Build: "ro.build.display.id"}, "", Unusable},
		{nil, checks.VersionSource{Name: "com.shop.till"}, "", NoDevice},
		{map[string]string{"a": "device", "b": "device"}, checks.VersionSource{Name: "com.shop.till"}, "", SeveralDevices},
		{map[string]string{"a": "device", "192.168.1.8:5555": "device"}, checks.VersionSource{Name: "com.shop.till", Device: "192.168.1.8:5555"}, "3.2.0-a4", ""},
		{map[string]string{"a": "offline"}, checks.VersionSource{Name: "com.shop.till"}, "", NoDevice},
		{map[string]string{"a": "unauthorized"}, checks.VersionSource{Name: "com.shop.till"}, "", Unauthorized},
	} {
		server := till(c.devices)
		got, err := read(t.Context(), bridge{server.listen(t)}, c.s)
		if got.Version != c.version || why(t, err) != c.reason {
			t.Errorf("%+v of %v: %q, %v; want %q %s", c.s, c.devices, got.Version, err, c.version, c.reason)
		}
	}
}

func TestNothingElseCanBeAskedOverADB(t *testing.T) {
	server := till(map[string]string{"a": "device"})
	b := bridge{server.listen(t)}
	for _, s := range []checks.VersionSource{
		{Name: "com.shop.till; reboot"},
		{Name: "com.shop.till\nreboot"},
		{Name: "$(reboot)"},
		{Name: "till"},
		{Name: ""},
		{Name: "com.shop.till -f"},
		{Name: strings.Repeat("a.", 200) + "a"},
		{Name: "com.shop.收银"},
		{Build: "ro.serialno"},
		{Build: "ro.build.id;reboot"},
		{Build: "ro.build"},
		{Build: "ro.build.id\n"},
		{Build: "ro.build. id"},
		{Name: "com.shop.till", Device: "a;b"},
		{Name: "com.shop.till", Device: "-any"},
		{Name: "com.shop.till", Device: "a\nb"},
	} {
		if _, err := read(t.Context(), b, s); why(t, err) != Unusable {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if len(server.asked) > 0 {
		t.Errorf("the server was asked for %q", server.asked)
	}
	if _, err := read(t.Context(), b, checks.VersionSource{Name: "com.shop.till"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"host:version", "host:transport-any", "shell:dumpsys package com.shop.till"}; !slices.Equal(server.asked, want) {
		t.Errorf("the server was asked for %q", server.asked)
	}
}

// Whatever else listens on that port.
func TestWhatIsNoADBServer(t *testing.T) {
	for name, says := range map[string]string{
		"silent": "", "web server": "HTTP/1.1 400 Bad Request\r\n\r\n", "no number": "OKAY0004zzzz",
		"long": "OKAYffff" + strings.Repeat("0", 1<<16), "cut": "OKAY00", "refuses": "FAIL0002no",
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				io.WriteString(conn, says)
				io.CopyN(io.Discard, conn, int64(len("000chost:version")))
				conn.Close()
			}
		}()
		if _, err := read(t.Context(), bridge{listener.Addr().String()}, checks.VersionSource{Name: "com.shop.till"}); why(t, err) != NoADB {
			t.Errorf("%s: %v", name, err)
		}
		listener.Close()
		<-done
		if _, err := read(t.Context(), bridge{listener.Addr().String()}, checks.VersionSource{Name: "com.shop.till"}); why(t, err) != NoADB {
			t.Errorf("nobody: %v", err)
		}
	}
}

// A device that prints for ever is cut off.
func TestADeviceThatPrintsForEver(t *testing.T) {
	server := till(map[string]string{"a": "device"})
	server.prints["dumpsys package com.shop.till"] = strings.Repeat("a line of something\n", mostDump/10) + "Package [com.shop.till]\nversionName=1.0\n"
	server.prints["getprop ro.build.id"] = strings.Repeat("1", 2*mostDump)
	b := bridge{server.listen(t)}
	if _, err := read(t.Context(), b, checks.VersionSource{Name: "com.shop.till"}); why(t, err) != NotFound {
		t.Error(err)
	}
	if _, err := read(t.Context(), b, checks.VersionSource{Build: "ro.build.id"}); why(t, err) != TooLarge {
		t.Error(err)
	}
}
