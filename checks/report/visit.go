package report

import (
	"errors"
	"fmt"
	"strings"

	"countercheck/checks"
)

// blockKind is how a part of a visit's report is shown.
type blockKind string

// The kinds of block; page and paper each have one way for each.
const (
	blockSentence  blockKind = "sentence" // the result, with its level
	blockFacts     blockKind = "facts"    // names and values
	blockHeading   blockKind = "heading"
	blockItem      blockKind = "item"  // an inspection item, with note and photos
	blockTable     blockKind = "table" // the first row is its head
	blockChart     blockKind = "chart" // a host's probes
	blockText      blockKind = "text"
	blockSignature blockKind = "signature"
)

// block is a part of a visit's report: every text is ready, nothing is decided
// where it is shown.
type block struct {
	Kind   blockKind
	Level  checks.Level
	Text   string // sentence, heading, item's name, chart's title, text, under a signature
	Word   string // item's state
	Note   string // item's note and what to do
	Rows   [][]string
	Photos []reportPhoto
	Bars   []bar
	Lines  [][]checks.Dot
}

// reportPhoto is a picture, or why there is none.
type reportPhoto struct {
	Name    string
	Data    []byte // JPEG
	Missing string
}

// bar is a probe in a chart that is 1 wide and 1 high: Height is its time beside
// the longest, and a failed one is a mark at the top.
type bar struct {
	X, Height float64
	Failed    bool
}

// Photo reads a picture of a visit, a JPEG; checks.ErrGone says that its file was
// deleted.
type Photo = func(name string) ([]byte, error)

// visitReport is all of a report, in the order it is read.
type visitReport struct {
	w     Words
	v     checks.Visit
	photo Photo
	all   []block
	err   error
}

// visitBlocks makes a report. An error is one of reading a photo.
func visitBlocks(w Words, v checks.Visit, photo Photo) ([]block, error) {
	r := &visitReport{w: w, v: v, photo: photo}
	r.add(block{Kind: blockSentence, Level: r.level(), Text: r.result()})
	r.facts(r.about())
	for _, i := range v.Terminals {
		r.inspection(i)
	}
	r.survey("survey", v.Survey)
	r.repairs()
	if v.Note != "" {
		r.heading("note", nil)
		r.add(block{Kind: blockText, Text: v.Note})
	}
	if v.Next != "" {
		r.heading("next", nil)
		r.add(block{Kind: blockText, Text: v.Next})
	}
	r.signature()
	return r.all, r.err
}

func (r *visitReport) say(key string, facts map[string]any) string {
	return r.w.Say("visitreport."+key, facts)
}

func (r *visitReport) add(b block) { r.all = append(r.all, b) }

func (r *visitReport) heading(key string, facts map[string]any) {
	r.add(block{Kind: blockHeading, Text: r.say(key, facts)})
}

// facts leaves out what is not known.
func (r *visitReport) facts(rows [][]string) {
	var known [][]string
	for _, row := range rows {
		if row[1] != "" {
			known = append(known, []string{r.say("fact."+row[0], nil), row[1]})
		}
	}
	if len(known) > 0 {
		r.add(block{Kind: blockFacts, Rows: known})
	}
}

func (r *visitReport) about() [][]string {
	when := r.v.Started.Format("2006-01-02 15:04")
	if !r.v.Open() {
		when += " – " + r.v.Ended.Format("15:04")
	}
	return [][]string{
		{"shop", r.v.Shop},
		{"address", r.v.Address},
		{"when", when},
		{"technician", strings.Join(filled(r.v.Technician, r.v.Company), ", ")},
		{"witness", r.v.Witness},
	}
}

