package ui

import (
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// deviceView is a device as its card shows it.
type deviceView struct {
	ID, Name, About string
	Kind            checks.TerminalKind
	Version         string // as recorded, "" for none
	State           string // how the version stands, in words
	Level           checks.Level
	Detail          string // what the newest is
	Reach           string // whether it can be asked from here
	ReachLevel      checks.Level
	Visited         string
	Replaced        bool // the last visit found another device in its place
}

// viewDevice says how a device stands.
func viewDevice(w *assets.Words, t checks.Terminal, r checks.Records, round checks.Round, now time.Time) deviceView {
	judged := checks.JudgeVersion(t, r.Rules, r.Ages, now)
	v := deviceView{
		ID: t.ID, Name: terminalName(w, t), Kind: t.Kind, Version: t.Version.Version, Replaced: t.Seen != (checks.TerminalSeen{}),
		State: deviceState(w, t, judged, r.Ages, now), Level: deviceLevel(judged.State), Detail: versionDetail(w, judged, now),
	}
	about := []string{w.Say("terminal.kind."+string(t.Kind), nil)}
	if made := strings.TrimSpace(t.Brand + " " + t.Model); made != "" && made != v.Name {
		about = append(about, made)
	}
	if t.Place != "" {
		about = append(about, t.Place)
	}
	v.About = strings.Join(about, between)
	v.Reach, v.ReachLevel = reachText(w, t, round)
	v.Visited = w.Say("care.device.never_visited", nil)
	if !t.Visited.IsZero() {
		v.Visited = w.Say("care.device.visited", map[string]any{"Date": date(w, t.Visited.In(now.Location()), now)})
	}
	return v
}

// deviceLevel: only the newest is good, and what is not known is never shown as
// good, nor as bad.
func deviceLevel(s checks.VersionState) checks.Level {
	switch s {
	case checks.VersionNewest:
		return checks.OK
	case checks.VersionOutdated, checks.VersionUnsupported:
		return checks.Warn
	case checks.VersionBelowMinimum, checks.VersionBlocked:
		return checks.Fail
	default:
		return checks.Unknown
	}
}

func deviceState(w *assets.Words, t checks.Terminal, v checks.VersionVerdict, ages checks.VersionAges, now time.Time) string {
	key := "care.version." + string(v.State)
	if v.State == checks.VersionStale && now.Sub(t.Version.At) < time.Duration(ages.Reading+1)*day {
		key = "care.version.stale_newest"
	}
	return w.Say(key, map[string]any{"Count": v.Days})
}

// versionDetail says what the version is compared with.
func versionDetail(w *assets.Words, v checks.VersionVerdict, now time.Time) string {
	var parts []string
	if v.State == checks.VersionBelowMinimum {
		parts = append(parts, w.Say("care.version.least", map[string]any{"Version": v.Minimum}))
	}
	if v.Newest != "" && v.State != checks.VersionNewest {
		parts = append(parts, w.Say("care.version.compared", map[string]any{"Version": v.Newest}))
	}
	if v.Ends != "" && v.State != checks.VersionNewest {
		if ends, err := time.ParseInLocation(time.DateOnly, v.Ends, now.Location()); err == nil {
			parts = append(parts, w.Say("care.version.ends", map[string]any{"Date": date(w, ends, now)}))
		}
	}
	return strings.Join(parts, between)
}

// reachText says whether a device can be asked from here, and how it answered. One
// that cannot be asked is never good.
func reachText(w *assets.Words, t checks.Terminal, round checks.Round) (string, checks.Level) {
	say := func(leaf string) string { return w.Say("care.reach."+leaf, nil) }
	if t.Line != checks.OnThisNetwork {
		return say(string(t.Line)), checks.Unknown
	}
	if !t.Asked() {
		return say("no_address"), checks.Unknown
	}
	for _, result := range round.Results {
		facts, ok := result.Finding.Facts.(checks.TerminalFacts)
		switch {
		case !ok || facts.Terminal != t.ID:
		case facts.Answers:
			return say("answers"), checks.OK
		case result.Finding.Level == checks.Unknown:
			return say("waiting"), checks.Unknown
		case t.Sleeps:
			return say("sleeps"), checks.Unknown
		default:
			return say("silent"), checks.Warn
		}
	}
	return say("waiting"), checks.Unknown
}

// unlooked are the devices whose version nobody looked at for too long.
func unlooked(r checks.Records, now time.Time) (all []checks.Terminal) {
	for _, t := range r.Terminals {
		f := checks.RecordFinding(t, r, now)
		facts, _ := f.Facts.(checks.RecordFacts)
		if t.InUse() && (facts.Judged.State == checks.VersionStale || facts.Unread > 0) {
			all = append(all, t)
		}
	}
	return all
}
