package ui

import (
	"slices"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// named are choices with words of their own, under settings.<list>.<id>.
func named(list string, ids ...string) func(*assets.Words, checks.Settings, checks.Catalogue) []option {
	return func(w *assets.Words, _ checks.Settings, _ checks.Catalogue) []option {
		all := make([]option, len(ids))
		for i, id := range ids {
			all[i] = option{id, w.Say("settings."+list+"."+id, nil)}
		}
		return all
	}
}

// lengths are lengths of time to pick from; none is said as such. One that only
// the file says is there too.
func lengths(ids ...string) func(*assets.Words, checks.Settings, checks.Catalogue) []option {
	return func(w *assets.Words, now checks.Settings, _ checks.Catalogue) []option {
		known := slices.Clone(ids)
		if present := now.Warn.Ahead.Std().String(); !slices.Contains(known, present) {
			known = append(known, present)
		}
		all := make([]option, len(known))
		for i, id := range known {
			d, _ := time.ParseDuration(id) // made of durations above
			all[i] = option{id, lengthText(w, d)}
			if d == 0 {
				all[i].name = w.Say("settings.not_at_all", nil)
			}
		}
		return all
	}
}

// acquirers are the companies a shop can have its terminal from, and "not chosen".
func acquirers(w *assets.Words, now checks.Settings, c checks.Catalogue) []option {
	all := []option{{"", w.Say("settings.not_chosen", nil)}}
	for _, p := range c.Providers {
		if p.Acquirer {
			all = append(all, option{p.ID, providerName(w, p)})
		}
	}
	for _, custom := range now.Custom {
		all = append(all, option{custom.Name, custom.Name})
	}
	return all
}

// providers are all companies that can be watched.
func providers(w *assets.Words, _ checks.Settings, c checks.Catalogue) (all []option) {
	for _, p := range c.Providers {
		all = append(all, option{p.ID, providerName(w, p)})
	}
	return all
}

// ownChannels are the ways to pay that can go to their own company directly.
func ownChannels(w *assets.Words, _ checks.Settings, c checks.Catalogue) (all []option) {
	for _, p := range c.Providers {
		if p.Channel != "" {
			all = append(all, option{p.Channel, providerName(w, p)})
		}
	}
	return all
}

// providerName is a company's name; one without is called by its id.
func providerName(w *assets.Words, p checks.Provider) string {
	name := p.Name.ZH
	if w.Lang() == "en" {
		name = p.Name.EN
	}
	if name == "" {
		return p.ID
	}
	return name
}

// languages are called by their own names, so that everybody finds theirs.
func languages(*assets.Words, checks.Settings, checks.Catalogue) []option {
	all := make([]option, len(assets.Languages))
	for i, tag := range assets.Languages {
		all[i] = option{tag, assets.Speak(tag).Say("language.self", nil)}
	}
	return all
}
