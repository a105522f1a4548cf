package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// refundFlags are what was said of a sale.
type refundFlags struct {
	at, channel, showed, amount, state, terminal string

	answers []string
	asJSON  bool
}

func newRefund(opts *options) *cobra.Command {
	f := &refundFlags{}
	cmd := &cobra.Command{
		Use:   "refund",
		Short: "The terminal showed a refund: why, by what was measured in that minute",
		Long: "Joins a sale to what was measured in its minute, and lists the likely causes in order, each with its article id, reason and advice. Keeps nothing.\n\n" +
			"--showed takes refund, reversed, failed, other, or an error code such as NOTENOUGH. --answer takes an article id (R1 to R4, C1 to C5) and yes, no or unknown;" +
			" H1=yes is paid according to the merchant app, H1=no is not.\n\nExit code: 0, 3 wrong usage.",
		Example: "  counterctl refund --at 12:31 --channel wechat --showed reversed --answer H1=no\n  counterctl refund --at \"2026-11-20 12:31\" --showed NOTENOUGH --json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return refund(cmd, opts, f) },
	}
	cmd.Flags().StringVar(&f.at, "at", "", "when the terminal showed it (default: now)")
	cmd.Flags().StringVar(&f.channel, "channel", "", "how the customer paid: wechat, alipay, unionpay or card")
	cmd.Flags().StringVar(&f.showed, "showed", "", "what the terminal showed")
	cmd.Flags().StringVar(&f.amount, "amount", "", "the amount in yuan")
	cmd.Flags().StringVar(&f.state, "state", "", "the order's state, such as REVOKED")
	cmd.Flags().StringVar(&f.terminal, "terminal", "", "the terminal it was on: its name, number or id, as counterctl terminals lists them")
	cmd.Flags().StringArrayVar(&f.answers, "answer", nil, "ID=yes, ID=no or ID=unknown; repeat for more")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print the triage as JSON and nothing else")
	return cmd
}

func refund(cmd *cobra.Command, opts *options, f *refundFlags) error {
	now := time.Now()
	sale, answers, err := f.sale(now)
	if err != nil {
		return err
	}
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	minute, err := minuteOf(cmd, opts, settings, &sale, f.terminal)
	if err != nil {
		return err
	}
	write := report.RefundText
	if f.asJSON {
		write = report.RefundJSON
	}
	return write(cmd.OutOrStdout(), settings.Words(), sale, minute, checks.TriageOf(sale, answers, minute), now)
}

// minuteOf is what was measured around a sale on a terminal, which it writes into the
// sale. Where nothing was ever recorded, nothing is written either.
func minuteOf(cmd *cobra.Command, opts *options, settings *engine.Settings, s *checks.Sale, terminal string) (m checks.Minute, err error) {
	if _, err := os.Stat(filepath.Join(opts.home.Dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) {
		if terminal != "" {
			return m, fmt.Errorf("--terminal %q: no terminal is on record in %s", terminal, opts.home.Dir)
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "counterctl: nothing was recorded yet in %s\n", opts.home.Dir)
		return checks.MinuteOf(checks.Around{At: s.At}), nil
	}
	cases, end, err := engine.OpenCases(cmd.Context(), opts.home.Dir, settings)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, end()) }()
	ctx := context.WithoutCancel(cmd.Context())
	if terminal != "" {
		known, err := cases.Terminals(ctx)
		if err != nil {
			return m, err
		}
		if s.Terminal, err = terminalNamed(known, terminal); err != nil {
			return m, err
		}
	}
	return cases.Minute(ctx, s.At, s.Terminal)
}

