package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// EvidenceSchema names the shape of the evidence report, in all of its formats.
const EvidenceSchema = "countercheck/evidence/v1"

// stamp is how the evidence writes a time: with its zone, since it is read elsewhere.
const stamp = "2006-01-02 15:04 -07:00"

// EvidenceHTML writes the evidence report (检测记录) as one page that needs nothing
// else, with its seal at the end.
func EvidenceHTML(out io.Writer, w Words, d checks.Dossier) error {
	return sealEvidence(out, w, d, sealHTML, sheet.html)
}

// EvidencePDF writes it for paper: A4, the font inside. The same dossier gives the
// same bytes.
func EvidencePDF(out io.Writer, w Words, font []byte, d checks.Dossier) error {
	return sealEvidence(out, w, d, sealPDF, func(s sheet) ([]piece, error) { return s.pdf(font) })
}

// EvidenceCSV writes it for a spreadsheet.
func EvidenceCSV(out io.Writer, w Words, d checks.Dossier) error {
	return sealEvidence(out, w, d, sealCSV, sheet.csv)
}

func sealEvidence(out io.Writer, w Words, d checks.Dossier, format sealFormat, write func(sheet) ([]piece, error)) error {
	s, fingerprint, err := evidenceSheet(w, d)
	if err != nil {
		return err
	}
	pieces, err := write(s)
	if err != nil {
		return err
	}
	return writeSealed(out, format, fingerprint, pieces)
}

// evidenceSheet puts a dossier into words. fingerprint is the SHA-256 of the CSV
// before the part in which it is printed: the same in all formats, so that a sheet
// of paper can be compared with a file.
func evidenceSheet(w Words, d checks.Dossier) (s sheet, fingerprint string, err error) {
	e := newEvidence(w, d)
	s = sheet{
		w: w, topic: "evidence", title: w.Say("evidence.title", nil), schema: EvidenceSchema,
		made: d.Made, changed: d.Made, parts: e.parts(),
	}
	pieces, err := s.csv()
	if err != nil {
		return s, "", err
	}
	var before bytes.Buffer
	for _, p := range pieces[:len(pieces)-1] { // without the foot
		before.Write(p.Data)
	}
	fingerprint = sumOf(before.Bytes())
	s.parts = append(s.parts, part{Name: partClose, Blocks: e.closing(fingerprint)})
	s.foot = w.Say("evidence.foot", map[string]any{"Short": fingerprint[:8]})
	return s, fingerprint, nil
}

// The names of the parts of the evidence; each case has its own.
const (
	partAbout     = "about"
	partMethod    = "method"
	partCase      = "case:"
	partSurvey    = "survey"
	partLine      = "line"
	partTerminals = "terminals"
	partBills     = "bills"
	partClose     = "close"
)

// evidence is the report in the making. Whatever goes into it leaves through clean.
type evidence struct {
	draft
	d     checks.Dossier
	zone  *time.Location
	clean redaction
}

func newEvidence(w Words, d checks.Dossier) *evidence {
	e := &evidence{draft: draft{w: w, topic: "evidence"}, d: d, zone: d.Made.Location(), clean: redaction{keep: map[string]bool{}}}
	e.clean.keepWords(d.Program, d.System)
	for _, t := range d.Terminals {
		v := d.Judged[t.ID]
		e.clean.keepWords(t.Version.Version, v.Newest, v.Minimum)
	}
	for _, entry := range d.Entries {
		e.clean.keepWords(entry.Seal)
		if d.ShowOrder {
			e.clean.keepWords(entry.Case.Sale.Order)
		}
	}
	for _, m := range d.Bills {
		if d.ShowOrder {
			e.clean.keepWords(m.Row.Order, m.Row.Number)
		}
	}
	return e
}

// parts are all but the last, in the order they are read.
func (e *evidence) parts() (all []part) {
	part1 := func(name string, write func()) {
		e.all = nil
		write()
		e.clean.blocks(e.all)
		all = append(all, part{Name: name, Blocks: e.all})
	}
	part1(partAbout, e.about)
	part1(partMethod, e.method)
	for n, entry := range e.d.Entries {
		part1(e.caseName(entry), func() { e.refund(n+1, entry) })
	}
	if len(e.d.Entries) == 0 {
		part1(partCase+"none", func() {
			e.heading("cases", nil)
			e.text("no_cases", nil)
		})
	}
	part1(partSurvey, e.survey)
	part1(partLine, e.line)
	part1(partTerminals, e.terminals)
	part1(partBills, e.bills)
	return all
}

