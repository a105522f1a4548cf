package report

import (
	"strings"
	"time"

	"countercheck/checks"
)

type jsonCase struct {
	ID        string               `json:"id"`
	At        string               `json:"at"`
	Concluded bool                 `json:"concluded"`
	Received  checks.Received      `json:"received,omitempty"`
	Way       checks.Way           `json:"channel,omitempty"`
	Showed    checks.Showed        `json:"showed,omitempty"`
	Code      string               `json:"code,omitempty"`
	State     checks.TradeState    `json:"state,omitempty"`
	Amount    string               `json:"amount_yuan,omitempty"`
	Order     string               `json:"order,omitempty"`
	Measured  bool                 `json:"measured"`
	Level     checks.Level         `json:"level"` // of the line in that minute
	Causes    []checks.RefundCause `json:"causes"`
	Status    checks.CaseStatus    `json:"status"`
	Answered  string               `json:"answered_at,omitempty"`
	Staff     int                  `json:"staff_minutes,omitempty"`
	Suspect   checks.Suspicion     `json:"suspect,omitempty"`
	Note      string               `json:"note,omitempty"`
}

func casesJSON(all []checks.Case) []jsonCase {
	list := []jsonCase{}
	for _, c := range all {
		if !c.Counts() {
			continue
		}
		one := jsonCase{
			ID: c.ID, At: c.Sale.At.Format(timeFormat), Concluded: !c.Concluded.IsZero(), Received: c.Sale.Received, Way: c.Sale.Way,
			Showed: c.Sale.Showed, Code: c.Sale.Code, State: c.Sale.State, Order: c.Sale.Order, Measured: c.Minute.Measured && !c.Minute.PCOnly,
			Causes: []checks.RefundCause{}, Status: c.Follow.Status, Staff: c.Follow.Staff, Suspect: c.Follow.Suspect, Note: c.Follow.Note,
		}
		if one.Measured {
			one.Level = c.Minute.Level
		}
		if c.Sale.Amount > 0 {
			one.Amount = c.Sale.Amount.String()
		}
		if !c.Follow.Answered.IsZero() {
			one.Answered = c.Follow.Answered.Format(timeFormat)
		}
		for _, l := range c.Likely {
			one.Causes = append(one.Causes, l.Cause)
		}
		list = append(list, one)
	}
	return list
}

// CaseLine is a case in a line: when, how it was paid, how much, what the terminal
// showed, and the likeliest cause.
func CaseLine(w Words, c checks.Case, now time.Time) string {
	parts := []string{moment(c.Sale.At.In(now.Location()), now)}
	if c.Sale.Way != "" {
		parts = append(parts, Channel(w, string(c.Sale.Way)))
	}
	if c.Sale.Amount > 0 {
		parts = append(parts, "¥"+c.Sale.Amount.String())
	}
	if text := ShowedText(w, c.Sale); text != "" {
		parts = append(parts, text)
	}
	if l, points := c.Likeliest(); points {
		parts = append(parts, w.Say("triage.cause."+string(l.Cause), nil))
	}
	return strings.Join(parts, " · ")
}
