package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/pelletier/go-toml/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// articleItems are the article's items by their ids, and its effects on customers by
// name, with the page that carries each and a word that has to stand there.
var articleItems = map[string]struct {
	tab    learnTab
	zh, en string
}{
	"R1": {learnCauses, "网络延迟", "network delay"}, "R2": {learnCauses, "交易异常", "transaction exception"},
	"R3": {learnCauses, "系统故障", "system failure"}, "R4": {learnCauses, "消费者操作不当", "customer's operation"},
	"C1": {learnCauses, "账户余额不足", "insufficient account balance"}, "C2": {learnCauses, "交易异常(平台风控)", "risk control"},
	"C3": {learnCauses, "安全验证失败", "security verification failed"}, "C4": {learnCauses, "商户信息不符", "merchant information does not match"},
	"C5": {learnCauses, "账户异常", "account exception"},
	"H1": {learnHandling, "确认交易状态", "See how the sale ended"}, "H2": {learnHandling, "检查网络连接", "Check the network"},
	"H3": {learnHandling, "核对交易和账户", "Compare the sale and the account"}, "H4": {learnHandling, "联系客服", "Call support"},
	"H5": {learnHandling, "记录并反馈", "Record and report it"}, "H6": {learnHandling, "定期检查 POS 机和系统", "Check terminal and systems regularly"},
	"S1": {learnPrevention, "确保账户充足", "Enough money in the account"}, "S2": {learnPrevention, "遵守规则", "Keep to the rules"},
	"S3": {learnPrevention, "强化安全验证", "Take verification seriously"}, "S4": {learnPrevention, "提供清晰信息", "Say clearly what is paid"},
	"S5": {learnPrevention, "及时响应", "Answer in time"}, "S6": {learnPrevention, "正规渠道", "Proper sources"},
	"M1": {learnEffects, "收入减少", "Less income"}, "M2": {learnEffects, "信誉受损", "damaged reputation"}, "M3": {learnEffects, "成本增加", "Higher costs"},
	"M4": {learnEffects, "法律风险", "Legal risk"}, "M5": {learnEffects, "钱还没回到客人手里", "Money that is not back yet"},
	"购物体验下降": {learnEffects, "购物体验下降", "A worse experience"}, "权益受损": {learnEffects, "权益受损", "Rights that suffer"}, "信任度下降": {learnEffects, "信任度下降", "Less trust"},
	"T1": {learnOutside, "微信支付能做的", "What WeChat Pay can do"}, "P1": {learnOutside, "监管能做的", "What regulators can do"},
}

// Everything of the article has its place on the screen, in both languages.
func TestTheWholeArticleIsThere(t *testing.T) {
	if len(articleItems) != 4+5+6+6+5+2+3 {
		t.Fatalf("%d items are looked for", len(articleItems))
	}
	for _, lang := range assets.Languages {
		u, win, watch := learnWindow(t, lang, "light", fyne.NewSize(1024, 3000))
		shown := map[string]string{}
		page := func(name string, tab learnTab, cause checks.RefundCause) {
			learnShown(t, u, watch, learnPlace{tab, cause})
			shown[name] = strings.ReplaceAll(screenText(win), "|", "")
		}
		for _, tab := range learnTabs {
			page(string(tab), tab, checks.CauseNetwork)
		}
		for _, id := range checks.RefundCauses {
			page(string(id), learnCauses, id)
		}
		for id, item := range articleItems {
			name, want := string(item.tab), item.zh
			if item.tab == learnCauses {
				name = id
			}
			if lang == "en" {
				want = item.en
			}
			if !strings.Contains(squeezed(shown[name]), squeezed(want)) {
				t.Errorf("%s: %s: %q is not on the page: %s", lang, id, want, shown[name])
			}
		}
	}
}

// shippedTasks is the checklist as it ships.
func shippedTasks(t *testing.T) []checks.Task {
	t.Helper()
	var list struct {
		Tasks []checks.Task `toml:"task"`
	}
	if err := toml.Unmarshal(assets.ChecklistTOML, &list); err != nil || len(list.Tasks) == 0 {
		t.Fatalf("%d items, %v", len(list.Tasks), err)
	}
	return list.Tasks
}

