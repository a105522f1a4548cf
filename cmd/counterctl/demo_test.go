package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countercheck/cmd/engine"
)

func TestDemoListsWhatCanBeShown(t *testing.T) {
	code, stdout, _ := ctl(t, "demo")
	if code != 0 {
		t.Errorf("the list ends with %d", code)
	}
	for _, s := range engine.DemoScenarios() {
		if !strings.Contains(stdout, "  "+s.ID+" ") {
			t.Errorf("the list lacks %s", s.ID)
		}
	}
	if strings.Contains(stdout, "demo.") {
		t.Errorf("a sentence is missing:\n%s", stdout)
	}
}

func TestADemonstrationIsMarkedEndsAsCheckDoesAndKeepsNothing(t *testing.T) {
	for _, c := range []struct {
		id   string
		code int
		says []string
	}{
		{"healthy", 0, []string{"网络正常,可以收款", "现场真的检测"}},
		{"provider.primary_down", 1, []string{"[注意]", "现场真的检测", "api.mch.weixin.qq.com"}},
		{"provider.down", 2, []string{"[故障]", "微信", "现场真的检测"}},
		{"link.down", 2, []string{"网线掉了", "这是事先录好的一次检测"}},
		{"care.overdue", 0, []string{"这是事先录好的一次检测", "另外"}},
	} {
		home := t.TempDir()
		data := filepath.Join(home, "data")
		code, stdout, stderr := ctl(t, "demo", c.id, "--data", data)
		if code != c.code || stderr != "" {
			t.Errorf("%s ends with %d, want %d: %s", c.id, code, c.code, stderr)
		}
		for _, part := range c.says {
			if !strings.Contains(stdout, part) {
				t.Errorf("%s lacks %q:\n%s", c.id, part, stdout)
			}
		}
		for line := range strings.Lines(stdout) {
			if !strings.HasPrefix(line, "演示 | ") {
				t.Errorf("%s: a line is not marked: %q", c.id, line)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(home, "*")); len(left) > 0 {
			inside, _ := os.ReadDir(data)
			t.Errorf("%s left something behind: %v %v", c.id, left, inside)
		}
	}
}

func TestAnUnknownDemonstrationNamesTheNearest(t *testing.T) {
	code, stdout, stderr := ctl(t, "demo", "provider.dwn")
	if code != 3 || stdout != "" || !strings.Contains(stderr, "nearest: provider.down") {
		t.Errorf("ends with %d, prints %q, says %q", code, stdout, stderr)
	}
}
