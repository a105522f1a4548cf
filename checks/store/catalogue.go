package store

import "countercheck/checks"

// ReadCatalogue reads the catalogue of hosts. An error is a *SettingsError.
func ReadCatalogue(data []byte) (checks.Catalogue, error) {
	var c checks.Catalogue
	if d := decode(data, &c); len(d.problems) > 0 {
		return checks.Catalogue{}, &SettingsError{File: "catalogue.toml", Problems: d.problems}
	}
	return c, nil
}
