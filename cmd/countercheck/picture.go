package main

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
	"countercheck/ui"
)

const (
	// A bad line is believed after two rounds; that long a picture waits for it.
	verdictWithin = 90 * time.Second
	// drawn is more than the screen needs to show what it was told.
	drawn = time.Second
)

// takePicture waits for the first verdict and writes what the window shows then.
// Without a verdict in time it shows that there is none.
func takePicture(ctx context.Context, watch ui.Watch, window fyne.Window, path string) error {
	stands := make(chan struct{}, 1)
	remove := watch.Listen(func(s checks.Snapshot) {
		if s.Checked.IsZero() || s.Checking || s.Doubt > 0 {
			return
		}
		select {
		case stands <- struct{}{}:
		default:
		}
	})
	defer remove()
	select {
	case <-ctx.Done():
		return errors.New("no picture: closed before there was a verdict")
	case <-stands:
	case <-time.After(verdictWithin):
	}
	select {
	case <-ctx.Done():
		return errors.New("no picture: closed before it was taken")
	case <-time.After(drawn):
	}
	var seen image.Image
	fyne.DoAndWait(func() { seen = window.Canvas().Capture() })
	return writePNG(path, seen)
}

func writePNG(path string, picture image.Image) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}
