package report

import (
	"cmp"
	"maps"
	"math"
	"strings"

	"countercheck/checks"
)

// Words turn a key and facts into a sentence; assets.Words is one.
type Words interface {
	Say(key string, facts map[string]any) string
	Has(key string) bool
}

// Explained is a verdict in the shop's own words.
type Explained struct {
	Headline string   // can I take money, in one sentence
	Title    string   // what is wrong, in a few words; "" if nothing is
	Effect   string   // what it does to a payment
	Seen     string   // what it was seen in, with numbers; "" if nothing was
	Actions  []string // what to do now, at most four, the most urgent first
	Also     []string // what else is true, a few words each
	Tech     string   // for the technician, in the terms of the trade; often ""
}

// Explain says a verdict. The first action is always to look up the open order,
// the second to serve the queue, repairs come last.
func Explain(w Words, v checks.Verdict, profile checks.Profile) Explained {
	facts := factsFor(w, v.Subject, v.Facts)
	facts["Broadband"] = cmp.Or(profile.Broadband, w.Say("do.broadband", nil))
	good, bad := split(w, v.Channels)
	ex := Explained{Headline: headline(w, v, profile, facts, good, bad), Effect: effect(w, v, profile, facts)}
	for _, a := range v.Also {
		ex.Also = append(ex.Also, w.Say("cause."+string(a.Cause)+".title", factsFor(w, a.Subject, a.Facts)))
	}
	if v.Cause == checks.None || v.Level == checks.Unknown {
		return ex
	}
	key := "cause." + string(v.Cause)
	ex.Title, ex.Seen = w.Say(key+".title", facts), w.Say(key+".seen", facts)
	ex.Actions = actions(w, v, facts, good)
	if w.Has(key + ".tech") {
		ex.Tech = w.Say(key+".tech", facts)
	}
	return ex
}

// Channel is the short name of a way to pay.
func Channel(w Words, id string) string { return w.Say("channel."+id, nil) }

// Provider is the short name of a payment company; one that the shop added
// itself is called by its host.
func Provider(w Words, id string) string {
	if key := "provider." + id; w.Has(key) {
		return w.Say(key, nil)
	}
	return strings.TrimPrefix(id, "custom:")
}

func headline(w Words, v checks.Verdict, profile checks.Profile, facts map[string]any, good, bad string) string {
	key := "cause." + string(v.Cause)
	switch {
	case v.Level == checks.Unknown:
		return w.Say("headline.unknown", nil)
	case v.Level == checks.OK && profile.SIMOnly:
		return w.Say("headline.pc_only", nil)
	case v.Level == checks.OK:
		return w.Say("headline.ok", nil)
	case v.Level == checks.Fail && w.Has(key+".fail"):
		return w.Say(key+".fail", facts)
	case v.Level == checks.Fail && good != "" && bad != "":
		return w.Say("headline.part", map[string]any{"Good": good, "Bad": bad})
	case v.Level == checks.Fail:
		return w.Say("headline.fail", map[string]any{"Title": w.Say(key+".title", facts)})
	case w.Has(key + ".warn"):
		return w.Say(key+".warn", facts)
	default:
		return w.Say("headline.warn", map[string]any{"Title": w.Say(key+".title", facts)})
	}
}

func effect(w Words, v checks.Verdict, profile checks.Profile, facts map[string]any) string {
	switch key := "cause." + string(v.Cause) + ".effect"; {
	case v.Level == checks.OK && profile.SIMOnly:
		return w.Say("effect.pc_only", nil)
	case v.Level > checks.OK && w.Has(key):
		return w.Say(key, facts)
	default:
		return w.Say("effect."+v.Level.String(), nil)
	}
}

func actions(w Words, v checks.Verdict, facts map[string]any, good string) []string {
	all := []string{w.Say("do.look_up", nil)}
	if good != "" {
		all = append(all, w.Say("do.serve_channels", map[string]any{"Good": good}))
	} else {
		all = append(all, w.Say("do.serve_cash", nil))
	}
	for _, fix := range []string{".fix1", ".fix2"} {
		if key := "cause." + string(v.Cause) + fix; w.Has(key) {
			all = append(all, w.Say(key, facts))
		}
	}
	return all
}

// split names the channels that work without reserve and those that fail.
func split(w Words, channels []checks.ChannelState) (good, bad string) {
	var works, fails []string
	for _, c := range channels {
		switch c.Level {
		case checks.OK:
			works = append(works, Channel(w, c.ID))
		case checks.Fail:
			fails = append(fails, Channel(w, c.ID))
		case checks.Unknown, checks.Warn:
		}
	}
	comma := w.Say("list.comma", nil)
	return strings.Join(works, comma), strings.Join(fails, comma)
}

// factsFor adds the words that facts stand for: the provider's name, a length of
// time as people say it. Counts that were stored come back as floating-point
// numbers, of which there is no plural.
func factsFor(w Words, subject string, facts map[string]any) map[string]any {
	all := map[string]any{"Provider": Provider(w, subject)}
	maps.Copy(all, facts)
	for key, value := range all {
		if number, ok := value.(float64); ok && number == math.Trunc(number) && math.Abs(number) < 1<<53 {
			all[key] = int(number)
		}
	}
	if unit, ok := all["OffUnit"].(string); ok {
		all["Off"] = w.Say("unit."+unit, map[string]any{"Count": all["OffCount"]})
	}
	return all
}
