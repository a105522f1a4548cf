// Package assets is what ships inside the binary: the endpoint catalogue, the
// default settings, the known public roots, the fonts, the icon and every text
// for people. It is data and the words made from it; it never decides anything
// and imports nothing else of this program.
package assets

import (
	"embed"
)

// CatalogueTOML is the catalogue of hosts, read by store.ReadCatalogue.
//
//go:embed catalogue.toml
var CatalogueTOML []byte

// SettingsTOML is the shipped settings with the source of every figure, read by
// store.ReadSettings.
//
//go:embed settings.toml
var SettingsTOML []byte

// RootsPEM is the public root certificates that operating systems hold, against
// which a missing root is named. They never make a connection trusted.
//
//go:embed roots.pem
var RootsPEM []byte

//go:embed translations/*.toml
var translations embed.FS
