package checks

import "slices"

// saleSeen is all that the rules look at.
type saleSeen struct {
	Sale
	Answers Answers
	Minute  Minute
	code    ErrorCode // zero: none, or one that is not in the list
	// channels are those that the sale can have travelled: the one it was paid with,
	// all where nobody said so.
	channels []ChannelMinute
}

// speaks: what was measured says something of this sale.
func (t *saleSeen) speaks() bool { return t.Minute.Measured && !t.Minute.PCOnly }

// rule is one reason to believe a cause.
type rule struct {
	Cause  RefundCause
	Reason string // key under triage.reason. in the translations
	Weight float64
	// Asked: it is a person's word, or a guess that a person's word can end. Others
	// were measured or shown by the terminal, and a "no" only halves them.
	Asked bool
	// When says whether it holds, and brings the figures for its words.
	When func(t *saleSeen) (facts map[string]any, holds bool)
}

// triageRules is THE list. Weights are our judgement: what was measured or shown for
// this very sale comes first (0.9 and more), then what a person saw (0.85), then what
// usually stands behind such a sign. They order the causes and are no probabilities.
var triageRules = []rule{
	{Cause: CauseNetwork, Reason: "line_down", Weight: 0.97, When: when(lineDown)},
	{Cause: CauseNetwork, Reason: "too_slow", Weight: 0.93, When: tooSlow},
	{Cause: CauseNetwork, Reason: "slow", Weight: 0.88, When: slowAnswer},
	{Cause: CauseNetwork, Reason: "lossy", Weight: 0.9, When: lossy},
	{Cause: CauseNetwork, Reason: "line_risky", Weight: 0.86, When: when(lineRisky)},
	{Cause: CauseNetwork, Reason: "others_offline", Weight: 0.85, Asked: true, When: when(othersOffline)},
	{Cause: CauseNetwork, Reason: "others_offline_but_fine", Weight: 0.3, Asked: true, When: when(offlineButFine)},

	{Cause: CauseMistyped, Reason: "wrong_amount", Weight: 0.85, Asked: true, When: answered(CauseMistyped)},
	{Cause: CauseMistyped, Reason: "paid_back_here", Weight: 0.6, When: when(paidBackHere)},

	{Cause: CauseSystem, Reason: "provider_down", Weight: 0.95, When: providerFault},
	{Cause: CauseSystem, Reason: "cashier_stopped", Weight: 0.92, When: causeWas(PCCashierNotRunning)},
	{Cause: CauseSystem, Reason: "clock", Weight: 0.92, When: causeWas(PCClockWrong)},
	{Cause: CauseSystem, Reason: "intercepted", Weight: 0.92, When: causeWas(TLSIntercepted)},
	{Cause: CauseSystem, Reason: "pc_setting", Weight: 0.9, When: causeWas(DNSHostsOverride, TLSRootMissing, WANProxyBroken)},
	{Cause: CauseSystem, Reason: "terminal_lost", Weight: 0.9, When: terminalLost},
	{Cause: CauseSystem, Reason: "version_blocked", Weight: 0.86, When: version(VersionBlocked, VersionBelowMinimum)},
	{Cause: CauseSystem, Reason: "terminal_fault", Weight: 0.85, Asked: true, When: answered(CauseSystem)},
	{Cause: CauseSystem, Reason: "replaced", Weight: 0.6, When: when(func(t *saleSeen) bool { return t.Minute.Records.Replaced })},
	{Cause: CauseSystem, Reason: "version_old", Weight: 0.35, When: version(VersionOutdated, VersionUnsupported)},

	{Cause: CauseCustomer, Reason: "scanned_wrong", Weight: 0.85, Asked: true, When: answered(CauseCustomer)},

	{Cause: CauseBalance, Reason: "balance", Weight: 0.85, Asked: true, When: answered(CauseBalance)},

	{Cause: CauseRisk, Reason: "moved", Weight: 0.85, Asked: true, When: answered(CauseRisk)},
	{Cause: CauseRisk, Reason: "alike", Weight: 0.55, When: alikeSales},

	{Cause: CauseVerify, Reason: "password_late", Weight: 0.86, Asked: true, When: answered(CauseVerify)},
	{Cause: CauseVerify, Reason: "password_usual", Weight: 0.4, Asked: true, When: when(passwordUsual)},

	{Cause: CauseMerchant, Reason: "slip_differs", Weight: 0.87, Asked: true, When: answered(CauseMerchant)},

	{Cause: CauseAccount, Reason: "account_limited", Weight: 0.85, Asked: true, When: answered(CauseAccount)},
}

// The weights of what an error code says: clearly of this sale, as a rule, and what
// else it can mean.
const (
	weightClear = 0.96
	weightCode  = 0.8
	weightAlso  = 0.45
)

// when is a rule without figures.
func when(holds func(t *saleSeen) bool) func(t *saleSeen) (map[string]any, bool) {
	return func(t *saleSeen) (map[string]any, bool) { return nil, holds(t) }
}

// answered: a person said that it is so.
func answered(cause RefundCause) func(t *saleSeen) (map[string]any, bool) {
	return when(func(t *saleSeen) bool { return t.Answers[cause] == AnswerYes })
}

// causeWas: the minute's cause is one of these.
func causeWas(codes ...Code) func(t *saleSeen) (map[string]any, bool) {
	return func(t *saleSeen) (map[string]any, bool) {
		return t.Minute.Facts, t.speaks() && t.Minute.Level >= Warn && slices.Contains(codes, t.Minute.Cause)
	}
}

