package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// SealState is what a file's seal says of it.
type SealState string

// The states. A file without any seal is none that this program wrote, or its end
// is gone.
const (
	SealFits    SealState = "unchanged"
	SealChanged SealState = "changed"
	SealCutOff  SealState = "cut_off" // it begins as a report does, and its end is missing
	SealMissing SealState = "missing"
)

// Verified is what was found of a file.
type Verified struct {
	State SealState
	// Content is the report's fingerprint, as it is printed in it; "" where none is
	// left.
	Content string
	// Changed are the names of the pieces that are not as they were, in their order.
	Changed []string
	// Spreadsheet: it is a CSV, which such programs write in their own way when they
	// save it again.
	Spreadsheet bool
	// Resaved: only line ends and the mark at the beginning are different, as after
	// saving it again in a spreadsheet program. What it says is the same.
	Resaved bool
}

// longestReport is more than any report has.
const longestReport = 256 << 20

// ErrTooLong: a file that is too long to be a report.
var ErrTooLong = errors.New("a file of more than 256 MB is no report")

// VerifySeal says whether a report is as it was when it was written, and where it is
// not. It does not say who wrote it.
func VerifySeal(in io.Reader) (Verified, error) {
	data, err := io.ReadAll(io.LimitReader(in, longestReport+1))
	if err != nil {
		return Verified{}, fmt.Errorf("read the report: %w", err)
	}
	if len(data) > longestReport {
		return Verified{}, ErrTooLong
	}
	begin, end := bytes.LastIndex(data, []byte(sealBegins)), bytes.LastIndex(data, []byte(sealEnds))
	switch {
	case begin < 0 && end >= 0:
		return Verified{State: SealChanged, Changed: []string{partSeal}}, nil
	case begin < 0 && looksLikeReport(data):
		return Verified{State: SealCutOff}, nil
	case begin < 0:
		return Verified{State: SealMissing}, nil
	}
	s := readSeal(data, begin)
	v := Verified{State: SealFits, Content: s.content, Changed: s.changed(data)}
	switch {
	case s.short:
		v.State = SealCutOff
	case !s.whole(data):
		v.Changed = append(v.Changed, partSeal)
		v.State = SealChanged
	case len(v.Changed) > 0:
		v.State = SealChanged
	}
	v.Spreadsheet = s.format == sealCSV
	v.Resaved = v.State == SealChanged && v.Spreadsheet && s.resaved(data)
	return v, nil
}

// looksLikeReport: it carries a report's mark, or is a PDF without an end.
func looksLikeReport(data []byte) bool {
	return bytes.Contains(data, []byte(EvidenceSchema)) ||
		bytes.HasPrefix(data, []byte("%PDF-")) && !bytes.Contains(data, []byte("%%EOF"))
}

// foundSeal is a seal as it stands in a file.
type foundSeal struct {
	format  sealFormat
	content string
	body    int // where the seal begins, which is where the report ends
	length  int // of the report, as the seal has it
	sum     string
	parts   []sealedPart
	lines   []string
	short   bool // its end is missing
	damaged bool // a line of it cannot be read
}

// readSeal reads what is left of one. A line that cannot be read is left out; that
// the seal does not fit any more is found by comparing it as a whole.
func readSeal(data []byte, begin int) foundSeal {
	s := foundSeal{body: bytes.LastIndexByte(data[:begin], '\n') + 1}
	var most int
	if n, _ := fmt.Sscanf(string(data[begin+len(sealBegins):min(len(data), begin+len(sealBegins)+20)]), "%s %d", &s.format, &most); n != 2 {
		s.damaged = true
	}
	if s.format == sealHTML {
		s.body = max(0, s.body-len("<!--\n"))
	}
	for _, line := range strings.Split(string(data[begin:]), "\n") {
		line = strings.TrimRight(strings.TrimLeft(line, "#% \""), "\r,\"") // a spreadsheet program fills rows up
		s.lines = append(s.lines, line)
		if strings.HasPrefix(line, sealEnds) {
			break
		}
		s.read(line)
	}
	end := bytes.LastIndex(data, []byte(sealEnds))
	ended := end > begin && end+len(sealEnds)+64 <= len(data)
	s.short = !ended && len(s.lines) <= most || s.torn(data)
	return s
}

func (s *foundSeal) read(line string) {
	fields := strings.Fields(line)
	switch {
	case len(fields) == 2 && fields[0] == "content":
		s.content = fields[1]
	case len(fields) == 3 && fields[0] == "all":
		s.length, s.sum = number(fields[1]), fields[2]
	case len(fields) == 5 && fields[0] == "part":
		s.parts = append(s.parts, sealedPart{Offset: number(fields[1]), Length: number(fields[2]), Sum: fields[3], Name: fields[4]})
	}
}

// number is a figure of a seal, -1 where it is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// whole reports that the seal itself is as it was written, to the last byte.
func (s foundSeal) whole(data []byte) bool {
	return !s.damaged && s.closes() && bytes.Equal(data[s.body:], sealTail(s.format, s.lines, xrefOf(data[:s.body])))
}

// closes: its last line is the sum of those before it.
func (s foundSeal) closes() bool {
	last := len(s.lines) - 1
	return s.lines[last] == sealEnds+sumOf([]byte(strings.Join(s.lines[:last], "\n")))
}

// torn: all its lines are there, and what comes after them is not.
func (s foundSeal) torn(data []byte) bool {
	if !s.closes() {
		return false
	}
	rest, tail := data[s.body:], sealTail(s.format, s.lines, xrefOf(data[:s.body]))
	return len(rest) < len(tail) && bytes.HasPrefix(tail, rest)
}

// changed are the parts that are not as they were. What comes after a part that
// became longer or shorter is looked for where it lies now.
func (s foundSeal) changed(data []byte) (names []string) {
	body := data[:s.body]
	moved := len(body) - s.length
	for _, p := range s.parts {
		if !p.at(body, p.Offset) && !p.at(body, p.Offset+moved) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 && (moved != 0 || sumOf(body) != s.sum) {
		names = append(names, partEnd) // something was added between or after the parts
	}
	return slices.Compact(names)
}

// at reports that the part lies there, unchanged.
func (p sealedPart) at(body []byte, offset int) bool {
	return p.Length >= 0 && offset >= 0 && offset <= len(body) && p.Length <= len(body)-offset && sumOf(body[offset:offset+p.Length]) == p.Sum
}

// resaved puts back what saving a CSV again changes, and looks whether the report
// fits then.
func (s foundSeal) resaved(data []byte) bool {
	text := strings.ReplaceAll(strings.TrimPrefix(string(data[:s.body]), byteOrderMark), "\r\n", "\n")
	return sumOf([]byte(byteOrderMark+strings.ReplaceAll(text, "\n", "\r\n"))) == s.sum
}
