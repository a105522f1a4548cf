//go:build bench && linux

package bill_test

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// reader and its file tell a second copy of this test program what to read, so that
// its memory is that of the reading alone.
const (
	reader = "COUNTERCHECK_BENCH_READER"
	asked  = "COUNTERCHECK_BENCH_FILE"
)

const (
	benchRows = 1_000_000
	benchRuns = 5
)

// TestBenchBill measures and prints; it asserts nothing about time or memory. The peer
// is the standard library's reader of CSV, which cuts the same bytes into cells and
// does nothing with them: no sums, no times, no fingerprint, no patterns.
func TestBenchBill(t *testing.T) {
	if os.Getenv(reader) != "" {
		readAsAsked(t)
		return
	}
	dir := t.TempDir()
	large, small := filepath.Join(dir, "year.csv"), filepath.Join(dir, "day.csv")
	size := writeYear(t, large, benchRows)
	writeYear(t, small, 1000)
	fmt.Printf("\nA bill of %d rows, %.0f MB, median of %d (smallest to largest)\n", benchRows, float64(size)/(1<<20), benchRuns)
	own, ownPeak := measure(t, "bill", large)
	peer, peerPeak := measure(t, "csv", large)
	_, smallPeak := measure(t, "bill", small)
	benchRow("read whole, with fingerprint, sums and patterns", own)
	benchRow("peer: encoding/csv, cells only", peer)
	fmt.Printf("  %-62s %.2f\n", "ratio of CPU time, own to peer", float64(middle(own))/float64(middle(peer)))
	fmt.Printf("  %-62s %.1f MB; of 1000 rows %.1f MB; peer %.1f MB\n", "peak memory of the process", ownPeak, smallPeak, peerPeak)
}

func benchRow(what string, took []time.Duration) {
	fmt.Printf("  %-62s %.2f s CPU (%.2f to %.2f)\n", what, middle(took).Seconds(), slices.Min(took).Seconds(), slices.Max(took).Seconds())
}

func middle(all []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(all))[len(all)/2]
}

// measure reads a file in processes of their own: the CPU time of each, and the highest
// peak of their memory, in MB.
func measure(t *testing.T, how, path string) (cpu []time.Duration, peak float64) {
	t.Helper()
	for range benchRuns {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestBenchBill$", "-test.count=1")
		cmd.Env = append(os.Environ(), reader+"="+how, asked+"="+path)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		cpu = append(cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		_, figure, _ := strings.Cut(string(out), "VmHWM:")
		var kilobytes float64
		if _, err := fmt.Sscan(figure, &kilobytes); err != nil {
			t.Fatalf("no peak of memory in: %s", out)
		}
		peak = max(peak, kilobytes/1024)
	}
	return cpu, peak
}

// readAsAsked is the second copy. It tells its own peak of memory: what its parent knows
// of it begins with the parent's.
func readAsAsked(t *testing.T) {
	defer func() {
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Error(err)
		}
		fmt.Println(string(status))
	}()
	f, err := os.Open(os.Getenv(asked))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(reader) == "csv" {
		readCells(t, f)
		return
	}
	b, err := bill.Read(t.Context(), f.Name(), f, info.Size(), bill.Options{})
	if err != nil || b.Rows < 1000 || len(b.Damaged)+len(b.Doubts) > 0 {
		t.Fatalf("%d rows, %+v, %v", b.Rows, b.Doubts, err)
	}
}

func readCells(t *testing.T, in io.Reader) {
	r := csv.NewReader(bufio.NewReaderSize(in, 64<<10))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// writeYear writes a bill whose rows fill a year, one in two hundred given back.
func writeYear(t *testing.T, path string, rows int) int64 {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, "\ufeff"+allHeader+"\r\n")
	var paid, back checks.Money
	every := 365 * 24 * time.Hour / time.Duration(rows)
	for n := range rows {
		s := sale{at: at("2026-01-01 00:00:00").Add(time.Duration(n) * every), amount: checks.Money(800 + n*37%4000)}
		if n%200 == 7 {
			s.state = "REFUND"
		}
		// wechat makes a whole bill: its second line is the row.
		row := strings.SplitN(wechat(s.withDefaults(n)), "\r\n", 3)[1]
		if s.state == "" {
			paid += s.amount
		} else {
			back += s.amount
			row = strings.Replace(row, "`50300", fmt.Sprintf("`5030%d", n), 2) // its own refund number
		}
		fmt.Fprint(w, row+"\r\n")
	}
	fmt.Fprintf(w, "%s\r\n`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s\r\n", totalsHeader, rows, paid, back, paid, back)
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
