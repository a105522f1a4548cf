package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"countercheck/checks"
)

// SaveBill keeps what a bill says and its rows that gave money back. A row that
// stands in another bill too counts once. fresh is false where the same file was
// read before: nothing changes then, but for a file whose columns a person named,
// who may have found that they were others.
func (s *Store) SaveBill(ctx context.Context, b checks.Bill) (fresh bool, err error) {
	err = s.people(ctx, func(tx *sql.Tx) error {
		_, known, err := jsonRow[checks.Bill](ctx, tx, "SELECT data FROM bill WHERE id = ?", b.ID)
		if err != nil || known && b.Issuer != checks.BillMapped {
			return err
		}
		fresh = !known
		for _, query := range []string{"DELETE FROM bill WHERE id = ?", "DELETE FROM bill_row WHERE bill = ?"} {
			if _, err := tx.ExecContext(ctx, query, b.ID); err != nil {
				return err
			}
		}
		return putBill(ctx, tx, b)
	})
	return fresh && err == nil, err
}

func putBill(ctx context.Context, tx *sql.Tx, b checks.Bill) error {
	returned := b.Returned
	b.Returned = nil
	if err := putJSON(ctx, tx, b, "INSERT INTO bill (id, read, data) VALUES (?,?,?)", b.ID, b.Read.UnixMilli()); err != nil {
		return err
	}
	for _, r := range returned {
		if err := putBillRow(ctx, tx, b, r); err != nil {
			return err
		}
	}
	return nil
}

// twin finds a row of another bill that gave as much back in the same minute.
const twin = `SELECT row FROM bill_row WHERE at BETWEEN ? AND ? + 59999 AND bill <> ?
	AND data->>'$.kind' = ? AND data->>'$.amount_fen' = ? AND (data->>'$.broken' OR ?) LIMIT 1`

// putBillRow keeps a row. The same row of a later bill takes its place: a refund
// that was under way may be done by then. Where a spreadsheet program has destroyed
// the numbers, time and amount say which row it is, and the whole one stays.
func putBillRow(ctx context.Context, tx *sql.Tx, b checks.Bill, r checks.BillRow) error {
	var known string
	minute := r.At.Truncate(time.Minute).UnixMilli()
	err := tx.QueryRowContext(ctx, twin, minute, minute, b.ID, string(r.Kind), int64(r.Amount), r.Broken).Scan(&known)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if known != "" && r.Broken {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM bill_row WHERE row = ?", known); err != nil {
		return err
	}
	return putJSON(ctx, tx, r, "INSERT OR REPLACE INTO bill_row (row, bill, at, data) VALUES (?,?,?,?)", rowName(b, r), b.ID, r.At.UnixMilli())
}

// rowName is what makes a row the same in two bills.
func rowName(b checks.Bill, r checks.BillRow) string {
	if r.Broken {
		return b.ID + " " + strconv.Itoa(r.Line)
	}
	return strings.Join([]string{
		string(b.Issuer), string(r.Kind), strconv.FormatInt(r.At.UnixMilli(), 10), strconv.FormatInt(int64(r.Amount), 10),
		r.Order, r.Number, r.Refund,
	}, "\n")
}

// Bills that were read, the newest first, without their rows.
func (s *Store) Bills(ctx context.Context) ([]checks.Bill, error) {
	return documents[checks.Bill](ctx, s, "SELECT data FROM bill ORDER BY read DESC, id")
}

// Returned are the rows of all bills in a window that gave money back, the newest
// first.
func (s *Store) Returned(ctx context.Context, in checks.Window) ([]checks.BillRow, error) {
	return documents[checks.BillRow](ctx, s, "SELECT data FROM bill_row WHERE at >= ? AND at < ? ORDER BY at DESC, row",
		in.From.UnixMilli(), in.To.UnixMilli())
}
