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
	"fyne.io/fyne/v2/driver/software"

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
	fyne.DoAndWait(func() { seen = draw(window) })
	return writePNG(path, seen)
}

// draw draws the window's content once more, in memory: reading it back from the
// graphics driver gives a black picture under Xvfb.
func draw(window fyne.Window) image.Image {
	paper := software.NewCanvas()
	paper.SetPadded(false)
	paper.SetContent(window.Content())
	paper.Resize(window.Canvas().Size())
	return paper.Capture()
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
