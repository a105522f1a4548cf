package ui

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// webhookKinds are in the order in which shops use them.
var webhookKinds = []string{checks.WeCom, checks.DingTalk, checks.Feishu, checks.Shoutrrr}

// maskedURL is enough of a webhook's address to know it by, and nothing that lets
// anybody write to it.
func maskedURL(hook checks.Webhook) string {
	u, err := url.Parse(hook.URL)
	if err != nil || u.Scheme == "" {
		return "…"
	}
	if hook.Kind == checks.Shoutrrr {
		return u.Scheme + "://…"
	}
	const tail, short = 4, 60
	if len(hook.URL) < short {
		return u.Host + "/…"
	}
	return u.Host + "/…" + hook.URL[len(hook.URL)-tail:]
}

// judgeWebhook says why a webhook cannot be added.
func judgeWebhook(w *assets.Words, hook checks.Webhook, now checks.Settings, c checks.Catalogue) string {
	after := now
	after.Webhooks = append(slices.Clone(now.Webhooks), hook)
	for _, wrong := range newProblems(now, after, c) {
		return w.Say("settings.problem."+string(wrong.Reason), map[string]any{"Nearest": wrong.Nearest})
	}
	return ""
}

// webhooks are the places where warnings are told too.
func (s *settings) webhooks() fyne.CanvasObject {
	u := s.u
	rows := []fyne.CanvasObject{
		u.heading(u.say("settings.webhook.title")),
		newProse(u.say("settings.webhook.leaves"), sizeSmall, false, u.colors.dim),
	}
	for i, hook := range u.deps.Settings.Current().Webhooks {
		rows = append(rows, s.webhookLine(i, hook))
	}
	return u.card(newColumn(grid, append(rows, s.newWebhook())...))
}

func (s *settings) webhookLine(i int, hook checks.Webhook) fyne.CanvasObject {
	u := s.u
	name := newColumn(2, newProse(u.say("settings.webhook.kind."+hook.Kind), sizeBody, false, u.colors.ink), newProse(maskedURL(hook), sizeSmall, false, u.colors.dim))
	row := []fyne.CanvasObject{name}
	if u.deps.TryWebhook != nil {
		row = append(row, newPress(u.say("settings.webhook.try"), plain, u.colors, func() { s.tryWebhook(hook) }))
	}
	row = append(row, newPress(u.say("settings.remove"), link, u.colors, func() {
		s.remake(func(to *checks.Settings) {
			if i < len(to.Webhooks) && to.Webhooks[i] == hook {
				to.Webhooks = slices.Delete(slices.Clone(to.Webhooks), i, i+1)
			}
		})
	}))
	return newRow(grid, 0, row...)
}

func (s *settings) tryWebhook(hook checks.Webhook) {
	s.tell(s.u.say("settings.webhook.trying"), checks.OK)
	s.aside(func() func() {
		ctx, cancel := context.WithTimeout(s.u.bridge.life, patience)
		defer cancel()
		err := s.u.deps.TryWebhook(ctx, hook)
		return func() { s.tellEnd(err, "settings.webhook.tried", "settings.webhook.failed") }
	})
}

// newWebhook is the line that adds one.
func (s *settings) newWebhook() fyne.CanvasObject {
	u := s.u
	hook := checks.Webhook{Kind: webhookKinds[0]}
	problem := newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	problem.Hide()
	judge := func() bool {
		text := judgeWebhook(u.words, hook, u.deps.Settings.Current(), u.deps.Catalogue)
		problem.set(text, u.colors.mark[checks.Fail])
		problem.Hidden = text == "" || hook.URL == ""
		s.arrange()
		return text == ""
	}
	add := func() {
		if !judge() {
			problem.Show()
			s.arrange()
			return
		}
		added := hook
		s.remake(func(to *checks.Settings) { to.Webhooks = append(slices.Clone(to.Webhooks), added) })
	}
	typed := func(text string) { hook.URL = strings.TrimSpace(text); judge() }
	address := newInput(u.bridge, "", typed, func(string, bool) {})
	address.enter = add
	address.PlaceHolder = u.say("settings.webhook.address")
	names := make([]string, len(webhookKinds))
	for i, kind := range webhookKinds {
		names[i] = u.say("settings.webhook.kind." + kind)
	}
	kinds := newPicker(names)
	kinds.Selected = names[0]
	kinds.OnChanged = func(name string) { hook.Kind = webhookKinds[slices.Index(names, name)]; judge() }
	line := newRow(grid, 1, newCell(150, touch, kinds), address, newPress(u.say("settings.add"), plain, u.colors, add))
	return newColumn(4, line, problem)
}
