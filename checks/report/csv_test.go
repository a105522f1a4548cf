package report

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/checks"
)

func TestATableForASpreadsheet(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	at := time.Date(2026, 11, 22, 4, 31, 0, 0, time.UTC)
	const ms = time.Millisecond
	series := []checks.Series{
		{Check: "endpoint:wechat:api.mch.weixin.qq.com:443", Step: time.Minute, Points: []checks.Point{
			{From: at, Count: 2, Min: 80 * ms, Median: 86*ms + 250*time.Microsecond, P95: 90 * ms, Max: 95 * ms, Phases: checks.Phases{checks.Connect: checks.Span(20 * ms)}},
			{From: at.Add(time.Minute), Count: 2, Failed: 2},
		}},
		{Check: `=HYPERLINK("x")`, Points: []checks.Point{{From: at, Count: 1, Sent: 20, Lost: 3, Min: ms, Median: ms, P95: ms, Max: ms}}},
	}
	var out strings.Builder
	if err := Table(&out, zone, series); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(out.String(), "\ufeff")
	if !marked {
		t.Error("no byte-order mark: Excel shows Chinese as rubbish")
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"time", "check", "count", "failed", "min_ms", "median_ms", "p95_ms", "max_ms", "sent", "lost", "resolve_ms", "connect_ms", "tls_ms", "processing_ms", "transfer_ms"},
		{"2026-11-22T12:31:00+08:00", "endpoint:wechat:api.mch.weixin.qq.com:443", "2", "0", "80", "86.3", "90", "95", "", "", "", "20", "", "", ""},
		{"2026-11-22T12:32:00+08:00", "endpoint:wechat:api.mch.weixin.qq.com:443", "2", "2", "", "", "", "", "", "", "", "", "", "", ""},
		{"2026-11-22T12:31:00+08:00", `'=HYPERLINK("x")`, "1", "0", "1", "1", "1", "1", "20", "3", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestATableThatCannotBeWrittenSaysSo(t *testing.T) {
	if err := Table(full{}, time.UTC, nil); !errors.Is(err, errFull) {
		t.Errorf("a full disk gives %v", err)
	}
}
