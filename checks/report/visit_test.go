package report_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

var font = assets.FontRegular()

// visited is a visit as a technician leaves it: two devices, one swapped, one with a
// fault that was put right, a full network check before and after.
func visited(photos ...string) checks.Visit {
	began := time.Date(2026, 11, 23, 14, 2, 0, 0, beijing)
	pos := checks.InspectionOf(checks.Terminal{
		ID: "T1", Name: "前台 POS", Brand: "PAX", Model: "A920", Kind: checks.SmartPOS, Line: checks.OnOwnSIM,
		Serial: "00005702280117638929", Merchant: "898110048160001", Number: "10023456", Place: "收银台", Address: "东街 12 号",
	})
	pos.Serial, pos.Version = "00005702280117638929", "V2.1.10"
	box := checks.InspectionOf(checks.Terminal{ID: "T2", Name: "扫码盒", Brand: "新大陆", Model: "FR20", Kind: checks.ScanBox, Line: checks.OnThisPC, Serial: "FR2020231109"})
	box.Serial = "FR2020239999"
	for _, i := range []*checks.Inspection{&pos, &box} {
		for n := range i.Findings {
			i.Findings[n].State = checks.CheckedFine
		}
	}
	pos.Findings[2] = checks.Checked{Item: "cables", State: checks.CheckedFaulty, Note: "电源线在柜台边被压破了皮,已经换了一根新的。", Photos: photos}
	pos.Findings[9].State = checks.CheckedAbsent
	before, after := surveyed(began, 240, 12), surveyed(began.Add(20*time.Minute), 80, 0)
	return checks.Visit{
		ID: "v1", Shop: "老王面馆", Address: "东街 12 号", Technician: "李明", Company: "东城支付服务", Witness: "王芳",
		Started: began, Ended: began.Add(24 * time.Minute), Terminals: []checks.Inspection{pos, box}, Survey: &before, After: &after,
		Repairs: []checks.RepairDone{{Terminal: "T1", Kind: checks.ToReplace, What: "电源线"}, {Kind: checks.ToRepair, What: "路由器换了网口"}},
		Note:    "下次带一卷打印纸。", Next: "2027-02-21",
		Signed: checks.Signature{Way: checks.SignedDrawn, Name: "王芳", Lines: [][]checks.Dot{{{X: 0.1, Y: 0.3}, {X: 0.2, Y: 0.1}, {X: 0.3, Y: 0.3}}, {{X: 0.4, Y: 0.1}, {X: 0.45, Y: 0.3}, {X: 0.6, Y: 0.12}}, {{X: 0.7, Y: 0.2}}}},
	}
}

func surveyed(at time.Time, ms, failing int) checks.Survey {
	s := checks.Survey{Started: at, Ended: at.Add(100 * time.Second), Planned: 100, Level: checks.OK}
	if failing > 0 {
		s.Level = checks.Warn
	}
	for _, h := range []struct{ provider, name, host string }{
		{"wechat", "微信支付", "api.mch.weixin.qq.com"}, {"alipay", "支付宝", "openapi.alipay.com"}, {"unionpay", "云闪付", "gateway.95516.com"},
	} {
		host := checks.SurveyHost{Provider: h.provider, Owner: h.provider, Name: h.name, Host: h.host, Port: 443, Role: checks.Primary, InUse: true}
		for n := range 100 {
			p := checks.SurveyProbe{At: at.Add(time.Duration(n) * time.Second)}
			if failing > 0 && n%(100/failing) == 3 {
				p.Failed, p.Class = checks.Connect, checks.Timeout
			} else {
				span := checks.Span(time.Duration(ms+(n*37)%60) * time.Millisecond / 4)
				p.Phases = checks.Phases{checks.Resolve: span, checks.Connect: span, checks.TLS: span, checks.Processing: span}
			}
			host.Probes = append(host.Probes, p)
		}
		s.Hosts = append(s.Hosts, host)
	}
	return s
}

// album is photos by name: those that were deleted are gone.
func album(t *testing.T, names ...string) report.Photo {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for x := range 400 {
		for y := range 300 {
			picture.Set(x, y, color.RGBA{uint8(x / 2), uint8(y / 2), 120, 255})
		}
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, nil); err != nil {
		t.Fatal(err)
	}
	return func(name string) ([]byte, error) {
		for _, known := range names {
			if known == name {
				return data.Bytes(), nil
			}
		}
		return nil, checks.ErrGone
	}
}

