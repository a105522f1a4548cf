//go:build lab && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// smallDisk is the data folder of an agent on a disk of its own.
func smallDisk(t *testing.T, home, size string) (dir string) {
	t.Helper()
	dir = filepath.Join(home, "countercheck")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill writes a file until the disk holds no more.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil { // to the last byte
		_, err = f.Write(make([]byte, 4096))
	}
	_ = f.Close() // it is full: that was wanted
}

// cable pulls the shop's cable, or puts it back.
func (a *agentInShop) cable(pulled bool) {
	a.t.Helper()
	f, _ := netns.Find("link.down")
	change := a.shop.Undo
	if pulled {
		change = a.shop.Do
	}
	if err := change(f); err != nil {
		a.t.Fatal(err)
	}
}

// TestSoakFullDisk fills the agent's disk to the last byte while it watches: it goes on
// saying what is wrong with the line, and that it cannot remember it; when there is room
// again, what it said meanwhile is on record.
func TestSoakFullDisk(t *testing.T) {
	t.Parallel() // most of the time is waiting
	a := &agentInShop{t: t, shop: shopUp(t), program: build(t), home: t.TempDir()}
	dir := smallDisk(t, a.home, "4m")
	agent := a.start()
	agent.says("[正常]", 60*time.Second)
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast)
	a.cable(true)
	agent.says("[故障]", 40*time.Second)
	a.cable(false)
	agent.says("磁盘满了", 60*time.Second)
	agent.alive()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	a.lists("what happened while the disk was full", func(l incidentList) bool {
		return len(l.Incidents) == 1 && l.Incidents[0].Cause == "link.down" && !l.Incidents[0].Open
	})
	agent.says("又能记录了", 60*time.Second)
	agent.ends()
	a.sound(dir)
}

// TestSoakReadOnly starts an agent in a folder that may not be written, as on a stick
// whose switch is on lock: it says so and watches all the same, what was on record before
// can be read, and once the folder may be written, what happened meanwhile is on record.
func TestSoakReadOnly(t *testing.T) {
	t.Parallel() // most of the time is waiting
	a := &agentInShop{t: t, shop: shopUp(t), program: build(t), home: t.TempDir()}
	dir := smallDisk(t, a.home, "16m")
	agent := a.start()
	agent.says("[正常]", 60*time.Second)
	a.cable(true)
	agent.says("[故障]", 40*time.Second)
	a.cable(false)
	one := func(l incidentList) bool { return len(l.Incidents) == 1 && !l.Incidents[0].Open }
	a.lists("before", one)
	agent.ends()
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	again := a.start()
	again.says("数据文件夹不让写", 60*time.Second)
	again.says("[正常]", 60*time.Second)
	a.cable(true)
	again.says("[故障]", 40*time.Second)
	a.cable(false)
	again.alive()
	a.lists("what was on record before", one)
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT, ""); err != nil {
		t.Fatal(err)
	}
	// The agent has its own view of what is mounted.
	seen := exec.CommandContext(t.Context(), "nsenter", "--target", strconv.Itoa(again.cmd.Process.Pid), "--mount", "mount", "-o", "remount,rw", dir)
	if out, err := seen.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	a.lists("both, as soon as the folder may be written again", func(l incidentList) bool {
		return len(l.Incidents) == 2 && !l.Incidents[0].Open && !l.Incidents[1].Open
	})
	again.ends()
	a.sound(dir)
}

// alive fails where the agent has ended by itself.
func (w *watching) alive() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(unix.Signal(0)); err != nil {
		w.t.Fatalf("it has ended: %v\n%s", err, w.out.String())
	}
}

// ends tells an agent to stop, and waits until it did so in peace.
func (w *watching) ends() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(unix.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("told to stop, it ended with %v\n%s", err, w.out.String())
	}
}

// sound: nothing was set aside, and the database is whole.
func (a *agentInShop) sound(dir string) {
	a.t.Helper()
	if aside, err := filepath.Glob(filepath.Join(dir, store.DatabaseName+".bak*")); err != nil || len(aside) > 0 {
		a.t.Errorf("a good database was set aside: %v, %v", aside, err)
	}
	if err := store.CheckDatabase(a.t.Context(), filepath.Join(dir, store.DatabaseName)); err != nil {
		a.t.Error(err)
	}
}
