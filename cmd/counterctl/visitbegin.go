package main

import (
	"context"
	"time"

	"countercheck/checks"
)

// begin goes on with a visit under way, or begins one.
func (k *console) begin(ctx context.Context) error {
	all, err := k.r.Visits(ctx)
	if err != nil {
		return err
	}
	last := checks.Visit{}
	for _, v := range all {
		if !v.Open() {
			if last.ID == "" {
				last = v
			}
			continue
		}
		on, err := k.yes(ctx, "go_on", map[string]any{"When": v.Started.In(k.now().Location()).Format("2006-01-02 15:04"), "Shop": v.Shop}, true)
		if err != nil {
			return err
		}
		if on {
			k.v, k.named = v, v.Technician != ""
			return nil
		}
		if sure, err := k.yes(ctx, "give_up", nil, false); err != nil || !sure {
			k.v = v // it stays, to be gone on with
			return errLeft
		}
		if err := k.r.DropVisit(ctx, v.ID); err != nil {
			return err
		}
	}
	k.v = checks.Visit{
		Started: k.now(), Shop: last.Shop, Address: last.Address, Technician: last.Technician, Company: last.Company,
		Next: k.now().AddDate(0, 0, checks.EveryQuarter.Days()).Format(time.DateOnly), Terminals: []checks.Inspection{},
	}
	return nil
}

// who asks for the names on the report.
func (k *console) who(ctx context.Context) error {
	if k.named {
		return nil
	}
	for _, f := range []struct {
		key, old string
		into     func(*checks.Visit, string)
	}{
		{"shop", k.v.Shop, func(v *checks.Visit, text string) { v.Shop = text }},
		{"technician", k.v.Technician, func(v *checks.Visit, text string) { v.Technician = text }},
		{"company", k.v.Company, func(v *checks.Visit, text string) { v.Company = text }},
	} {
		if err := k.fill(ctx, f.key, f.old, f.into); err != nil {
			return err
		}
	}
	k.named = true
	return nil
}

// choose picks the devices, and adds those that are not on record yet.
func (k *console) choose(ctx context.Context) error {
	if len(k.v.Terminals) > 0 {
		return nil
	}
	there, err := k.inUse(ctx)
	if err != nil {
		return err
	}
	for {
		text := "+"
		if len(there) > 0 {
			k.list(there)
			if text, err = k.ask(ctx, "which", nil); err != nil {
				return err
			}
		} else {
			k.say("no_terminals", nil)
		}
		if text = letter(text); text == "+" || text == "a" {
			t, err := k.newTerminal(ctx)
			if err != nil {
				return err
			}
			there = append(there, t)
			continue
		}
		chosen, ok := numbers(text, len(there))
		if !ok {
			k.say("which_wrong", map[string]any{"Most": len(there)})
			continue
		}
		err := k.change(ctx, func(v *checks.Visit) {
			for _, n := range chosen {
				v.Terminals = append(v.Terminals, checks.InspectionOf(there[n]))
			}
		})
		if !k.refused(err) {
			return err
		}
	}
}

// inUse are the shop's devices on record.
func (k *console) inUse(ctx context.Context) (there []checks.Terminal, err error) {
	records, err := k.r.Records(ctx)
	for _, t := range records.Terminals {
		if t.InUse() {
			there = append(there, t)
		}
	}
	return there, err
}

func (k *console) list(all []checks.Terminal) {
	for n, t := range all {
		k.say("terminal", map[string]any{"Number": n + 1, "Title": t.Title(), "Serial": t.Serial})
	}
}

// newTerminal records what a visit needs of a device; the rest can follow in the
// window. It gets no address, so that nothing is asked on the network.
func (k *console) newTerminal(ctx context.Context) (t checks.Terminal, err error) {
	for n, kind := range checks.TerminalKinds {
		k.say("choice", map[string]any{"Number": n + 1, "What": k.words.Say("terminal.kind."+string(kind), nil), "Means": k.words.Say("terminal.kind_means."+string(kind), nil)})
	}
	kind, err := k.one(ctx, "kind", nil, len(checks.TerminalKinds), 0)
	if err != nil {
		return t, err
	}
	for n, line := range checks.TerminalLines {
		k.say("choice", map[string]any{"Number": n + 1, "What": k.words.Say("terminal.line."+string(line), nil)})
	}
	line, err := k.one(ctx, "line", nil, len(checks.TerminalLines), len(checks.TerminalLines)-1)
	if err != nil {
		return t, err
	}
	for {
		t = checks.Terminal{Kind: checks.TerminalKinds[kind], Line: checks.TerminalLines[line]}
		for _, f := range []struct {
			key  string
			into *string
		}{{"brand", &t.Brand}, {"model", &t.Model}, {"serial_new", &t.Serial}} {
			if *f.into, err = k.ask(ctx, f.key, nil); err != nil {
				return t, err
			}
		}
		if t.Title() == "" {
			k.say("nameless", nil)
			continue
		}
		saved, err := k.r.SaveTerminal(context.WithoutCancel(ctx), t)
		if !k.refused(err) {
			return saved, err
		}
	}
}
