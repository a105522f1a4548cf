package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// sealFormat is the sort of file a seal stands in.
type sealFormat string

// The formats of a report.
const (
	sealHTML sealFormat = "html"
	sealCSV  sealFormat = "csv"
	sealPDF  sealFormat = "pdf"
)

// The marks of a seal's first and last line. Either alone says that one was there.
const (
	sealBegins = "countercheck-seal/1 "
	sealEnds   = "countercheck-seal/end "
)

// The names of the stretches of a file that are no part of the report.
const (
	partBegin = "begin"
	partEnd   = "end"
	partFonts = "fonts" // of a PDF: fonts and tables
	partSeal  = "seal"
	partPage  = "page:" // of a PDF, with its number and the parts on it
)

// writeSealed writes a file and, at its end, its seal: a list of its pieces with the
// SHA-256 of each, in lines that a reader of the format passes over. It finds what
// was changed by accident, and proves nothing of who wrote the file: anybody can
// work out new sums.
func writeSealed(out io.Writer, format sealFormat, content string, pieces []piece) error {
	var body bytes.Buffer
	sums := make([]sealedPart, 0, len(pieces))
	for _, p := range pieces {
		if len(p.Data) == 0 {
			continue
		}
		sums = append(sums, sealedPart{Name: p.Name, Offset: body.Len(), Length: len(p.Data), Sum: sumOf(p.Data)})
		body.Write(p.Data)
	}
	lines := []string{
		fmt.Sprintf("%s%s %d", sealBegins, format, len(sums)+4),
		"content " + content,
		fmt.Sprintf("all %d %s", body.Len(), sumOf(body.Bytes())),
	}
	for _, s := range sums {
		lines = append(lines, s.line())
	}
	lines = append(lines, sealEnds+sumOf([]byte(strings.Join(lines, "\n"))))
	body.Write(sealTail(format, lines, xrefOf(body.Bytes())))
	_, err := out.Write(body.Bytes())
	return err
}

// sealedPart is a stretch of a file and its sum.
type sealedPart struct {
	Name           string
	Offset, Length int
	Sum            string
}

func (s sealedPart) line() string {
	return fmt.Sprintf("part %d %d %s %s", s.Offset, s.Length, s.Sum, s.Name)
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// sealTail writes a seal's lines as comments of the format.
func sealTail(format sealFormat, lines []string, xref int) []byte {
	var out strings.Builder
	switch format {
	case sealHTML:
		out.WriteString("<!--\n" + strings.Join(lines, "\n") + "\n-->\n")
	case sealCSV:
		for _, line := range lines {
			out.WriteString("# " + line + "\r\n")
		}
	case sealPDF:
		for _, line := range lines {
			out.WriteString("% " + line + "\n")
		}
		// Readers look for these in a file's last 1024 bytes.
		fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", xref)
	}
	return []byte(out.String())
}

// xrefOf is where a PDF's table of objects lies, 0 where that is not said.
func xrefOf(body []byte) int {
	const mark = "\nstartxref\n"
	at := bytes.LastIndex(body, []byte(mark))
	if at < 0 {
		return 0
	}
	number, _, _ := strings.Cut(string(body[at+len(mark):min(len(body), at+len(mark)+20)]), "\n")
	xref, _ := strconv.Atoi(number) // 0 in a file that was changed
	return xref
}
