package report

import (
	_ "embed"
	"html/template"
	"io"
	"time"

	"countercheck/checks"
)

//go:embed page.html
var pageText string

// page is what page.html shows: every text is ready, nothing is decided there.
type page struct {
	words Words

	Lang, Title, Mark, When string
	Level                   checks.Level
	Said                    Explained
	Channels, Path          []stop
	Phases                  []string
	Checks                  []line
}

// stop is a channel or a station with its level in words.
type stop struct {
	Name, Word, Took string
	Level            checks.Level
}

// line is one check of the table.
type line struct {
	ID, Kind, Word, Failed, Class, Asked, Took, Err string

	Level  checks.Level
	Phases []string // in the order of checks.AllPhases, "" for one that did not run
	Facts  []fact
}

// Say gives the template a text without facts.
func (p page) Say(key string) string { return p.words.Say(key, nil) }

// HTML writes the verdict as one page that needs nothing else: for support, for
// paper, and for a PC on which no window opens. It holds no scripts and loads
// nothing; whatever a remote host said is shown as text.
func HTML(out io.Writer, w Words, plan checks.Plan, round checks.Round, v checks.Verdict) error {
	tmpl, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	p := page{
		words: w, Lang: w.Say("page.lang", nil), Title: w.Say("page.title", nil),
		Mark: w.Say("text.mark."+v.Level.String(), nil), Level: v.Level, Said: Explain(w, v, plan.Profile),
		When: w.Say("text.when", map[string]any{"Time": round.Started.Format(time.DateTime), "Took": Figure(w, round.Took)}),
	}
	for _, c := range v.Channels {
		p.Channels = append(p.Channels, stop{Channel(w, c.ID), w.Say("text.channel."+c.Level.String(), nil), Figure(w, c.Took), c.Level})
	}
	for _, s := range v.Path {
		p.Path = append(p.Path, stop{w.Say("station."+string(s.ID), nil), w.Say("text.mark."+s.Level.String(), nil), Figure(w, s.Took), s.Level})
	}
	for _, phase := range checks.AllPhases {
		p.Phases = append(p.Phases, w.Say("page.phase."+string(phase), nil))
	}
	for _, r := range round.Results {
		p.Checks = append(p.Checks, asLine(w, r))
	}
	return tmpl.Execute(out, p)
}

func asLine(w Words, r checks.Result) line {
	f := r.Finding
	l := line{
		ID: r.ID(), Kind: w.Say("page.kind."+string(r.Check.Kind), nil), Level: f.Level, Word: w.Say("text.mark."+f.Level.String(), nil),
		Class: string(f.Class), Took: Figure(w, r.Took), Err: f.Err, Facts: factsOf(f.Facts),
	}
	if f.Failed != "" {
		l.Failed = w.Say("page.failed", map[string]any{"Phase": w.Say("page.phase."+string(f.Failed), nil)})
	}
	if r.Asked > 1 {
		l.Asked = w.Say("page.asked", map[string]any{"Count": r.Asked})
	}
	for _, phase := range checks.AllPhases {
		text := ""
		if took, ran := f.Phases[phase]; ran {
			if text = Figure(w, time.Duration(took)); text == "" {
				text = w.Say("figure.ms", map[string]any{"Value": "0"})
			}
		}
		l.Phases = append(l.Phases, text)
	}
	return l
}
