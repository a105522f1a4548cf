package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"countercheck/checks"
)

// Whatever is called a picture: a small plain JPEG comes of it, or the reason why not.
func FuzzPhoto(f *testing.F) {
	picture := image.NewPaletted(image.Rect(0, 0, 9, 5), color.Palette{color.White, color.Black, color.Transparent})
	for _, write := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return png.Encode(b, picture) },
		func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) },
		func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()/2])
		if turned := "Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"; b.Bytes()[0] == 0xff {
			app1 := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(turned)+2))
			f.Add(append(append(app1, turned...), b.Bytes()[2:]...))
		}
	}
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Add([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if size, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && size.Width > 0 && size.Height > 1<<18/size.Width {
			return // it only takes long; what is too large has a test of its own
		}
		small, err := smaller(data)
		if err != nil {
			if why := (*checks.PhotoError)(nil); !errors.As(err, &why) {
				t.Errorf("refused without a reason: %v", err)
			}
			return
		}
		if size, err := jpeg.DecodeConfig(bytes.NewReader(small)); err != nil || max(size.Width, size.Height) > photoSide || bytes.Contains(small, []byte("Exif")) {
			t.Errorf("%d by %d of %d bytes, %v", size.Width, size.Height, len(small), err)
		}
	})
}
