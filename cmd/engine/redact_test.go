package engine

import (
	"encoding/json"
	"strings"
	"testing"

	"countercheck/checks"
)

// TestEveryWayToWriteASecretIsKnown: none of the second column is left of the
// first, and what a technician needs is.
func TestEveryWayToWriteASecretIsKnown(t *testing.T) {
	r := newRedactor(checks.Settings{}, "/home/lisi")
	for _, c := range []struct{ text, secret, stays string }{
		{"paid with 134567890123456789 at noon", "134567890123456789", "at noon"},
		{"auth_code=28763443825664394 sent", "28763443825664394", "sent"},
		{"card 6222 0212 3456 7890 123", "7890", "card"},
		{"card 6222-0212-3456-7890,", "7890", "card"},
		{"mail lisi.noodles+pos@example.com.cn asked", "noodles", "asked"},
		{"open /home/wangwu/countercheck: denied", "wangwu", "countercheck: denied"},
		{"open /Users/wangwu/x", "wangwu", "/x"},
		{`open C:\Users\Wang Wu\AppData: denied`, "Wang Wu", "AppData"},
		{`{"path":"C:\\Users\\wangwu\\AppData"}`, "wangwu", "AppData"},
		{"adapter 0:1a:2b:3c:4d:5e down", "1a:2b", "down"},
		{"adapter 001a.2b3c.4d5e down", "2b3c", "down"},
		{"SSID : Li's Noodles WiFi", "Noodles", "SSID"},
		{`{"ssid": "Li \"Big\" WiFi", "level": "ok"}`, "Big", `"level": "ok"`},
		{"ssid='Li Noodles' joined", "Noodles", "joined"},
		{`err="lost \"ssid\":\"Li Noodles\" again"`, "Noodles", "again"},
		{"serial: SN-4471-9982 read", "4471", "read"},
	} {
		got := r.text(c.text)
		if strings.Contains(got, c.secret) || !strings.Contains(got, c.stays) {
			t.Errorf("%s\nbecame %s", c.text, got)
		}
		if json.Valid([]byte(c.text)) && !json.Valid([]byte(got)) {
			t.Errorf("%s\nis no JSON any more: %s", c.text, got)
		}
	}
}

// TestFiguresStay: times, addresses and identities of incidents are no secrets.
func TestFiguresStay(t *testing.T) {
	r := newRedactor(checks.Settings{}, "")
	for _, text := range []string{
		`{"id": 1795426177107, "seconds": 25.123456789012345}`, "time=2026-11-23T09:29:37.107+08:00 level=INFO", "goroutine 1 [running]: 0x0000000000401234",
		"crash-20261122-120000.log", "fd00::1:2:3 192.168.1.1:53", "took 123456789012 ns", "https://api.mch.weixin.qq.com",
	} {
		if got := r.text(text); got != text {
			t.Errorf("%s\nbecame %s", text, got)
		}
	}
}
