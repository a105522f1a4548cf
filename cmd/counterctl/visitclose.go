package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"countercheck/checks"
)

// repairs asks what was put right, until Enter.
func (k *console) repairs(ctx context.Context) error {
	k.sayFaults()
	for {
		what, err := k.ask(ctx, "repair", nil)
		if err != nil || what == "" {
			return err
		}
		done := checks.RepairDone{Kind: checks.ToRepair, What: what}
		kind, err := k.one(ctx, "repair_kind", nil, 2, 0)
		if err != nil {
			return err
		}
		if kind == 1 {
			done.Kind = checks.ToReplace
		}
		at, err := k.one(ctx, "repair_where", map[string]any{"Most": len(k.v.Terminals)}, len(k.v.Terminals), -1)
		if err != nil {
			return err
		}
		if at >= 0 {
			done.Terminal = k.v.Terminals[at].Terminal.ID
		}
		err = k.change(ctx, func(v *checks.Visit) { v.Repairs = append(v.Repairs, done) })
		if err != nil && !k.refused(err) {
			return err
		}
		if err == nil {
			k.sayRepair(done)
		}
	}
}

// sayFaults recalls what was found and what is put right already.
func (k *console) sayFaults() {
	fmt.Fprintln(k.out)
	for n, i := range k.v.Terminals {
		k.say("terminal", map[string]any{"Number": n + 1, "Title": i.Terminal.Title()})
		for _, c := range i.Faults() {
			k.say("fault", map[string]any{"Name": k.words.Say("visit.item."+c.Item+".name", nil), "Note": c.Note})
		}
	}
	for _, r := range k.v.Repairs {
		k.sayRepair(r)
	}
}

func (k *console) sayRepair(r checks.RepairDone) {
	where := k.words.Say("visit.repair_line", nil)
	for _, i := range k.v.Terminals {
		if i.Terminal.ID == r.Terminal {
			where = i.Terminal.Title()
		}
	}
	k.repeat("visitreport.repair."+string(r.Kind), map[string]any{"Where": where, "What": r.What})
}

// close asks who was there, when the next visit is due and how this one is
// confirmed.
func (k *console) close(ctx context.Context) error {
	if err := k.fill(ctx, "witness", k.v.Witness, func(v *checks.Visit, text string) { v.Witness = text }); err != nil {
		return err
	}
	if err := k.next(ctx); err != nil {
		return err
	}
	k.say("sign_about", nil)
	if k.v.Signed.Way == checks.SignedDrawn { // in the window
		k.say("signed", nil)
		return nil
	}
	return k.fill(ctx, "sign", k.v.Signed.Name, func(v *checks.Visit, text string) {
		v.Signed = checks.Signature{Way: checks.SignedPaper, Name: text, At: k.now()}
		if text != "" {
			v.Signed.Way = checks.SignedTyped
		}
	})
}

// next asks until the answer is a day that is not past.
func (k *console) next(ctx context.Context) error {
	for {
		text, err := k.ask(ctx, "next", map[string]any{"Old": k.v.Next})
		if err != nil {
			return err
		}
		if text == "" {
			text = k.v.Next
		}
		day, ok := aDay(text, k.now().Location())
		y, m, d := k.now().Date()
		if !ok || day.Before(time.Date(y, m, d, 0, 0, 0, 0, day.Location())) {
			k.say("next_wrong", nil)
			continue
		}
		return k.change(ctx, func(v *checks.Visit) { v.Next = day.Format(time.DateOnly) })
	}
}

// aDay reads a date as people write it.
func aDay(text string, place *time.Location) (day time.Time, ok bool) {
	text = width.Narrow.String(text)
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"} {
		if day, err := time.ParseInLocation(layout, text, place); err == nil {
			return day, true
		}
	}
	return day, false
}

// end: from now on the visit stays as it is.
func (k *console) end(ctx context.Context) error {
	if ctx.Err() != nil {
		return errLeft
	}
	ctx = context.WithoutCancel(ctx)
	ended, err := k.r.EndVisit(ctx, k.v)
	if err == nil {
		k.v = ended
		return nil
	}
	if err := k.reread(ctx, err); err != nil {
		return err
	}
	return errAnew // they changed it: what is open is asked again
}

// report writes it where nothing is yet, and asks for another place where that
// fails: the visit has ended, and this is how its report is had.
func (k *console) report(ctx context.Context, path string) error {
	if path == "" {
		path = strings.TrimSuffix("visit-"+k.v.Ended.In(k.now().Location()).Format(time.DateOnly)+"-"+fileWord(k.v.Shop), "-") + ".pdf"
	}
	for {
		free, err := freePath(path)
		if err == nil {
			err = k.r.VisitReport(context.WithoutCancel(ctx), k.v.ID, free)
		}
		if err == nil {
			if whole, err := filepath.Abs(free); err == nil {
				free = whole
			}
			k.say("written", map[string]any{"Path": free})
			k.say("export", map[string]any{"Visit": k.v.ID})
			return nil
		}
		unwritten := errors.New(k.words.Say("visitconsole.unwritten", map[string]any{"Path": path, "Why": err.Error()}))
		fmt.Fprintln(k.out, unwritten)
		if path, err = k.ask(ctx, "elsewhere", nil); err != nil || path == "" {
			return unwritten
		}
		if path = strings.Trim(path, `"'`); !isReport(path) {
			path += ".pdf"
		}
	}
}

// freePath is a name that nothing has yet: the one wished for, or one with a number.
func freePath(wished string) (string, error) {
	ending := filepath.Ext(wished)
	path := wished
	for n := 2; n < 1000; n++ {
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return path, nil
		} else if err != nil {
			return "", err
		}
		path = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(wished, ending), n, ending)
	}
	return "", fmt.Errorf("%s: %w", wished, os.ErrExist)
}

// fileWord is a text as a part of a file's name, on every system.
func fileWord(text string) string {
	word := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			return r
		case r == ' ' || r == '.':
			return '-'
		}
		return -1
	}, text)
	return strings.Trim(string([]rune(word)[:min(len([]rune(word)), 30)]), "-")
}