// caseName names a case's part for the seal: by its entry in the log and its time.
func (e *evidence) caseName(entry checks.CaseEntry) string {
	return fmt.Sprintf("%s%d@%s", partCase, entry.Number, entry.Case.Sale.At.In(e.zone).Format("2006-01-02T15:04"))
}

func (e *evidence) stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(e.zone).Format(stamp)
}

func (e *evidence) about() {
	d := e.d
	level, said := e.now()
	e.add(block{Kind: blockSentence, Level: level, Text: said})
	e.text("scope", nil)
	if d.Left > 0 {
		e.text("cases_left", map[string]any{"Count": len(d.Entries), "Left": d.Left})
	}
	if d.PCOnly {
		e.text("scope_pc_only", nil)
	}
	e.facts([][]string{
		{"made", e.stamp(d.Made)},
		{"window", e.stamp(d.Window.From) + " – " + e.stamp(d.Window.To)},
		{"watched", e.watched()},
		{"program", d.Program},
		{"system", d.System},
		{"zone", d.Zone},
		{"clock", e.clock()},
		{"visited", e.visited()},
	})
}

// now is what is believed at this moment. Terminals with a line of their own get no
// good word from this PC.
func (e *evidence) now() (level checks.Level, said string) {
	v := e.d.Now
	if v.Level == checks.Unknown {
		return checks.Unknown, e.say("now_unknown", nil)
	}
	v.Facts, v.Also = figures(e.w, v.Facts), nil
	said = Explain(e.w, v, checks.Profile{SIMOnly: e.d.PCOnly}).Headline
	if level = v.Level; e.d.PCOnly && level == checks.OK {
		level = checks.Unknown
	}
	return level, e.say("now", map[string]any{"Time": e.d.Made.In(e.zone).Format("15:04"), "Said": said})
}

// watched is how much of the window was measured.
func (e *evidence) watched() string {
	u := e.d.Uptime
	if u.Watched() <= 0 {
		return e.say("watched_none", nil)
	}
	return e.say("watched", map[string]any{"Percent": percent(u.Coverage()), "Length": Length(e.w, u.Watched())})
}

func (e *evidence) clock() string {
	c := e.d.Clock
	if c == nil {
		return e.say("clock_unknown", nil)
	}
	facts := map[string]any{"Seconds": fmt.Sprintf("%.1f", time.Duration(c.Off).Abs().Seconds()), "At": e.stamp(c.At)}
	switch off := time.Duration(c.Off); {
	case off.Abs() < time.Second:
		return e.say("clock_right", facts)
	case off > 0:
		return e.say("clock_fast", facts)
	default:
		return e.say("clock_slow", facts)
	}
}

func (e *evidence) visited() string {
	if e.d.Visited.IsZero() {
		return e.say("visited_never", nil)
	}
	return e.stamp(e.d.Visited)
}

// method says how it was measured and what that cannot tell.
func (e *evidence) method() {
	e.heading("method", nil)
	for _, key := range []string{"how", "rhythm", "limits", "survival_how"} {
		e.text("method_is."+key, nil)
	}
	orders := "orders_masked"
	if e.d.ShowOrder {
		orders = "orders_shown"
	}
	for _, key := range []string{"left_out", orders, "notes_printed"} {
		e.text(key, nil)
	}
}

// closing is the last part: the report's fingerprint, the log's chain, and what both
// are worth.
func (e *evidence) closing(fingerprint string) []block {
	e.all = nil
	e.heading("close", nil)
	e.facts([][]string{{"fingerprint", grouped(fingerprint)}, {"chain", e.chain()}})
	e.text("seal_is", nil)
	e.text("seal_is_not", nil)
	return e.all
}

func (e *evidence) chain() string { return ChainSaid(e.w, e.d.Chain) }

// ChainSaid says whether the seals of the log's entries fit.
func ChainSaid(w Words, c checks.ChainState) string {
	facts := map[string]any{"Entries": c.Entries, "Broken": c.Broken}
	switch {
	case c.Broken > 0:
		return w.Say("evidence.chain.broken", facts)
	case c.Entries == 0:
		return w.Say("evidence.chain.none", nil)
	default:
		return w.Say("evidence.chain.fits", facts)
	}
}

// grouped sets a sum in groups of eight, to be compared by eye.
func grouped(sum string) string {
	var groups []string
	for ; len(sum) > 8; sum = sum[8:] {
		groups = append(groups, sum[:8])
	}
	return strings.Join(append(groups, sum), " ")
}
