package version

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countercheck/checks"
)

func gbk(t *testing.T, text string) []byte {
	t.Helper()
	data, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func utf16le(text string) []byte {
	data := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return data
}

func fromFile(path, pattern, field string) checks.VersionSource {
	return checks.VersionSource{From: checks.FromFile, Path: path, Pattern: pattern, Field: field}
}

func TestAFieldOfAFile(t *testing.T) {
	for _, c := range []struct{ text, field, want string }{
		{`{"app":{"version":"3.2.1"}}`, "app.version", "3.2.1"},
		{`{"version":1.10}`, "version", "1.10"}, // not 1.1
		{`{"apps":[{"v":"1"},{"v":"2.5"}]}`, "apps.1.v", "2.5"},
		{`{"com.shop.till":{"v":"7.0"},"com":{"v":"6"}}`, "com.shop.till.v", "7.0"},
		{`["1.0","2.0"]`, "1", "2.0"},
		{"[软件]\r\n版本 = V2.0.8\r\n", "软件.版本", "V2.0.8"},
		{"; version=1\r\n[Main]\r\nVersion=2.1\r\n[Old]\r\nVersion=1.9\r\n", "old.version", "1.9"},
		{"NAME=till\nVERSION_ID=\"12.5\"\n", "VERSION_ID", "12.5"},
		{"version: 4.4\n", "version", "4.4"},
	} {
		for name, data := range map[string][]byte{
			"UTF-8": []byte(c.text), "marked": []byte("\ufeff" + c.text), "GBK": gbk(t, c.text), "UTF-16": utf16le(c.text),
		} {
			got, err := Read(t.Context(), fromFile(written(t, "x", data), "", c.field))
			if err != nil || got.Version != c.want {
				t.Errorf("%s in %s of %q: %q, %v; want %q", c.field, name, c.text, got.Version, err, c.want)
			}
		}
	}
}

func TestAFieldThatIsNotThere(t *testing.T) {
	for text, want := range map[string]string{
		`{"app":{"name":"x"}}`:         NoVersion,
		`{"app":{"version":null}}`:     NoVersion,
		`{"app":{"version":["1"]}}`:    NoVersion,
		`{"app":"1.0"}`:                NoVersion,
		`{"app":{"version":"1.0"`:      Broken,
		`{"app":{"version":"1.0"}} {}`: Broken,
		"[app]\nname=x\n":              NoVersion,
		"\x7fELF\x00\x00":              Broken,
		"":                             NoVersion,
	} {
		fails(t, fromFile(written(t, "x", []byte(text)), "", "app.version"), want)
	}
}

func TestAPatternFindsTheNewestLine(t *testing.T) {
	log := "2024-01-02 启动 版本:2.1.9\r\n2024-05-06 启动 版本:2.1.10\r\n2024-05-06 登录成功\r\n"
	for name, data := range map[string][]byte{"UTF-8": []byte(log), "GBK": gbk(t, log), "UTF-16": utf16le(log)} {
		path := written(t, name, data)
		stands(t, fromFile(path, `版本:(\S+)`, ""), "2.1.10")
		stands(t, fromFile(path, `^2024-01-02.*版本:(?P<v>\S+)$`, ""), "2.1.9")
		stands(t, fromFile(path, `\d+\.\d+\.\d+`, ""), "2.1.10")
		fails(t, fromFile(path, `版号:(\S+)`, ""), NoVersion)
	}
}

func TestOnlyTheEndOfALargeLogIsRead(t *testing.T) {
	var text strings.Builder
	text.WriteString("版本:1.0.0\r\n")
	for i := 0; text.Len() < 3*mostText; i++ {
		fmt.Fprintf(&text, "第 %d 笔,收款成功\r\n", i)
	}
	old := text.String()
	log := old + "版本:2.0.0\r\n收款成功\r\n"
	for name, encode := range map[string]func(string) []byte{
		"UTF-8":  func(s string) []byte { return []byte(s) },
		"GBK":    func(s string) []byte { return gbk(t, s) },
		"UTF-16": utf16le,
	} {
		stands(t, fromFile(written(t, name, encode(log)), `版本:(\S+)`, ""), "2.0.0")
		fails(t, fromFile(written(t, name+" old", encode(old)), `版本:(\S+)`, ""), NoVersion)
		fails(t, fromFile(written(t, name+" field", encode(log)), "", "版本"), TooLarge)
	}
}

// A pattern is the shop's, the text is not: neither may take all the time there is.
func TestAPatternTakesBoundedTime(t *testing.T) {
	path := written(t, "line", bytes.Repeat([]byte("a"), mostText))
	fails(t, fromFile(path, `(a+)+b`, ""), NoVersion)
	for _, pattern := range []string{`(`, strings.Repeat("a", mostPattern+1), `((a{100}){10}){10}`} {
		fails(t, fromFile(path, pattern, ""), Unusable)
	}
	fails(t, fromFile(path, `a`, "b"), Unusable)
}

func TestPathsThatAreNoPlainFile(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		"":                                 Unusable,
		"version.txt":                      Unusable, // depends on where the program was started
		filepath.Join(dir, "none"):         NotFound,
		filepath.Join(dir, "none", "none"): NotFound,
		dir:                                NotAFile,
		`\\server\share\version.txt`:       NotHere,
		`//server/share/version.txt`:       NotHere,
		`\\.\pipe\till`:                    NotHere,
		os.DevNull + "\x00":                Unusable,
	} {
		s := fromFile(path, "", "")
		if _, err := Read(t.Context(), s); why(t, err) != want {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
}