func filled(all ...string) (some []string) {
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

// found counts the visit's faults, and what was not looked at, and names what must
// not be used.
func (r *visitReport) found() (faults, left int, replaced []string) {
	for _, i := range r.v.Terminals {
		faults += len(i.Faults())
		left += i.Left()
		if i.Replaced() {
			replaced = append(replaced, i.Terminal.Title())
		}
	}
	return faults, left, replaced
}

func (r *visitReport) level() checks.Level {
	faults, left, replaced := r.found()
	switch {
	case len(replaced) > 0:
		return checks.Fail
	case faults > 0:
		return checks.Warn
	case left > 0 || len(r.v.Terminals) == 0 || r.v.Open():
		return checks.Unknown
	default:
		return checks.OK
	}
}

func (r *visitReport) result() string {
	faults, left, replaced := r.found()
	facts := map[string]any{"Terminals": len(r.v.Terminals), "Faults": faults, "Left": left, "Names": strings.Join(replaced, ", ")}
	switch {
	case len(replaced) > 0:
		return r.say("result.replaced", facts)
	case faults > 0:
		return r.say("result.faults", facts)
	case r.v.Open():
		return r.say("result.open", facts)
	case len(r.v.Terminals) == 0:
		return r.say("result.none", facts)
	case left > 0:
		return r.say("result.left", facts)
	default:
		return r.say("result.fine", facts)
	}
}

// inspection is one terminal.
func (r *visitReport) inspection(i checks.Inspection) {
	t := i.Terminal
	r.add(block{Kind: blockHeading, Text: t.Title()})
	if i.Replaced() {
		r.add(block{Kind: blockSentence, Level: checks.Fail, Text: r.say("replaced", nil) + " " + r.w.Say("visit.item.identity.fault", nil)})
	}
	r.facts([][]string{
		{"made", strings.TrimSpace(t.Brand + " " + t.Model)},
		{"recorded", t.Serial},
		{"seen", strings.TrimSpace(i.Serial + " " + i.Model)},
		{"merchant", t.Merchant},
		{"number", t.Number},
		{"place", t.Place},
		{"registered", t.Address},
		{"version", i.Version},
	})
	for _, c := range i.Findings {
		if c.Item == "identity" && i.Replaced() { // whatever was pressed
			c.State = checks.CheckedFaulty
		}
		r.item(c)
	}
}

// itemStates are the level and the word of each state.
var itemStates = map[checks.CheckedState]struct {
	level checks.Level
	word  string
}{
	checks.CheckedFine:   {checks.OK, "fine"},
	checks.CheckedFaulty: {checks.Fail, "fault"},
	checks.CheckedAbsent: {checks.Unknown, "absent"},
	checks.NotLooked:     {checks.Unknown, "left"},
}

func (r *visitReport) item(c checks.Checked) {
	state := itemStates[c.State]
	name := c.Item // one that this version does not know any more
	if key := "visit.item." + c.Item + ".name"; r.w.Has(key) {
		name = r.w.Say(key, nil)
	}
	note := c.Note
	if fix := "visit.item." + c.Item + ".fault"; c.State == checks.CheckedFaulty && r.w.Has(fix) {
		note = strings.Join(filled(note, r.say("fix", map[string]any{"Fix": r.w.Say(fix, nil)})), "\n")
	}
	b := block{Kind: blockItem, Level: state.level, Text: name, Word: r.say("state."+state.word, nil), Note: note}
	for _, photo := range c.Photos {
		data, err := r.photo(photo)
		one := reportPhoto{Name: photo, Data: data}
		switch {
		case errors.Is(err, checks.ErrGone):
			one = reportPhoto{Missing: r.say("photo_gone", nil)}
		case err != nil:
			r.err = errors.Join(r.err, fmt.Errorf("photo %s: %w", photo, err))
		}
		b.Photos = append(b.Photos, one)
	}
	r.add(b)
}

func (r *visitReport) signature() {
	r.heading("signed", nil)
	s := r.v.Signed
	b := block{Kind: blockSignature, Note: r.say("no_signature", nil)}
	switch s.Way {
	case checks.SignedDrawn:
		b.Lines, b.Text = s.Lines, s.Name
	case checks.SignedTyped:
		b.Text = s.Name
	default:
		b.Text, b.Word = "", r.say("sign_here", nil)
	}
	r.add(b)
}
