package chart

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"countercheck/checks"
)

// The pictures in testdata were looked at before they were recorded. One that
// differs, or was never recorded, is left in testdata/failed.
func TestChartsLookAsRecorded(t *testing.T) {
	size := image.Pt(680, 380)
	day, stacked := aDay(t), aDay(t)
	stacked.Stacked = true
	hour := aDay(t)
	hour.Window = checks.Window{From: at(11, 22, 12, 0), To: at(11, 22, 13, 0)}
	hour.Chosen = hour.Incidents[0].ID
	several := aDay(t)
	several.Lines = append(several.Lines,
		Line{Name: "路由器", Slot: 1, Series: shop("ping:gateway", several.Window.From, several.Window.To, 2*time.Minute, 4*ms)},
		Line{Name: "宽带", Slot: 2, Series: shop("ping:223.5.5.5", several.Window.From, several.Window.To, 2*time.Minute, 31*ms)})
	year := aYear(t, 9*time.Hour, 86*ms)
	month := aYear(t, time.Hour, 86*ms, 30*ms)
	month.Window = checks.Window{From: at(9, 1, 0, 0), To: at(10, 1, 0, 0)}
	large := aDay(t)
	large.Scale = 2
	for name, c := range map[string]*Chart{"day": day, "stacked": stacked, "hour": hour, "several": several, "year": year, "month": month} {
		img := image.NewRGBA(image.Rectangle{Max: size})
		c.Draw(img)
		looksAs(t, img, name)
	}
	img := image.NewRGBA(image.Rect(0, 0, 1360, 760))
	large.Draw(img)
	looksAs(t, img, "large")
	looksAs(t, stacked.Sheet(image.Pt(900, 520), "收银体检 · 历史", "微信 · 2026年11月22日", "微信 99.8%(监测 54%)", []string{"查地址", "连接", "加密", "等回答", "收回答"}), "sheet")
	looksAs(t, several.Sheet(image.Pt(900, 520), "收银体检 · 历史", "微信、路由器、宽带 · 2026年11月22日", "微信 99.8%(监测 54%)", nil), "sheet-several")
}

// faint is a difference that no eye sees, as between two processors' arithmetic.
const faint = 12

func looksAs(t *testing.T, got *image.RGBA, name string) {
	t.Helper()
	differ := got.Bounds().Dx() * got.Bounds().Dy()
	if want, err := read(filepath.Join("testdata", name+".png")); err != nil {
		t.Error(err)
	} else if want.Bounds() == got.Bounds() {
		differ = 0
		for y := range got.Bounds().Dy() {
			for x := range got.Bounds().Dx() {
				a, b := got.RGBAAt(x, y), want.At(x, y)
				r, g, bl, _ := b.RGBA()
				if apart(a.R, r) || apart(a.G, g) || apart(a.B, bl) {
					differ++
				}
			}
		}
	}
	if differ*20000 <= got.Bounds().Dx()*got.Bounds().Dy() {
		return
	}
	t.Errorf("%s: %d pixels differ", name, differ)
	failed := filepath.Join("testdata", "failed", name+".png")
	if err := write(failed, got); err != nil {
		t.Error(err)
	}
	t.Logf("as it looks now: ui/chart/%s", failed)
}

func apart(a uint8, b uint32) bool { return abs(int(a)-int(b>>8)) > faint }

func read(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

func write(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return png.Encode(f, img)
}
