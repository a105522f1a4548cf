package report_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"countercheck/assets"
	"countercheck/checks/report"
)

func verify(t *testing.T, data []byte) report.Verified {
	t.Helper()
	v, err := report.VerifySeal(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAFreshReportIsUnchanged(t *testing.T) {
	for _, lang := range assets.Languages {
		for _, format := range formats {
			v := verify(t, evidence(t, lang, format, dossier()))
			if v.State != report.SealFits || len(v.Changed) > 0 || len(v.Content) != 64 {
				t.Errorf("%s %s: %+v", lang, format, v)
			}
		}
	}
}

// Every byte counts, and what changed is named: by the part it lies in, or as the
// seal itself.
func TestEveryChangedByteIsFound(t *testing.T) {
	for _, format := range formats {
		data := evidence(t, "zh-CN", format, without())
		step := 1
		if format == "pdf" {
			step = 97 // of the fonts it has far more than of anything else
		}
		for at := 0; at < len(data); at += step {
			bad := bytes.Clone(data)
			bad[at] ^= 0x01
			v := verify(t, bad)
			if v.State != report.SealChanged || len(v.Changed) == 0 || len(v.Changed) > 3 {
				t.Fatalf("%s: byte %d (%q): %+v", format, at, data[max(0, at-20):min(len(data), at+20)], v)
			}
		}
		for at := len(data) - 3000; at < len(data); at++ { // the seal, each of its bytes
			bad := bytes.Clone(data)
			bad[at] ^= 0x20
			if v := verify(t, bad); v.State != report.SealChanged {
				t.Fatalf("%s: byte %d of %d: %+v", format, at, len(data), v)
			}
		}
	}
}

func TestAChangeIsNamedByItsPart(t *testing.T) {
	for _, c := range []struct{ format, old, now, part string }{
		{"html", "36.80", "86.80", "2026-11-20 12:31 的案例(记录第 12 条)"},
		{"html", "36.80 元</td></tr><tr><th>", "136.80 元</td></tr><tr><th>", "2026-11-20 12:31 的案例(记录第 12 条)"},
		{"csv", "6200", "62", "2026-11-20 12:31 的案例(记录第 12 条)"},
		{"csv", "不通 5 次", "不通 0 次", "完整网络检查的表"},
		{"html", "(该升级", "(最新", "收款设备"},
		{"csv", "没有付过一笔款", "没有付过款", "检测方法"},
		{"html", "宽带师傅来过", "", "线路记录"},
		{"html", "windows/amd64", "linux/amd64", "开头的概况"},
		{"html", "<title>", "<title> ", "文件开头"},
		{"csv", "# content 1", "# content 2", "封条本身"},
	} {
		data := string(evidence(t, "zh-CN", c.format, dossier()))
		if c.old == "# content 1" {
			at := strings.Index(data, "# content ") + len("# content ")
			c.old, c.now = data[at-10:at+1], "# content x"
		}
		bad := strings.Replace(data, c.old, c.now, 1)
		if bad == data {
			t.Fatalf("%q is not in the %s", c.old, c.format)
		}
		v := verify(t, []byte(bad))
		var named []string
		for _, name := range v.Changed {
			named = append(named, report.PartName(assets.Speak("zh-CN"), name))
		}
		if v.State != report.SealChanged || !slices.Equal(named, []string{c.part}) {
			t.Errorf("%s %q: %s %q, want %q", c.format, c.old, v.State, named, c.part)
		}
	}
}

// On paper a change is named by its page, and by what stands on it.
func TestAChangeOfAPDFIsNamedByItsPage(t *testing.T) {
	data := evidence(t, "zh-CN", "pdf", dossier())
	at := bytes.Index(data, []byte("/Type /Page\n"))
	at = bytes.Index(data[at+1:], []byte("/Type /Page\n")) + at + 1 // the second
	at += bytes.Index(data[at:], []byte("stream\n")) + 200
	data[at] ^= 0x10
	v := verify(t, data)
	if len(v.Changed) != 1 {
		t.Fatalf("%+v", v)
	}
	if name := report.PartName(assets.Speak("zh-CN"), v.Changed[0]); !strings.Contains(name, "第 2 页") || !strings.Contains(name, "2026-11-20 12:31 的案例") {
		t.Errorf("named %q", name)
	}
}

func TestAFileThatWasCutOff(t *testing.T) {
	for _, format := range formats {
		data := evidence(t, "zh-CN", format, without())
		for cut := len(data) - 1; cut > 400; cut -= 1 + (len(data)-cut)/3 {
			if v := verify(t, data[:cut]); v.State == report.SealFits || v.State == report.SealMissing && format != "pdf" {
				t.Errorf("%s: %d of %d bytes: %+v", format, cut, len(data), v)
			}
		}
		for _, cut := range []int{len(data) - 1, len(data) - 60, len(data) - 400, len(data) / 2} {
			if v := verify(t, data[:cut]); v.State != report.SealCutOff {
				t.Errorf("%s: %d of %d bytes: %+v", format, cut, len(data), v)
			}
		}
		if v := verify(t, append(bytes.Clone(data), "\n"...)); v.State != report.SealChanged {
			t.Errorf("%s: something after the seal: %+v", format, v)
		}
	}
}

func TestOtherFilesHaveNoSeal(t *testing.T) {
	for _, text := range []string{"", "hello", "a,b\r\n1,2\r\n", "<!DOCTYPE html><html></html>", "%PDF-1.4\n%%EOF\n"} {
		if v := verify(t, []byte(text)); v.State != report.SealMissing {
			t.Errorf("%q: %+v", text, v)
		}
	}
	if _, err := report.VerifySeal(iotest.ErrReader(errFull)); !errors.Is(err, errFull) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

// A spreadsheet program that saves a CSV again changes it, and that may be all.
func TestACSVThatWasSavedAgain(t *testing.T) {
	data := string(evidence(t, "zh-CN", "csv", dossier()))
	for name, bad := range map[string]string{
		"no mark":    strings.TrimPrefix(data, "\ufeff"),
		"line ends":  strings.ReplaceAll(data, "\r\n", "\n"),
		"both":       strings.ReplaceAll(strings.TrimPrefix(data, "\ufeff"), "\r\n", "\n"),
		"cells more": strings.ReplaceAll(strings.ReplaceAll(data, "\r\n# ", ",,,\r\n# "), ",,,\r\n# countercheck", "\r\n# countercheck"),
	} {
		v := verify(t, []byte(bad))
		if v.State != report.SealChanged || v.Resaved != (name != "cells more" || v.Resaved) {
			t.Errorf("%s: %+v", name, v)
		}
	}
	edited := strings.Replace(strings.ReplaceAll(data, "\r\n", "\n"), "36.80", "86.80", 1)
	v := verify(t, []byte(edited))
	if v.State != report.SealChanged || v.Resaved {
		t.Errorf("an amount that was changed counts as saved again: %+v", v)
	}
	if said := strings.Join(report.SayVerified(assets.Speak("zh-CN"), v), "\n"); !strings.Contains(said, "表格软件") {
		t.Errorf("no word of the spreadsheet program: %s", said)
	}
}

func TestWhatVerifyingSays(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		whole := evidence(t, lang, "html", dossier())
		for _, data := range [][]byte{whole, bytes.Replace(whole, []byte("36.80"), []byte("36.90"), 1), whole[:len(whole)-30], []byte("x")} {
			for _, line := range report.SayVerified(w, verify(t, data)) {
				if strings.Contains(line, "evidence.") || strings.Contains(line, "<no value>") {
					t.Errorf("%s: %q", lang, line)
				}
			}
		}
	}
}

func FuzzVerifySeal(f *testing.F) {
	f.Add([]byte("<!--\ncountercheck-seal/1 html 4\npart 0 9999999999999999999 x y\nall -1 z\ncountercheck-seal/end x\n-->\n"))
	f.Add([]byte("countercheck-seal/1 "))
	f.Add([]byte("# countercheck-seal/1 csv 3\r\npart 3 2 a b\r\npart 1 -5 a b\r\n# countercheck-seal/end "))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := report.VerifySeal(bytes.NewReader(data))
		if err == nil && v.State == report.SealFits {
			t.Errorf("%q passes", data)
		}
	})
}
