package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"countercheck/checks"
)

// told is what the history says of a window.
type told struct {
	in        checks.Window
	series    map[string]checks.Series
	gaps      []checks.Gap
	incidents []checks.Incident
	uptime    map[string]checks.Uptime // by channel; "" for the shop
	at        time.Time                // when it was asked
}

// ask reads a window, and the incidents of the listed one. It runs beside the screen.
func ask(ctx context.Context, h History, in, listed checks.Window, ids []string, points int, channels []checks.Channel, now time.Time) (told, error) {
	t := told{in: in, series: map[string]checks.Series{}, uptime: map[string]checks.Uptime{}, at: now}
	changes, err := h.Changes(ctx, in)
	if err != nil {
		return t, err
	}
	if t.gaps, err = h.Gaps(ctx, in); err != nil {
		return t, err
	}
	if t.incidents, err = h.Incidents(ctx, listed); err != nil {
		return t, err
	}
	if len(ids) > 0 {
		all, err := h.Series(ctx, ids, in, points)
		if err != nil {
			return t, err
		}
		for _, s := range all {
			t.series[s.Check] = s
		}
	}
	t.uptime[""] = checks.Account(changes, t.gaps, in, now, "")
	for _, c := range channels {
		t.uptime[c.ID] = checks.Account(changes, t.gaps, in, now, c.ID)
	}
	return t, nil
}

// load asks for what the screen shows; an answer to an older question is dropped.
func (h *history) load() {
	if h.u.deps.History == nil {
		return
	}
	h.stop()
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	h.question++
	mine, in, listed, now := h.question, h.window, h.listed(), h.u.deps.Now()
	ids, channels, history := slices.Clone(h.chosen), h.channels, h.u.deps.History
	points := int(max(h.plot.Size().Width, 600))
	h.asked = now
	h.u.bridge.aside(func() func() {
		t, err := ask(ctx, history, in, listed, ids, points, channels, now)
		return func() {
			if mine != h.question {
				return
			}
			h.answer = mine
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				h.broken = true
				h.tellError("history.failed", err)
			default:
				h.take(t)
			}
		}
	})
}
