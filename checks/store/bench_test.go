//go:build bench && linux

package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"countercheck/checks"
)

// TestBenchStore measures what remembering costs. It asserts nothing.
func TestBenchStore(t *testing.T) {
	fmt.Printf("\nThe database (one transaction a round, write-ahead log, NORMAL)\n")
	benchBytes(t)
	benchRecord(t)
	benchYear(t)
}

func benchRow(what, format string, args ...any) {
	fmt.Printf("  %-62s %s\n", what, fmt.Sprintf(format, args...))
}

// realistic is a result of one of many hosts with figures like those of a line.
func realistic(host int, at time.Time, chance func(int) int) checks.Result {
	span := func(base int) checks.Span {
		return checks.Span(time.Duration(base+chance(base)) * 100 * time.Microsecond)
	}
	return checks.Result{
		Check: checks.Check{ID: fmt.Sprintf("endpoint:host:%d", host), Kind: checks.KindEndpoint}, At: at,
		Finding: checks.Finding{Level: checks.OK, Facts: checks.EndpointFacts{}, Phases: checks.Phases{
			checks.Resolve: span(80), checks.Connect: span(200), checks.TLS: span(400), checks.Processing: span(250), checks.Transfer: span(4),
		}},
	}
}

func benchBytes(t *testing.T) {
	dir, now, chance := t.TempDir(), noon, seeded(1)
	s := Open(dir, Options{Now: func() time.Time { return now }, Location: time.UTC})
	const hosts, rounds = 20, 5000
	for range rounds {
		now = now.Add(30 * time.Second)
		e := checks.Entry{At: now, Whole: true, Last: checks.Last{Alive: now}}
		for h := range hosts {
			e.Results = append(e.Results, realistic(h, now, chance.IntN))
		}
		s.Record(e)
		waitFor(t, s)
	}
	var pages int64
	err := s.db.read.QueryRow("SELECT sum(pgsize) FROM dbstat WHERE name = 'sample'").Scan(&pages)
	if err != nil { // the driver has no dbstat: the whole file, figures included
		if _, err := s.db.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(dir, DatabaseName))
		if err != nil {
			t.Fatal(err)
		}
		benchRow("bytes a result, whole file with figures and indexes", "%.1f", float64(info.Size())/(hosts*rounds))
	} else {
		benchRow("bytes a result (table of single results)", "%.1f", float64(pages)/(hosts*rounds))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// benchRecord is the CPU time that recording adds to a check, against the same
// loop without it.
func benchRecord(t *testing.T) {
	const checksInRound, rounds = 45, 400
	loop := func(record func(checks.Entry)) time.Duration {
		at, chance := noon, seeded(2)
		before := cpu(t)
		for range rounds {
			at = at.Add(30 * time.Second)
			e := checks.Entry{At: at, Whole: true, Last: checks.Last{Alive: at}}
			for h := range checksInRound {
				e.Results = append(e.Results, realistic(h, at, chance.IntN))
			}
			record(e)
		}
		return cpu(t) - before
	}
	var with, without []time.Duration
	for range 5 {
		without = append(without, loop(func(checks.Entry) {}))
		s := Open(t.TempDir(), Options{Now: func() time.Time { return noon }})
		with = append(with, loop(func(e checks.Entry) { s.Record(e); waitBusy(s) }))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	added := (median(with) - median(without)) / (checksInRound * rounds)
	benchRow("CPU time that recording adds to a check, figures left out", "%.3f ms", float64(added)/1e6)
}

// waitBusy waits without sleeping long, so that little of it is waiting.
func waitBusy(s *Store) {
	for {
		s.mu.Lock()
		idle := s.queue.empty() && !s.busy
		s.mu.Unlock()
		if idle {
			return
		}
		time.Sleep(200 * time.Microsecond)
	}
}

func cpu(t *testing.T) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func median(all []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(all))[len(all)/2]
}

// benchYear lets a year pass for 20 hosts asked every 30 s, twelve rounds a
// transaction, and draws it from a cold file.
func benchYear(t *testing.T) {
	dir, chance := t.TempDir(), seeded(3)
	now := time.Date(2025, 11, 23, 0, 0, 0, 0, time.UTC)
	end := now.AddDate(1, 0, 0)
	opt := Options{Now: func() time.Time { return now }, Location: time.UTC}.usual()
	db, err := openDatabase(t.Context(), filepath.Join(dir, DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	const hosts = 20
	began := time.Now()
	for now.Before(end) {
		var batch queue
		for range 60 { // half an hour
			now = now.Add(30 * time.Second)
			for h := range hosts {
				sample, _ := checks.SampleOf(realistic(h, now, chance.IntN))
				batch.samples = append(batch.samples, sample)
			}
		}
		if err := db.keep(t.Context(), batch, opt); err != nil {
			t.Fatal(err)
		}
	}
	for range 50 {
		if err := db.keep(t.Context(), queue{}, opt); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.end(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, DatabaseName)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	benchRow("a year of 20 hosts every 30 s on disk (30 days of it single)", "%.1f MB (written in %.0f s)", float64(info.Size())/1e6, time.Since(began).Seconds())
	var ids []string
	for h := range hosts {
		ids = append(ids, fmt.Sprintf("endpoint:host:%d", h))
	}
	year := checks.Window{From: end.AddDate(-1, 0, 0), To: end}
	month := checks.Window{From: end.AddDate(0, 0, -29), To: end}
	one := cold(t, dir, func(s *Store) { draw(t, s, ids[:1], year, 1000) })
	many := cold(t, dir, func(s *Store) { draw(t, s, ids, year, 500) })
	scan := cold(t, dir, func(s *Store) { scanSingle(t, s, month) })
	benchRow("chart of a year of one host, from a cold file", "%.1f ms", float64(one)/1e6)
	benchRow("chart of a year of 20 hosts, from a cold file", "%.1f ms", float64(many)/1e6)
	benchRow("(reading a month of one host's single results)", "%.1f ms", float64(scan)/1e6)
	benchRow("the year of one host to a year of its single results", "%.3f", float64(one)/(float64(scan)*365/29))
}

func draw(t *testing.T, s *Store, ids []string, in checks.Window, points int) {
	all, err := s.Series(context.Background(), ids, in, points)
	if err != nil || len(all) != len(ids) || len(all[0].Points) < 300 {
		t.Fatalf("no chart: %d series of %d steps, %v", len(all), len(all[0].Points), err)
	}
}

func scanSingle(t *testing.T, s *Store, in checks.Window) {
	n := 0
	if err := singles(context.Background(), s.db.read, 1, in.From, in.To, func(single) { n++ }); err != nil || n < 80_000 {
		t.Fatalf("%d results, %v", n, err)
	}
}

// cold is the median time that reading takes when nothing of the file is in the
// system's cache, the opening of the database included.
func cold(t *testing.T, dir string, read func(*Store)) time.Duration {
	var all []time.Duration
	for range 7 {
		f, err := os.Open(filepath.Join(dir, DatabaseName))
		if err != nil {
			t.Fatal(err)
		}
		if err := unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		began := time.Now()
		s, err := OpenReader(dir)
		if err != nil {
			t.Fatal(err)
		}
		s.opt.Location = time.UTC
		read(s)
		all = append(all, time.Since(began))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return median(all)
}
