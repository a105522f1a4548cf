package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"countercheck/assets"
	"countercheck/checks"
)

// Sizes of text; everything else sits on a grid of 8.
const (
	sizeHero     float32 = 30
	sizeHeroLong float32 = 23 // a headline that needs two lines
	sizeTitle    float32 = 20
	sizeBody     float32 = 15
	sizeSmall    float32 = 13

	grid   float32 = 8
	radius float32 = 10
	touch  float32 = 44 // the least that a finger hits

	largeText float32 = 1.5 // what large letters are to the usual ones
)

// enlarged is a size of text as the person wants it read. Distances stay as they
// are: who needs larger letters needs the window's room for them.
func enlarged(size float32) float32 {
	if l, ok := theme.Current().(*look); ok {
		return size * l.enlarge
	}
	return size
}

// palette is the colours of one variant, light or dark.
type palette struct {
	ground, card, line, ink, dim color.Color
	chosen                       color.Color                  // the rail's open place
	mark                         map[checks.Level]color.Color // level words and marks on card
}

// bandColors fill the band and the broken stop; white text on them has 5:1 or more.
var bandColors = map[checks.Level]color.Color{
	checks.OK:      rgb(0x176B43),
	checks.Warn:    rgb(0x8F4B00),
	checks.Fail:    rgb(0xB3261E),
	checks.Unknown: rgb(0x4A5560),
}

var white = rgb(0xFFFFFF)

var light = palette{
	ground: rgb(0xF5F6F7), card: rgb(0xFFFFFF), line: rgb(0xE3E6E9), ink: rgb(0x1B1F23), dim: rgb(0x59636E),
	chosen: rgb(0xE6F0EA),
	mark: map[checks.Level]color.Color{
		checks.OK: rgb(0x176B43), checks.Warn: rgb(0x8F4B00), checks.Fail: rgb(0xB3261E), checks.Unknown: rgb(0x59636E),
	},
}

var dark = palette{
	ground: rgb(0x16191C), card: rgb(0x20252A), line: rgb(0x2E353B), ink: rgb(0xECEFF1), dim: rgb(0x9AA5AF),
	chosen: rgb(0x24332B),
	mark: map[checks.Level]color.Color{
		checks.OK: rgb(0x7FD3A4), checks.Warn: rgb(0xF0B060), checks.Fail: rgb(0xFF9C92), checks.Unknown: rgb(0x9AA5AF),
	},
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// look is the theme: our colours, sizes and the embedded font in two weights, so
// that Chinese text never depends on a PC's own fonts.
type look struct {
	choice  string  // "light", "dark" or "auto": as the system
	enlarge float32 // of every letter; 1: as drawn
	regular fyne.Resource
	bold    fyne.Resource
}

func newLook(choice, text string) *look {
	enlarge := float32(1)
	if text == checks.TextLarge {
		enlarge = largeText
	}
	return &look{
		choice:  choice,
		enlarge: enlarge,
		regular: fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.FontRegular()),
		bold:    fyne.NewStaticResource("NotoSansSC-Bold.ttf", assets.FontBold),
	}
}

// variant applies the person's choice over the system's.
func (l *look) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch l.choice {
	case "light":
		return theme.VariantLight
	case "dark":
		return theme.VariantDark
	default:
		return system
	}
}

// paletteOf is the colours for the app's present variant.
func paletteOf(app fyne.App) palette {
	if l, ok := app.Settings().Theme().(*look); ok && l.variant(app.Settings().ThemeVariant()) == theme.VariantDark {
		return dark
	}
	return light
}

// Color implements fyne.Theme.
func (l *look) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	variant := l.variant(system)
	p := light
	if variant == theme.VariantDark {
		p = dark
	}
	if c := p.named(name); c != nil {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// named is the colour that Fyne's own widgets call by a name; nil: they have their
// own.
func (p palette) named(name fyne.ThemeColorName) color.Color {
	switch name {
	case theme.ColorNameBackground, theme.ColorNameInputBackground:
		return p.ground
	case theme.ColorNameForeground:
		return p.ink
	case theme.ColorNamePrimary, theme.ColorNameHyperlink, theme.ColorNameSuccess:
		return p.mark[checks.OK]
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameButton:
		return p.card
	case theme.ColorNameError:
		return p.mark[checks.Fail]
	case theme.ColorNameWarning:
		return p.mark[checks.Warn]
	case theme.ColorNameInputBorder, theme.ColorNameSeparator:
		return p.line
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.dim
	case theme.ColorNameSelection:
		return p.chosen
	case theme.ColorNameHover, theme.ColorNamePressed: // laid upon buttons of any colour
		return over(p.ink, 0x18)
	case theme.ColorNameFocus:
		return over(p.mark[checks.OK], 0x1C)
	default:
		return nil
	}
}

// Font implements fyne.Theme.
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return theme.DefaultTheme().Font(style)
	}
	if style.Bold {
		return l.bold
	}
	return l.regular
}

// Icon implements fyne.Theme.
func (l *look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size implements fyne.Theme.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return sizeBody * l.enlarge
	case theme.SizeNameCaptionText:
		return sizeSmall * l.enlarge
	case theme.SizeNameHeadingText:
		return sizeHero * l.enlarge
	case theme.SizeNameSubHeadingText:
		return sizeTitle * l.enlarge
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return radius
	case theme.SizeNameInnerPadding:
		return 12
	default:
		return theme.DefaultTheme().Size(name)
	}
}
