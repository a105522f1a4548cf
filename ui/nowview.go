package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// nowView is what the screen 现在 shows, in words: made by a pure function and
// copied by widgets.
type nowView struct {
	Level    checks.Level
	Headline string
	Second   string  // what was measured, when
	Progress float64 // 0 to 1 while a round is under way, -1 otherwise
	Steps    []string
	Seen     string
	Effect   string
	Also     []string
	Channels []channelView
	Stops    []stopView
}

type channelView struct {
	Name, State, Figure string
	Level               checks.Level
}

type stopView struct {
	Name, State string
	Level       checks.Level
}

// viewNow says a snapshot. now is the wall clock, for "2 minutes".
func viewNow(w *assets.Words, s checks.Snapshot, set checks.Settings, catalogue checks.Catalogue, now time.Time) nowView {
	profile := set.Profile()
	said := report.Explain(w, s.Verdict, profile)
	v := nowView{
		Level: s.Verdict.Level, Headline: said.Headline, Second: second(w, s, profile, now), Progress: -1,
		Steps: said.Actions, Seen: said.Seen, Effect: said.Effect, Also: said.Also,
	}
	if profile.SIMOnly && v.Level == checks.OK {
		v.Level = checks.Unknown // the PC's road is fine, the terminals' is not known: slate, not green
	}
	if v.Level == checks.Fail && slices.ContainsFunc(s.Verdict.Channels, works) {
		v.Effect = "" // it would say that nothing gets through
	}
	if s.Checking && s.Total > 0 {
		v.Progress = float64(s.Done) / float64(s.Total)
	}
	if s.Doubt > 0 {
		v.doubt(w, s)
	}
	v.look(w, s, set, catalogue)
	return v
}

// doubt tells of a bad round that is looked at again. What was good until then is
// not shown as good any more, and not as bad either: it is not known.
func (v *nowView) doubt(w *assets.Words, s checks.Snapshot) {
	again := w.Say("now.doubt", map[string]any{"Round": s.Doubt})
	if s.Verdict.Level > checks.OK {
		v.Second = again + between + v.Second
		return
	}
	before := v.Headline
	v.Level, v.Headline = checks.Unknown, again
	v.Second = w.Say("now.before", map[string]any{"Headline": before}) + between + w.Say("now.this_pc", nil)
}

func works(c checks.ChannelState) bool { return c.Level == checks.OK || c.Level == checks.Warn }

// look fills in the ways to pay and the road; before the first round and in doubt
// they stand there all the same, as not known yet, so that nothing jumps when it
// ends.
func (v *nowView) look(w *assets.Words, s checks.Snapshot, set checks.Settings, catalogue checks.Catalogue) {
	if len(s.Verdict.Path) == 0 || s.Doubt > 0 && s.Verdict.Level == checks.OK {
		_, channels := checks.Choose(set, catalogue)
		waiting := w.Say("now.stop.waiting", nil)
		for _, c := range channels {
			v.Channels = append(v.Channels, channelView{Name: channelName(w, checks.ChannelState{ID: c.ID, Provider: c.Provider}), State: waiting})
		}
		for _, id := range checks.Stops {
			v.Stops = append(v.Stops, stopView{Name: w.Say("station."+string(id), nil), State: waiting})
		}
		return
	}
	for _, c := range s.Verdict.Channels {
		v.Channels = append(v.Channels, channelView{
			Name: channelName(w, c), State: w.Say("text.channel."+c.Level.String(), nil),
			Level: c.Level, Figure: report.Figure(w, c.Took),
		})
	}
	for _, stop := range s.Verdict.Path {
		v.Stops = append(v.Stops, viewStop(w, stop, s.Verdict))
	}
}

// channelName is a way to pay, and who carries it where that is another company.
func channelName(w *assets.Words, c checks.ChannelState) string {
	name := report.Channel(w, c.ID)
	if c.Provider != c.ID && w.Has("provider."+c.Provider) {
		name += between + report.Provider(w, c.Provider)
	}
	return name
}

func viewStop(w *assets.Words, stop checks.Station, v checks.Verdict) stopView {
	view := stopView{Name: w.Say("station."+string(stop.ID), nil), Level: stop.Level}
	if stop.ID == checks.StopPayment && v.Subject != "" && stop.Level > checks.OK {
		view.Name = report.Provider(w, v.Subject)
	}
	figure := report.Figure(w, stop.Took)
	switch {
	case stop.Level == checks.Fail:
		view.State = w.Say("now.stop.fail", nil)
	case figure != "" && stop.Level != checks.Unknown:
		view.State = figure
	default:
		view.State = w.Say("now.stop."+stop.Level.String(), nil)
	}
	return view
}

// second is the line under the headline: since when, what was seen, what was
// measured.
func second(w *assets.Words, s checks.Snapshot, profile checks.Profile, now time.Time) string {
	var parts []string
	if s.Verdict.Level > checks.OK && !s.Since.IsZero() {
		parts = append(parts, w.Say("now.since", map[string]any{"Time": s.Since.Format("15:04"), "For": ago(w, now.Sub(s.Since))}))
		if seen := report.Explain(w, s.Verdict, profile).Seen; seen != "" {
			parts = append(parts, seen)
		}
	} else if !s.Checked.IsZero() {
		parts = append(parts, w.Say("now.checked", map[string]any{"Time": s.Checked.Format("15:04")}))
	}
	if !profile.SIMOnly {
		parts = append(parts, w.Say("now.this_pc", nil))
	}
	return strings.Join(parts, between)
}

const day = 24 * time.Hour

// ago is a length of time as people say it.
func ago(w *assets.Words, d time.Duration) string {
	switch {
	case d < time.Minute:
		return w.Say("unit.second", map[string]any{"Count": max(int(d/time.Second), 1)})
	case d < time.Hour:
		return w.Say("unit.minute", map[string]any{"Count": int(d / time.Minute)})
	case d < 2*day:
		return w.Say("unit.hour", map[string]any{"Count": int(d / time.Hour)})
	default:
		return w.Say("unit.day", map[string]any{"Count": int(d / day)})
	}
}

// same reports whether two views put the same things in the same places, so that
// nothing is laid out anew between them.
func (v nowView) same(o nowView) bool {
	return v.Level == o.Level && slices.Equal(v.Steps, o.Steps) && slices.Equal(v.Also, o.Also) &&
		v.Effect == o.Effect && slices.Equal(v.Channels, o.Channels) && slices.Equal(v.Stops, o.Stops)
}

// number is the figure before a step.
func number(i int) string { return fmt.Sprint(i + 1) }