// learnWindow opens the window of a shop with the checklist as it ships, and a past
// whose incidents say where they lay.
func learnWindow(t *testing.T, lang, theme string, size fyne.Size) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	shipped := shippedTasks(t)
	shop, past := aShop(), newPastYear()
	shop.care.Tasks = shipped
	for i := range past.cuts {
		past.cuts[i].Layer = checks.LayerWAN
		if past.cuts[i].Subject != "" {
			past.cuts[i].Layer = checks.LayerProvider
		}
	}
	return casesWindow(t, lang, theme, size, someCases(), func(d *Deps) {
		d.Records, d.History = shop, past
		d.Catalogue.Providers = slices.Clone(d.Catalogue.Providers)
		d.Catalogue.Providers[0].Hotline = "95017"
		if set, ok := d.Settings.(*fakeSettings); ok {
			set.set.Contacts = checks.ContactSettings{Acquirer: "400-123-4567", Broadband: "10000"}
		}
	})
}

// squeezed is a text without blanks, which go where a line is broken.
func squeezed(text string) string { return strings.ReplaceAll(text, " ", "") }

// learnShown opens a page and waits for its figures.
func learnShown(t *testing.T, u *UI, watch *fakeWatch, at learnPlace) *learn {
	t.Helper()
	u.learning = at
	u.Show(learnScreen)
	waitFor(t, watch, func() bool { l, ok := u.now.(*learn); return ok && l.month.told })
	l, _ := u.now.(*learn)
	return l
}

// What the article says wrong is said right, and nothing is promised or asked for.
func TestTheArticleIsCorrected(t *testing.T) {
	w := assets.Speak("zh-CN")
	for key, want := range map[string]string{
		"learn.cause.R1.mind":          "付款码付款,客人的手机没有网也能付",
		"learn.cause.R2.mind":          "不要在原来那一笔上改了金额再收",
		"learn.cause.C2.do2":           "以平台通知为准,到商家助手看风险处理",
		"learn.cause.R4.mind":          "密码只能客人自己在自己的手机上输",
		"learn.effect.M5.text":         "钱会按原路退,到账时间以微信或银行为准",
		"learn.kinds.road_means":       "不保证每一笔都付得成",
		"learn.kinds.pc_means":         "自己的流量卡",
		"learn.outside.give":           "仅供排查,不作责任认定",
		"learn.step.H1.text":           "不要收第二次",
		"learn.kind.reversed.text":     "自动按原路退",
		"learn.cause.C3.do2":           "45 秒",
		"learn.cause.C5.do1":           "95017",
		"learn.effect.M4.text":         "只认自己的收款 App",
		"learn.cause.R3.mind":          "先不要重启 POS 机",
		"learn.cause.C4.do3":           "不用陌生人给的",
		"learn.kind.refund.text":       "先收成了",
		"learn.kind.failed.text":       "没有扣过钱",
		"learn.prevent.S6.text":        "央行公布的名单",
		"learn.cause.C2.more":          "不公开",
		"learn.effect.experience.text": "别家",
	} {
		if got := w.Say(key, nil); !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", key, got, want)
		}
	}
}

// Every cause leads to items of the shipped checklist that prevent it, every item of
// prevention to those that carry it.
func TestEveryCauseHasWhatPreventsIt(t *testing.T) {
	shipped := shippedTasks(t)
	for _, id := range checks.RefundCauses {
		if !slices.ContainsFunc(shipped, prevents(id)) {
			t.Errorf("nothing prevents %s", id)
		}
	}
	for _, id := range append(slices.Clone(handlingItems), preventionItems...) {
		if !slices.ContainsFunc(shipped, carries(id)) {
			t.Errorf("nothing carries %s", id)
		}
	}
	for _, id := range []checks.RefundCause{checks.CauseBalance, checks.CauseVerify, checks.CauseAccount} {
		if len(codesOf(id)) == 0 {
			t.Errorf("%s has no codes", id)
		}
	}
	if codes := codesOf(checks.CauseBalance); codes[0] != "NOTENOUGH" {
		t.Errorf("codes of too little money: %v", codes)
	}
}

