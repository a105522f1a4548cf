package bill

import (
	"strconv"
	"strings"
	"time"

	"countercheck/checks"
)

// Key is what makes a row the same in two bills whose months overlap. It says nothing
// of a row whose numbers are destroyed.
func Key(row checks.BillRow) string {
	return strings.Join([]string{
		string(row.Way), row.Number, row.Order, row.Refund, string(row.Kind),
		strconv.FormatInt(row.At.Unix(), 10), strconv.FormatInt(int64(row.Amount), 10),
	}, "\n")
}

// Returned are the refunds and reversals of several bills, each once, as the last bill
// has it: a refund that was under way may be done by then. Where a spreadsheet program
// has destroyed a row's numbers, minute and amount say which row of another bill it is,
// and the whole one stays. repeated is how many were met again.
func Returned(bills []checks.Bill) (rows []checks.BillRow, repeated int) {
	j := joining{byKey: map[string]int{}, byMinute: map[twin][]int{}}
	read := map[string]bool{}
	for n, b := range bills {
		if b.ID != "" && read[b.ID] {
			continue
		}
		read[b.ID] = true
		for _, row := range b.Returned {
			if !j.again(row, n+1) {
				j.add(row, n+1)
			}
		}
	}
	return j.rows, j.repeated
}

// twin is all that is left of a row whose numbers are destroyed.
type twin struct {
	minute int64
	kind   checks.BillKind
	amount checks.Money
}

type joining struct {
	rows     []checks.BillRow
	bill     []int // by which each row was met last, from 1
	byKey    map[string]int
	byMinute map[twin][]int
	repeated int
}

func twinOf(row checks.BillRow) twin {
	return twin{row.At.Truncate(time.Minute).Unix(), row.Kind, row.Amount}
}

// again reports that a row was met before, in this bill or another.
func (j *joining) again(row checks.BillRow, bill int) bool {
	if !row.Broken {
		if i, known := j.byKey[Key(row)]; known {
			j.rows[i], j.bill[i] = row, bill
			j.repeated++
			return true
		}
	}
	for _, i := range j.byMinute[twinOf(row)] {
		if j.bill[i] == bill || !row.Broken && !j.rows[i].Broken {
			continue
		}
		if !row.Broken {
			j.rows[i], j.byKey[Key(row)] = row, i
		}
		j.bill[i] = bill
		j.repeated++
		return true
	}
	return false
}

func (j *joining) add(row checks.BillRow, bill int) {
	i := len(j.rows)
	j.rows, j.bill = append(j.rows, row), append(j.bill, bill)
	if !row.Broken {
		j.byKey[Key(row)] = i
	}
	j.byMinute[twinOf(row)] = append(j.byMinute[twinOf(row)], i)
}
