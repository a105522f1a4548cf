//go:build lab && linux

package netns

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// catalogue is a small one of the test's own: what the lab does must not depend
// on what the program ships.
var catalogue = checks.Catalogue{
	Providers: []checks.Provider{
		{ID: "wechat", Owner: "tencent-pay", Endpoints: []checks.Endpoint{
			{Host: "api.mch.weixin.qq.com", Port: 443, Scheme: checks.HTTPS, Path: "/pay/orderquery", Role: checks.Primary},
			{Host: "api2.mch.weixin.qq.com", Port: 443, Scheme: checks.HTTPS, Path: "/pay/orderquery", Role: checks.Backup},
		}},
		{ID: "alipay", Owner: "alipay", Endpoints: []checks.Endpoint{
			{Host: "openapi.alipay.com", Port: 443, Scheme: checks.HTTPS, Path: "/gateway.do", Role: checks.Primary},
		}},
	},
	Controls: []checks.Control{{Host: "www.baidu.com", Owner: "baidu"}},
	Anchors:  []checks.Anchor{{Address: "223.5.5.5", Owner: "alibaba"}},
	Portals:  []checks.Portal{{ID: "miui", Owner: "xiaomi", URL: "http://connect.rom.miui.com/generate_204", Status: 204}},
	Clocks:   []checks.Clock{{Host: "ntp.aliyun.com", Owner: "alibaba"}},
}

// up is a healthy network for the length of a test.
func up(t *testing.T) *Net {
	t.Helper()
	if err := Ready(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the lab cannot run: %v", err)
		}
		t.Skipf("the lab cannot run: %v", err)
	}
	n, err := Up(t.Context(), Options{Catalogue: catalogue})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// shop runs a command on the shop's PC and returns what it printed.
func shop(t *testing.T, n *Net, command string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	out, err := n.Command(ctx, "sh", "-c", command).CombinedOutput()
	return string(out), err
}

// with switches a fault on for the rest of the test.
func with(t *testing.T, n *Net, name string) {
	t.Helper()
	f, known := Find(name)
	if !known {
		t.Fatalf("no fault %q", name)
	}
	if err := n.Do(f); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Undo(f); err != nil {
			t.Error(err)
		}
	})
}

var pingLine = regexp.MustCompile(`([\d.]+)% packet loss[^=]*(?:= [\d.]+/([\d.]+)/)?`)

// ping returns the loss in percent and the mean time in milliseconds.
func ping(t *testing.T, n *Net, options string) (loss, mean float64) {
	t.Helper()
	out, _ := shop(t, n, "ping -q "+options) // its exit code tells of losses, which are wanted here
	m := pingLine.FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("ping %s: %s", options, out)
	}
	loss, _ = strconv.ParseFloat(m[1], 64)
	mean, _ = strconv.ParseFloat(m[2], 64)
	return loss, mean
}

const curl = "curl -sS -o /dev/null -w '%{http_code}' --max-time 4 "

func TestHealthyShop(t *testing.T) {
	n := up(t)
	for command, want := range map[string]string{
		curl + "-4 https://api.mch.weixin.qq.com/pay/orderquery": "200",
		curl + "-6 https://api.mch.weixin.qq.com/pay/orderquery": "200",
		curl + "https://openapi.alipay.com/gateway.do":           "200",
		curl + "http://connect.rom.miui.com/generate_204":        "204",
		curl + "http://www.baidu.com/":                           "200",
		"ping -c1 -W2 223.5.5.5 >/dev/null && echo yes":          "yes",
		"ping -6 -c1 -W2 www.baidu.com >/dev/null && echo yes":   "yes",
		"getent ahostsv4 no-such-name.example || echo unknown":   "unknown",
	} {
		if out, err := shop(t, n, command); err != nil || strings.TrimSpace(out) != want {
			t.Errorf("%s: %q, %v; want %q", command, out, err, want)
		}
	}
}

func TestDelay(t *testing.T) {
	n := up(t)
	if _, near := ping(t, n, "-c 5 -i 0.2 "+RouterAddress); near > 5 {
		t.Errorf("the router is %v ms away; the delay belongs behind it", near)
	}
	if loss, far := ping(t, n, "-c 20 -i 0.05 223.5.5.5"); loss > 0 || far < 20 || far > 35 {
		t.Errorf("the world is %v ms away with %v%% loss, want 20 ms and none", far, loss)
	}
	with(t, n, "wan.slow")
	if _, far := ping(t, n, "-c 3 -i 0.2 223.5.5.5"); far < 1300 || far > 1400 {
		t.Errorf("the slow world is %v ms away, want 1300", far)
	}
}

