package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// ruleForm is what is known of the versions of a sort of device, as it is being
// written down.
type ruleForm struct {
	newest, minimum, blocked, ends, by string
	wrong                              map[string]string
	busy                               bool
}

// ruleFields are the lines of the form, in their order.
var ruleFields = []string{"newest", "minimum", "blocked", "ends", "by"}

func (f *ruleForm) at(field string) *string {
	switch field {
	case "newest":
		return &f.newest
	case "minimum":
		return &f.minimum
	case "blocked":
		return &f.blocked
	case "ends":
		return &f.ends
	default:
		return &f.by
	}
}

// ruleTerms are what a rule for a device names of it, "" for one of which nothing is
// known: a rule for that would hold for every device there is.
func ruleTerms(t checks.Terminal) string {
	return strings.Join(slices.DeleteFunc([]string{t.Brand, t.Model, t.Software}, func(s string) bool { return s == "" }), " ")
}

// ownRule is the rule that a person recorded for a device's sort.
func ownRule(t checks.Terminal, rules []checks.VersionRule) (checks.VersionRule, bool) {
	same := func(a, b string) bool { return checks.PlainNumber(a) == checks.PlainNumber(b) }
	i := slices.IndexFunc(rules, func(r checks.VersionRule) bool {
		return !r.Listed && same(r.Brand, t.Brand) && same(r.Model, t.Model) && same(r.Software, t.Software)
	})
	if i < 0 {
		return checks.VersionRule{}, false
	}
	return rules[i], true
}

func newRuleForm(r checks.VersionRule) *ruleForm {
	return &ruleForm{
		newest: r.Newest, minimum: r.Minimum, blocked: strings.Join(r.Blocked, ", "), ends: r.Ends, by: r.By,
		wrong: map[string]string{},
	}
}

// rule is what the form says, or what of it cannot be recorded.
func (f *ruleForm) rule(t checks.Terminal, now time.Time) (checks.VersionRule, error) {
	ends, ok := readDate(f.ends)
	r := checks.VersionRule{
		Brand: t.Brand, Model: t.Model, Software: t.Software, At: now, By: strings.TrimSpace(f.by),
		Newest: strings.TrimSpace(f.newest), Minimum: strings.TrimSpace(f.minimum), Ends: ends,
	}
	for part := range strings.FieldsFuncSeq(f.blocked, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			r.Blocked = append(r.Blocked, part)
		}
	}
	switch {
	case !ok:
		return r, &checks.TextError{Field: "ends", Wrong: true}
	case r.Newest == "" && r.Minimum == "" && r.Blocked == nil && r.Ends == "":
		return r, &checks.TextError{Field: "newest", Wrong: true}
	}
	return r, checks.ValidateRule(r)
}

// ruleSource says where a rule comes from, and of when it is.
func ruleSource(w *assets.Words, t checks.Terminal, rules []checks.VersionRule, now time.Time) string {
	r, found := checks.RuleFor(t, rules)
	if !found {
		return w.Say("care.rule.none", nil)
	}
	said := map[string]any{"Date": date(w, r.At.In(now.Location()), now), "Name": r.By, "Newest": r.Newest}
	switch {
	case r.Listed:
		return w.Say("care.rule.listed", said)
	case r.By == "":
		return w.Say("care.rule.recorded", said)
	default:
		return w.Say("care.rule.recorded_by", said)
	}
}

