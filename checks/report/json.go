package report

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// Schema names the shape of the JSON. Levels, codes and keys are stable across
// versions; texts are not.
const Schema = "countercheck/report/v1"

// timeFormat is RFC 3339 with milliseconds.
const timeFormat = "2006-01-02T15:04:05.000Z07:00"

type jsonReport struct {
	Schema     string        `json:"schema"`
	Scope      string        `json:"scope"`
	StartedAt  string        `json:"started_at"`
	DurationMS int64         `json:"duration_ms"`
	Verdict    jsonVerdict   `json:"verdict"`
	Channels   []jsonChannel `json:"channels"`
	Checks     []jsonCheck   `json:"checks"`
}

type jsonVerdict struct {
	Level    checks.Level `json:"level"`
	Cause    checks.Code  `json:"cause"`
	Layer    checks.Layer `json:"layer,omitempty"`
	Provider string       `json:"provider,omitempty"`
	Title    string       `json:"title"`
	Effect   string       `json:"effect"`
	Actions  []string     `json:"actions"`
	Evidence []string     `json:"evidence"`
	Also     []jsonAlso   `json:"also"`
}

type jsonAlso struct {
	Cause    checks.Code  `json:"cause"`
	Level    checks.Level `json:"level"`
	Provider string       `json:"provider,omitempty"`
}

type jsonChannel struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Level checks.Level `json:"level"`
}

type jsonCheck struct {
	ID          string            `json:"id"`
	Kind        checks.Kind       `json:"kind"`
	Level       checks.Level      `json:"level"`
	Cause       checks.Code       `json:"cause"`
	FailedPhase checks.Phase      `json:"failed_phase,omitempty"`
	ErrorClass  checks.ErrorClass `json:"error_class,omitempty"`
	Error       string            `json:"error,omitempty"`
	PhasesMS    checks.Phases     `json:"phases_ms,omitempty"`
	Facts       any               `json:"facts,omitempty"`
	TookMS      checks.Span       `json:"took_ms"`
	At          string            `json:"at"`
	Asked       int               `json:"asked"`
}

// JSON writes a round and its verdict in the contract's shape, report/v1.
func JSON(out io.Writer, w Words, plan checks.Plan, round checks.Round, v checks.Verdict) error {
	said := Explain(w, v, plan.Profile)
	doc := jsonReport{
		Schema: Schema, Scope: "this_pc",
		StartedAt: round.Started.Format(timeFormat), DurationMS: round.Took.Milliseconds(),
		Verdict: jsonVerdict{
			Level: v.Level, Cause: v.Cause, Layer: v.Layer, Provider: providerID(v.Subject),
			Title: said.Headline, Effect: said.Effect, Actions: notNil(said.Actions), Evidence: notNil(v.Evidence), Also: []jsonAlso{},
		},
		Channels: []jsonChannel{}, Checks: []jsonCheck{},
	}
	for _, a := range v.Also {
		doc.Verdict.Also = append(doc.Verdict.Also, jsonAlso{Cause: a.Cause, Level: a.Level, Provider: providerID(a.Subject)})
	}
	for _, c := range v.Channels {
		doc.Channels = append(doc.Channels, jsonChannel{ID: c.ID, Name: Channel(w, c.ID), Level: c.Level})
	}
	for _, r := range round.Results {
		doc.Checks = append(doc.Checks, asJSON(r))
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(doc)
}

// providerID is a verdict's subject where that is a payment company.
func providerID(subject string) string {
	if strings.HasPrefix(subject, checks.TerminalSubject) {
		return ""
	}
	return subject
}

func asJSON(r checks.Result) jsonCheck {
	f := r.Finding
	cause := f.Cause
	if cause == "" || f.Level == checks.OK {
		cause = checks.None
	}
	return jsonCheck{
		ID: r.ID(), Kind: r.Check.Kind, Level: f.Level, Cause: cause, FailedPhase: f.Failed, ErrorClass: f.Class,
		Error: f.Err, PhasesMS: f.Phases, Facts: f.Facts, TookMS: checks.Span(r.Took), At: r.At.Format(time.RFC3339Nano), Asked: r.Asked,
	}
}

// notNil makes an empty list of none, so that JSON shows [] and not null.
func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
