package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/gif"
	"image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/kovidgoyal/imaging"
	_ "golang.org/x/image/webp"

	"countercheck/checks"
)

const (
	// PhotoFolder stands beside the database.
	PhotoFolder = "photos"
	// mostPhotoBytes of a file are read: more than any phone's picture has.
	mostPhotoBytes = 40 << 20
	// mostPixels are decoded: a picture may say it is larger than memory.
	mostPixels = 50_000_000
	// photoSide is the longer side of what is kept: a label's small print can be
	// read, and a year of photos fits.
	photoSide    = 1600
	photoQuality = 82
)

// photoName is how photos are called, so that no name leads out of their folder.
var photoName = regexp.MustCompile(`^[0-9a-f]{24}\.jpg$`)

// AddPhoto keeps a picture: turned upright, made smaller, and written anew, so that
// nothing of where, when and with what it was taken is left. The same picture is
// kept once. It fails with a *checks.PhotoError where it is no picture or too large.
func (s *Store) AddPhoto(_ context.Context, picture io.Reader) (name string, err error) {
	data, err := io.ReadAll(io.LimitReader(picture, mostPhotoBytes+1))
	if err != nil {
		return "", fmt.Errorf("the picture: %w", err)
	}
	if len(data) > mostPhotoBytes {
		return "", &checks.PhotoError{Why: checks.PhotoTooLarge, MB: mostPhotoBytes >> 20}
	}
	small, err := smaller(data)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(small)
	name = hex.EncodeToString(sum[:12]) + ".jpg"
	path := filepath.Join(s.photos(), name)
	if _, err := os.Stat(path); err == nil {
		return name, nil
	}
	return name, writeWhole(path, small)
}

func (s *Store) photos() string { return filepath.Join(s.Dir(), PhotoFolder) }

// smaller decodes a picture and writes it anew.
func smaller(data []byte) (out []byte, err error) {
	defer func() {
		if recover() != nil { // a decoder that a hostile file got the better of
			out, err = nil, &checks.PhotoError{Why: checks.PhotoNoPicture}
		}
	}()
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil || config.Width <= 0 || config.Height <= 0:
		return nil, &checks.PhotoError{Why: checks.PhotoNoPicture}
	case config.Width > mostPixels/config.Height:
		return nil, &checks.PhotoError{Why: checks.PhotoTooLarge}
	}
	decoded, err := imaging.Decode(bytes.NewReader(data), imaging.AutoOrientation(true))
	if err != nil {
		return nil, &checks.PhotoError{Why: checks.PhotoNoPicture}
	}
	fits := imaging.Fit(decoded, photoSide, photoSide, imaging.CatmullRom)
	white := imaging.New(fits.Bounds().Dx(), fits.Bounds().Dy(), image.White.C) // a JPEG has no see-through parts
	var buffer bytes.Buffer
	if err := jpeg.Encode(&buffer, imaging.Overlay(white, fits, image.Point{}, 1), &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, fmt.Errorf("the picture: %w", err)
	}
	return buffer.Bytes(), nil
}

// Photo is a kept picture, a JPEG. checks.ErrGone says that its file was deleted.
func (s *Store) Photo(_ context.Context, name string) ([]byte, error) {
	if !photoName.MatchString(name) {
		return nil, checks.ErrGone
	}
	data, err := os.ReadFile(filepath.Join(s.photos(), name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, checks.ErrGone
	}
	return data, err
}

// Photos are the names of all that are kept in a data folder.
func Photos(dir string) (names []string, err error) {
	entries, err := os.ReadDir(filepath.Join(dir, PhotoFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if photoName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// TakePhoto puts a picture of a back-up in place. One whose name is not that of what
// it holds is damaged, and refused.
func TakePhoto(dir, name string, data []byte) error {
	sum := sha256.Sum256(data)
	if name != hex.EncodeToString(sum[:12])+".jpg" {
		return fmt.Errorf("%s: %w", name, errDamaged)
	}
	return writeWhole(filepath.Join(dir, PhotoFolder, name), data)
}

// DeletePhotos deletes all that are kept in a data folder.
func DeletePhotos(dir string) error { return os.RemoveAll(filepath.Join(dir, PhotoFolder)) }
