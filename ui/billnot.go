package ui

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// billForm is the naming of the columns of a bill whose issuer is not known.
type billForm struct {
	path    string
	not     *checks.BillError
	columns map[string]string // by role: a column's name, "" for none
	words   map[string]string // by role: how refunds and reversals are written
	trouble string
}

// columnRoles are what a column can be; the first two are needed.
var columnRoles = []string{"time", "amount", "order", "state"}

// likelyNames are parts of the names that columns of a role have.
var likelyNames = map[string][]string{
	"time": {"交易时间", "时间", "日期", "time", "date"}, "amount": {"交易金额", "金额", "amount"},
	"order": {"商户订单", "订单号", "单号", "流水", "order"}, "state": {"交易类型", "状态", "类型", "status", "type"},
}

// newBillForm begins with what the columns' names suggest; a person decides.
func newBillForm(path string, not *checks.BillError) *billForm {
	f := &billForm{path: path, not: not, columns: map[string]string{}, words: map[string]string{"refunded": "退款", "reversed": "撤销,冲正"}}
	for _, role := range columnRoles {
		f.columns[role] = f.suggest(role)
	}
	return f
}

// suggest is the first column that is called as one of a role is, and is not taken.
func (f *billForm) suggest(role string) string {
	for _, part := range likelyNames[role] {
		for _, name := range f.not.Header {
			taken := false
			for _, other := range f.columns {
				taken = taken || other == name
			}
			if !taken && strings.Contains(strings.ToLower(name), part) {
				return name
			}
		}
	}
	return ""
}

// wrong is what keeps the form from being used, a key; "": nothing.
func (f *billForm) wrong() string {
	if f.columns["time"] == "" || f.columns["amount"] == "" {
		return "billscreen.not.need"
	}
	var used []string
	for _, role := range columnRoles {
		name := f.columns[role]
		if name != "" && slices.Contains(used, name) {
			return "billscreen.not.twice"
		}
		used = append(used, name)
	}
	return ""
}

// named are the columns as they were chosen.
func (f *billForm) named() *checks.BillColumns {
	return &checks.BillColumns{
		Time: f.columns["time"], Amount: f.columns["amount"], Order: f.columns["order"], State: f.columns["state"],
		Refunded: severalWords(f.words["refunded"]), Reversed: severalWords(f.words["reversed"]),
	}
}

// opensNot reports that there is more to say of a file that was not read.
func opensNot(err error) bool {
	var not *checks.BillError
	return errors.As(err, &not) && len(not.Header) > 0
}

// notParts say what a file is that is no bill.
func (p *billPage) notParts() []fyne.CanvasObject {
	u, f := p.u, p.d.form
	said := newColumn(grid, newProse(sentence(u.notBill(f.not)), 17, true, u.colors.ink))
	ways := newRow(grid, -1, p.press("choose", u.say("billscreen.not.another"), primary, func() {
		p.d.turn(func(at *billPlace) { at.step = billHome })
		p.choose()
	}))
	if len(f.not.Header) > 0 {
		ways.Add(p.press("map", u.say("billscreen.not.map"), plain, func() { p.d.turn(func(at *billPlace) { at.step = billColumn }) }))
	}
	said.Add(ways)
	name := billResult{path: f.path}.name()
	return []fyne.CanvasObject{p.head(u.say("billscreen.not.title"), u.words.Say("billscreen.file", map[string]any{"Name": name})), u.card(said), p.fetching()}
}

// columnParts ask which column is which.
func (p *billPage) columnParts() []fyne.CanvasObject {
	u, f := p.u, p.d.form
	name := billResult{path: f.path}.name()
	about := u.words.Say("billscreen.not.map_about", map[string]any{"Name": name, "Line": f.not.Line})
	form := newColumn(1.25*grid, newProse(about, sizeBody, false, u.colors.dim))
	if f.trouble != "" {
		form.Add(u.marked(f.trouble, checks.Warn, true))
	}
	var left, right []fyne.CanvasObject
	for _, role := range columnRoles {
		left = append(left, p.columnPicker(role))
	}
	for _, role := range []string{"refunded", "reversed"} {
		line := u.newLabelled(lineWords{title: u.say("billscreen.not." + role), hint: u.say("billscreen.not.several"), text: f.words[role]},
			func(text string) string { f.words[role] = text; return "" }, nil, func() {})
		p.lines = append(p.lines, line.input)
		p.keep[role] = line.input
		right = append(right, line.all)
	}
	form.Add(pair(newColumn(grid, left...), newColumn(1.5*grid, right...)))
	wrong := newProse("", sizeSmall, true, u.colors.mark[checks.Warn])
	read := p.press("read", u.say("billscreen.not.read"), primary, p.readColumns)
	if key := f.wrong(); key != "" {
		wrong.set(u.say(key), u.colors.mark[checks.Warn])
	}
	form.Add(newRow(grid, 1, read, wrong))
	return []fyne.CanvasObject{p.head(u.say("billscreen.not.map_title"), ""), u.card(form)}
}

// columnPicker chooses the column of a role.
func (p *billPage) columnPicker(role string) fyne.CanvasObject {
	u, f := p.u, p.d.form
	none := u.say("billscreen.not.none")
	pick := newPicker(append([]string{none}, f.not.Header...))
	pick.Selected = none
	if name := f.columns[role]; name != "" {
		pick.Selected = name
	}
	pick.OnChanged = func(name string) {
		if name == none {
			name = ""
		}
		f.columns[role], f.trouble = name, ""
		p.build()
	}
	p.keep["column."+role] = pick
	return newColumn(4, newProse(u.say("billscreen.not."+role), sizeBody, false, u.colors.ink), pick)
}

// readColumns reads the file by the columns that were named.
func (p *billPage) readColumns() {
	d := p.d
	p.settle()
	if d.form.wrong() != "" || d.now != "" {
		return
	}
	d.results = nil
	d.place.step = billHome
	d.read(d.form.path, d.form.named())
	p.build()
}
