package main

import (
	"encoding/json"
	"io"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
)

// billSchema names the shape of what is read of bills. Codes and keys are stable across
// versions; texts are not.
const billSchema = "countercheck/bill/v1"

type jsonBills struct {
	Schema string `json:"schema"`
	jsonFigures
	Matched  int            `json:"matched"`
	Repeated int            `json:"repeated"` // rows that stand in several files
	Damaged  []jsonDamage   `json:"damaged"`
	More     int            `json:"damaged_more"` // beyond those listed
	Doubts   []jsonDoubt    `json:"doubts"`
	Patterns []jsonPattern  `json:"patterns"`
	Note     string         `json:"note,omitempty"` // stands beside patterns
	Returned []jsonReturned `json:"returned"`
	Rest     int            `json:"not_looked_up"` // rows that were too many to join
	Files    []jsonFile     `json:"files"`
	Not      []jsonNot      `json:"not_bills"`
}

type jsonFigures struct {
	Rows     int    `json:"rows"`
	Payments int    `json:"payments"`
	Refunded int    `json:"refunded"`
	Reversed int    `json:"reversed"`
	Paid     string `json:"paid"` // yuan
	Back     string `json:"back"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

type jsonDamage struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Code  string `json:"code"`
	Field string `json:"field,omitempty"`
	Why   string `json:"why"`
}

type jsonDoubt struct {
	File  string `json:"file"`
	Code  string `json:"code"`
	Field string `json:"field,omitempty"`
	Said  string `json:"said,omitempty"`
	Found string `json:"found,omitempty"`
	Why   string `json:"why"`
}

type jsonPattern struct {
	File   string             `json:"file"`
	Kind   checks.PatternKind `json:"kind"`
	From   string             `json:"from"`
	To     string             `json:"to"`
	Rows   int                `json:"rows"`
	Amount string             `json:"amount,omitempty"`
	Text   string             `json:"text"`
}

type jsonReturned struct {
	At       string          `json:"at"`
	Kind     checks.BillKind `json:"kind"`
	Way      checks.Way      `json:"way,omitempty"`
	Amount   string          `json:"amount"`
	Order    string          `json:"order,omitempty"`
	Number   string          `json:"number,omitempty"`
	State    string          `json:"state,omitempty"`
	Broken   bool            `json:"broken,omitempty"`
	Measured bool            `json:"measured"`
	PCOnly   bool            `json:"pc_only,omitempty"`
	Level    checks.Level    `json:"level"`
	Cause    checks.Code     `json:"cause"`
	Said     string          `json:"said"`
	Case     string          `json:"case,omitempty"`
}

type jsonFile struct {
	Name   string            `json:"name"`
	ID     string            `json:"id,omitempty"`
	Issuer checks.BillIssuer `json:"issuer,omitempty"`
	Same   string            `json:"same_as,omitempty"` // counted once
	*jsonFigures
}

type jsonNot struct {
	Name    string   `json:"name"`
	Code    string   `json:"code"`
	Issuer  string   `json:"issuer,omitempty"`
	Line    int      `json:"line,omitempty"`
	Columns []string `json:"columns,omitempty"` // that could be named
	Why     string   `json:"why"`
}

// json writes what was read in the contract's shape.
func (r *billsRead) json(out io.Writer) error {
	doc := jsonBills{
		Schema: billSchema, jsonFigures: figuresOf(r.all()), Repeated: r.repeated, Damaged: []jsonDamage{}, Doubts: []jsonDoubt{}, Patterns: []jsonPattern{},
		Returned: []jsonReturned{}, Rest: len(r.rows) - len(r.matches), Files: []jsonFile{}, Not: []jsonNot{},
	}
	for _, b := range r.bills {
		figures := figuresOf(b)
		doc.Files = append(doc.Files, jsonFile{Name: b.Name, ID: b.ID, Issuer: b.Issuer, jsonFigures: &figures})
		doc.More += b.Worse
		for _, d := range b.Damaged {
			doc.Damaged = append(doc.Damaged, jsonDamage{b.Name, d.Line, d.Why, d.Field, r.damage(d)})
		}
		for _, d := range b.Doubts {
			doc.Doubts = append(doc.Doubts, jsonDoubt{b.Name, d.Why, d.Field, d.Said, d.Found, r.doubt(d)})
		}
		for _, p := range b.Patterns {
			one := jsonPattern{File: b.Name, Kind: p.Kind, From: p.From.Format(time.RFC3339), To: p.To.Format(time.RFC3339), Rows: p.Rows, Text: r.pattern(p)}
			if p.Amount != 0 {
				one.Amount = p.Amount.String()
			}
			doc.Patterns = append(doc.Patterns, one)
			doc.Note = r.words.Say("bill.stands", nil)
		}
	}
	for _, t := range r.twice {
		doc.Files = append(doc.Files, jsonFile{Name: t.name, Same: t.same})
	}
	for _, n := range r.not {
		doc.Not = append(doc.Not, jsonNot{n.Name, n.Why, n.Issuer, n.Line, n.Header, r.notBill(n)})
	}
	for _, m := range r.matches {
		if joined(m) {
			doc.Matched++
		}
		doc.Returned = append(doc.Returned, r.returned(m))
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func figuresOf(b checks.Bill) jsonFigures {
	f := jsonFigures{Rows: b.Rows, Payments: b.Payments, Refunded: b.Refunded, Reversed: b.Reversed, Paid: b.Paid.String(), Back: b.Back.String()}
	if !b.From.IsZero() {
		f.From, f.To = b.From.Format(time.RFC3339), b.To.Format(time.RFC3339)
	}
	return f
}

func (r *billsRead) returned(m checks.BillMatch) jsonReturned {
	one := jsonReturned{
		At: m.Row.At.Format(time.RFC3339), Kind: m.Row.Kind, Way: m.Row.Way, Amount: m.Row.Amount.String(), Order: r.number(m.Row.Order),
		Number: r.number(m.Row.Number), State: m.Row.State, Broken: m.Row.Broken, Measured: measured(m), PCOnly: m.Minute.PCOnly, Cause: checks.None,
		Said: report.SayMinute(r.words, m.Minute, m.Row.Way, m.Row.Shown(), r.now.In(m.Row.At.Location())).Line, Case: m.Case,
	}
	if one.Measured {
		one.Level = m.Minute.Level
		if m.Minute.Cause != "" {
			one.Cause = m.Minute.Cause
		}
	}
	return one
}

// measured reports that something was measured that speaks for the sale.
func measured(m checks.BillMatch) bool { return m.Minute.Measured && !m.Minute.PCOnly }

// joined reports that a row has found what was measured then, or its case.
func joined(m checks.BillMatch) bool { return measured(m) || m.Case != "" }
