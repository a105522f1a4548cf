//go:build lab && linux

package main

import (
	"encoding/json"
	"syscall"
	"testing"
	"time"

	"countercheck/checks/lab/netns"
)

// TestARefundOnASlowLine lets the built agent watch a shop whose line turns slow, has
// a sale come back in that minute, and asks the built program why; then for a minute
// in which nobody watched.
func TestARefundOnASlowLine(t *testing.T) {
	shop := shopUp(t)
	a := &agentInShop{t: t, shop: shop, program: build(t), home: t.TempDir()}
	before := time.Now().Add(-10 * time.Minute)
	agent := a.start()
	agent.says("[正常]", 30*time.Second)
	slow, found := netns.Find("wan.slow")
	if !found {
		t.Fatal("the lab cannot slow a line down")
	}
	if err := shop.Do(slow); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shop.Undo(slow) }) // undone already, if the test came that far
	agent.says("[注意]", 2*time.Minute)
	at := time.Now()
	if err := shop.Undo(slow); err != nil {
		t.Fatal(err)
	}

	r := a.refund(at, func(r refundAnswer) bool { return r.Measured && r.Level != "ok" })
	if r.Cause != "wan.slow" || len(r.Causes) == 0 || r.Causes[0].ID != "R1" {
		t.Errorf("a sale on a slow line: %+v", r)
	}
	if r := a.refund(before, func(refundAnswer) bool { return true }); r.Measured || r.Level != "unknown" {
		t.Errorf("before anybody watched: %+v", r)
	}
	if err := agent.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := agent.cmd.Wait(); err != nil {
		t.Errorf("told to stop, it ended with %v\n%s", err, agent.out.String())
	}
	if r := a.refund(at, func(refundAnswer) bool { return true }); r.Cause != "wan.slow" || !r.Measured {
		t.Errorf("after the agent has ended: %+v", r)
	}
}

// refund asks until the answer is as it should be; a round may still be on its way to
// the disk.
func (a *agentInShop) refund(at time.Time, good func(refundAnswer) bool) (r refundAnswer) {
	a.t.Helper()
	for range 20 {
		out, err := a.command("refund", "--json", "--at", at.Format(time.RFC3339), "--channel", "wechat", "--showed", "reversed", "--answer", "H1=no").Output()
		if err != nil {
			a.t.Fatalf("refund: %v", err)
		}
		if r = (refundAnswer{}); json.Unmarshal(out, &r) != nil {
			a.t.Fatalf("no JSON: %s", out)
		}
		if good(r) {
			return r
		}
		time.Sleep(500 * time.Millisecond)
	}
	a.t.Errorf("it never said what was wanted: %+v", r)
	return r
}
