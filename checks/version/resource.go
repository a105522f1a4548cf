package version

import (
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// versionInfoBlock is what a version resource says.
type versionInfoBlock struct {
	productText, fileText   string
	productFixed, fileFixed string // "" if there is none, or it is all zero
}

// version chooses from what a resource says. The product's version comes first,
// because that is what the maker speaks of on the phone and prints in its list of
// changes; as text before the fixed number, because the text is what a person sees
// in the file's properties and the number often is what the compiler put there.
//
// A product version that no one ever touched says nothing, though: Delphi, the
// language of many tills, counts up only the file's version and leaves 1.0.0.0 for
// the product's. So the first that was touched wins.
func (v versionInfoBlock) version() string {
	all := []string{v.productText, v.productFixed, v.fileText, v.fileFixed}
	number := ""
	for _, text := range all {
		if !strings.ContainsFunc(text, unicode.IsDigit) {
			continue
		}
		if !untouched.MatchString(text) {
			return text
		}
		if number == "" {
			number = text
		}
	}
	return number
}

var (
	untouched = regexp.MustCompile(`^\s*[01]\.0(\.0(\.[01])?)?\s*$`) // 1.0, 1.0.0, 1.0.0.0, 1.0.0.1, 0.0.0.0
	commas    = regexp.MustCompile(`(\d)\s*,\s*(\d)`)                // 1, 0, 0, 1
)

// parseVersionInfo reads a VS_VERSIONINFO: a block whose value is the fixed part,
// with StringFileInfo below it, string tables (one a language) below that and the
// strings at the bottom. The depth is fixed, so nothing here calls itself.
func parseVersionInfo(data []byte) (versionInfoBlock, error) {
	var v versionInfoBlock
	root, _, ok := nextBlock(data)
	if !ok || root.key != "VS_VERSION_INFO" {
		return v, errors.New("its version resource cannot be made out")
	}
	if fixed := root.value; len(fixed) >= 24 && binary.LittleEndian.Uint32(fixed) == 0xfeef04bd {
		v.fileFixed, v.productFixed = fixedVersion(fixed[8:]), fixedVersion(fixed[16:])
	}
	for info := range blocks(root.below) {
		if info.key != "StringFileInfo" {
			continue
		}
		for table := range blocks(info.below) {
			for text := range blocks(table.below) {
				v.note(text)
			}
		}
	}
	return v, nil
}

// note keeps a string if it is one of the two; of several languages the first.
func (v *versionInfoBlock) note(text block) {
	switch {
	case text.key == "ProductVersion" && v.productText == "":
		v.productText = dotted(utf16Text(text.value))
	case text.key == "FileVersion" && v.fileText == "":
		v.fileText = dotted(utf16Text(text.value))
	}
}

// dotted writes "1, 0, 0, 1", as older Visual C++ does, the way everybody else does.
func dotted(text string) string {
	text = commas.ReplaceAllString(text, "$1.$2")
	return commas.ReplaceAllString(text, "$1.$2") // matches do not overlap: 1,2,3
}

// fixedVersion reads two words of two numbers each.
func fixedVersion(data []byte) string {
	high, low := binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])
	if high == 0 && low == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d.%d", high>>16, high&0xffff, low>>16, low&0xffff)
}

// block is a node of a version resource.
type block struct {
	key   string
	value []byte // from its value on; some tools write the value's length wrong
	below []byte // the blocks after its value
}

// blocks walks blocks that stand one after another.
func blocks(data []byte) func(yield func(block) bool) {
	return func(yield func(block) bool) {
		for {
			b, rest, ok := nextBlock(data)
			if !ok || !yield(b) {
				return
			}
			data = rest
		}
	}
}

// nextBlock takes a block off the front: its length, the length of its value,
// whether that is text, its key, and both value and children on a multiple of four.
func nextBlock(data []byte) (b block, rest []byte, ok bool) {
	const head = 6
	if len(data) < head {
		return b, nil, false
	}
	length, value := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))
	text := binary.LittleEndian.Uint16(data[4:]) == 1
	if length < head || length > len(data) {
		return b, nil, false
	}
	rest = data[min(aligned(length), len(data)):]
	data = data[:length]
	end := head
	for end+1 < length && (data[end] != 0 || data[end+1] != 0) {
		end += 2
	}
	b.key = utf16Text(data[head:min(end, length)])
	start := min(aligned(end+2), length)
	if text {
		value *= 2 // counted in characters
	}
	stop := min(start+value, length)
	b.value, b.below = data[start:], data[min(aligned(stop), length):]
	return b, rest, true
}

func aligned(n int) int { return (n + 3) &^ 3 }

// utf16Text decodes up to the first NUL.
func utf16Text(data []byte) string {
	var units []uint16
	for i := 0; i+1 < len(data); i += 2 {
		unit := binary.LittleEndian.Uint16(data[i:])
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
