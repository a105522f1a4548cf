package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"countercheck/assets"
	"countercheck/checks"
)

// What the page on refunds says: pure functions over the translations, the codes and
// the checklist. The ids are the article's.

// learnTab is a page of it.
type learnTab string

// The pages, in the screen's order.
const (
	learnKinds      learnTab = "kinds"
	learnCauses     learnTab = "causes"
	learnHandling   learnTab = "handling"
	learnPrevention learnTab = "prevention"
	learnEffects    learnTab = "effects"
	learnOutside    learnTab = "outside"
)

var learnTabs = []learnTab{learnKinds, learnCauses, learnHandling, learnPrevention, learnEffects, learnOutside}

// The article's items beside the causes; its effects on customers have names alone.
const (
	effectExperience = "experience"
	effectRights     = "rights"
	effectTrust      = "trust"
)

var (
	refundKinds     = []string{"reversed", "refund", "failed"}
	handlingItems   = []string{"H1", "H2", "H3", "H4", "H5", "H6"}
	preventionItems = []string{"S1", "S2", "S3", "S4", "S5", "S6"}
	merchantEffects = []string{"M1", "M2", "M3", "M4", "M5"}
	customerEffects = []string{effectExperience, effectRights, effectTrust}
	outsideItems    = []string{"T1", "P1"}
)

// causePage is what is said of one cause.
type causePage struct {
	ID           checks.RefundCause
	Title        string
	Article      string // what the article calls it
	What         []string
	How          string // how the product learns of it
	Steps        []string
	Mind         string // where the article must not be followed to the letter
	Codes        string // for technicians; "" for none
	CareTitle    string
	Tasks        []taskRef
	Facts        []learnFact
	FactsUnknown bool // not told yet
}

// taskRef is an item of the checklist that something refers to.
type taskRef struct {
	ID, Title, When string
	Level           checks.Level
	Off             bool // nobody chose it
}

func viewCausePage(w *assets.Words, id checks.RefundCause, m learnMonth, merchants []string, tasks []taskRef) causePage {
	say := func(leaf string) string { return w.Say("learn.cause."+string(id)+"."+leaf, nil) }
	p := causePage{
		ID: id, Title: causeName(w, id), Article: w.Say("learn.article", map[string]any{"Name": say("article")}),
		What: []string{say("what"), say("more")}, How: say("know"), Mind: say("mind"), Tasks: tasks,
		Facts: viewCauseMonth(w, id, m, merchants), FactsUnknown: !m.told,
	}
	for n := 1; w.Has("learn.cause." + string(id) + ".do" + strconv.Itoa(n)); n++ {
		p.Steps = append(p.Steps, say("do"+strconv.Itoa(n)))
	}
	if codes := codesOf(id); len(codes) > 0 {
		p.Codes = w.Say("learn.codes", map[string]any{"Codes": strings.Join(codes, ", ")})
	}
	return p
}

// mostCodes is how many codes are named; the list of the triage has them all.
const mostCodes = 8

// codesOf are the codes that say a cause, in the order in which people look for one.
func codesOf(id checks.RefundCause) (codes []string) {
	for _, c := range checks.ErrorCodes {
		if c.Cause == id {
			codes = append(codes, c.Code)
		}
	}
	return codes[:min(len(codes), mostCodes)]
}

// article is one item of the article as it is said.
type article struct {
	ID, Name, Text string
	Figure         string // what this month shows; "" for nothing
	Tasks          []taskRef
}

func viewArticle(w *assets.Words, group, id string) article {
	key := "learn." + group + "." + id
	return article{ID: id, Name: w.Say(key+".name", nil), Text: w.Say(key+".text", nil)}
}

// tasksFor are the items of the checklist that fit, as they stand. Those that the
// shop took off its list are left out.
func (u *UI) tasksFor(fits func(checks.Task) bool) (refs []taskRef) {
	if u.upkeep == nil {
		return nil
	}
	for _, i := range u.upkeep.items() {
		if i.Task.Own() || i.Task.Retired || !fits(i.Task) {
			continue
		}
		v := viewTask(u.words, i, u.deps.Now())
		refs = append(refs, taskRef{ID: i.Task.ID, Title: v.Title, When: v.When, Level: v.Level, Off: i.State == checks.CareOff})
	}
	slices.SortStableFunc(refs, func(a, b taskRef) int { return cmp.Compare(a.rank(), b.rank()) })
	return refs
}

// rank puts what waits before what does not, and what nobody chose last.
func (t taskRef) rank() int {
	switch {
	case t.Off:
		return 2
	case t.Level > checks.OK:
		return 0
	default:
		return 1
	}
}

// prevents are the items that prevent a cause.
func prevents(id checks.RefundCause) func(checks.Task) bool {
	return func(t checks.Task) bool { return slices.Contains(t.Prevents, string(id)) }
}

// carries are the items that carry an item of the article.
func carries(id string) func(checks.Task) bool {
	return func(t checks.Task) bool { return slices.Contains(t.Articles, id) }
}
