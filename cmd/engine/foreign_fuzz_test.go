package engine

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countercheck/checks"
	"countercheck/checks/store"
)

// packed is a zip of these files.
func packed(tb testing.TB, parts map[string][]byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// Whatever a file that is called a visit holds: it is taken whole or not at all, and
// what was taken can be read, listed and handed on.
func FuzzVisitFile(f *testing.F) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 30, 20)), nil); err != nil {
		f.Fatal(err)
	}
	const head = `{"schema":"` + ExchangeSchema + `",`
	for _, records := range []string{
		head + `"terminals":[{"id":"x","kind":"smart_pos","line":"sim"}],"visits":[]}`,
		head + `"terminals":[{"id":"","kind":"smart_pos","line":"sim"}],"visits":[{"id":"","started":"2026-01-02T03:04:05Z","ended":"2026-01-02T03:04:05Z","terminals":null}]}`,
		head + `"shop":"老王面馆","terminals":[],"visits":[{"id":"v","started":"2026-01-02T03:04:05Z","ended":"2026-01-02T04:04:05Z","terminals":[{"terminal":{"id":"x","name":"a","kind":"smart_pos","line":"sim","source":{"from":"file","path":"/etc/shadow"},"photos":["../../x.jpg"]},"findings":[{"item":"seals","state":"ok","photos":["a.jpg"]}]}]}]}`,
		head + `"visits":[{"id":"v","started":"0001-01-01T00:00:00Z","ended":"9999-12-31T23:59:59Z","terminals":[{"terminal":{"id":"x","name":"` + strings.Repeat("n", 300) + `","kind":"","line":""},"findings":[{"item":"no such thing"}]}],"signed":{"way":"drawn","lines":[[{"x":1e30,"y":-1}]]}}]}`,
		head + `"terminals":[]}{"and":"more"}`, `{`, `[]`, `null`, "",
	} {
		f.Add([]byte(records), photo.Bytes())
	}
	f.Fuzz(func(t *testing.T, records, picture []byte) {
		if size, _, err := image.DecodeConfig(bytes.NewReader(picture)); err == nil && size.Width*size.Height > 1<<20 {
			return // it only takes long
		}
		file := filepath.Join(t.TempDir(), "a.ccvisit")
		write(t, file, string(packed(t, map[string][]byte{exchangeRecords: records, exchangePhotos + "a.jpg": picture})))
		shop := notebook(t, t.TempDir())
		came, err := shop.ImportRecords(t.Context(), file)
		known, visits := all(t, shop).Terminals, allVisits(t, shop)
		if err != nil {
			if len(known)+len(visits) > 0 || err.Error() == "" {
				t.Errorf("refused with %v, and %d devices, %d visits are there", err, len(known), len(visits))
			}
			return
		}
		if len(known) > came.Terminals || len(visits) > came.Visits {
			t.Errorf("%+v came, and %d devices, %d visits are there", came, len(known), len(visits))
		}
		for _, one := range known {
			fits(t, one)
		}
		for _, v := range visits {
			if err := checks.ValidateVisit(v); err != nil || v.ID == "" || v.Open() {
				t.Errorf("a visit was taken that is none: %v, %+v", err, v)
			}
			for _, i := range v.Terminals {
				fits(t, i.Terminal)
			}
		}
		if err := shop.ExportVisit(t.Context(), "", file); err != nil {
			t.Errorf("what was taken cannot be handed on: %v", err)
		}
	})
}

// fits fails for a device that nobody could have typed in here.
func fits(t *testing.T, one checks.Terminal) {
	t.Helper()
	if err := checks.ValidateTerminal(one); err != nil || one.ID == "" || one.Source != nil {
		t.Errorf("a device was taken that is none: %v, %+v", err, one)
	}
}

