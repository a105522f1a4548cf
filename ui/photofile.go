package ui

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// Pictures come as files: chosen, dropped on the window, or pasted as the path that
// a file manager puts on the clipboard.

// mostPasted is more than any paths of a dozen pictures.
const mostPasted = 32 << 10

var (
	drivePath  = regexp.MustCompile(`^/?[A-Za-z]:[\\/]`)
	netPath    = regexp.MustCompile(`^\\\\[^\\]+\\`)
	photoFiles = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic", ".JPG", ".JPEG", ".PNG"}
)

// pathsIn are the files that a pasted text names, one a line: a path, a path in
// quotes, or a file URI. A text that is none gives none.
func pathsIn(text string) (paths []string) {
	if len(text) > mostPasted {
		return nil
	}
	for line := range strings.Lines(text) {
		line = strings.Trim(strings.TrimSpace(line), `"'`)
		switch u, err := url.Parse(line); {
		case err == nil && u.Scheme == "file" && u.Path != "":
			paths = append(paths, localPath(u.Path))
		case filepath.IsAbs(line), drivePath.MatchString(line), netPath.MatchString(line):
			paths = append(paths, line)
		}
	}
	return paths
}

// localPath is a URI's path as the system writes it: /C:/a is C:/a.
func localPath(path string) string {
	if drivePath.MatchString(path) {
		return strings.TrimPrefix(path, "/")
	}
	return path
}

// droppedPaths are the files among what was dropped on the window.
func droppedPaths(dropped []fyne.URI) (paths []string) {
	for _, u := range dropped {
		if u.Scheme() == "file" {
			paths = append(paths, localPath(u.Path()))
		}
	}
	return paths
}

// photoError is a file that was not taken over.
type photoError struct {
	path string
	err  error
}

func (e *photoError) Error() string { return e.path + ": " + e.err.Error() }
func (e *photoError) Unwrap() error { return e.err }

// addPhotoFile takes over a picture from a file. What is no ordinary file is no
// picture: a pipe would never end.
func addPhotoFile(ctx context.Context, records Records, path string) (name string, err error) {
	fail := func(err error) (string, error) { return "", &photoError{path, err} }
	info, err := os.Stat(path)
	if err != nil {
		return fail(err)
	}
	if !info.Mode().IsRegular() {
		return fail(&checks.PhotoError{Why: checks.PhotoNoPicture})
	}
	file, err := os.Open(path)
	if err != nil {
		return fail(err)
	}
	defer file.Close()
	name, err = records.AddPhoto(ctx, file)
	if err != nil {
		return fail(err)
	}
	return name, nil
}

// photoTrouble says why a picture was not taken over.
func photoTrouble(w *assets.Words, err error) string {
	var file *photoError
	name := ""
	if errors.As(err, &file) {
		name = filepath.Base(strings.ReplaceAll(file.path, `\`, "/"))
	}
	var photo *checks.PhotoError
	switch {
	case errors.As(err, &photo) && photo.Why == checks.PhotoTooLarge && photo.MB > 0:
		return w.Say("photo.too_large", map[string]any{"Name": name, "MB": photo.MB})
	case errors.As(err, &photo) && photo.Why == checks.PhotoTooLarge:
		return w.Say("photo.too_large_unknown", map[string]any{"Name": name})
	case errors.As(err, &photo):
		return w.Say("photo.no_picture", map[string]any{"Name": name})
	case errors.Is(err, os.ErrNotExist):
		return w.Say("photo.not_there", map[string]any{"Name": name})
	case errors.Is(err, os.ErrPermission):
		return w.Say("photo.not_allowed", map[string]any{"Name": name})
	default:
		return w.Say("photo.failed", map[string]any{"Name": name, "Error": fmt.Sprint(err)})
	}
}
