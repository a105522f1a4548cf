//go:build window && linux

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The colours of the band, as people know them.
var (
	green = color.RGBA{0x17, 0x6B, 0x43, 0xFF}
	red   = color.RGBA{0xB3, 0x26, 0x1E, 0xFF}
)

// pictures is where the tests leave what they saw.
const pictures = "../../screenshots"

// id is the window's number, "" while there is none.
func (w *running) id() string {
	for _, name := range []string{"收银体检", "Countercheck"} {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", name).Output()
		if fields := strings.Fields(string(out)); err == nil && len(fields) > 0 {
			return fields[0]
		}
	}
	return ""
}

func (w *running) title() string {
	id := w.id()
	if id == "" {
		return ""
	}
	out, err := exec.Command("xdotool", "getwindowname", id).Output()
	if err != nil {
		return "" // closed in between
	}
	return strings.TrimSpace(string(out))
}

// shows waits until the window says a sentence, in that colour.
func (w *running) shows(t *testing.T, sentence string, band color.RGBA, within time.Duration) {
	t.Helper()
	from := time.Now()
	title, share := "", 0.0
	for time.Since(from) < within {
		if title = w.title(); strings.Contains(title, sentence) {
			if share = shareOf(w.look(t), band); share > 0.02 {
				t.Logf("%q after %.1f s", title, time.Since(from).Seconds())
				return
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
	w.picture(t, "window-failed.png")
	t.Fatalf("within %s no %q; the title is %q, %.1f %% of the screen in its colour\noutput: %s\ncomplaints: %s",
		within, sentence, title, share*100, w.out.String(), w.complaints())
}

// look is what the screen shows.
func (w *running) look(t *testing.T) image.Image {
	t.Helper()
	out, err := exec.Command("import", "-window", "root", "png:-").Output()
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	seen, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func (w *running) picture(t *testing.T, name string) {
	t.Helper()
	if err := writePNG(filepath.Join(pictures, name), w.look(t)); err != nil {
		t.Error(err)
	}
}

// shareOf is the part of a picture that has very nearly a colour.
func shareOf(picture image.Image, want color.RGBA) float64 {
	near := func(a uint32, b uint8) bool { return max(a>>8, uint32(b))-min(a>>8, uint32(b)) <= 3 }
	found, bounds := 0, picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); near(r, want.R) && near(g, want.G) && near(b, want.B) {
				found++
			}
		}
	}
	return float64(found) / float64(bounds.Dx()*bounds.Dy())
}

// pressClose tells a window what the button in its title bar would; there is no
// window manager here to draw one.
func pressClose(id string) error {
	window, err := strconv.ParseUint(id, 10, 32)
	if err != nil {
		return err
	}
	x, err := xgb.NewConn()
	if err != nil {
		return err
	}
	defer x.Close()
	var atoms [2]xproto.Atom
	for i, name := range []string{"WM_PROTOCOLS", "WM_DELETE_WINDOW"} {
		reply, err := xproto.InternAtom(x, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		atoms[i] = reply.Atom
	}
	message := xproto.ClientMessageEvent{
		Format: 32, Window: xproto.Window(window), Type: atoms[0],
		Data: xproto.ClientMessageDataUnionData32New([]uint32{uint32(atoms[1]), 0, 0, 0, 0}),
	}
	return xproto.SendEventChecked(x, false, message.Window, 0, string(message.Bytes())).Check()
}