func allVisits(t *testing.T, r Records) []checks.Visit {
	t.Helper()
	out, err := r.Visits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever bytes a file has that is called a visit or a back-up, it changes nothing
// where it is refused.
func FuzzArchive(f *testing.F) {
	whole := packed(f, map[string][]byte{
		exchangeRecords: []byte(`{"schema":"` + ExchangeSchema + `","terminals":[{"id":"x","kind":"smart_pos","line":"sim"}]}`),
		backupDatabase:  []byte("SQLite format 3\x00"), backupSettings: []byte("theme = \"dark\"\n"),
	})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(packed(f, map[string][]byte{"../" + exchangeRecords: nil, "/" + backupDatabase: nil, `..\` + backupSettings: nil}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		dir, file := t.TempDir(), filepath.Join(t.TempDir(), "a.zip")
		write(t, file, string(data))
		shop := notebook(t, dir)
		if _, err := shop.ImportRecords(t.Context(), file); err != nil && len(all(t, shop).Terminals) > 0 {
			t.Errorf("half of it was taken: %v", err)
		}
		staged(t, dir, file)
	})
}

// Whatever a back-up's two files hold, it is laid ready whole or leaves nothing.
func FuzzBackup(f *testing.F) {
	dir := f.TempDir()
	s := store.Open(dir, store.Options{})
	s.Record(checks.Entry{})
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(dir, store.DatabaseName))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, []byte("theme = \"dark\"\n"))
	f.Add(good[:len(good)/2], []byte(""))
	f.Add(good, []byte("theme = \"pink\"\n[[webhook]]\nkind = 3\n"))
	f.Add([]byte("SQLite format 3\x00"), []byte{0xff})
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, database, settings []byte) {
		file := filepath.Join(t.TempDir(), "a.zip")
		write(t, file, string(packed(t, map[string][]byte{backupDatabase: database, backupSettings: settings})))
		staged(t, t.TempDir(), file)
	})
}

// staged lays a file ready as a back-up and puts it in place; what is refused
// leaves nothing behind.
func staged(t *testing.T, dir, file string) {
	t.Helper()
	set := settingsIn(t, "", Chosen{})
	err := Stage(t.Context(), dir, set, file)
	left, failed := matching(dir, "restored*", ".restore*")
	if failed != nil {
		t.Fatal(failed)
	}
	if err != nil {
		if len(left) > 0 {
			t.Errorf("%v, and left behind: %v", err, left)
		}
		return
	}
	if len(left) != 2 {
		t.Errorf("laid ready: %v", left)
	}
	if _, err := TakeRestored(dir, set); err != nil {
		t.Errorf("what was laid ready cannot be put in place: %v", err)
	}
	again := store.Open(dir, store.Options{}) // whatever is in it, the program starts
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// Whatever is said at the door, only a whole word is heard, and it is short.
func FuzzDoor(f *testing.F) {
	for _, seed := range []string{"hello\n", "show\n", "show", "\n", strings.Repeat("x", 200) + "\n", "show\nshow\n", "\x00\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		inside, outside := net.Pipe()
		go func() { _, _ = outside.Write(said); _, _ = io.Copy(io.Discard, outside); _ = outside.Close() }()
		heard := []string{}
		if !bytes.Contains(said, []byte("\n")) && len(said) < longestWord {
			return // it waits for the rest, as long as doorPatience
		}
		answer(inside, func(word string) bool { heard = append(heard, word); return false })
		_ = outside.Close()
		if len(heard) > 1 || len(heard) == 1 && (len(heard[0]) >= longestWord || strings.Contains(heard[0], "\n") || heard[0] == WordHello) {
			t.Errorf("%q was heard as %q", said, heard)
		}
	})
}

// A file for the next shop is read over what this shop has: whatever it says, it is
// taken whole or named with all that is wrong, and what was taken is written and
// read again as it was.
func FuzzSettingsFile(f *testing.F) {
	for _, seed := range []string{"theme = \"dark\"\n", "[shop]\nname = \"x\"\n", "[[custom]]\nhost = \"a\"\n", "[hosts]\n", "a = [[[[", "\xff\xfe", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		set := settingsIn(t, "", Chosen{})
		file := filepath.Join(t.TempDir(), "next.toml")
		write(t, file, string(text))
		taken, err := store.ImportSettings(file, set.Shipped(), set.Catalogue)
		var wrong *store.SettingsError
		if err != nil {
			if !errors.As(err, &wrong) || len(wrong.Problems) == 0 {
				t.Errorf("refused without a reason: %v", err)
			}
			return
		}
		if err := store.ExportSettings(file, taken); err != nil {
			t.Fatal(err)
		}
		again, err := store.ImportSettings(file, set.Shipped(), set.Catalogue)
		if diff := cmp.Diff(taken, again, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("handed on it is another: %v%s", err, diff)
		}
	})
}