// rulePage asks what the newest version of a device is.
func (c *care) rulePage() fyne.CanvasObject {
	u, k := c.u, c.k
	t, there := k.terminal(k.stay.rule)
	if !there {
		return c.alone(u.say("care.gone"), c.backPress())
	}
	title := newColumn(2, newProse(u.say("care.rule.title"), sizeTitle, true, u.colors.ink), newProse(terminalName(u.words, t), sizeSmall, false, u.colors.dim))
	head := newRow(1.5*grid, 1, c.backPress(), title)
	terms := ruleTerms(t)
	if terms == "" {
		fill := newPress(u.say("care.rule.fill"), primary, u.colors, func() { u.editTerminal(t.ID) })
		c.keep("fill", fill)
		return c.sheet(head, u.card(newColumn(1.5*grid, newProse(u.say("care.rule.unknown"), sizeBody, false, u.colors.ink), newRow(0, -1, fill))))
	}
	own, has := ownRule(t, k.records.Rules)
	f := k.stay.rules[t.ID]
	if f == nil {
		f = newRuleForm(own)
		k.stay.rules[t.ID] = f
	}
	about := newColumn(2, newProse(u.words.Say("care.rule.for", map[string]any{"Terms": terms}), sizeBody, true, u.colors.ink),
		newProse(ruleSource(u.words, t, k.records.Rules, u.deps.Now()), sizeSmall, false, u.colors.dim))
	write := func() { c.writeRule(t, f) }
	lines := map[string]fyne.CanvasObject{}
	for _, field := range ruleFields {
		lines[field] = c.ruleLine(f, field, write)
	}
	save := newPress(u.say("care.rule.save"), primary, u.colors, write)
	c.keep("save", save)
	var row fyne.CanvasObject = newRow(grid, -1, save)
	if has {
		row = c.ruleFoot(save, func() { c.forgetRule(t, f, own) })
	}
	return c.sheet(head, c.said, u.card(newColumn(1.5*grid, about, pair(lines["newest"], lines["by"]), pair(lines["minimum"], lines["blocked"]),
		pair(lines["ends"], newColumn(0)), row)))
}

// ruleFoot offers to delete the record, and asks once more; Esc is no.
func (c *care) ruleFoot(save *press, do func()) fyne.CanvasObject {
	u := c.u
	var usual, question *fyne.Container
	ask := func(on bool) {
		usual.Hidden, question.Hidden = on, !on
		c.asking = nil
		c.arrange()
	}
	no := newPress(u.say("care.rule.keep"), plain, u.colors, func() { ask(false) })
	forget := newPress(u.say("care.rule.forget"), plain, u.colors, func() {
		ask(true)
		c.asking = no.do
		u.win.Canvas().Focus(no)
	})
	c.keep("forget", forget)
	usual = newRow(grid, -1, save, forget)
	question = newRow(grid, 0, newProse(u.say("care.rule.sure"), sizeBody, true, u.colors.ink), no, newPress(u.say("care.rule.forget"), danger, u.colors, do))
	question.Hide()
	return newColumn(0, usual, question)
}

func (c *care) ruleLine(f *ruleForm, field string, write func()) fyne.CanvasObject {
	u := c.u
	say := lineWords{title: u.say("care.field." + field), text: *f.at(field)}
	if key := "care.rule.hint." + field; u.words.Has(key) {
		say.hint = u.say(key)
	}
	l := u.newLabelled(say, func(text string) string { *f.at(field) = text; delete(f.wrong, field); return "" }, nil, c.arrange)
	if f.wrong[field] != "" {
		l.tell(f.wrong[field])
	}
	l.input.enter = write
	c.keep(field, l.input)
	return l.all
}

func (c *care) writeRule(t checks.Terminal, f *ruleForm) {
	r, err := f.rule(t, c.u.deps.Now())
	switch {
	case f.busy:
	case err != nil:
		c.wrongRule(f, err)
	default:
		f.busy = true
		c.k.write(func(ctx context.Context) error { return c.u.deps.Records.SaveRule(ctx, r) }, func(err error) {
			f.busy = false
			if err != nil {
				c.wrongRule(f, err)
				return
			}
			c.ruleDone(t, "care.rule.saved")
		})
	}
}

func (c *care) forgetRule(t checks.Terminal, f *ruleForm, r checks.VersionRule) {
	if f.busy {
		return
	}
	f.busy = true
	c.k.write(func(ctx context.Context) error { return c.u.deps.Records.DeleteRule(ctx, r) }, func(err error) {
		f.busy = false
		if err != nil {
			c.told(err)
			return
		}
		c.ruleDone(t, "care.rule.forgotten")
	})
}

// ruleDone leads back to the devices, where the card says what follows from it.
func (c *care) ruleDone(t checks.Terminal, key string) {
	delete(c.k.stay.rules, t.ID)
	if c.u.now == screen(c) && c.k.stay.rule == t.ID {
		c.back()
		c.tell(c.u.say(key), checks.OK)
	}
}

func (c *care) wrongRule(f *ruleForm, err error) {
	var text *checks.TextError
	if !errors.As(err, &text) || !slices.Contains(ruleFields, text.Field) {
		c.told(err)
		return
	}
	f.wrong[text.Field] = c.u.careTrouble(err)
	c.build()
	if o := c.buttons[text.Field]; o != nil {
		c.u.win.Canvas().Focus(o)
	}
}