// terminalNamed is the id of the one terminal that somebody means.
func terminalNamed(known []checks.Terminal, text string) (id string, err error) {
	var names, ids []string
	for _, t := range known {
		names = append(names, t.Title())
		for _, called := range []string{t.ID, t.Title(), t.Name, t.Number, t.Serial} {
			if called != "" && strings.EqualFold(called, text) {
				ids = append(ids, t.ID)
				break
			}
		}
	}
	switch {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > 1:
		return "", fmt.Errorf("--terminal %q: %d terminals are called so: write the number or the id of one, as counterctl terminals lists them", text, len(ids))
	case len(names) == 0:
		return "", fmt.Errorf("--terminal %q: no terminal is on record", text)
	default:
		return "", fmt.Errorf("--terminal %q is none on record: there are %s", text, strings.Join(names, ", "))
	}
}

// sale reads what was said.
func (f *refundFlags) sale(now time.Time) (s checks.Sale, answers checks.Answers, err error) {
	s.At = now
	if f.at != "" {
		if s.At, err = moment(f.at, now); err != nil {
			return s, nil, fmt.Errorf("--at %w", err)
		}
	}
	if s.At.After(now.Add(time.Minute)) {
		return s, nil, fmt.Errorf("--at %s lies ahead", s.At.Format(time.DateTime))
	}
	if s.Way = checks.Way(f.channel); f.channel != "" && !slices.Contains(checks.Ways, s.Way) {
		return s, nil, fmt.Errorf("--channel %q is none: write wechat, alipay, unionpay or card", f.channel)
	}
	if f.amount != "" {
		if s.Amount, err = checks.ReadMoney(f.amount); err != nil {
			return s, nil, fmt.Errorf("--amount %w", err)
		}
		if s.Amount <= 0 {
			return s, nil, fmt.Errorf("--amount %s is no amount that a customer pays", f.amount)
		}
	}
	if s.State = checks.TradeState(strings.ToUpper(f.state)); f.state != "" && !slices.Contains(checks.TradeStates, s.State) {
		return s, nil, fmt.Errorf("--state %q is none that a provider has", f.state)
	}
	if err := f.shown(&s); err != nil {
		return s, nil, err
	}
	for _, text := range f.answers {
		if err := readAnswer(text, &s, &answers); err != nil {
			return s, nil, err
		}
	}
	return s, answers, nil
}

func (f *refundFlags) shown(s *checks.Sale) error {
	if f.showed == "" {
		return nil
	}
	if s.Showed = checks.Showed(strings.ToLower(f.showed)); slices.Contains(checks.AllShowed, s.Showed) && s.Showed != checks.ShowedCode {
		return nil
	}
	code, found := checks.FindErrorCode(f.showed)
	if !found {
		return fmt.Errorf("--showed %q is neither refund, reversed, failed, other nor a known error code (nearest: %s)", f.showed, nearestCode(f.showed))
	}
	s.Showed, s.Code = checks.ShowedCode, code.Code
	return nil
}

func nearestCode(text string) string {
	best, distance := "", len(text)+len("ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH")
	for _, c := range checks.ErrorCodes {
		if d := levenshtein.ComputeDistance(strings.ToUpper(text), c.Code); d < distance {
			best, distance = c.Code, d
		}
	}
	return best
}

// readAnswer reads ID=VALUE.
func readAnswer(text string, s *checks.Sale, answers *checks.Answers) error {
	id, value, found := strings.Cut(text, "=")
	said := checks.Answer(strings.ToLower(value))
	if !found || !slices.Contains([]checks.Answer{checks.AnswerYes, checks.AnswerNo, checks.AnswerUnknown}, said) {
		return fmt.Errorf("--answer %q: write an article id and yes, no or unknown, such as R4=yes", text)
	}
	cause := checks.RefundCause(strings.ToUpper(id))
	switch {
	case cause == "H1":
		s.Received = map[checks.Answer]checks.Received{
			checks.AnswerYes: checks.ReceivedYes, checks.AnswerNo: checks.ReceivedNo, checks.AnswerUnknown: checks.ReceivedUnsure,
		}[said]
	case slices.Contains(checks.RefundCauses, cause):
		*answers = answers.WithAnswer(cause, said)
	default:
		return fmt.Errorf("--answer %q: there is no question %s; there are H1, R1 to R4 and C1 to C5", text, id)
	}
	return nil
}
