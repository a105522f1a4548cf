package ui

import (
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// What a visit asks and says: pure functions over it.

// visitKind is what a page of the visit asks for.
type visitKind string

const (
	pageStart    visitKind = "start"
	pageIdentity visitKind = "identity"
	pageItems    visitKind = "items"
	pageVersion  visitKind = "version"
	pageNetwork  visitKind = "network"
	pageRepairs  visitKind = "repairs"
	pageResult   visitKind = "result"
	pageSign     visitKind = "sign"
)

// visitPage is a page, and which terminal it is about.
type visitPage struct {
	kind visitKind
	at   int
}

// visitPages are the pages of a visit, in their order.
func visitPages(v checks.Visit) []visitPage {
	pages := []visitPage{{kind: pageStart}}
	for i := range v.Terminals {
		pages = append(pages, visitPage{pageIdentity, i}, visitPage{pageItems, i}, visitPage{pageVersion, i})
	}
	return append(pages, visitPage{kind: pageNetwork}, visitPage{kind: pageRepairs}, visitPage{kind: pageResult}, visitPage{kind: pageSign})
}

// openPage is the page a visit was left at.
func openPage(v checks.Visit) (at int, page visitPage) {
	pages := visitPages(v)
	at = min(max(v.Page, 0), len(pages)-1)
	return at, pages[at]
}

// ownPage: identity and version have pages of their own.
func ownPage(item string) bool { return item == "identity" || item == "version" }

// listed are the items of the list page, as places among the findings.
func listed(i checks.Inspection) (places []int) {
	for at, c := range i.Findings {
		if !ownPage(c.Item) {
			places = append(places, at)
		}
	}
	return places
}

// nextOpen is the first item of the list page that nobody has answered, from one
// on and then from the beginning; -1 where all are.
func nextOpen(i checks.Inspection, from int) int {
	places := listed(i)
	for n := range places {
		at := (from + n) % len(places)
		if i.Findings[places[at]].State == checks.NotLooked {
			return at
		}
	}
	return -1
}

// leftItem is an item that nobody has looked at.
type leftItem struct {
	page int
	name string
}

// leftOver are the items without an answer, with the page that asks for them.
func leftOver(w *assets.Words, v checks.Visit) (all []leftItem) {
	for n, page := range visitPages(v) {
		if page.kind != pageIdentity && page.kind != pageItems && page.kind != pageVersion {
			continue
		}
		i := v.Terminals[page.at]
		for _, c := range i.Findings {
			if c.State == checks.NotLooked && pageOf(c.Item) == page.kind {
				all = append(all, leftItem{n, terminalName(w, i.Terminal) + between + w.Say("visit.item."+c.Item+".name", nil)})
			}
		}
	}
	return all
}

func pageOf(item string) visitKind {
	if ownPage(item) {
		return visitKind(item)
	}
	return pageItems
}

// stateOf is how an item of a terminal was found.
func stateOf(i checks.Inspection, item string) checks.CheckedState {
	for _, c := range i.Findings {
		if c.Item == item {
			return c.State
		}
	}
	return checks.NotLooked
}

// setState has an item stand as it was found. The findings are the caller's own.
func setState(i *checks.Inspection, item string, state checks.CheckedState) {
	for at := range i.Findings {
		if i.Findings[at].Item == item {
			i.Findings[at].State = state
		}
	}
}

// identityView is what is said about a serial number that was read.
type identityView struct {
	Level checks.Level
	Text  string
	Do    bool // the terminal was replaced: say what to do
}

func viewIdentity(w *assets.Words, i checks.Inspection) identityView {
	facts := map[string]any{"Recorded": i.Terminal.Serial, "Seen": i.Serial}
	switch {
	case i.Replaced() && i.Serial != "" && i.Terminal.Serial != "" && checks.PlainNumber(i.Serial) != checks.PlainNumber(i.Terminal.Serial):
		return identityView{checks.Fail, w.Say("visit.identity.other_serial", facts), true}
	case i.Replaced():
		return identityView{checks.Fail, w.Say("visit.identity.other_model", map[string]any{"Recorded": i.Terminal.Model, "Seen": i.Model}), true}
	case i.Serial == "" && i.Terminal.Serial == "":
		return identityView{checks.Unknown, w.Say("visit.identity.first", nil), false}
	case i.Serial == "":
		return identityView{checks.Unknown, w.Say("visit.identity.recorded", facts), false}
	case i.Terminal.Serial == "":
		return identityView{checks.OK, w.Say("visit.identity.noted", facts), false}
	default:
		return identityView{checks.OK, w.Say("visit.identity.same", facts), false}
	}
}

// identityState is how the identity stands after a number was read; what a person
// said stays where nothing was.
func identityState(i checks.Inspection) checks.CheckedState {
	switch {
	case i.Replaced():
		return checks.CheckedFaulty
	case i.Serial != "":
		return checks.CheckedFine
	default:
		return stateOf(i, "identity")
	}
}

// versionSeen is how the version that was read in a visit stands.
func versionSeen(i checks.Inspection, r checks.Records, now time.Time) checks.VersionVerdict {
	t := i.Terminal
	t.Version = checks.VersionReading{Version: i.Version, At: now}
	return checks.JudgeVersion(t, r.Rules, r.Ages, now)
}

// versionState is how the item stands by it; what nobody can compare is a
// person's to say.
func versionState(s checks.VersionState) checks.CheckedState {
	switch s {
	case checks.VersionNewest:
		return checks.CheckedFine
	case checks.VersionOutdated, checks.VersionBelowMinimum, checks.VersionBlocked, checks.VersionUnsupported:
		return checks.CheckedFaulty
	default:
		return checks.NotLooked
	}
}

// versionLevel is a version's state as a level: what is not known is not good.
func versionLevel(s checks.VersionState) checks.Level {
	switch versionState(s) {
	case checks.CheckedFine:
		return checks.OK
	case checks.CheckedFaulty:
		return checks.Warn
	default:
		return checks.Unknown
	}
}

// repairFor is what was done about a fault, -1 where nothing was: what was done
// begins with the fault's name.
func repairFor(v checks.Visit, terminal, name string) int {
	return slices.IndexFunc(v.Repairs, func(r checks.RepairDone) bool {
		return r.Terminal == terminal && strings.HasPrefix(r.What, name)
	})
}

// visitFault is something found faulty.
type visitFault struct {
	Terminal string // its id
	Name     string // the terminal's
	Item     string // what it is called
	Note     string
}

func faultsOf(w *assets.Words, v checks.Visit) (all []visitFault) {
	for _, i := range v.Terminals {
		for _, c := range i.Faults() {
			all = append(all, visitFault{i.Terminal.ID, terminalName(w, i.Terminal), w.Say("visit.item."+c.Item+".name", nil), c.Note})
		}
	}
	return all
}

// started reports that anything was said about a terminal.
func started(i checks.Inspection) bool {
	return i.Left() < len(i.Findings) || i.Serial != "" || i.Model != "" || i.Version != ""
}