func TestWhatThisMonthShowsOfACause(t *testing.T) {
	w := assets.Speak("zh-CN")
	watched := checks.Uptime{Good: 90 * time.Hour, Down: time.Hour, Unwatched: 9 * time.Hour}
	some := checks.Effects{Cases: 5, Causes: map[checks.RefundCause]int{checks.CauseNetwork: 2}}
	for name, test := range map[string]struct {
		id        checks.RefundCause
		m         learnMonth
		merchants []string
		want      []string
		never     string
	}{
		"not told":       {id: checks.CauseNetwork, m: learnMonth{}, want: nil},
		"nobody watched": {id: checks.CauseNetwork, m: learnMonth{told: true, cases: true}, want: []string{"这个月还没有检测,网络好坏不知道", "这个月还没有退款记录"}, never: "没有不好过"},
		"a fine line":    {id: checks.CauseNetwork, m: learnMonth{told: true, cases: true, uptime: watched}, want: []string{"网络没有不好过", "检测了这个月到现在的 91%", "这个月还没有退款记录"}},
		"a bad line": {
			id: checks.CauseNetwork, m: learnMonth{told: true, cases: true, uptime: watched, effects: some, inLine: 2, trouble: map[trouble]spell{troubleLine: {3, 24 * time.Minute}}},
			want: []string{"网络不好 3 次,一共 24 分钟", "这些时间里有 2 笔退款", "检测了这个月到现在的 91%", "退款记录里,2 笔最可能是它(5 笔里)"},
		},
		"faults": {
			id: checks.CauseSystem, m: learnMonth{told: true, cases: true, uptime: watched, effects: some, trouble: map[trouble]spell{troubleProvider: {1, time.Hour}, troubleTerminal: {2, 3 * time.Minute}, troublePC: {1, time.Minute}}},
			want: []string{"支付平台那边出问题 1 次,一共 1 小时", "POS 机不应答或有问题 2 次,一共 3 分钟", "这台电脑有问题 1 次,一共 1 分钟", "检测了这个月到现在的 91%", "退款记录 5 笔,没有一笔最可能是它"},
		},
		"patterns":        {id: checks.CauseRisk, m: learnMonth{told: true, cases: true, patterns: 2}, want: []string{"账单上可能引起平台注意的:2 处", "这个月还没有退款记录"}},
		"numbers":         {id: checks.CauseMerchant, m: learnMonth{told: true, cases: true}, merchants: []string{"1230001", "1230002"}, want: []string{"登记的商户号:1230001、1230002", "这个月还没有退款记录"}},
		"no number":       {id: checks.CauseMerchant, m: learnMonth{told: true, cases: true}, want: []string{"还没有登记商户号,没法比", "这个月还没有退款记录"}},
		"no book":         {id: checks.CauseBalance, m: learnMonth{told: true}, want: []string{"记录打不开,没有数字"}},
		"not to be read":  {id: checks.CauseNetwork, m: learnMonth{told: true, cases: true, uptime: watched, unread: errors.New("disk")}, want: []string{"这次没读到,等一下再看"}},
		"only asked for":  {id: checks.CauseBalance, m: learnMonth{told: true, cases: true, effects: some}, want: []string{"退款记录 5 笔,没有一笔最可能是它"}},
		"of the customer": {id: checks.CauseCustomer, m: learnMonth{told: true, cases: true, effects: checks.Effects{Cases: 1, Causes: map[checks.RefundCause]int{checks.CauseCustomer: 1}}}, want: []string{"退款记录里,1 笔最可能是它(1 笔里)"}},
	} {
		var got []string
		for _, f := range viewCauseMonth(w, test.id, test.m, test.merchants) {
			got = append(got, f.Text)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if test.never != "" && strings.Contains(strings.Join(got, ""), test.never) {
			t.Errorf("%s says %q", name, test.never)
		}
	}
}

func TestWhatThisMonthShowsOfAnEffect(t *testing.T) {
	w := assets.Speak("zh-CN")
	m := learnMonth{told: true, cases: true, late: 1, effects: checks.Effects{
		Cases: 4, Money: 182_80, NoAmount: 1, Customers: 3, Repeats: 1, Answered: 2, MedianAnswer: 20 * time.Minute, Staff: 35, Suspected: 1, Waiting: 2,
	}}
	for id, want := range map[string]string{
		"M1": "¥182.80,4 笔,另有 1 笔没写金额", "M2": "3 位客人,答复的中间时间 20 分钟", "M3": "35 分钟", "M4": "1 笔记成可疑", "M5": "2 位还在等钱",
		effectExperience: "3 位客人碰到过", effectRights: "1 笔还没答复", effectTrust: "1 位不是第一次",
	} {
		if got := viewEffectMonth(w, id, m); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
		if got := viewEffectMonth(w, id, learnMonth{told: true, cases: true}); got != "这个月还没有退款记录" {
			t.Errorf("%s without a case: %q", id, got)
		}
		if got := viewEffectMonth(w, id, learnMonth{told: true}); got != "记录打不开,没有数字" {
			t.Errorf("%s without records: %q", id, got)
		}
	}
}

// The month is added up from what was recorded: incidents only as far as they lie in
// it, each under the cause that it belongs to.
func TestTheMonthIsAddedUp(t *testing.T) {
	in := periodMonth.window(wallClock, 0)
	m := learnMonth{trouble: map[trouble]spell{}}
	m.count([]checks.Incident{
		{From: in.From.Add(-time.Hour), To: in.From.Add(10 * time.Minute), Layer: checks.LayerWAN},
		{From: in.From.Add(-2 * time.Hour), To: in.From.Add(-time.Hour), Layer: checks.LayerWAN},
		{From: wallClock.Add(-5 * time.Minute), Layer: checks.LayerDNS},
		{From: in.From, To: in.From.Add(time.Minute), Layer: checks.LayerProvider},
		{From: in.From, To: in.From.Add(time.Minute), Layer: checks.LayerTLS},
		{From: in.From, To: in.From.Add(time.Minute), Layer: checks.LayerCare},
	}, in, wallClock)
	want := map[trouble]spell{troubleLine: {2, 15 * time.Minute}, troubleProvider: {1, time.Minute}, troublePC: {1, time.Minute}}
	if len(m.trouble) != len(want) || m.trouble[troubleLine] != want[troubleLine] || m.trouble[troubleProvider] != want[troubleProvider] || m.trouble[troublePC] != want[troublePC] {
		t.Errorf("%v, want %v", m.trouble, want)
	}
	if n := patternsIn([]checks.Bill{{Patterns: []checks.BillPattern{{From: in.From, To: in.From}, {From: in.To, To: in.To}}}}, in); n != 1 {
		t.Errorf("%d patterns of this month", n)
	}
}

// One reads a cause, goes to the item that prevents it, and comes back to it.
func TestACauseLeadsToWhatPreventsIt(t *testing.T) {
	u, win, watch := learnWindow(t, "zh-CN", "light", small)
	learnShown(t, u, watch, learnPlace{learnKinds, checks.CauseNetwork})
	test.Tap(button(t, win, "九个原因"))
	test.Tap(button(t, win, "机器或系统出了故障"))
	watch.queue.waitIdle(t)
	if !strings.Contains(squeezed(strings.ReplaceAll(screenText(win), "|", "")), "先不要重启POS机") {
		t.Fatalf("the cause is not open: %s", screenText(win))
	}
	test.Tap(button(t, win, "看打印纸够不够,票清不清楚 ›"))
	if u.open != careScreen || u.upkeep.stay.task != "paper" {
		t.Fatalf("it leads to %s, %q", u.open, u.upkeep.stay.task)
	}
	u.Show(learnScreen)
	watch.queue.waitIdle(t)
	if !strings.Contains(screenText(win), "文章里叫:系统故障") {
		t.Errorf("coming back one is elsewhere: %s", screenText(win))
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != refundScreen {
		t.Errorf("Esc leads to %s", u.open)
	}
}

// On the smallest window nothing stands beyond its edge, in both languages.
func TestPagesOfLearningFitTheSmallestWindow(t *testing.T) {
	for _, lang := range assets.Languages {
		u, win, watch := learnWindow(t, lang, "light", small)
		for _, tab := range learnTabs {
			learnShown(t, u, watch, learnPlace{tab, checks.CauseNetwork})
			fits(t, win, lang+" "+string(tab))
		}
		for _, id := range checks.RefundCauses {
			learnShown(t, u, watch, learnPlace{learnCauses, id})
			fits(t, win, lang+" "+string(id))
		}
	}
}

// Whom to call stands there with the numbers that are known; the others are asked for.
func TestWhomToCallIsThere(t *testing.T) {
	u, win, watch := learnWindow(t, "zh-CN", "light", small)
	learnShown(t, u, watch, learnPlace{learnHandling, ""})
	for _, want := range []string{"收款公司(小票上的名字)|400-123-4567", "微信支付|95017", "宽带客服|10000", "银行客服|没填"} {
		if !strings.Contains(screenText(win), want) {
			t.Errorf("lacks %q: %s", want, screenText(win))
		}
	}
	test.Tap(button(t, win, "在设置里填电话 ›"))
	if u.open != "settings" || u.settingsGroup != groupShop {
		t.Errorf("it leads to %s %s", u.open, u.settingsGroup)
	}
}

// A long list of items shows those that wait, and leads to the rest.
func TestWhatWaitsComesFirst(t *testing.T) {
	u, win, watch := learnWindow(t, "zh-CN", "light", small)
	l := learnShown(t, u, watch, learnPlace{learnCauses, checks.CauseSystem})
	ranks := []int{}
	for _, task := range l.drawn.tasks {
		ranks = append(ranks, task.rank())
	}
	if len(ranks) <= mostTasks || !slices.IsSorted(ranks) {
		t.Errorf("the items stand as %v", ranks)
	}
	test.Tap(l.keep["more"].(*press))
	if u.open != careScreen || u.upkeep.stay.tab != tabTasks {
		t.Errorf("the rest is at %s: %s", u.open, screenText(win))
	}
}

// Where nothing is kept the page is there all the same, without a figure.
func TestThePageNeedsNoRecords(t *testing.T) {
	u, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	for _, tab := range learnTabs {
		learnShown(t, u, watch, learnPlace{tab, checks.CauseBalance})
		if strings.Contains(screenText(win), "learn.") {
			t.Errorf("%s shows a key: %s", tab, screenText(win))
		}
	}
	learnShown(t, u, watch, learnPlace{learnCauses, checks.CauseBalance})
	if !strings.Contains(screenText(win), "记录打不开,没有数字") || !strings.Contains(screenText(win), "保养清单在这台电脑上打不开") {
		t.Errorf("without records: %s", screenText(win))
	}
}

// The page as looked at.
func TestTheLearningPageLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for name, at := range map[string]learnPlace{
			"kinds": {learnKinds, ""}, "cause": {learnCauses, checks.CauseNetwork}, "system": {learnCauses, checks.CauseSystem}, "handling": {learnHandling, ""},
			"prevention": {learnPrevention, ""}, "effects": {learnEffects, ""}, "outside": {learnOutside, ""},
			"foot": {learnCauses, checks.CauseSystem}, "phones": {learnHandling, ""},
		} {
			foot := name == "foot" || name == "phones"
			name = "learn-" + name + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch := learnWindow(t, look[0], look[1], small)
				if l := learnShown(t, u, watch, at); foot {
					scrolled(l.page).ScrollToBottom()
				}
				looksAs(t, win, name)
			})
		}
	}
}