func pdf(t *testing.T, lang string, v checks.Visit, photo report.Photo) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := report.VisitPDF(&out, assets.Speak(lang), font, v, photo); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func page(t *testing.T, lang string, v checks.Visit, photo report.Photo) string {
	t.Helper()
	var out strings.Builder
	if err := report.VisitHTML(&out, assets.Speak(lang), v, photo); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAVisitAsAPage(t *testing.T) {
	photo := album(t, "a.jpg")
	for lang, said := range map[string][]string{
		"zh-CN": {
			"先停用 扫码盒", "老王面馆", "李明, 东城支付服务", "00005702280117638929", "FR2020239999", "电源线在柜台边", "怎么办:换线",
			"照片的文件已经不在了", "data:image/jpeg;base64,", "微信支付", "修之后快了", "路由器换了网口", "2027-02-21", "不是电子签名", "没有这一项",
		},
		"en": {"Stop using 扫码盒", "Serial number on record", "Faster after the repair", "not an electronic signature", "file is not there any more"},
	} {
		text := page(t, lang, visited("a.jpg", "deleted.jpg"), photo)
		for _, part := range said {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q", lang, part)
			}
		}
		if strings.Contains(text, "visitreport.") || strings.Contains(text, "<no value>") {
			t.Errorf("%s: words are missing", lang)
		}
	}
}

// What a repair changed is only claimed where it is more than the line's noise.
func TestNoImprovementIsClaimedWithoutOne(t *testing.T) {
	v := visited()
	same := surveyed(v.Started.Add(20*time.Minute), 240, 12)
	v.After = &same
	if text := page(t, "zh-CN", v, album(t)); !strings.Contains(text, "快慢没有看出变化") || strings.Contains(text, "修之后快了") {
		t.Error("an improvement is claimed")
	}
}

func TestTheResultInOneSentence(t *testing.T) {
	fine := visited()
	fine.Terminals = fine.Terminals[:1]
	fine.Terminals[0].Findings[2].State = checks.CheckedFine
	faulty, left, none, open := visited(), fine, fine, fine
	faulty.Terminals = faulty.Terminals[:1]
	left.Terminals = []checks.Inspection{checks.InspectionOf(fine.Terminals[0].Terminal)}
	none.Terminals = nil
	open.Ended = time.Time{}
	for want, v := range map[string]checks.Visit{
		"都正常,可以用": fine, "有 1 处问题": faulty, "项没看": left, "没有看设备": none, "还没有结束": open,
	} {
		if text := page(t, "zh-CN", v, album(t)); !strings.Contains(text, want) {
			t.Errorf("nothing of %q", want)
		}
	}
}

func TestWhatOthersTypedIsShownAsText(t *testing.T) {
	v := visited()
	v.Shop, v.Note = `<script>alert(1)</script>`, strings.Repeat("长", 2000)+" "+strings.Repeat("x", 2000)+"\x00\x1b[2J😀"
	v.Terminals[0].Terminal.Name = `"><img src=x onerror=alert(1)>`
	if text := page(t, "zh-CN", v, album(t)); strings.Contains(text, "<script>") || strings.Contains(text, "<img src=x") {
		t.Error("it runs")
	}
	if data := pdf(t, "zh-CN", v, album(t)); !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Error("no PDF")
	}
}

func TestAVisitOnPaper(t *testing.T) {
	photo := album(t, "a.jpg")
	for _, lang := range assets.Languages {
		data := pdf(t, lang, visited("a.jpg", "deleted.jpg"), photo)
		if !bytes.Equal(data, pdf(t, lang, visited("a.jpg", "deleted.jpg"), photo)) {
			t.Errorf("%s: the same visit gives another file", lang)
		}
		if n := pages(data); n < 2 || n > 4 {
			t.Errorf("%s: %d pages", lang, n)
		}
		if dir := os.Getenv("COUNTERCHECK_PICTURES"); dir != "" {
			if err := os.WriteFile(dir+"/visit-"+lang+".pdf", data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	without := pdf(t, "zh-CN", visited(), photo)
	if len(without) > 1<<20 {
		t.Errorf("%d bytes without a photo: the fonts are inside whole", len(without))
	}
	empty := pdf(t, "zh-CN", checks.Visit{Started: evening, Ended: evening}, photo)
	if pages(empty) != 1 {
		t.Errorf("an empty visit takes %d pages", pages(empty))
	}
}

func TestManyDevicesAndPhotosFlowOverPages(t *testing.T) {
	v := visited()
	var names []string
	one := v.Terminals[0]
	v.Terminals = nil
	for n := range 12 {
		i := one
		i.Terminal.Name = fmt.Sprintf("POS %d", n)
		i.Findings = append([]checks.Checked(nil), one.Findings...)
		for k := range 4 {
			name := fmt.Sprintf("%d-%d.jpg", n, k)
			names = append(names, name)
			i.Findings[k].Photos = []string{name}
		}
		v.Terminals = append(v.Terminals, i)
	}
	data := pdf(t, "zh-CN", v, album(t, names...))
	if n := pages(data); n < 12 || n > 40 {
		t.Errorf("%d pages", n)
	}
}

func pages(data []byte) int { return bytes.Count(data, []byte("/Type /Page\n")) }
