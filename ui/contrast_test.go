package ui

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"countercheck/checks"
)

// What WCAG 2 asks of text, and of what is drawn and has a meaning (1.4.3, 1.4.11).
const (
	textContrast  = 4.5
	drawnContrast = 3
)

// laid is a colour as it looks upon a ground that it lets through.
func laid(c, ground color.Color) color.Color {
	r, g, b, a := c.RGBA()
	gr, gg, gb, _ := ground.RGBA()
	mix := func(over, under uint32) uint16 { return uint16(over + under*(0xFFFF-a)/0xFFFF) }
	return color.RGBA64{mix(r, gr), mix(g, gg), mix(b, gb), 0xFFFF}
}

func TestContrastIsAsTheStandardDefinesIt(t *testing.T) {
	for _, tt := range []struct {
		ink, ground uint32
		want        float64
	}{{0x000000, 0xFFFFFF, 21}, {0xFFFFFF, 0xFFFFFF, 1}, {0x777777, 0xFFFFFF, 4.48}, {0xFF0000, 0xFFFFFF, 4.0}} {
		if got := contrast(rgb(tt.ink), rgb(tt.ground)); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%06X on %06X: %.2f, want %.2f", tt.ink, tt.ground, got, tt.want)
		}
	}
	if got := laid(color.NRGBA{0xFF, 0xFF, 0xFF, 0x80}, rgb(0)); math.Abs(contrast(got, rgb(0x808080))-1) > 0.02 {
		t.Errorf("half white on black is %v", got)
	}
}

// pairs of what is read and what it stands on.
type pairs struct {
	t    *testing.T
	name string
}

func (p pairs) text(what string, ink, ground color.Color) { p.least(what, ink, ground, textContrast) }

func (p pairs) drawn(what string, ink, ground color.Color) {
	p.least(what, ink, ground, drawnContrast)
}

func (p pairs) least(what string, ink, ground color.Color, least float64) {
	if got := contrast(laid(ink, ground), ground); got < least {
		p.t.Errorf("%s: %s: %s on %s has %.2f, and needs %.1f", p.name, what, hex(ink), hex(ground), got, least)
	}
}

func palettes() map[string]palette { return map[string]palette{"light": light, "dark": dark} }

// Words, marks and places on each ground that they stand on.
func TestTextContrastsWithItsGround(t *testing.T) {
	for name, p := range palettes() {
		pair := pairs{t, name}
		for where, ground := range map[string]color.Color{"the ground": p.ground, "a card": p.card, "what is chosen": p.chosen} {
			pair.text("ink on "+where, p.ink, ground)
			pair.text("dim on "+where, p.dim, ground)
			for level, mark := range p.mark {
				pair.text(level.String()+" on "+where, mark, ground)
			}
		}
		pair.text("a step's number", p.card, p.ink)
		for level, ground := range bandColors {
			pair.text("the band "+level.String(), white, ground)
			pair.drawn("a mark of the road "+level.String(), ground, light.card)
			pair.drawn("the knob of a switch", white, ground)
		}
		pair.drawn("the knob of a switch that is off", p.card, p.mark[checks.Unknown])
		pair.text("the band of a demonstration", white, demoGround)
		pair.text("the mark of a demonstration", demoGround, white)
	}
}

// Each kind of button in each state, on the grounds that it stands on.
func TestButtonsContrastWithTheirGround(t *testing.T) {
	kinds := map[pressKind]string{
		plain: "plain", primary: "primary", solid: "solid", soft: "soft", link: "link", place: "place",
		answer: "answer", tab: "tab", danger: "danger", great: "great",
	}
	for name, p := range palettes() {
		for kind, called := range kinds {
			under := []color.Color{p.ground, p.card}
			if kind == solid || kind == soft {
				under = []color.Color{demoGround, bandColors[checks.OK], bandColors[checks.Warn], bandColors[checks.Fail], bandColors[checks.Unknown]}
			}
			for state := range 8 {
				b := newPress("收款", kind, p, func() {})
				b.hovered, b.chosen, b.focused = state&1 != 0, state&2 != 0, state&4 != 0
				pair := pairs{t, fmt.Sprintf("%s, a %s button, hovered %v, chosen %v", name, called, b.hovered, b.chosen)}
				for _, ground := range under {
					fill := laid(b.fill(), ground)
					pair.text("its word", b.ink(), fill)
					if kind == answer || kind == great {
						pair.text("the line below", b.quiet(), fill)
					}
					beside := fill // a ring is seen against one of its sides
					if contrast(b.ring(), ground) > contrast(b.ring(), fill) {
						beside = ground
					}
					pair.drawn("the ring of who has the keyboard", b.ring(), beside)
				}
			}
		}
	}
}

// What Fyne's own widgets draw: fields, lists to choose from, the file dialogues.
func TestWidgetsContrastWithTheirGround(t *testing.T) {
	test.NewTempApp(t)
	for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
		l := newLook(name, checks.TextStandard)
		pair := pairs{t, name}
		of := func(name fyne.ThemeColorName) color.Color { return l.Color(name, variant) }
		for _, ground := range []fyne.ThemeColorName{
			theme.ColorNameBackground, theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameMenuBackground,
			theme.ColorNameOverlayBackground, theme.ColorNameHover, theme.ColorNameSelection, theme.ColorNameFocus, theme.ColorNamePressed, theme.ColorNameHeaderBackground,
		} {
			under := laid(of(ground), of(theme.ColorNameOverlayBackground))
			for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNameDisabled, theme.ColorNameHyperlink} {
				pair.text(string(ink)+" on "+string(ground), of(ink), under)
			}
			pair.drawn("an icon on "+string(ground), of(theme.ColorNamePrimary), under)
		}
		pair.text("a dialogue's first button", of(theme.ColorNameForegroundOnPrimary), of(theme.ColorNamePrimary))
		for _, state := range []fyne.ThemeColorName{theme.ColorNameHover, theme.ColorNameFocus, theme.ColorNamePressed} {
			pair.text("a dialogue's first button, "+string(state), of(theme.ColorNameForegroundOnPrimary), laid(of(state), of(theme.ColorNamePrimary)))
		}
		for _, ink := range []fyne.ThemeColorName{theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess} {
			pair.drawn(string(ink), of(ink), of(theme.ColorNameOverlayBackground))
		}
	}
}

// Words of a chart, its lines, the phases of a stack, and what marks an incident. Phases
// touch each other: they are told apart by their order and by the figures at the pointer,
// too.
func TestChartsContrastWithTheirGround(t *testing.T) {
	for name, look := range map[string]palette{"light": light, "dark": dark} {
		c, pair := lookOf(look), pairs{t, name}
		pair.text("words", c.Dim, c.Ground)
		pair.text("words", c.Ink, c.Ground)
		for i, line := range c.Lines {
			pair.drawn(fmt.Sprintf("line %d", i), line, c.Ground)
		}
		for i, phase := range c.Phases {
			pair.drawn(fmt.Sprintf("phase %d", i), phase, c.Ground)
		}
		pair.drawn("an incident", c.Warn, c.Ground)
		pair.drawn("an outage", c.Fail, c.Ground)
	}
}
