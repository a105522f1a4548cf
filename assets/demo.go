package assets

import "embed"

// DemoRounds are recorded rounds, one a file, named for what was the matter: what
// a demonstration shows where servers on this PC cannot show it.
//
//go:embed demo/*.json
var DemoRounds embed.FS
