package main

import (
	"path/filepath"
	"strings"
	"testing"

	"countercheck/cmd/engine"
)

// A visit is carried from a stick to the shop by two commands.
func TestVisitExportAndImport(t *testing.T) {
	stick := shopWith(t, func(r engine.Records) {
		if _, err := r.SaveTerminal(t.Context(), scanBox); err != nil {
			t.Fatal(err)
		}
	})
	shop := shopWith(t, func(engine.Records) {})
	file := filepath.Join(t.TempDir(), "x.ccvisit")
	says(t, append(stick, "visit", "--export", file)...)
	if text := says(t, append(shop, "visit", "--import", file)...); !strings.Contains(text, "devices 1") {
		t.Error(text)
	}
	if text := says(t, append(shop, "terminals")...); !strings.Contains(text, "FR2020231109") {
		t.Error(text)
	}
	var out, complaints strings.Builder
	if code := run(t.Context(), append(shop, "visit", "--import", "none.ccvisit"), &out, &complaints); code != 1 || complaints.Len() == 0 {
		t.Errorf("a missing file ends with %d: %s", code, complaints.String())
	}
}

// What a technician did on a stick, with its photo, is in the shop's own records.
func TestAWholeVisitIsCarriedToTheShop(t *testing.T) {
	id := ""
	stick := shopWith(t, func(r engine.Records) {
		s := &shelf{kept: r}
		if _, err := s.SaveTerminal(t.Context(), scanBox); err != nil {
			t.Fatal(err)
		}
		said, err := s.types(t, "en", filepath.Join(t.TempDir(), "v.pdf"), lines([]string{"Shop", "Li", "", "", "n", "FR2020239999", "", "f", "Torn", picture(t), ""}, inPlace[1:], []string{"", "Wang", "", ""})...)
		if err != nil || !strings.Contains(said, "--id "+s.newest(t).ID) {
			t.Fatalf("%v\n%s", err, said)
		}
		id = s.newest(t).ID
	})
	shop := shopWith(t, func(engine.Records) {})
	file := filepath.Join(t.TempDir(), "x.ccvisit")
	says(t, append(stick, "visit", "--export", file, "--id", id)...)
	if text := says(t, append(shop, "visit", "--import", file)...); !strings.Contains(text, "from Shop: devices 1, visits 1") {
		t.Error(text)
	}
	if text := says(t, append(shop, "visit", "--import", file)...); !strings.Contains(text, "devices 0, visits 0") {
		t.Errorf("a second time: %s", text)
	}
	if text := says(t, append(shop, "terminals")...); !strings.Contains(text, "FR2020231109") || !strings.Contains(text, "The last visit saw another device") || !strings.Contains(text, "V1.8") {
		t.Error(text)
	}
}

func TestVisitIsCalledWrongly(t *testing.T) {
	flags := shopWith(t, func(engine.Records) {})
	for _, args := range [][]string{
		{"--export", "a", "--import", "b"},
		{"--id", "1"},
		{"--out", "a.pdf", "--export", "b"},
		{"--out", "report.doc"},
		{"--out", ""},
		{"--export", ""},
		{"more"},
		{"--exprot", "a"},
	} {
		var out, complaints strings.Builder
		if code := run(t.Context(), append(append(flags, "visit"), args...), &out, &complaints); code != exitUsage || complaints.Len() == 0 || out.Len() > 0 {
			t.Errorf("%v ends with %d: %s%s", args, code, out.String(), complaints.String())
		}
	}
	var out, complaints strings.Builder
	if code := run(t.Context(), append(flags, "visit", "--export", filepath.Join(t.TempDir(), "x"), "--id", "none"), &out, &complaints); code != 1 || !strings.Contains(complaints.String(), "No visit has the id none") {
		t.Errorf("%d: %s", code, complaints.String())
	}
}
