package version

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"countercheck/checks"
)

// The programs of testdata are made by mingw's compiler and resource compiler; see
// make.sh there.
func TestProgramsOfOthers(t *testing.T) {
	for name, want := range map[string]string{
		"till.exe":     "V3.2.1 正式版", // 64 bits; as its maker writes it
		"mispos32.dll": "2.1.10.0",   // 32 bits; written "2, 1, 10, 0"
		"delphi32.exe": "5.7.0.3312", // only the file's version was ever counted up
		"words.exe":    "4.18.0.0",   // the texts hold no number
	} {
		got := stands(t, checks.VersionSource{From: checks.FromProgram, Path: testdata(t, name)}, want)
		if filepath.Base(got.Where) != name {
			t.Errorf("%s: read from %q", name, got.Where)
		}
	}
	fails(t, checks.VersionSource{From: checks.FromProgram, Path: testdata(t, "bare.exe")}, NoVersion)
}

func TestWhatIsNoProgram(t *testing.T) {
	till, err := os.ReadFile(testdata(t, "till.exe"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"nothing":     {},
		"text":        []byte("V3.2.1"),
		"DOS program": append([]byte("MZ"), make([]byte, 200)...),
		"cut header":  till[:300],
	} {
		fails(t, checks.VersionSource{From: checks.FromProgram, Path: written(t, "x.exe", data)}, NotProgram)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	cut := written(t, "cut.exe", till[:len(till)-1200])
	fails(t, checks.VersionSource{From: checks.FromProgram, Path: cut}, Broken)
	fails(t, checks.VersionSource{From: checks.FromProgram, Path: filepath.Join(t.TempDir(), "none.exe")}, NotFound)
	fails(t, checks.VersionSource{From: checks.FromProgram, Path: t.TempDir()}, NotAFile)
}

// A file of any length costs a few small reads.
func TestAProgramIsNotReadWhole(t *testing.T) {
	till, err := os.ReadFile(testdata(t, "till.exe"))
	if err != nil {
		t.Fatal(err)
	}
	var c counted
	c.r = bytes.NewReader(append(till, make([]byte, 8<<20)...))
	if v, err := programVersion(&c); err != nil || v == "" {
		t.Fatal(v, err)
	}
	if c.read > 64<<10 {
		t.Errorf("%d bytes were read of it", c.read)
	}
}

type counted struct {
	r    *bytes.Reader
	read int
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	c.read += len(p)
	return c.r.ReadAt(p, off)
}

// A resource folder that leads into itself is as deep as any.
func TestAFolderThatHoldsItself(t *testing.T) {
	till, err := os.ReadFile(testdata(t, "till.exe"))
	if err != nil {
		t.Fatal(err)
	}
	image, err := readImage(bytes.NewReader(till))
	if err != nil {
		t.Fatal(err)
	}
	root, ok := image.offset(image.resources.VirtualAddress)
	if !ok {
		t.Fatal("the resources are not there")
	}
	copy(till[root+20:], []byte{0, 0, 0, 0x80}) // the first entry leads to the root
	if v, err := programVersion(bytes.NewReader(till)); err == nil {
		t.Errorf("it has version %q", v)
	}
}

func TestWhichVersionOfAProgramCounts(t *testing.T) {
	for _, c := range []struct {
		want string
		v    versionInfoBlock
	}{
		{"V2.3", versionInfoBlock{"V2.3", "9.9", "2.0.0.0", "8.0.0.0"}},
		{"2.0.0.0", versionInfoBlock{"beta", "9.9", "2.0.0.0", "8.0.0.0"}},
		{"9.9", versionInfoBlock{"1.0.0.0", "9.9", "1.0.0.0", "8.0.0.0"}},
		{"1.0.0.1", versionInfoBlock{"1.0.0.1", "1.0.0.1", "1.0.0.1", "1.0.0.1"}},
		{"8.0.0.0", versionInfoBlock{"", "", "", "8.0.0.0"}},
		{"1.1", versionInfoBlock{"1.1", "9.9", "1.1.0.0", "9.9.0.0"}},
		{"1.0.1", versionInfoBlock{"1.0.1", "9.9", "1.0.1.0", "9.9.0.0"}},
		{"", versionInfoBlock{"beta", "", "", ""}},
	} {
		if got := c.v.version(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.v, got, c.want)
		}
	}
	if got := dotted("1, 2,3 , 4"); got != "1.2.3.4" {
		t.Error(got)
	}
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func FuzzProgram(f *testing.F) {
	for _, name := range []string{"till.exe", "mispos32.dll", "delphi32.exe", "bare.exe"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		if image, err := readImage(bytes.NewReader(data)); err == nil {
			block, _ := image.versionResource(bytes.NewReader(data))
			f.Add(block)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := counted{r: bytes.NewReader(data)}
		_, err := programVersion(&c)
		if err != nil {
			_ = why(t, err)
		}
		if c.read > 512<<10 {
			t.Errorf("%d bytes were read", c.read)
		}
		_, _ = parseVersionInfo(data)
	})
}
