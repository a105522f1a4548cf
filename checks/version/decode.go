package version

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode makes UTF-8 of what Chinese programs write: UTF-8, UTF-16 with a mark at
// its beginning, or GBK. GB 18030 holds all of GBK and says less often that it
// cannot be read.
func decode(data []byte) ([]byte, error) {
	from := simplifiedchinese.GB18030
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.IndexByte(data, 0) >= 0:
		return nil, errors.New("it is not text")
	case utf8.Valid(data):
		return bytes.TrimPrefix(data, []byte("\ufeff")), nil
	}
	return from.NewDecoder().Bytes(data)
}
