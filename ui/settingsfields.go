package ui

import (
	"countercheck/assets"
	"countercheck/checks"
)

// group is a page of the settings.
type group string

// The groups, in the order of their index.
const (
	groupShop   group = "shop"
	groupHours  group = "hours"
	groupWarn   group = "warn"
	groupPC     group = "pc"
	groupLook   group = "look"
	groupData   group = "data"
	groupWhole  group = "whole"
	groupExpert group = "expert" // what only technicians touch
)

var groups = []group{groupShop, groupHours, groupWarn, groupPC, groupLook, groupData, groupWhole, groupExpert}

// Parts of the technician's page.
const (
	partBeats   = "beats"
	partLimits  = "limits"
	partGiveUp  = "give_up"
	partOwn     = "own"
	partCompare = "compare"
	partKeep    = "keep"
	partCare    = "care"
	partHosts   = "hosts"
)

// partContacts is the part of the shop's page with the numbers to call.
const partContacts = "contacts"

var expertParts = []string{partOwn, partBeats, partLimits, partGiveUp, partCompare, partKeep, partCare, partHosts}

// field is one thing that can be set. Its name, hint and so on stand in the
// translations under its id.
type field struct {
	id    string // as in the settings file, and as Validate names it
	group group
	part  string                     // of the technician's page
	at    func(*checks.Settings) any // where it stands; its type says how it is shown
	unit  string                     // of a number
	// choices to pick from, or several to tick; nil: it is typed.
	choices func(*assets.Words, checks.Settings, checks.Catalogue) []option
	// advised: what is shipped is recommended. What the shop says about itself, and
	// taste, are not.
	advised bool
	source  string // key of where the recommended value comes from, if not its own
}

// option is one choice.
type option struct{ id, name string }

type set = *checks.Settings

// fields is THE list of what can be set on one line, in the screen's order. What
// takes more than a line has a part of its own: hours, webhooks, endpoints, hosts.
func fields() []field {
	return append([]field{
		{id: "shop.acquirer", group: groupShop, at: func(s set) any { return &s.Shop.Acquirer }, choices: acquirers},
		{id: "shop.terminals", group: groupShop, at: func(s set) any { return &s.Shop.Terminals }, choices: named("terminal", "unknown", "shop", "sim", "mixed")},
		{id: "shop.direct", group: groupShop, at: func(s set) any { return &s.Shop.Direct }, choices: ownChannels},
		{id: "shop.has_terminal", group: groupShop, at: func(s set) any { return &s.Shop.HasTerminal }},
		{id: "shop.cashier", group: groupShop, at: func(s set) any { return &s.Shop.Cashier }},
		{id: "contacts.acquirer", group: groupShop, part: partContacts, at: func(s set) any { return &s.Contacts.Acquirer }},
		{id: "contacts.broadband", group: groupShop, part: partContacts, at: func(s set) any { return &s.Contacts.Broadband }},
		{id: "contacts.cashier", group: groupShop, part: partContacts, at: func(s set) any { return &s.Contacts.Cashier }},
		{id: "contacts.bank", group: groupShop, part: partContacts, at: func(s set) any { return &s.Contacts.Bank }},

		{id: "warn.desktop", group: groupWarn, at: func(s set) any { return &s.Warn.Desktop }, advised: true},
		{id: "warn.over", group: groupWarn, at: func(s set) any { return &s.Warn.Over }, advised: true},
		{id: "warn.sound", group: groupWarn, at: func(s set) any { return &s.Warn.Sound }},
		{id: "warn.ahead", group: groupWarn, at: func(s set) any { return &s.Warn.Ahead }, choices: lengths("0s", "5m0s", "10m0s", "20m0s", "30m0s"), advised: true},
		{id: "warn.hourly", group: groupWarn, at: func(s set) any { return &s.Warn.Hourly }, unit: "time", advised: true},
		{id: "warn.digest", group: groupWarn, at: func(s set) any { return &s.Warn.Digest }, advised: true},

		{id: "desktop.tray", group: groupPC, at: func(s set) any { return &s.Desktop.Tray }, advised: true},
		{id: "desktop.autostart", group: groupPC, at: func(s set) any { return &s.Desktop.Autostart }},
		{id: "desktop.key", group: groupPC, at: func(s set) any { return &s.Desktop.Key }, advised: true},

		{id: "language", group: groupLook, at: func(s set) any { return &s.Language }, choices: languages},
		{id: "theme", group: groupLook, at: func(s set) any { return &s.Theme }, choices: named("theme", "auto", "light", "dark")},
		{id: "text", group: groupLook, at: func(s set) any { return &s.Text }, choices: named("text", checks.TextStandard, checks.TextLarge)},
	}, expertFields()...)
}

