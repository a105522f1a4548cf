package ui

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"countercheck/checks"
)

// levelShapes are the marks of the levels. They differ by shape as well as by
// colour; STROKE is the colour of the line, FILL that of what is in it.
var levelShapes = map[checks.Level]string{
	checks.OK:      `<circle cx="24" cy="24" r="20" fill="FILL" stroke="STROKE" stroke-width="3"/><path d="M15 25l6 6 12-13" fill="none" stroke="MARK" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>`,
	checks.Warn:    `<path d="M24 5L45 42H3Z" fill="FILL" stroke="STROKE" stroke-width="3" stroke-linejoin="round"/><path d="M24 18v11" stroke="MARK" stroke-width="3.6" stroke-linecap="round"/><circle cx="24" cy="35.5" r="2.2" fill="MARK"/>`,
	checks.Fail:    `<path d="M15.5 4h17L44 15.5v17L32.5 44h-17L4 32.5v-17Z" fill="FILL" stroke="STROKE" stroke-width="3" stroke-linejoin="round"/><path d="M17.5 17.5l13 13M30.5 17.5l-13 13" stroke="MARK" stroke-width="3.6" stroke-linecap="round"/>`,
	checks.Unknown: `<circle cx="24" cy="24" r="20" fill="FILL" stroke="STROKE" stroke-width="3" stroke-dasharray="6 5"/><path d="M18.5 19.5a5.5 5.5 0 1 1 8 5c-2 1-2.5 2-2.5 4" fill="none" stroke="MARK" stroke-width="3.2" stroke-linecap="round"/><circle cx="24" cy="34" r="2.1" fill="MARK"/>`,
}

// placeShapes are the icons of the rail.
var placeShapes = map[string]string{
	"now":      `<path d="M5 25h9l6-15 8 28 6.5-18 3 5h5.5" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
	"refund":   `<path d="M16 9L7 18l9 9" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/><path d="M8 18h21a11 11 0 0 1 0 22H18" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round"/>`,
	"care":     `<rect x="8" y="10" width="30" height="30" rx="6" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M16 25l6 6 11-13" fill="none" stroke="STROKE" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>`,
	"history":  `<path d="M7 6v35h35" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/><path d="M14 31l8-10 7 6 11-15" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
	"settings": `<circle cx="24" cy="24" r="7.5" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M24 5v6M24 37v6M5 24h6M37 24h6M10.6 10.6l4.2 4.2M33.2 33.2l4.2 4.2M37.4 10.6l-4.2 4.2M14.8 33.2l-4.2 4.2" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linecap="round"/>`,
}

// deviceShapes are the sorts of device, and the sign for another one.
var deviceShapes = map[string]string{
	string(checks.SmartPOS):       `<path d="M14 12V6h20v6" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linejoin="round"/><rect x="10" y="12" width="28" height="31" rx="4" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M15 18h18v15H15Z" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linejoin="round"/><path d="M21 38h6" stroke="STROKE" stroke-width="2.4" stroke-linecap="round"/>`,
	string(checks.TraditionalPOS): `<path d="M14 11V5h20v6" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linejoin="round"/><rect x="10" y="11" width="28" height="33" rx="4" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M15 17h18v7H15Z" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linejoin="round"/><path d="M16.5 30h.1M24 30h.1M31.5 30h.1M16.5 37h.1M24 37h.1M31.5 37h.1" stroke="STROKE" stroke-width="4" stroke-linecap="round"/>`,
	string(checks.ScanBox):        `<path d="M8 34l5-20h22l5 20" fill="none" stroke="STROKE" stroke-width="2.4" stroke-linejoin="round"/><rect x="5" y="34" width="38" height="8" rx="3" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M18 20h4v4h-4ZM27 20h4v4h-4ZM18 28h4M27 28h4" fill="none" stroke="STROKE" stroke-width="2.2"/>`,
	string(checks.CashierProgram): `<rect x="5" y="8" width="38" height="25" rx="3" fill="none" stroke="STROKE" stroke-width="2.4"/><path d="M24 33v7M15 41h18" stroke="STROKE" stroke-width="2.4" stroke-linecap="round"/><path d="M12 15h12M12 21h8" stroke="STROKE" stroke-width="2.4" stroke-linecap="round"/>`,
	"add":                         `<rect x="6" y="6" width="36" height="36" rx="8" fill="none" stroke="STROKE" stroke-width="2.4" stroke-dasharray="6 5"/><path d="M24 16v16M16 24h16" stroke="STROKE" stroke-width="2.6" stroke-linecap="round"/>`,
}

// dayShapes are the days of the calendar: they differ by shape as well as by colour.
var dayShapes = map[dayMark]string{
	dayDone:    `<path d="M14 4h20a10 10 0 0 1 10 10v20a10 10 0 0 1-10 10h-20a10 10 0 0 1-10-10v-20a10 10 0 0 1 10-10Z" fill="FILL"/><path d="M14 25l7 7 13-15" fill="none" stroke="MARK" stroke-width="4.4" stroke-linecap="round" stroke-linejoin="round"/>`,
	dayMissed:  `<path d="M24 4L44 24L24 44L4 24Z" fill="none" stroke="FILL" stroke-width="3.4" stroke-linejoin="round"/><path d="M24 14v11" stroke="FILL" stroke-width="4" stroke-linecap="round"/><circle cx="24" cy="32" r="2.4" fill="FILL"/>`,
	dayPartly:  `<path d="M14 4h20a10 10 0 0 1 10 10v20a10 10 0 0 1-10 10h-20a10 10 0 0 1-10-10v-20a10 10 0 0 1 10-10Z" fill="none" stroke="FILL" stroke-width="3.4"/><path d="M13 24l6 6 8-11" fill="none" stroke="FILL" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/><path d="M35 15v10" stroke="FILL" stroke-width="4" stroke-linecap="round"/><circle cx="35" cy="32" r="2.4" fill="FILL"/>`,
	dayNothing: `<circle cx="24" cy="24" r="4" fill="FILL"/>`,
}

func deviceIcon(kind checks.TerminalKind, c color.Color, size float32) *canvas.Image {
	return sized(picture("device-"+string(kind), deviceShapes[string(kind)], map[string]string{"STROKE": hex(c)}), size)
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

func picture(name, shape string, colors map[string]string) fyne.Resource {
	for _, word := range slices.Sorted(maps.Keys(colors)) { // sorted: the name is the picture's identity
		value := colors[word]
		name += "-" + value
		shape = strings.ReplaceAll(shape, word, value)
	}
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">` + shape + `</svg>`
	return fyne.NewStaticResource(name+".svg", []byte(svg))
}

// levelIcon is a level's mark in outline.
func levelIcon(level checks.Level, c color.Color, size float32) *canvas.Image {
	return sized(picture("level-"+level.String(), levelShapes[level], map[string]string{"FILL": "none", "STROKE": hex(c), "MARK": hex(c)}), size)
}

// solidIcon is a level's mark filled, for the stop where the road breaks.
func solidIcon(level checks.Level, size float32) *canvas.Image {
	c := hex(bandColors[level])
	return sized(picture("solid-"+level.String(), levelShapes[level], map[string]string{"FILL": c, "STROKE": c, "MARK": hex(white)}), size)
}

func placeIcon(id string, c color.Color, size float32) *canvas.Image {
	return sized(picture("place-"+id, placeShapes[id], map[string]string{"STROKE": hex(c)}), size)
}

func sized(res fyne.Resource, size float32) *canvas.Image {
	img := canvas.NewImageFromResource(res)
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(size))
	return img
}
