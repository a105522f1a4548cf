package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"countercheck/checks"
)

// Photo reads a picture of a visit, a JPEG; checks.ErrGone says that its file was
// deleted.
type Photo = func(name string) ([]byte, error)

// visitReport is all of a report, in the order it is read.
type visitReport struct {
	draft
	v     checks.Visit
	photo Photo
	err   error
}

// VisitHTML writes the report of a visit as one page that needs nothing else, to be
// looked at or printed.
func VisitHTML(out io.Writer, w Words, v checks.Visit, photo Photo) error {
	s, err := visitSheet(w, v, photo)
	if err != nil {
		return err
	}
	return s.writeHTML(out)
}

// VisitPDF writes the report of a visit for paper: A4, the font inside. The same
// visit gives the same bytes.
func VisitPDF(out io.Writer, w Words, font []byte, v checks.Visit, photo Photo) error {
	s, err := visitSheet(w, v, photo)
	if err != nil {
		return err
	}
	_, err = s.writePDF(out, font)
	return err
}

// visitSheet makes a report. An error is one of reading a photo.
func visitSheet(w Words, v checks.Visit, photo Photo) (sheet, error) {
	blocks, err := visitBlocks(w, v, photo)
	return sheet{
		w: w, topic: "visitreport", title: w.Say("visitreport.title", nil), of: v.Shop, foot: v.Shop,
		made: v.Started, changed: v.Ended, parts: []part{{Blocks: blocks}},
	}, err
}

// visitBlocks are all parts of it, in the order they are read.
func visitBlocks(w Words, v checks.Visit, photo Photo) ([]block, error) {
	r := &visitReport{draft: draft{w: w, topic: "visitreport"}, v: v, photo: photo}
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
