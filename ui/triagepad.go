package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// pad are figures as large as a finger. The mouse, a finger and the keyboard type
// the same.
type pad struct {
	all   *fyne.Container
	text  string
	next  func(text, key string) string // what a key makes of it
	typed func(key fyne.KeyName) bool
	told  func(text string) // what stands there now
	done  func()            // takes it
}

// The pad's keys beside the figures.
const (
	padPoint = "."
	padBack  = "<"
	padClear = "C"
)

// newPad makes one; last is the key beside the nought, padPoint or padClear.
func (u *UI) newPad(text, last string, next func(text, key string) string, told func(text string), done func()) *pad {
	p := &pad{text: text, next: next, told: told, done: done, all: container.New(&padKeys{})}
	for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", last, "0", padBack} {
		word := key
		switch key {
		case padClear:
			word = u.say("refund.amount.clear")
		case padBack:
			word = u.say("refund.amount.erase")
		}
		p.all.Add(newPress(word, answer, u.colors, func() { p.press(key) }))
	}
	p.typed = p.key
	return p
}

func (p *pad) press(key string) {
	if key == padClear {
		p.text = ""
	} else {
		p.text = p.next(p.text, key)
	}
	p.told(p.text)
}

// key types what a key of the keyboard stands for.
func (p *pad) key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyBackspace || name == fyne.KeyDelete:
		p.press(padBack)
	case name == fyne.KeyPeriod || name == fyne.KeyComma:
		p.press(padPoint)
	case len(name) == 1 && name[0] >= '0' && name[0] <= '9':
		p.press(string(name))
	default:
		return false
	}
	return true
}

// typeAmount is an amount in yuan after a key: two decimals at most, and no more
// than a shop takes.
func typeAmount(text, key string) string {
	whole, part, pointed := strings.Cut(text, padPoint)
	switch {
	case key == padBack:
		return text[:max(len(text)-1, 0)]
	case key == padPoint && pointed:
		return text
	case key == padPoint && text == "":
		return "0" + padPoint
	case key == padPoint:
		return text + padPoint
	case pointed && len(part) == 2, !pointed && len(whole) == 7:
		return text
	case text == "0":
		return key
	default:
		return text + key
	}
}

// typeClock is a time of day in four figures after a key.
func typeClock(text, key string) string {
	switch {
	case key == padBack:
		return text[:max(len(text)-1, 0)]
	case key == padPoint || len(text) == 4:
		return text
	default:
		return text + key
	}
}

// clockText shows a time of day while it is typed.
func clockText(text string) string {
	text += "____"[min(len(text), 4):]
	return text[:2] + ":" + text[2:]
}

// padKeys sets the keys in four lines of three.
type padKeys struct{}

const (
	padKeyWidth, padKeyHeight float32 = 100, 60
	padGap                            = grid
)

func (l *padKeys) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%3)*(padKeyWidth+padGap), float32(i/3)*(padKeyHeight+padGap)))
		o.Resize(fyne.NewSize(padKeyWidth, padKeyHeight))
	}
}

func (l *padKeys) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(3*padKeyWidth+2*padGap, 4*padKeyHeight+3*padGap)
}
