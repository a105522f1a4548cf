package engine

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"countercheck/checks/store"
)

// A back-up is a zip of these two, and of the photos in their folder.
const (
	backupDatabase = store.DatabaseName
	backupSettings = "settings.toml"
)

// What a restored back-up is called in the data folder until the next start puts it
// in place. The database comes last: without it nothing is taken over.
const (
	restoredDatabase = "restored.db"
	restoredSettings = "restored.toml"
)

// largestPart bounds what is unpacked: far more than is ever kept.
const largestPart = 4 << 30

// ErrNoBackup: the file is none of this program's back-ups, or a damaged one.
var ErrNoBackup = errors.New("this is no back-up of Countercheck, or a damaged one")

// Backup writes all that is remembered and set into one file, for a new PC. The
// receivers of messages are in it, with their keys: it is the owner's own.
func Backup(ctx context.Context, settings *Settings, from *store.Store, path string) error {
	room, err := os.MkdirTemp(filepath.Dir(path), ".countercheck-*")
	if err != nil {
		return fmt.Errorf("back-up: %w", err)
	}
	defer func() { _ = os.RemoveAll(room) }() // at worst a folder is left
	database, set := filepath.Join(room, backupDatabase), filepath.Join(room, backupSettings)
	if err := errors.Join(from.Backup(ctx, database), store.ExportSettings(set, settings.Current())); err != nil {
		return fmt.Errorf("back-up: %w", err)
	}
	err = wholeFile(path, func(out io.Writer) error {
		z := zip.NewWriter(out)
		return errors.Join(pack(ctx, z, set, ""), pack(ctx, z, database, ""), packPhotos(ctx, z, from.Dir()), z.Close())
	})
	if err != nil {
		return fmt.Errorf("back-up: %w", err)
	}
	return nil
}

func packPhotos(ctx context.Context, z *zip.Writer, dir string) error {
	names, err := store.Photos(dir)
	for _, name := range names {
		if err == nil {
			err = pack(ctx, z, filepath.Join(dir, store.PhotoFolder, name), exchangePhotos)
		}
	}
	return err
}

func pack(ctx context.Context, z *zip.Writer, path, folder string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w, err := z.Create(folder + filepath.Base(path))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, patient{ctx, f})
	return err
}

// patient stops reading when ctx ends.
type patient struct {
	ctx context.Context
	of  io.Reader
}

// Read reads on while it may.
func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.of.Read(b)
}

// Stage checks a back-up and lays it ready in the data folder; the next start puts
// it in place. A file that cannot be used changes nothing.
func Stage(ctx context.Context, dir string, settings *Settings, path string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	room, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { _ = os.RemoveAll(room) }() // at worst a folder is left
	if err := unpack(ctx, path, room); err != nil {
		return fmt.Errorf("restore: %s: %w", path, err)
	}
	database, set := filepath.Join(room, backupDatabase), filepath.Join(room, backupSettings)
	if err := store.CheckDatabase(ctx, database); errors.Is(err, store.ErrNewer) {
		return fmt.Errorf("restore: %s: %w", path, err)
	} else if err != nil {
		return fmt.Errorf("restore: %s: %w: %w", path, ErrNoBackup, err)
	}
	if _, err := store.ImportSettings(set, settings.Shipped(), settings.Catalogue); err != nil {
		return fmt.Errorf("restore: %s: %w", path, err)
	}
	if err := takePhotos(ctx, path, dir); err != nil {
		return fmt.Errorf("restore: %s: %w: %w", path, ErrNoBackup, err)
	}
	if err := os.Rename(set, filepath.Join(dir, restoredSettings)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := os.Rename(database, filepath.Join(dir, restoredDatabase)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// unpack takes the two files of a back-up, by their names alone.
func unpack(ctx context.Context, path, into string) (err error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) {
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	for _, name := range []string{backupDatabase, backupSettings} {
		if err := unpackOne(ctx, &z.Reader, name, filepath.Join(into, name)); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrNoBackup, name, err)
		}
	}
	return nil
}

// takePhotos lays a back-up's photos beside those that are there: their names are
// made of what they hold, so that none takes another's place.
func takePhotos(ctx context.Context, path, dir string) (err error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	for _, f := range z.File {
		name, is := strings.CutPrefix(f.Name, exchangePhotos)
		if !is || ctx.Err() != nil {
			continue
		}
		data, err := readPart(&z.Reader, f.Name, mostPhoto)
		if err == nil {
			err = store.TakePhoto(dir, name, data)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func unpackOne(ctx context.Context, z *zip.Reader, name, to string) (err error) {
	in, err := z.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(out, io.LimitReader(patient{ctx, in}, largestPart+1))
	if n > largestPart {
		err = errors.Join(err, fs.ErrInvalid)
	}
	return errors.Join(err, out.Sync(), out.Close())
}

// TakeRestored puts what Stage laid ready in place, if there is any; the caller
// holds the lock. What was there before is set aside beside it: aside is its name,
// "" if there was nothing to do or nothing before.
func TakeRestored(dir string, settings *Settings) (aside string, err error) {
	database, set := filepath.Join(dir, restoredDatabase), filepath.Join(dir, restoredSettings)
	if _, err := os.Stat(database); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	fresh, err := store.ImportSettings(set, settings.Shipped(), settings.Catalogue)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if aside, err = store.PutInPlace(dir, database); err != nil {
		return aside, fmt.Errorf("restore: %w", err)
	}
	if aside != "" {
		err = store.ExportSettings(aside+".settings.toml", settings.Current())
	}
	if err = errors.Join(err, settings.Save(fresh), os.Remove(set)); err != nil {
		return aside, fmt.Errorf("restore: %w", err)
	}
	return aside, nil
}
