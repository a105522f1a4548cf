package checks

import "time"

// The rows about the shop's terminals and its checklist.

// TerminalSubject is how the subject of a claim about a terminal begins; its id
// follows.
const TerminalSubject = "terminal:"

// terminal is a claim about one of them.
func terminal(level Level, id, check string, facts map[string]any) claim {
	return claim{Level: level, Subject: TerminalSubject + id, Evidence: []string{check}, Facts: facts}
}

func terminalReplaced(e *evidence) (all []claim) {
	for _, r := range e.records {
		if r.Facts.Replaced {
			all = append(all, terminal(Fail, r.Facts.Terminal, r.ID(), map[string]any{"Terminal": r.Facts.Title}))
		}
	}
	return all
}

// terminalOutdated stands beside the verdict, but a version that must not be used
// any more may refuse the next payment.
func terminalOutdated(e *evidence) (all []claim) {
	for _, r := range e.records {
		level := OK
		switch r.Facts.Judged.State {
		case VersionBelowMinimum, VersionBlocked:
			level = Fail
		case VersionOutdated, VersionUnsupported:
		default:
			continue
		}
		all = append(all, terminal(level, r.Facts.Terminal, r.ID(), map[string]any{
			"Terminal": r.Facts.Title, "Version": r.Facts.Version, "State": string(r.Facts.Judged.State),
			"Newest": r.Facts.Judged.Newest, "Minimum": r.Facts.Judged.Minimum,
		}))
	}
	return all
}

// terminalUnreachable: one that answered since the shop opened, and does not any
// more. One that was not seen today may be switched off, and a sleeping one says
// nothing.
func terminalUnreachable(e *evidence) (all []claim) {
	opened, open := e.plan.Profile.Hours.Opened(e.round.Started)
	if !open {
		return nil
	}
	for _, t := range e.terminals {
		heard := e.round.Before[t.ID()].Heard
		if t.Finding.Level != Fail || t.Facts.Sleeps || heard.IsZero() || heard.Before(opened) {
			continue
		}
		all = append(all, terminal(Warn, t.Facts.Terminal, t.ID(), map[string]any{"Terminal": t.Facts.Title}))
	}
	return all
}

func terminalVersionStale(e *evidence) (all []claim) {
	for _, r := range e.records {
		days := r.Facts.Judged.Days
		if r.Facts.Judged.State == VersionUnread {
			days = r.Facts.Unread
		}
		if days > 0 {
			all = append(all, terminal(OK, r.Facts.Terminal, r.ID(), map[string]any{"Terminal": r.Facts.Title, "Days": days}))
		}
	}
	return all
}

func careOverdue(e *evidence) []claim {
	for _, c := range e.care {
		if c.Facts.Overdue > 0 {
			return []claim{{Level: OK, Evidence: []string{c.ID()}, Facts: map[string]any{"Count": c.Facts.Overdue, "Clear": c.Facts.Clear}}}
		}
	}
	return nil
}

// RecordFinding is what the records say of a terminal at a time.
func RecordFinding(t Terminal, r Records, now time.Time) Finding {
	judged := JudgeVersion(t, r.Rules, r.Ages, now)
	facts := RecordFacts{
		Terminal: t.ID, Title: t.Title(), Version: t.Version.Version, Judged: judged,
		Replaced: t.Seen != (TerminalSeen{}),
	}
	if since := daysSince(t.Added, now); judged.State == VersionUnread && since > r.Ages.Reading {
		facts.Unread = since
	}
	f := Finding{Level: OK, Cause: None, Facts: facts}
	switch {
	case facts.Replaced:
		f.Level, f.Cause = Fail, TerminalReplaced
	case judged.State == VersionBelowMinimum || judged.State == VersionBlocked:
		f.Level, f.Cause = Fail, TerminalOutdated
	case judged.State == VersionUnread || judged.State == VersionNoRule || judged.State == VersionIncomparable || judged.State == VersionStale:
		f.Level = Unknown
	}
	return f
}

// CareFinding is how the checklist stands at a time.
func CareFinding(c Care, now time.Time) Finding {
	facts := CareFacts{}
	for _, i := range Overdue(Upkeep(c, now)) {
		facts.Overdue++
		if i.Clear {
			facts.Clear++
		}
	}
	return Finding{Level: OK, Cause: None, Facts: facts}
}
