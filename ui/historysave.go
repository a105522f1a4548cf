package ui

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/adrg/xdg"

	"countercheck/checks"
	"countercheck/checks/report"
)

// saveTable writes what is drawn as a table, into a file that is asked for.
func (h *history) saveTable() {
	c := h.chart()
	series := make([]checks.Series, len(c.Lines))
	for i, l := range c.Lines {
		series[i] = l.Series
	}
	h.askFile(".csv", func(out io.Writer) error { return report.Table(out, c.Zone, series) })
}

// pictureSize is wide enough for a report and small enough for a chat.
var pictureSize = image.Pt(1600, 900)

func (h *history) savePicture() {
	picture := h.sheet()
	h.askFile(".png", func(out io.Writer) error { return png.Encode(out, picture) })
}

// sheet is the chart with its title and legend, on white, whatever the screen's
// theme is.
func (h *history) sheet() *image.RGBA {
	c := h.chart()
	c.Look, c.Scale = lightChart, 1.4
	var names []string
	for _, l := range c.Lines {
		names = append(names, l.Name)
	}
	about := h.u.words.Say("history.lines", map[string]any{
		"Names": strings.Join(names, h.u.say("list.comma")), "When": windowTitle(h.u.words, c.Window, h.u.deps.Now()),
	})
	title, up, phases := h.u.say("app.name")+between+h.u.say("place.history"), h.said.text, phaseNames(h.u.words)
	return c.Sheet(pictureSize, title, about, up, phases)
}

// askFile asks where to write, in the person's documents, and writes beside the
// screen.
func (h *history) askFile(ending string, write func(io.Writer) error) {
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			h.tellError("history.not_written", err)
		case out != nil: // nil: nothing was chosen
			h.write(out, write)
		}
	}, h.u.win)
	d.SetFileName(h.u.say("place.history") + "-" + h.window.From.Format("2006-01-02") + ending)
	d.SetFilter(storage.NewExtensionFileFilter([]string{ending}))
	if folder, err := storage.ListerForURI(storage.NewFileURI(xdg.UserDirs.Documents)); err == nil {
		d.SetLocation(folder)
	}
	d.Resize(fyne.NewSize(760, 520))
	d.Show()
}

func (h *history) write(out fyne.URIWriteCloser, write func(io.Writer) error) {
	h.u.bridge.aside(func() func() {
		err := write(out)
		if closed := out.Close(); err == nil && closed != nil {
			err = fmt.Errorf("close the file: %w", closed)
		}
		return func() {
			if err != nil {
				h.tellError("history.not_written", err)
				return
			}
			h.report(h.u.words.Say("history.written", map[string]any{"Path": out.URI().Path()}), checks.OK)
		}
	})
}
