package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countercheck/checks"
)

// fromPhone is a JPEG as a phone writes it that was held upright: the picture lies
// on its side, and its EXIF data says so, and where it was taken.
func fromPhone(t *testing.T, wide, high int) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, wide, high))
	for x := range wide {
		for y := range high {
			picture.Set(x, y, color.RGBA{uint8(x * 255 / wide), uint8(y * 255 / high), 0, 255})
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x02" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00" + // orientation: turn by 90°
		"\x01\x0e\x00\x02\x00\x00\x00\x14\x00\x00\x00\x26" + // a description
		"\x00\x00\x00\x00" + "GPS 39.9042,116.4074")
	exif := append([]byte("Exif\x00\x00"), tiff...)
	app1 := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append([]byte{0xff, 0xd8}, append(app1, exif...)...), plain.Bytes()[2:]...)
}

func TestAPhotoIsKeptUprightSmallAndWithoutItsPlace(t *testing.T) {
	s := notebook(t, t.TempDir())
	original := fromPhone(t, 3200, 800)
	if !bytes.Contains(original, []byte("39.9042")) {
		t.Fatal("the staged photo has no place")
	}
	name, err := s.AddPhoto(t.Context(), bytes.NewReader(original))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.Photo(t.Context(), name)
	if err != nil || bytes.Contains(kept, []byte("39.9042")) || bytes.Contains(kept, []byte("Exif")) {
		t.Errorf("kept with its place, %v", err)
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(kept))
	if err != nil || config.Width != 400 || config.Height != 1600 {
		t.Errorf("%d by %d, %v; want 400 by 1600, upright", config.Width, config.Height, err)
	}
	again, err := s.AddPhoto(t.Context(), bytes.NewReader(original))
	if files, _ := os.ReadDir(filepath.Dir(filepath.Join(s.photos(), name))); err != nil || again != name || len(files) != 1 {
		t.Errorf("kept twice: %s and %s, %v", name, again, err)
	}
}

// endless is a file that never ends.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) { e.read += int64(len(p)); return len(p), nil }

func TestWhatIsNoPhotoIsSaidAndNotKept(t *testing.T) {
	s := notebook(t, t.TempDir())
	var huge bytes.Buffer // a picture of 200,000 by 200,000 in a few bytes
	if err := png.Encode(&huge, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	bomb := huge.Bytes()
	binary.BigEndian.PutUint32(bomb[16:], 200_000)
	binary.BigEndian.PutUint32(bomb[20:], 200_000)
	whole := fromPhone(t, 40, 30)
	film := &endless{}
	for what, c := range map[string]struct {
		picture io.Reader
		why     checks.PhotoTrouble
	}{
		"a text":           {strings.NewReader("no picture"), checks.PhotoNoPicture},
		"nothing":          {strings.NewReader(""), checks.PhotoNoPicture},
		"half a photo":     {bytes.NewReader(whole[:len(whole)/2]), checks.PhotoNoPicture},
		"a film":           {film, checks.PhotoTooLarge},
		"a broken PNG":     {bytes.NewReader(bomb), checks.PhotoNoPicture},
		"an SVG of a page": {strings.NewReader("<svg xmlns='http://www.w3.org/2000/svg'/>"), checks.PhotoNoPicture},
	} {
		_, err := s.AddPhoto(t.Context(), c.picture)
		var wrong *checks.PhotoError
		if !errors.As(err, &wrong) || wrong.Why != c.why {
			t.Errorf("%s: %v, want %s", what, err, c.why)
		}
	}
	if film.read > mostPhotoBytes+1<<20 {
		t.Errorf("%d bytes of a film were read", film.read)
	}
	if _, err := os.Stat(s.photos()); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was kept")
	}
	for _, name := range []string{"../countercheck.db", "a.jpg", strings.Repeat("0", 24) + ".jpg"} {
		if _, err := s.Photo(t.Context(), name); !errors.Is(err, checks.ErrGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