// The shares are of 200 packets: an honest 17 to 18 % stays within 8 and 28 in
// all but one of a hundred thousand runs.
func TestLossShare(t *testing.T) {
	n := up(t)
	for fault, lossy := range map[string]struct{ near, far bool }{
		"lan.gateway_lossy": {true, true},
		"wan.lossy":         {false, true},
	} {
		t.Run(fault, func(t *testing.T) {
			with(t, n, fault)
			for address, want := range map[string]bool{RouterAddress: lossy.near, "223.5.5.5": lossy.far} {
				loss, _ := ping(t, n, "-c 200 -i 0.005 -W 1 "+address)
				if got := loss >= 8 && loss <= 28; got != want || !want && loss > 0 {
					t.Errorf("%s: %v%% loss, lossy should be %v", address, loss, want)
				}
			}
		})
	}
	if loss, _ := ping(t, n, "-c 100 -i 0.005 -W 1 223.5.5.5"); loss > 0 {
		t.Errorf("%v%% loss after the faults were switched off", loss)
	}
}

func TestBlackholeDropsOnlyLargePackets(t *testing.T) {
	n := up(t)
	with(t, n, "wan.mtu_blackhole")
	if loss, _ := ping(t, n, "-c 5 -i 0.05 -W 1 -s 900 223.5.5.5"); loss > 0 {
		t.Errorf("%v%% of small packets lost", loss)
	}
	if loss, _ := ping(t, n, "-c 5 -i 0.05 -W 1 -M do -s 1200 223.5.5.5"); loss < 100 {
		t.Errorf("only %v%% of large packets lost", loss)
	}
	if out, err := shop(t, n, curl+"http://www.baidu.com/"); err != nil {
		t.Errorf("a small exchange fails: %s", out)
	}
	if out, err := shop(t, n, curl+"https://openapi.alipay.com/gateway.do"); err == nil {
		t.Errorf("a handshake with full packets succeeds: %s", out)
	}
}

func TestJitterIsOverTheLimit(t *testing.T) {
	n := up(t)
	with(t, n, "wan.lossy/jitter")
	out, _ := shop(t, n, "ping -c 40 -i 0.1 -W 2 223.5.5.5")
	var times []float64
	for _, m := range regexp.MustCompile(`time=([\d.]+)`).FindAllStringSubmatch(out, -1) {
		ms, _ := strconv.ParseFloat(m[1], 64)
		times = append(times, ms)
	}
	var sum float64
	for i := 1; i < len(times); i++ {
		sum += max(times[i]-times[i-1], times[i-1]-times[i])
	}
	if len(times) < 40 || sum/float64(len(times)-1) < 120 {
		t.Errorf("jitter %.0f ms over %d answers, want over 120 and no loss", sum/float64(len(times)-1), len(times))
	}
}

// Every fault can be switched on and off, and leaves a healthy shop behind.
func TestEveryFaultLeavesNoTrace(t *testing.T) {
	n := up(t)
	for _, f := range Faults {
		for _, switched := range []func(Fault) error{n.Do, n.Undo, n.Do, n.Undo} {
			if err := switched(f); err != nil {
				t.Fatal(err)
			}
		}
		command := curl + "-4 https://api.mch.weixin.qq.com/pay/orderquery && " + curl + "-6 http://www.baidu.com/"
		if out, err := shop(t, n, command); err != nil || out != "200200" {
			t.Errorf("after %s: %q, %v", f.Name, out, err)
		}
	}
}

func TestEverySwitchIsInTheLog(t *testing.T) {
	n := up(t)
	f, _ := Find("link.down")
	before := time.Now()
	for _, switched := range []func(Fault) error{n.Do, n.Do, n.Undo, n.Undo} { // the second of each changes nothing
		if err := switched(f); err != nil {
			t.Fatal(err)
		}
	}
	log := n.Log()
	if len(log) != 2 || !log[0].On || log[1].On || log[0].Fault != "link.down" || log[1].Fault != "link.down" {
		t.Fatalf("%+v", log)
	}
	for last := before; len(log) > 0; log = log[1:] {
		if log[0].From.Before(last) || log[0].To.Before(log[0].From) {
			t.Errorf("out of order: %+v", log[0])
		}
		last = log[0].To
	}
}
