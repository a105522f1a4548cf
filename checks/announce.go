package checks

import (
	"cmp"
	"slices"
	"time"
)

// Announcer is what is remembered from message to message. It is kept with the
// open incident, as JSON, so that a restart tells nothing twice.
type Announcer struct {
	Told    int64       `json:"told,omitzero"`    // ID of the newest incident that was told
	Level   Level       `json:"level,omitzero"`   // what it was told as
	Recent  []time.Time `json:"recent,omitempty"` // the messages of the last hour
	Opening time.Time   `json:"opening,omitzero"` // the newest opening that was looked ahead to
	Digest  time.Time   `json:"digest,omitzero"`  // until when digests are done
	Held    []Incident  `json:"held,omitempty"`   // for the next digest
	Rest    Rest        `json:"rest,omitzero"`    // for the next digest: what Held has no room for
}

// heldMost bounds what is remembered of a line that flaps all day.
const heldMost = 50

// Announce decides what is told now. It is a pure fold over every round and over
// the time that passes: call it with the incident in its newest state (once
// closed, then nil), and every now and then in between.
//
//   - An incident is told once when it began, once if a risk that was told became
//     an outage, and once when it is over, if it was told and all is well again.
//     An incident that gave way to another is followed by that one's beginning.
//   - It is told while the shop is open: one that began while it was closed and
//     lasts is told at the opening; one that came and went is not told at all.
//   - Once for each opening, w.Ahead before it, it is told if something is wrong,
//     also if it was told the evening before.
//   - In any hour there are at most w.Hourly messages, and a beginning is only told
//     if its end can be told too. What finds no room is told when there is room, if
//     it still lasts, and otherwise once a day at the time of w.Digest, also after
//     closing time. With room for a single message, a told incident's end is told
//     all the same. The digest itself is not counted.
func Announce(a Announcer, w WarnSettings, h Hours, incident *Incident, v Verdict, at time.Time) (Announcer, []Message) {
	a.Recent = slices.DeleteFunc(slices.Clone(a.Recent), func(told time.Time) bool {
		return at.Sub(told) >= time.Hour || told.After(at) // after: the clock was set back
	})
	var messages []Message
	if incident != nil {
		var kind MessageKind
		if a, kind = a.about(*incident, w, h, v, at); kind != "" {
			a.Recent = append(a.Recent, at)
			messages = append(messages, Message{Kind: kind, At: at, Incident: *incident, Verdict: v})
		}
	}
	a, digest := a.digest(w, at)
	if digest != nil {
		digest.Verdict = v
		messages = append(messages, *digest)
	}
	return a, messages
}

// about decides what is told of an incident, "" for nothing.
func (a Announcer) about(i Incident, w WarnSettings, h Hours, v Verdict, at time.Time) (Announcer, MessageKind) {
	opening, soon := h.soon(w.Ahead.Std(), at)
	a = a.update(i)
	kind := a.kind(i, v, h.OpenAt(at), soon && !opening.Equal(a.Opening))
	switch {
	case !i.Open() && (soon || h.OpenAt(at)):
		return a, kind // there was room left for it
	case !i.Open() || kind == "":
		return a, ""
	case a.room(w):
		if soon {
			a.Opening = opening
		}
		return a.tell(i), kind
	case a.Told == i.ID:
		return a, ""
	default:
		return a.hold(i, w), ""
	}
}

// kind is what there is to tell of an incident, "" for nothing. open: the shop is;
// ahead: it will be soon, and nobody was told of it yet.
func (a Announcer) kind(i Incident, v Verdict, open, ahead bool) MessageKind {
	told := a.Told == i.ID
	switch {
	case told && !i.Open() && v.Level == OK:
		return MessageOver
	case !i.Open() || v.Level < Warn: // not known what to say of it now
		return ""
	case ahead:
		return MessageAhead
	case open && !told:
		return MessageBegan
	case open && a.Level < Fail && min(i.Level, v.Level) == Fail:
		return MessageWorse
	default:
		return ""
	}
}

// tell notes that an incident is told by itself.
func (a Announcer) tell(i Incident) Announcer {
	a.Told, a.Level = i.ID, i.Level
	a.Held = slices.DeleteFunc(slices.Clone(a.Held), func(held Incident) bool { return held.ID == i.ID })
	return a
}

// soon is the opening that is to be looked ahead to now.
func (h Hours) soon(ahead time.Duration, at time.Time) (opening time.Time, soon bool) {
	if ahead <= 0 || h.OpenAt(at) {
		return time.Time{}, false
	}
	opening, ok := h.Next(at)
	return opening, ok && opening.Sub(at) <= ahead
}

// room for a message, and for the one that says it is over.
func (a Announcer) room(w WarnSettings) bool {
	return len(a.Recent)+min(2, w.Hourly) <= w.Hourly && w.Hourly > 0
}

// hold keeps an incident for the digest, if there is one.
func (a Announcer) hold(i Incident, w WarnSettings) Announcer {
	if _, wanted := timeOfDay(w.Digest); !wanted {
		return a
	}
	if slices.ContainsFunc(a.Held, func(held Incident) bool { return held.ID == i.ID }) {
		return a
	}
	a.Held = append(slices.Clone(a.Held), i)
	if len(a.Held) <= heldMost {
		return a
	}
	older := a.Held[:heldMost] // the newest is still going on
	shortest := slices.MinFunc(older, func(one, two Incident) int {
		return cmp.Compare(one.Length(i.Seen), two.Length(i.Seen))
	})
	a.Rest.Count++
	a.Rest.Length += shortest.Length(i.Seen)
	a.Held = slices.DeleteFunc(a.Held, func(held Incident) bool { return held.ID == shortest.ID })
	return a
}

// update takes over the newest state of an incident that is held.
func (a Announcer) update(i Incident) Announcer {
	at := slices.IndexFunc(a.Held, func(held Incident) bool { return held.ID == i.ID })
	if at < 0 {
		return a
	}
	a.Held = slices.Clone(a.Held)
	a.Held[at] = i
	return a
}

// digest is due once a day, if anything was held. One whose time passed while
// nothing ran is told at the next call.
func (a Announcer) digest(w WarnSettings, at time.Time) (Announcer, *Message) {
	done := a.Digest
	a.Digest = at
	clock, wanted := timeOfDay(w.Digest)
	if !wanted || done.IsZero() || done.After(at) {
		return a, nil
	}
	due := clock.on(at, 0)
	if due.After(at) {
		due = clock.on(at, -1)
	}
	if !due.After(done) || len(a.Held) == 0 {
		return a, nil
	}
	message := &Message{Kind: MessageDigest, At: at, Held: a.Held, Rest: a.Rest}
	a.Held, a.Rest = nil, Rest{}
	return a, message
}
