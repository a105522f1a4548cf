package bill

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"countercheck/checks"
)

// headSize is how much of a file says what it is.
const headSize = 4096

// starts are how files begin that are no bills, with the key under bill.not.
var starts = []struct{ begins, why string }{
	{"%PDF", "pdf"},
	{"\x89PNG", "picture"},
	{"\xff\xd8\xff", "picture"},
	{"GIF8", "picture"},
	{"II*\x00", "picture"},
	{"MM\x00*", "picture"},
	{"\xd0\xcf\x11\xe0", "spreadsheet"}, // Excel's before 2007; Word's is rare where a bill is looked for
	{"Rar!", "archive"},
	{"PK\x03\x04", "archive"}, // in another one
	{"7z\xbc\xaf", "archive"},
	{"\x1f\x8b", "archive"}, // packed again and again
	{"{\\rtf", "document"},
}

// sniff says why a file cannot be a bill, "" where it may be one.
func sniff(head []byte) string {
	for _, s := range starts {
		if bytes.HasPrefix(head, []byte(s.begins)) {
			return s.why
		}
	}
	if len(head) > 12 && string(head[4:8]) == "ftyp" || bytes.HasPrefix(head, []byte("RIFF")) {
		return "picture" // HEIC and WebP, as telephones make them
	}
	text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, bom)))
	switch {
	case len(text) == 0:
		return "empty"
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")), bytes.Contains(text, []byte("<body")):
		return "web_page"
	case bytes.HasPrefix(text, []byte("<xml>")), bytes.HasPrefix(text, []byte("{")):
		return "answer"
	case !isUTF16(head) && bytes.Count(head, []byte{0})*20 > len(head): // fewer are damage
		return "binary"
	default:
		return ""
	}
}

var bom = []byte("\xef\xbb\xbf")

func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// plain is the text without the coding that a spreadsheet program calls Unicode. GBK
// stays as it is: cells are cut out of it unharmed, and only few are read.
func plain(in *bufio.Reader, head []byte) *bufio.Reader {
	if !isUTF16(head) {
		return in
	}
	var decoded io.Reader = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	return bufio.NewReaderSize(decoded, longestLine)
}

// weight is how much an error says: of a zip's members the one that says most about
// itself stands for the file.
func weight(e *checks.BillError) int {
	switch e.Why {
	case "fund_flow", "personal", "totals_only", "damaged", "locked":
		return 3
	case "unknown", "columns":
		if e.Header != nil || e.Issuer != "" {
			return 2
		}
		return 0
	case "spreadsheet", "web_page", "answer", "archive", "too_big", "broken":
		return 1
	default:
		return 0
	}
}