func expertFields() []field {
	all := []field{
		{id: "watch.every", part: partBeats, at: func(s set) any { return &s.Watch.Every }},
		{id: "watch.line_every", part: partBeats, at: func(s set) any { return &s.Watch.LineEvery }},
		{id: "watch.custom_every", part: partBeats, at: func(s set) any { return &s.Watch.CustomEvery }},

		{id: "thresholds.request.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Request.Good }, source: "request"},
		{id: "thresholds.request.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Request.Bad }, source: "request"},
		{id: "thresholds.connect.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Connect.Good }, source: "connect"},
		{id: "thresholds.connect.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Connect.Bad }, source: "connect"},
		{id: "thresholds.resolve.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Resolve.Good }, source: "resolve"},
		{id: "thresholds.resolve.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Resolve.Bad }, source: "resolve"},
		{id: "thresholds.jitter.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Jitter.Good }, source: "jitter"},
		{id: "thresholds.jitter.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Jitter.Bad }, source: "jitter"},
		{id: "thresholds.loss.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Loss.Good }, unit: "percent", source: "loss"},
		{id: "thresholds.loss.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Loss.Bad }, unit: "percent", source: "loss"},
		{id: "thresholds.clock.good", part: partLimits, at: func(s set) any { return &s.Thresholds.Clock.Good }, source: "clock"},
		{id: "thresholds.clock.bad", part: partLimits, at: func(s set) any { return &s.Thresholds.Clock.Bad }, source: "clock"},
		{id: "thresholds.certificate_days", part: partLimits, at: func(s set) any { return &s.Thresholds.CertificateDays }, unit: "day"},
		{id: "thresholds.disk_free_mb", part: partLimits, at: func(s set) any { return &s.Thresholds.DiskFreeMB }, unit: "mb"},
		{id: "thresholds.disk_hard_mb", part: partLimits, at: func(s set) any { return &s.Thresholds.DiskHardMB }, unit: "mb"},
		{id: "thresholds.memory_free", part: partLimits, at: func(s set) any { return &s.Thresholds.MemoryFree }, unit: "percent"},
		{id: "thresholds.memory_hard", part: partLimits, at: func(s set) any { return &s.Thresholds.MemoryHard }, unit: "percent"},
		{id: "thresholds.cpu_busy", part: partLimits, at: func(s set) any { return &s.Thresholds.CPUBusy }, unit: "percent"},

		{id: "thresholds.give_up.resolve", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.Resolve }, source: "give_up"},
		{id: "thresholds.give_up.connect", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.Connect }, source: "give_up"},
		{id: "thresholds.give_up.tls", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.TLS }, source: "give_up"},
		{id: "thresholds.give_up.answer", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.Answer }, source: "give_up"},
		{id: "thresholds.give_up.request", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.Request }, source: "give_up"},
		{id: "thresholds.give_up.ping", part: partGiveUp, at: func(s set) any { return &s.Thresholds.GiveUp.Ping }, source: "give_up"},

		{id: "shop.compare", part: partCompare, at: func(s set) any { return &s.Shop.Compare }, choices: providers},

		{id: "keep.raw_days", part: partKeep, at: func(s set) any { return &s.Keep.RawDays }, unit: "day"},
		{id: "keep.fine_days", part: partKeep, at: func(s set) any { return &s.Keep.FineDays }, unit: "day"},
		{id: "keep.hour_days", part: partKeep, at: func(s set) any { return &s.Keep.HourDays }, unit: "day"},
		{id: "keep.max_mb", part: partKeep, at: func(s set) any { return &s.Keep.MaxMB }, unit: "mb"},

		{id: "care.reading_days", part: partCare, at: func(s set) any { return &s.Care.ReadingDays }, unit: "day"},
		{id: "care.newest_days", part: partCare, at: func(s set) any { return &s.Care.NewestDays }, unit: "day"},
		{id: "care.list", part: partCare, at: func(s set) any { return &s.Care.List }},
	}
	for i := range all {
		all[i].group, all[i].advised = groupExpert, true
	}
	return all
}

// of are the fields of a group, and of one part of it.
func (g group) of(part string) (all []field) {
	for _, f := range fields() {
		if f.group == g && f.part == part {
			all = append(all, f)
		}
	}
	return all
}