// lineLayers are the layers of the road that every payment travels.
var lineLayers = []Layer{LayerLink, LayerLAN, LayerWAN, LayerDNS}

// ofThePC are causes of those layers that are a fault of this PC, not of the line.
var ofThePC = []Code{DNSHostsOverride, WANProxyBroken}

func (t *saleSeen) line() bool {
	return t.speaks() && slices.Contains(lineLayers, t.Minute.Layer) && !slices.Contains(ofThePC, t.Minute.Cause)
}

func lineDown(t *saleSeen) bool { return t.line() && t.Minute.Level == Fail }

func lineRisky(t *saleSeen) bool { return t.line() && t.Minute.Level == Warn }

// tooSlow: a sale that waits 45 s would not have got its result, and the provider
// itself was not what failed.
func tooSlow(t *saleSeen) (map[string]any, bool) {
	for _, c := range t.channels {
		for _, s := range c.Survival {
			if s.Waits == Span(pollLimit) && s.Would == SurvivesNo && !t.explained(c) {
				return t.took(c), t.speaks()
			}
		}
	}
	return nil, false
}

// slowAnswer: the slowest answer took longer than WeChat Pay calls normal, or none
// came.
func slowAnswer(t *saleSeen) (map[string]any, bool) {
	for _, c := range t.channels {
		if c.Level >= Warn && len(c.Samples) > 0 && !t.explained(c) && (c.Worst.Failing() || c.Worst.Took > normalRequest) {
			return t.took(c), t.speaks()
		}
	}
	return nil, false
}

// took are the figures of a channel's worst sample.
func (t *saleSeen) took(c ChannelMinute) map[string]any {
	facts := map[string]any{"Channel": c.ID, "Failed": c.Worst.Failing(), "Seconds": seconds(c.Worst.Took)}
	if c.Usual > 0 {
		facts["Usual"] = c.Usual.Milliseconds()
	}
	return facts
}

// theirs: the provider's own fault, with a line that was fine.
func (t *saleSeen) theirs(c ChannelMinute) bool {
	return t.Minute.Layer == LayerProvider && t.Minute.Cause != ProviderSlow &&
		(t.Minute.Subject == "" || t.Minute.Subject == c.Provider)
}

// explained: what was wrong with a channel is no doing of the line: its provider's,
// or a fault of this PC.
func (t *saleSeen) explained(c ChannelMinute) bool {
	own := t.Minute.Layer == LayerPC || t.Minute.Layer == LayerTLS || slices.Contains(ofThePC, t.Minute.Cause)
	return t.theirs(c) || own && t.Minute.Level >= Warn
}

func lossy(t *saleSeen) (map[string]any, bool) {
	share, enough := t.Minute.Pings.Loss()
	return map[string]any{"Percent": int(share*100 + 0.5)}, t.speaks() && enough && share > lossLimit
}

func othersOffline(t *saleSeen) bool { return t.Answers[CauseNetwork] == AnswerYes && !t.fine() }

func offlineButFine(t *saleSeen) bool { return t.Answers[CauseNetwork] == AnswerYes && t.fine() }

// fine: the way of the sale was measured, and the road was clear.
func (t *saleSeen) fine() bool {
	if !t.speaks() || t.Minute.Level >= Warn {
		return false
	}
	measured := slices.ContainsFunc(t.channels, func(c ChannelMinute) bool { return len(c.Samples) > 0 })
	return measured && !slices.ContainsFunc(t.channels, func(c ChannelMinute) bool { return c.Level >= Warn })
}

// paidBackHere: the provider says that a finished sale was paid back, which nobody
// but the shop can do.
func paidBackHere(t *saleSeen) bool {
	return t.State == StateRefund && t.Answers[CauseMistyped] != AnswerYes
}

// providerFault: the provider of the sale failed, and the line was fine.
func providerFault(t *saleSeen) (map[string]any, bool) {
	if !t.speaks() || t.Minute.Level < Warn {
		return nil, false
	}
	certificate := t.Minute.Cause == TLSCertificateInvalid
	for _, c := range t.channels {
		if (t.theirs(c) || certificate) && c.Level >= Warn {
			return map[string]any{"Channel": c.ID, "Cause": string(t.Minute.Cause)}, true
		}
	}
	return nil, false
}

func terminalLost(t *saleSeen) (map[string]any, bool) {
	m := t.Minute.Terminal
	if !t.speaks() || m == nil || m.Lost == 0 {
		return nil, false
	}
	return map[string]any{"Terminal": m.Title, "Lost": m.Lost, "Asked": m.Asked}, true
}

func version(states ...VersionState) func(t *saleSeen) (map[string]any, bool) {
	return func(t *saleSeen) (map[string]any, bool) {
		r := t.Minute.Records
		return map[string]any{"Terminal": r.Terminal}, slices.Contains(states, r.Version)
	}
}

// alikeSales: so many sales like this one within the hour are worth a look; no platform
// publishes a number, and this one is our judgement.
func alikeSales(t *saleSeen) (map[string]any, bool) {
	n := t.Minute.Records.Alike
	return map[string]any{"Count": n}, n >= manyAlike
}

// passwordUsual: a reversal on a clear road is most often a password that nobody
// entered in time.
func passwordUsual(t *saleSeen) bool {
	return t.Received == ReceivedNo && (t.Showed == ShowedReversed || t.Showed == ShowedRefund) &&
		t.Way != WayCard && t.fine() && t.Answers[CauseVerify] == "" && t.code.Code == "" && t.State != StateRefund
}
