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

	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/bill"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// exitDamaged ends a reading in which rows were skipped.
const exitDamaged = 1

// mostMatched is how many rows are joined to what was measured: the newest, and more
// than anybody reads.
const mostMatched = 500

func newBill(opts *options) *cobra.Command {
	var asJSON, mask bool
	var columns []string
	cmd := &cobra.Command{
		Use:   "bill FILE...",
		Short: "Read bills of WeChat Pay and Alipay: refunds and reversals joined to what was measured",
		Long: "Reads the bills that the merchant downloaded, as they are or packed, and joins their refunds and reversals to the measured minutes and to the recorded cases. " +
			"The same file twice counts once. Keeps nothing.\n\n" +
			"The columns of another issuer's bill are named with --column: time=, order=, state= and amount= take a column's name, refunded= and reversed= the words in the state's column.\n\n" +
			"Exit code: 0, 1 if rows were damaged, 3 if a file is no bill.",
		Example: "  counterctl bill 10月.csv 11月.zip --json\n  counterctl bill other.csv --column time=交易时间 --column amount=金额 --column state=类型 --column refunded=退款",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			named, err := readColumns(columns)
			if err != nil {
				return err
			}
			return bills(cmd, opts, files, named, billShow{json: asJSON, mask: mask})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was read as JSON and nothing else")
	cmd.Flags().BoolVar(&mask, "mask", false, "show only the last four characters of order numbers")
	cmd.Flags().StringArrayVar(&columns, "column", nil, "ROLE=NAME of another issuer's bill; repeat for more")
	return cmd
}

// billShow is how what was read is shown.
type billShow struct{ json, mask bool }

// readColumns reads ROLE=NAME, nil without any.
func readColumns(flags []string) (*checks.BillColumns, error) {
	if len(flags) == 0 {
		return nil, nil
	}
	var c checks.BillColumns
	single := map[string]*string{"time": &c.Time, "order": &c.Order, "state": &c.State, "amount": &c.Amount}
	words := map[string]*[]string{"refunded": &c.Refunded, "reversed": &c.Reversed}
	for _, text := range flags {
		name, value, _ := strings.Cut(text, "=")
		switch into, list := single[name], words[name]; {
		case value == "":
			return nil, fmt.Errorf("--column %q: write ROLE=NAME, such as time=交易时间", text)
		case into != nil:
			*into = value
		case list != nil:
			*list = append(*list, value)
		default:
			return nil, fmt.Errorf("--column %q: there is no role %q; there are time, order, state, amount, refunded and reversed", text, name)
		}
	}
	if c.Time == "" || c.Amount == "" {
		return nil, errors.New("--column: time= and amount= are both needed")
	}
	return &c, nil
}

func bills(cmd *cobra.Command, opts *options, files []string, columns *checks.BillColumns, show billShow) error {
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	read := billsRead{words: settings.Words(), mask: show.mask, now: time.Now()}
	for _, path := range files {
		if err := read.file(cmd.Context(), path, bill.Options{Columns: columns, Hours: settings.Current().Hours}); err != nil {
			return err
		}
	}
	match, end, err := matcherOf(cmd, opts, settings)
	if err != nil {
		return err
	}
	err = errors.Join(read.join(cmd.Context(), match), end())
	if err != nil {
		return err
	}
	write := read.text
	if show.json {
		write = read.json
		for _, n := range read.not {
			fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", read.about(n))
		}
	}
	if err := write(cmd.OutOrStdout()); err != nil {
		return err
	}
	return read.exit()
}

// billsRead is what several files say together.
type billsRead struct {
	words    *assets.Words
	mask     bool
	now      time.Time
	bills    []checks.Bill // each file once
	twice    []billTwice
	not      []*checks.BillError
	rows     []checks.BillRow // of all, each once
	repeated int
	matches  []checks.BillMatch // of the newest rows
}

// billTwice is a file that is the same as one before.
type billTwice struct{ name, same string }

// file reads one. A file that is no bill does not keep the others from being read.
func (r *billsRead) file(ctx context.Context, path string, opt bill.Options) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	b, err := bill.Read(ctx, path, f, info.Size(), opt)
	var not *checks.BillError
	if errors.As(err, &not) {
		r.not = append(r.not, not)
		return nil
	} else if err != nil {
		return err
	}
	for _, known := range r.bills {
		if known.ID == b.ID {
			r.twice = append(r.twice, billTwice{filepath.Base(path), known.Name})
			return nil
		}
	}
	r.bills = append(r.bills, b)
	return nil
}

// join joins the rows that gave money back to what was measured and recorded.
func (r *billsRead) join(ctx context.Context, match matcher) (err error) {
	r.rows, r.repeated = bill.Returned(r.bills)
	slices.SortStableFunc(r.rows, func(a, b checks.BillRow) int { return a.At.Compare(b.At) })
	r.matches, err = match(ctx, r.rows[max(0, len(r.rows)-mostMatched):])
	return err
}

// exit is how the command ends.
func (r *billsRead) exit() error {
	switch {
	case len(r.not) > 0:
		return exit(exitUsage)
	case slices.ContainsFunc(r.bills, func(b checks.Bill) bool { return len(b.Damaged) > 0 }):
		return exit(exitDamaged)
	default:
		return nil
	}
}

// matcher joins rows of bills to the minutes that were measured and to the cases that
// were recorded. It keeps nothing.
type matcher func(ctx context.Context, rows []checks.BillRow) ([]checks.BillMatch, error)

// matcherOf is the matcher of the shop's records; where nothing was ever recorded,
// nothing was measured, and nothing is written either.
func matcherOf(cmd *cobra.Command, opts *options, settings *engine.Settings) (m matcher, end func() error, err error) {
	if _, err := os.Stat(filepath.Join(opts.home.Dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", settings.Words().Say("bill.unjoined", nil))
		return unmeasured, func() error { return nil }, nil
	}
	cases, end, err := engine.OpenCases(cmd.Context(), opts.home.Dir, settings)
	if err != nil {
		return nil, nil, err
	}
	return cases.Join, end, nil
}

func unmeasured(_ context.Context, rows []checks.BillRow) (all []checks.BillMatch, err error) {
	for _, row := range rows {
		all = append(all, checks.BillMatch{Row: row, Minute: checks.MinuteOf(checks.Around{At: row.Shown()})})
	}
	return all, nil
}
