package desk

import (
	"fmt"
	"strconv"
	"strings"
)

// chord is a key with what is held down beside it.
type chord struct {
	ctrl, alt, shift, super bool
	letter                  byte // 'a' to 'z' or '0' to '9'; 0 for a function key
	function                int  // 1 to 24
}

// ValidKey is an error that says what is wrong with the name of a key, nil if
// nothing is.
func ValidKey(name string) error {
	_, err := parseChord(name)
	return err
}

// parseChord reads a name like "ctrl+alt+t" or "shift+f9". A letter or a digit
// needs Ctrl, Alt or the system's key beside it: nobody could type it any more.
func parseChord(name string) (chord, error) {
	var c chord
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(name, " ", "")), "+")
	last := len(parts) - 1
	for _, part := range parts[:last] {
		held := map[string]*bool{
			"ctrl": &c.ctrl, "control": &c.ctrl, "alt": &c.alt, "shift": &c.shift, "super": &c.super, "win": &c.super, "cmd": &c.super,
		}[part]
		if held == nil || *held {
			return chord{}, fmt.Errorf("%w: %q in %q", ErrBadKey, part, name)
		}
		*held = true
	}
	if !c.press(parts[last]) {
		return chord{}, fmt.Errorf("%w: %q in %q", ErrBadKey, parts[last], name)
	}
	if c.letter != 0 && !c.ctrl && !c.alt && !c.super {
		return chord{}, fmt.Errorf("%w: %q alone would take a key from typing", ErrBadKey, name)
	}
	return c, nil
}

// press adds the key itself; false if it is none.
func (c *chord) press(key string) bool {
	if len(key) == 1 && (key[0] >= 'a' && key[0] <= 'z' || key[0] >= '0' && key[0] <= '9') {
		c.letter = key[0]
		return true
	}
	number, err := strconv.Atoi(strings.TrimPrefix(key, "f"))
	c.function = number
	return err == nil && key == "f"+strconv.Itoa(number) && number >= 1 && number <= 24
}

// The names of keys on X11, from its keysymdef.h.
const (
	symF1      = 0xffbe
	symNumLock = 0xff7f
	symAltL    = 0xffe9
	symSuperL  = 0xffeb
)

// symbol is the key's name on X11.
func (c chord) symbol() uint32 {
	if c.letter != 0 {
		return uint32(c.letter)
	}
	return symF1 + uint32(c.function-1)
}

// Bits of what is held down on X11; the others are found in its table.
const (
	maskShift   = 1 << 0
	maskLock    = 1 << 1
	maskControl = 1 << 2
	maskAlt     = 1 << 3 // where the table says nothing
	maskSuper   = 1 << 6
)

// keyboard is X11's two tables of a keyboard.
type keyboard struct {
	first     byte     // the first key's code
	perKey    int      // symbols a key
	symbols   []uint32 // of all keys
	perModify int      // keys a modifier
	modifiers []byte   // the codes of the keys of the eight modifiers
}

// codes are the keys that carry a symbol, without or with Shift.
func (k keyboard) codes(symbol uint32) (found []byte) {
	if k.perKey == 0 {
		return nil
	}
	for i := 0; i+k.perKey <= len(k.symbols); i += k.perKey {
		for _, s := range k.symbols[i : i+min(2, k.perKey)] {
			if s == symbol {
				found = append(found, k.first+byte(i/k.perKey))
				break
			}
		}
	}
	return found
}

// mask is the bit of the modifier that a symbol's key is, usual if it is none.
func (k keyboard) mask(symbol uint32, usual uint16) uint16 {
	for _, code := range k.codes(symbol) {
		for i, c := range k.modifiers {
			if c == code && c != 0 {
				return 1 << (i / k.perModify)
			}
		}
	}
	return usual
}

// grabs are the combinations of bits under which a chord arrives: with and
// without the two locks, which nobody means when pressing a key.
func (k keyboard) grabs(c chord) []uint16 {
	var held uint16
	for _, m := range []struct {
		on   bool
		mask uint16
	}{
		{c.shift, maskShift},
		{c.ctrl, maskControl},
		{c.alt, k.mask(symAltL, maskAlt)},
		{c.super, k.mask(symSuperL, maskSuper)},
	} {
		if m.on {
			held |= m.mask
		}
	}
	all := []uint16{held, held | maskLock}
	if num := k.mask(symNumLock, 0); num != 0 {
		all = append(all, held|num, held|maskLock|num)
	}
	return all
}

// Windows' bits and codes of keys.
const (
	winAlt      = 1
	winControl  = 2
	winShift    = 4
	winSuper    = 8
	winNoRepeat = 0x4000
	winF1       = 0x70
)

// windows is the chord as RegisterHotKey wants it.
func (c chord) windows() (held, key uint32) {
	held = winNoRepeat
	for mask, on := range map[uint32]bool{winAlt: c.alt, winControl: c.ctrl, winShift: c.shift, winSuper: c.super} {
		if on {
			held |= mask
		}
	}
	if c.letter != 0 {
		return held, uint32(strings.ToUpper(string(rune(c.letter)))[0])
	}
	return held, winF1 + uint32(c.function-1)
}
