package assets

import _ "embed"

// ChecklistTOML is the maintenance checklist, read by store.ReadChecklist.
//
//go:embed checklist.toml
var ChecklistTOML []byte
