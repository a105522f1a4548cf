package version

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"countercheck/checks"
)

// The keys are written by Windows' own reg.exe (or wine's).
func TestWhatRegExeWrote(t *testing.T) {
	const list = `HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\`
	write := func(key string, values ...string) {
		t.Helper()
		for i := 0; i < len(values); i += 3 {
			reg(t, "add", list+key, "/v", values[i], "/t", values[i+1], "/d", values[i+2], "/f")
		}
		t.Cleanup(func() { reg(t, "delete", list+key, "/f") })
	}
	write("CountercheckTest1", "DisplayName", "REG_SZ", "示例收银 V3.2.1", "DisplayVersion", "REG_SZ", "3.2.1")
	write("CountercheckTest2", "DisplayName", "REG_SZ", "Countercheck Test Number", "DisplayVersion", "REG_DWORD", "7")
	write("CountercheckTest3", "DisplayName", "REG_SZ", "Countercheck Test Long", "DisplayVersion", "REG_SZ", strings.Repeat("1", 2000))

	all, err := Installed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(all, Program{"示例收银 V3.2.1", "3.2.1", list + "CountercheckTest1"}) {
		t.Errorf("not listed among %+v", all)
	}
	got := stands(t, checks.VersionSource{From: checks.FromRegistry, Name: "示例收银 V2.0.0"}, "3.2.1")
	if got.Where != list+"CountercheckTest1" {
		t.Errorf("read from %q", got.Where)
	}
	for _, name := range []string{"Countercheck Test Number", "Countercheck Test Long", "Countercheck Test None"} {
		fails(t, checks.VersionSource{From: checks.FromRegistry, Name: name}, NotFound)
	}
}

func reg(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("reg.exe", args...).CombinedOutput(); err != nil {
		t.Fatalf("reg %q: %v\n%s", args, err, out)
	}
}

// Names under which Windows keeps devices, also with a folder before them.
func TestNoDeviceOfWindowsIsOpened(t *testing.T) {
	dir := os.Getenv("SystemRoot")
	for _, path := range []string{dir + `\COM1`, dir + `\NUL`, `C:\CON`, dir + `\LPT1.txt`} {
		fails(t, fromFile(path, "", ""), NotAFile)
	}
	for _, path := range []string{`\\.\COM1`, `\\?\C:\x`, `\\server\share\x`} {
		fails(t, fromFile(path, "", ""), NotHere)
	}
	for _, path := range []string{`C:version.txt`, `\version.txt`} {
		fails(t, fromFile(path, "", ""), Unusable)
	}
}
