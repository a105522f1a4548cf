package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

// handedOver are settings that differ from the shipped ones in many places.
func handedOver(t *testing.T) (checks.Settings, checks.Catalogue) {
	t.Helper()
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := store.ReadSettings(assets.SettingsTOML, "", catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return settings, catalogue
}

func TestAllSettingsReachTheNextShop(t *testing.T) {
	shipped, catalogue := handedOver(t)
	first := shipped
	first.Shop.Acquirer, first.Theme = "lakala", "auto"
	first.Hours.Monday, first.Hours.Holidays = []string{"09:00-14:00", "17:00-21:00"}, []string{"2026-02-17"}
	first.Custom = []checks.CustomEndpoint{{Name: "till", Host: "10.1.2.3", Port: 8443, Scheme: "tcp"}}
	path := filepath.Join(t.TempDir(), "next shop.toml")
	if err := store.ExportSettings(path, first); err != nil {
		t.Fatal(err)
	}
	second := shipped
	second.Theme = "dark" // a shipped value is one of the whole set too
	second.Hours.Monday = []string{"10:00-12:00", "13:00-22:00"}
	got, err := store.ImportSettings(path, second, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("not what was handed over (-first +second):\n%s", diff)
	}
	if second.Hours.Monday[0] != "10:00-12:00" {
		t.Error("the settings it was read over were changed in place")
	}
}

func TestAnImportSaysAllThatIsWrong(t *testing.T) {
	shipped, catalogue := handedOver(t)
	path := filepath.Join(t.TempDir(), "bad.toml")
	if err := os.WriteFile(path, []byte("thme = \"dark\"\n[shop]\nacquirer = \"lakal\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := store.ImportSettings(path, shipped, catalogue)
	var wrong *store.SettingsError
	if !errors.As(err, &wrong) || len(wrong.Problems) != 2 {
		t.Errorf("not both mistakes are told: %v", err)
	}
	if diff := cmp.Diff(shipped, got); diff != "" {
		t.Errorf("something was taken over all the same:\n%s", diff)
	}
}
