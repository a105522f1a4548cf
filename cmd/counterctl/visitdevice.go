package main

import (
	"context"

	"countercheck/checks"
)

// place is one item of one device of the visit.
type place struct{ device, item int }

func (k *console) places() (all []place) {
	for d, i := range k.v.Terminals {
		for n := range i.Findings {
			all = append(all, place{d, n})
		}
	}
	return all
}

// inspected is a device as it stands now, and finding an item.
func (k *console) inspected(p place) checks.Inspection { return k.v.Terminals[p.device] }
func (k *console) finding(p place) checks.Checked      { return k.inspected(p).Findings[p.item] }

// find saves how an item was found, with all that was said of its device.
func (k *console) find(ctx context.Context, p place, state checks.CheckedState, more func(i *checks.Inspection)) error {
	return k.change(ctx, func(v *checks.Visit) {
		c := &v.Terminals[p.device].Findings[p.item]
		c.State = state
		if state != checks.CheckedFaulty {
			c.Note = ""
		}
		if more != nil {
			more(&v.Terminals[p.device])
		}
	})
}

// inspect walks through the devices: what was answered before is not asked again,
// unless somebody goes back to it.
func (k *console) inspect(ctx context.Context) error {
	all := k.places()
	device, returned := -1, false
	for at := 0; at < len(all); {
		p := all[at]
		if k.finding(p).State != checks.NotLooked && !returned {
			at++
			continue
		}
		if err := k.keepSurvey(ctx); err != nil {
			return err
		}
		if p.device != device {
			device = p.device
			k.say("device", map[string]any{"Number": device + 1, "Of": len(k.v.Terminals), "Title": k.inspected(p).Terminal.Title()})
			k.say("keys", nil)
		}
		back, err := k.look(ctx, p)
		if err != nil {
			return err
		}
		returned = back
		if at++; back {
			at = max(at-2, 0)
		}
	}
	return nil
}

// look asks about an item; back is that the one before is to be asked again.
func (k *console) look(ctx context.Context, p place) (back bool, err error) {
	switch k.finding(p).Item {
	case "identity":
		return k.identity(ctx, p)
	case "version":
		return k.version(ctx, p)
	default:
		return k.item(ctx, p)
	}
}

// item asks how one was found.
func (k *console) item(ctx context.Context, p place) (back bool, err error) {
	item := "visit.item." + k.finding(p).Item
	facts := map[string]any{
		"Number": p.item + 1, "Of": len(k.inspected(p).Findings), "Name": k.words.Say(item+".name", nil), "Look": k.lookAt(p), "Now": k.stands(p),
	}
	for {
		text, err := k.ask(ctx, "item", facts)
		if err != nil {
			return false, err
		}
		switch letter(text) {
		case "":
			return false, k.find(ctx, p, checks.CheckedFine, nil)
		case "n":
			return false, k.find(ctx, p, checks.CheckedAbsent, nil)
		case "b":
			return true, nil
		case "f":
			k.say("fix", map[string]any{"Fix": k.words.Say(item+".fault", nil)})
			return false, k.fault(ctx, p)
		}
		k.say("keys", nil)
	}
}

// lookAt says what to look at, and what is on record to compare it with.
func (k *console) lookAt(p place) string {
	item, t := k.finding(p).Item, k.inspected(p).Terminal
	look := k.words.Say("visit.item."+item+".look", nil)
	switch {
	case item == "identity" && k.inspected(p).Serial == "":
		return k.words.Say("visitconsole.by_looks", nil)
	case item == "version" && k.inspected(p).Version != "":
		return k.words.Say("visitconsole.by_hand", nil)
	case item == "address" && t.Address != "":
		return k.words.Say("visit.address_recorded", map[string]any{"Address": t.Address, "Look": look})
	case item == "receipt" && t.Merchant != "" && t.Number != "":
		return k.words.Say("visit.receipt_recorded", map[string]any{"Merchant": t.Merchant, "Number": t.Number, "Look": look})
	}
	return look
}

// stands is an earlier answer in a word, "" for none.
func (k *console) stands(p place) string {
	c := k.finding(p)
	if c.State == checks.NotLooked {
		return ""
	}
	word := k.words.Say("visit.state."+string(c.State), nil)
	if c.Note != "" {
		word += " · " + c.Note
	}
	return word
}

// fault asks what is wrong until something is said: a fault is on record with its
// note or not at all.
func (k *console) fault(ctx context.Context, p place) error {
	for {
		note := k.finding(p).Note
		text, err := k.ask(ctx, "note", map[string]any{"Old": note})
		if err != nil {
			return err
		}
		if text == "" {
			text = note
		}
		if text == "" {
			k.say("note_wrong", nil)
			continue
		}
		err = k.find(ctx, p, checks.CheckedFaulty, func(i *checks.Inspection) { i.Findings[p.item].Note = text })
		if err == nil {
			return k.photos(ctx, p)
		}
		if !k.refused(err) {
			return err
		}
	}
}
