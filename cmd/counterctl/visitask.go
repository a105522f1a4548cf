package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"countercheck/checks"
)

// longestAnswer is how much of a line is read; a record takes less and says so.
const longestAnswer = 4000

// ask puts a question and reads a line. Control characters are left out, such as
// those that a key's name consists of.
func (k *console) ask(key string, facts map[string]any) (string, error) {
	fmt.Fprint(k.out, k.words.Say("visitconsole."+key, facts)+" ")
	var line strings.Builder
	for {
		r, _, err := k.in.ReadRune()
		switch {
		case errors.Is(err, io.EOF) && line.Len() > 0, err == nil && r == '\n':
			return strings.TrimSpace(line.String()), nil
		case err != nil:
			return "", errLeft
		case (unicode.IsPrint(r) || r == ' ') && line.Len() < longestAnswer:
			line.WriteRune(r)
		}
	}
}

// fill asks for a text until the record takes it. Enter keeps what there is.
func (k *console) fill(ctx context.Context, key string, into *string) error {
	for {
		old := *into
		text, err := k.ask(key, map[string]any{"Old": old})
		if err != nil {
			return err
		}
		if text != "" {
			*into = text
		}
		err = k.save(ctx)
		var wrong *checks.TextError
		if !errors.As(err, &wrong) {
			return err
		}
		*into = old
		k.refuse(wrong)
	}
}

func (k *console) refuse(wrong *checks.TextError) {
	key := "wrong"
	if wrong.Most > 0 {
		key = "too_long"
	}
	k.say(key, map[string]any{"Most": wrong.Most, "Length": wrong.Length})
}

// yes asks a question that Enter answers with yes.
func (k *console) yes(key string, facts map[string]any) (bool, error) {
	text, err := k.ask(key, facts)
	text = strings.ToLower(text)
	return text == "" || text == "y" || text == "yes" || text == "是", err
}

// begin goes on with a visit under way, or begins one.
func (k *console) begin(ctx context.Context) error {
	all, err := k.r.Visits(ctx)
	if err != nil {
		return err
	}
	last := checks.Visit{}
	for _, v := range all {
		if v.Open() {
			k.v = v
			k.say("going_on", map[string]any{"When": v.Started.Format("2006-01-02 15:04")})
			return nil
		}
		if last.ID == "" {
			last = v
		}
	}
	k.v = checks.Visit{
		Started: k.now(), Shop: last.Shop, Address: last.Address, Technician: last.Technician, Company: last.Company,
		Next: k.now().AddDate(0, 0, checks.EveryQuarter.Days()).Format(time.DateOnly), Terminals: []checks.Inspection{},
	}
	if err := k.choose(ctx); err != nil {
		return err
	}
	for _, f := range []struct {
		key  string
		into *string
	}{{"shop", &k.v.Shop}, {"technician", &k.v.Technician}, {"company", &k.v.Company}} {
		if err := k.fill(ctx, f.key, f.into); err != nil {
			return err
		}
	}
	return nil
}

// choose picks the devices, and adds one where none is on record.
func (k *console) choose(ctx context.Context) error {
	records, err := k.r.Records(ctx)
	if err != nil {
		return err
	}
	var there []checks.Terminal
	for _, t := range records.Terminals {
		if t.InUse() {
			there = append(there, t)
		}
	}
	if len(there) == 0 {
		k.say("no_terminals", nil)
		t, err := k.newTerminal(ctx)
		if err != nil {
			return err
		}
		there = append(there, t)
	}
	for n, t := range there {
		k.say("terminal", map[string]any{"Number": n + 1, "Title": t.Title(), "Serial": t.Serial})
	}
	for {
		text, err := k.ask("which", nil)
		if err != nil {
			return err
		}
		if chosen, ok := picked(text, there); ok {
			for _, t := range chosen {
				k.v.Terminals = append(k.v.Terminals, checks.InspectionOf(t))
			}
			return k.save(ctx)
		}
		k.say("which_wrong", map[string]any{"Count": len(there)})
	}
}

// picked reads numbers; nothing means all.
func picked(text string, of []checks.Terminal) (chosen []checks.Terminal, ok bool) {
	if text == "" {
		return of, true
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '、' || r == '\uff0c' }) {
		var n int
		if _, err := fmt.Sscanf(part, "%d", &n); err != nil || n < 1 || n > len(of) {
			return nil, false
		}
		chosen = append(chosen, of[n-1])
	}
	return chosen, len(chosen) > 0
}

// newTerminal asks for what a visit needs of a device; the rest can follow in the
// window.
func (k *console) newTerminal(ctx context.Context) (t checks.Terminal, err error) {
	t = checks.Terminal{Kind: checks.SmartPOS, Line: checks.LineUnknown}
	for n, kind := range checks.TerminalKinds {
		k.say("kind."+string(kind), map[string]any{"Number": n + 1})
	}
	number, err := k.ask("kind.which", nil)
	if err != nil {
		return t, err
	}
	for n, kind := range checks.TerminalKinds {
		if number == fmt.Sprint(n+1) {
			t.Kind = kind
		}
	}
	for {
		for _, f := range []struct {
			key  string
			into *string
		}{{"brand", &t.Brand}, {"model", &t.Model}, {"serial_new", &t.Serial}} {
			if *f.into, err = k.ask(f.key, nil); err != nil {
				return t, err
			}
		}
		saved, err := k.r.SaveTerminal(ctx, t)
		var wrong *checks.TextError
		if !errors.As(err, &wrong) {
			return saved, err
		}
		k.refuse(wrong)
	}
}
