//go:build lab && linux

package probe

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"

	kernel "github.com/vishvananda/netns"

	"countercheck/checks"
	"countercheck/checks/lab/netns"
)

// inShop carries out work on the shop's PC. The thread ends with its goroutine.
func inShop(t *testing.T, n *netns.Net, work func()) {
	t.Helper()
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		handle, err := kernel.GetFromName(n.Shop())
		if err == nil {
			defer handle.Close()
			err = kernel.Set(handle)
		}
		if err == nil {
			work()
		}
		done <- err
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// anchor is the public address that the lab's world serves.
var anchor = checks.Anchor{Address: "223.5.5.5", Owner: "alibaba"}

// shopNet is a healthy shop network for the length of a test.
func shopNet(t *testing.T) *netns.Net {
	t.Helper()
	if err := netns.Ready(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the lab cannot run: %v", err)
		}
		t.Skipf("the lab cannot run: %v", err)
	}
	return netWith(t, checks.Catalogue{Anchors: []checks.Anchor{anchor}})
}

// netWith is a healthy network in which a catalogue's hosts answer.
func netWith(t *testing.T, catalogue checks.Catalogue) *netns.Net {
	t.Helper()
	n, err := netns.Up(t.Context(), netns.Options{Catalogue: catalogue})
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

// traced is what a trace from the shop's PC finds.
func traced(t *testing.T, n *netns.Net) (hops []checks.Hop, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	inShop(t, n, func() { hops, _, err = Trace(ctx, []checks.Anchor{anchor}) })
	t.Logf("%v %v", hops, err)
	return hops, err
}

func TestTheRouterAndWhatLiesBehindItAreSeen(t *testing.T) {
	n := shopNet(t)
	for way, pings := range map[string]string{"with echo requests": "0 2147483647", "with UDP": "1 0"} {
		t.Run(way, func(t *testing.T) {
			if out, err := exec.Command("ip", "netns", "exec", n.Shop(), "sysctl", "-w", "net.ipv4.ping_group_range="+pings).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			hops, err := traced(t, n)
			if err != nil || len(hops) != 2 {
				t.Fatalf("%d hops, %v; want two", len(hops), err)
			}
			if got := hops[0].Address.String(); got != netns.RouterAddress || hops[0].RTT <= 0 {
				t.Errorf("the first hop is %s after %v, want the router", got, hops[0].RTT)
			}
			if got := hops[1].Address.String(); got != anchor.Address || time.Duration(hops[1].RTT) < 20*time.Millisecond {
				t.Errorf("the second hop is %s after %v, want the target behind a line of 20 ms", got, hops[1].RTT)
			}
		})
	}
}

// Where the line ends, the trace does too, and this PC's own errors are no hops.
func TestATraceShowsHowFarTheLineGoes(t *testing.T) {
	n := shopNet(t)
	for _, c := range []struct {
		fault string
		want  int
	}{{"wan.down", 1}, {"lan.gateway_unreachable", 0}} { // in this order: a router that was gone is not found again at once
		t.Run(c.fault, func(t *testing.T) {
			fault, known := netns.Find(c.fault)
			if !known {
				t.Fatal("no such fault")
			}
			if err := n.Do(fault); err != nil {
				t.Fatal(err)
			}
			hops, err := traced(t, n)
			if err != nil || len(hops) != c.want {
				t.Errorf("%d hops, %v; want %d", len(hops), err, c.want)
			}
			if err := n.Undo(fault); err != nil {
				t.Fatal(err)
			}
		})
	}
}
