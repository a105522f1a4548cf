package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
)

// inspect walks through the devices: what was answered before is not asked again.
func (k *console) inspect(ctx context.Context) error {
	for n := range k.v.Terminals {
		i := &k.v.Terminals[n]
		if i.Left() == 0 {
			continue
		}
		k.say("device", map[string]any{"Number": n + 1, "Of": len(k.v.Terminals), "Title": i.Terminal.Title()})
		if i.Serial == "" {
			if err := k.identity(ctx, n); err != nil {
				return err
			}
		}
		k.say("keys", nil)
		if err := k.items(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// identity compares the serial number; a scan gun types it with Enter.
func (k *console) identity(ctx context.Context, n int) error {
	if err := k.fill(ctx, "serial", &k.v.Terminals[n].Serial); err != nil {
		return err
	}
	i := &k.v.Terminals[n]
	switch {
	case i.Serial == "":
		return nil // the item is asked
	case i.Replaced():
		k.say("replaced", map[string]any{"Recorded": i.Terminal.Serial, "Fix": k.words.Say("visit.item.identity.fault", nil)})
		k.find("identity", n, checks.CheckedFaulty)
	default:
		k.find("identity", n, checks.CheckedFine)
	}
	return k.save(ctx)
}

func (k *console) find(item string, n int, state checks.CheckedState) {
	for at := range k.v.Terminals[n].Findings {
		if k.v.Terminals[n].Findings[at].Item == item {
			k.v.Terminals[n].Findings[at].State = state
		}
	}
}

// items asks one after the other; b goes one back.
func (k *console) items(ctx context.Context, n int) error {
	for at := 0; at < len(k.v.Terminals[n].Findings); at++ {
		if k.v.Terminals[n].Findings[at].State != checks.NotLooked {
			continue
		}
		back, err := k.item(ctx, n, at)
		if err != nil {
			return err
		}
		if back && at > 0 {
			k.v.Terminals[n].Findings[at-1].State = checks.NotLooked
			at -= 2
		} else if back {
			at--
		}
	}
	return nil
}

func (k *console) item(ctx context.Context, n, at int) (back bool, err error) {
	item := k.v.Terminals[n].Findings[at].Item
	if item == "version" {
		if err := k.version(ctx, n); err != nil {
			return false, err
		}
	}
	for {
		text, err := k.ask("item", map[string]any{
			"Name": k.words.Say("visit.item."+item+".name", nil), "Look": k.words.Say("visit.item."+item+".look", nil),
		})
		if err != nil {
			return false, err
		}
		c := &k.v.Terminals[n].Findings[at]
		switch strings.ToLower(text) {
		case "":
			c.State = checks.CheckedFine
		case "n":
			c.State = checks.CheckedAbsent
		case "b":
			return true, nil
		case "f":
			k.say("fix", map[string]any{"Fix": k.words.Say("visit.item."+item+".fault", nil)})
			c.State = checks.CheckedFaulty
			return false, k.fault(ctx, n, at)
		default:
			k.say("keys", nil)
			continue
		}
		return false, k.save(ctx)
	}
}

// fault asks what is wrong until something is said, and for photos.
func (k *console) fault(ctx context.Context, n, at int) error {
	for k.v.Terminals[n].Findings[at].Note == "" {
		if err := k.fill(ctx, "note", &k.v.Terminals[n].Findings[at].Note); err != nil {
			return err
		}
	}
	for {
		path, err := k.ask("photo", nil)
		if err != nil || path == "" {
			return err
		}
		name, err := k.photo(ctx, strings.Trim(path, `"'`))
		var wrong *checks.PhotoError
		switch {
		case errors.As(err, &wrong):
			k.say("photo_wrong."+string(wrong.Why), nil)
		case err != nil:
			k.say("photo_failed", map[string]any{"Why": err.Error()})
		default:
			c := &k.v.Terminals[n].Findings[at]
			c.Photos = append(c.Photos, name)
			if err := k.save(ctx); err != nil {
				return err
			}
		}
	}
}

// version reads it where it can be read, and asks for it.
func (k *console) version(ctx context.Context, n int) error {
	i := &k.v.Terminals[n]
	if i.Version == "" {
		i.Version = i.Terminal.Version.Version
	}
	if i.Terminal.Source != nil {
		reading, err := k.r.ReadVersion(ctx, i.Terminal)
		if err != nil {
			k.say("version_unread", map[string]any{"Why": err.Error()})
		} else {
			i.Version = reading.Version
		}
	}
	return k.fill(ctx, "version", &k.v.Terminals[n].Version)
}

// surveyed is how a network check ended.
type surveyed struct {
	survey checks.Survey
	err    error
}

// startSurvey has the network checked beside the questions.
func (k *console) startSurvey(ctx context.Context) error {
	if k.v.Survey != nil {
		return nil
	}
	yes, err := k.yes("survey", nil)
	if err == nil && yes {
		k.survey = k.runSurvey(ctx)
	}
	return err
}

func (k *console) runSurvey(ctx context.Context) <-chan surveyed {
	ended := make(chan surveyed, 1)
	go func() { // it ends with ctx; stopSurvey and endSurvey wait for it
		s, err := k.r.Survey(ctx, nil)
		ended <- surveyed{s, err}
		close(ended)
	}()
	return ended
}

func (k *console) stopSurvey() {
	if k.survey != nil {
		for range k.survey {
		}
	}
}

// endSurvey waits for it and says what came of it.
func (k *console) endSurvey(ctx context.Context) error {
	if k.survey == nil {
		return nil
	}
	k.say("survey_waiting", nil)
	s, err := k.wait(ctx)
	if err != nil {
		return err
	}
	if s != nil {
		k.v.Survey = s
		return k.save(ctx)
	}
	return nil
}

func (k *console) wait(ctx context.Context) (*checks.Survey, error) {
	var got surveyed
	select {
	case got = <-k.survey:
		k.survey = nil
	case <-ctx.Done():
		return nil, errLeft
	}
	if got.err != nil {
		k.say("survey_failed", map[string]any{"Why": got.err.Error()})
		return nil, nil
	}
	for _, h := range got.survey.Hosts {
		f := h.Figures()
		k.say("survey_host", map[string]any{
			"Name": h.Name, "Host": h.Host, "Failed": f.Failed, "Count": f.Count, "Median": report.Figure(k.words, time.Duration(f.Total.Median)),
		})
	}
	return &got.survey, nil
}

func (k *console) repairs(ctx context.Context) error {
	for {
		what, err := k.ask("repair", nil)
		if err != nil || what == "" {
			return err
		}
		done := checks.RepairDone{Kind: checks.ToRepair, What: what}
		if len(k.v.Terminals) > 0 {
			where, err := k.ask("repair_where", map[string]any{"Count": len(k.v.Terminals)})
			if err != nil {
				return err
			}
			var n int
			if _, err := fmt.Sscanf(where, "%d", &n); err == nil && n >= 1 && n <= len(k.v.Terminals) {
				done.Terminal = k.v.Terminals[n-1].Terminal.ID
			}
		}
		before := k.v.Repairs
		k.v.Repairs = append(k.v.Repairs, done)
		err = k.save(ctx)
		var wrong *checks.TextError
		if errors.As(err, &wrong) {
			k.v.Repairs = before
			k.refuse(wrong)
			continue
		}
		if err != nil {
			return err
		}
	}
}

// again offers a second network check after a repair, and says honestly what it
// changed.
func (k *console) again(ctx context.Context) error {
	if len(k.v.Repairs) == 0 || k.v.Survey == nil || k.v.After != nil {
		return nil
	}
	text, err := k.ask("again", nil)
	if err != nil || !strings.EqualFold(text, "y") {
		return err
	}
	k.survey = k.runSurvey(ctx)
	after, err := k.wait(ctx)
	if err != nil || after == nil {
		return err
	}
	k.v.After = after
	c := checks.CompareSurveys(*k.v.Survey, *after)
	fmt.Fprintln(k.out, k.words.Say("visitreport.time_is."+string(c.Time), nil), k.words.Say("visitreport.failures_are."+string(c.Failures), nil))
	return k.save(ctx)
}

func (k *console) names(ctx context.Context) error {
	if err := k.fill(ctx, "witness", &k.v.Witness); err != nil {
		return err
	}
	if err := k.fill(ctx, "next", &k.v.Next); err != nil {
		return err
	}
	k.say("sign_about", nil)
	if err := k.fill(ctx, "sign", &k.v.Signed.Name); err != nil {
		return err
	}
	k.v.Signed.Way, k.v.Signed.At = checks.SignedPaper, k.now()
	if k.v.Signed.Name != "" {
		k.v.Signed.Way = checks.SignedTyped
	}
	return k.save(ctx)
}
