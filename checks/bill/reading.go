package bill

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// Bounds of what is looked at and kept.
const (
	longestLine  = 64 << 10 // bytes
	headerWithin = 300      // lines
	mostDamaged  = 100      // rows that are listed
)

// reading is a file being read.
type reading struct {
	opt     Options
	formats []format
	clock   clock
	budget  int64 // of what may still be unpacked
	tally   tally

	// Of the text that is read now.
	line    int
	table   *table // nil until a header was met
	section section
	guess   guess
	cells   [][]byte
	totals  []string // the totals' header, when its figures come next

	// says is the fingerprint of what the bills in the file say, line by line: the same
	// however the file is packed, called or encoded.
	says hash.Hash

	summary summary // Alipay's second member
	untold  bool    // a part without totals
	cutOff  bool
}

func newReading(opt Options, beijing *time.Location) *reading {
	r := &reading{opt: opt, formats: formats, clock: clock{in: beijing}, says: sha256.New()}
	if opt.Columns != nil {
		r.formats = []format{mapped(*opt.Columns)}
	}
	r.tally = newTally(opt.Hours, beijing)
	return r
}

// text reads a text to its end.
func (r *reading) text(in *bufio.Reader) error {
	r.line, r.table, r.totals, r.section, r.guess = 0, nil, nil, section{}, guess{}
	r.summary.here = false
	before, says := r.tally.read(), sha256.New()
	for {
		line, long, err := nextLine(in)
		if broken := err != nil && !errors.Is(err, io.EOF); !broken && (len(line) > 0 || long) {
			r.line++
			says.Write(bytes.TrimRight(bytes.TrimPrefix(line, bom), "\r\n"))
			says.Write([]byte{'\n'})
			if err := r.take(line, long); err != nil {
				return err
			}
		}
		if err == nil {
			continue
		}
		if !errors.Is(err, io.EOF) {
			if err := r.ended(err); err != nil {
				return err
			}
		}
		if r.table != nil { // a bill, and no other member of a zip
			r.says.Write(says.Sum(nil))
		}
		return r.closed(before)
	}
}

// nextLine reads a line. Of one that is too long nothing is kept.
func nextLine(in *bufio.Reader) (line []byte, long bool, err error) {
	line, err = in.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		long = true
		line, err = in.ReadSlice('\n')
	}
	if long {
		line = nil
	}
	return line, long, err
}

// ended says what follows from a text that broke off: what was read of a bill stands.
func (r *reading) ended(err error) error {
	var trouble *fileError
	switch {
	case errors.As(err, &trouble):
		return trouble
	case errors.Is(err, errTooBig):
		return &checks.BillError{Why: "too_big", Line: r.line}
	case r.table == nil:
		return &checks.BillError{Why: "broken", Line: r.line}
	default:
		r.cutOff = true
		return nil
	}
}

// take reads a line.
func (r *reading) take(line []byte, long bool) error {
	line = bytes.TrimPrefix(line, bom)
	line = bytes.TrimRight(line, "\r\n")
	switch trimmed := bytes.TrimLeft(line, " \t,;`\""); {
	case long && r.table == nil:
		return r.strange()
	case long:
		r.damage("too_long", "")
		return nil
	case len(trimmed) == 0:
		return nil
	case r.table == nil:
		return r.before(line)
	case r.totals != nil:
		r.readTotals(line)
		return nil
	case trimmed[0] < '0' || trimmed[0] > '9':
		if r.aside(line) {
			return nil
		}
	}
	return r.row(line)
}

// before reads a line before the header.
func (r *reading) before(line []byte) error {
	header := columnsOf(line)
	short := make([]string, len(header))
	for i, name := range header {
		short[i] = plainName(name)
	}
	switch {
	case slices.Contains(short, alipaySums) && r.opt.Columns == nil:
		r.summary = newSummary(short)
		return nil
	case r.summary.here:
		r.summary.take(split(line, ',', nil))
		return nil
	case r.isHeader(line):
		return nil
	}
	for _, s := range strangers {
		if has(short, s.marks) && r.opt.Columns == nil {
			return &checks.BillError{Why: s.why, Issuer: s.issuer, Line: r.line}
		}
	}
	r.guess.look(line, header)
	if r.line >= headerWithin {
		return r.strange()
	}
	return nil
}

// isHeader begins a table where the line is a header that is known.
func (r *reading) isHeader(line []byte) bool {
	for i := range r.formats {
		f := &r.formats[i]
		for _, sep := range []byte(separators) {
			cells := split(line, sep, nil)
			header := names(cells, isGBK(line))
			short := make([]string, len(header))
			for i, name := range header {
				short[i] = plainName(name)
			}
			if !has(short, f.marks) {
				continue
			}
			if t, ok := tableOf(f, line, sep, header); ok {
				r.begin(t)
				return true
			}
		}
	}
	return false
}

// begin starts the part of the file under a header.
func (r *reading) begin(t *table) {
	r.leave()
	r.table = t
	r.section = section{sums: make([]checks.Money, len(t.sums))}
	r.tally.issued(t.format.issuer)
}

// leave ends the part that was read. Known issuers tell totals at the end.
func (r *reading) leave() {
	if r.table == nil || r.table.format.issuer == checks.BillMapped {
		return
	}
	if !r.section.told && r.section.lines() > 0 {
		r.untold = true
	}
}

// aside reads a line among the rows that is none: a remark, another header, the head of
// the totals.
func (r *reading) aside(line []byte) bool {
	t := r.table
	if t.format.issuer == checks.BillMapped {
		return bytes.Equal(line, t.header) || r.isFooter(line)
	}
	if text := bytes.TrimLeft(line, " \""); text[0] == '#' {
		r.remark(decode(text, isGBK(text)))
		return true
	}
	if bytes.Equal(line, t.header) || r.isHeader(line) {
		if r.table == t { // the same header: another month
			r.begin(t)
		}
		return true
	}
	header := names(split(line, t.sep, nil), isGBK(line))
	for i, name := range header {
		header[i] = plainName(name)
	}
	if _, known := t.format.told[first(header)]; known {
		r.totals = header
		return true
	}
	return false
}

func (r *reading) isFooter(line []byte) bool {
	text := first(names(split(line, r.table.sep, nil), r.table.gbk))
	return slices.ContainsFunc(r.table.format.footer, func(word string) bool { return strings.HasPrefix(text, word) })
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// damage notes a row that cannot be read.
func (r *reading) damage(why, field string) {
	r.section.damaged++
	r.tally.damage(checks.BillDamage{Line: r.line, Why: why, Field: field})
}

// closed ends a text: whether it was a bill.
func (r *reading) closed(before int) error {
	switch {
	case r.summary.here:
		if before == 0 && r.tally.bill.Issuer == "" {
			return &checks.BillError{Why: "totals_only", Issuer: "alipay", Line: r.line}
		}
		return nil
	case r.table == nil:
		return r.strange()
	}
	r.leave()
	if r.section.lines() == 0 && !r.section.told {
		r.untold = r.table.format.issuer != checks.BillMapped
	}
	return r.tally.readable()
}
