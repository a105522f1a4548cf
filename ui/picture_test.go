package ui

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

const (
	// faint is a difference of colour that no eye sees, as between two processors'
	// arithmetic at the edge of a letter.
	faint = 12
	// fewPixels of a hundred thousand may differ more.
	fewPixels = 5
)

// looksAs compares the window with its recorded picture. One that differs, or was
// never recorded, is left in testdata/failed to be looked at.
func looksAs(t *testing.T, win fyne.Window, name string) {
	t.Helper()
	got := win.Canvas().Capture()
	want, err := readPNG(filepath.Join("testdata", name+".png"))
	if err == nil {
		differ := differing(got, want)
		if differ*100000 <= fewPixels*got.Bounds().Dx()*got.Bounds().Dy() {
			return
		}
		t.Errorf("%s: %d pixels differ", name, differ)
	} else {
		t.Error(err)
	}
	failed := filepath.Join("testdata", "failed", name+".png")
	if err := writePNG(failed, got); err != nil {
		t.Error(err)
	}
	t.Logf("as it looks now: ui/%s", failed)
}

// differing counts the pixels that differ; all of them if the sizes do.
func differing(a, b image.Image) (n int) {
	size := a.Bounds().Size()
	if size != b.Bounds().Size() {
		return size.X * size.Y
	}
	for y := range size.Y {
		for x := range size.X {
			ar, ag, ab, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			br, bg, bb, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if apart(ar, br) || apart(ag, bg) || apart(ab, bb) {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint32) bool { return max(a, b)-min(a, b) > faint<<8 }

func readPNG(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

func writePNG(path string, picture image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return png.Encode(f, picture)
}

// A comparison that could not fail would prove nothing.
func TestAnotherPictureIsNoticed(t *testing.T) {
	_, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	before := win.Canvas().Capture()
	s := snapshots()[checks.OK]
	s.Verdict.Channels[0].Took += ms // 86 ms becomes 87
	watch.tell(s)
	watch.queue.pump()
	n, size := differing(before, win.Canvas().Capture()), before.Bounds().Size()
	if n*100000 <= fewPixels*size.X*size.Y {
		t.Errorf("one figure more makes a difference of only %d pixels", n)
	}
}
