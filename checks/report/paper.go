package report

import (
	"io"

	"codeberg.org/go-pdf/fpdf"

	"countercheck/checks"
)

// The page, in millimetres, and the sizes of text in points.
const (
	pdfWidth, pdfHeight     = 210.0, 297.0
	pdfMargin, pdfFoot      = 18.0, 20.0
	pdfInner                = pdfWidth - 2*pdfMargin
	pdfTitle, pdfHead       = 24.0, 15.0
	pdfBody, pdfSmall       = 10.5, 9.0
	pdfLine                 = 1.55 // of a text's height
	pdfPhoto, pdfChart      = 54.0, 18.0
	pdfPadWide, pdfPadHigh  = 75.0, 30.0
	pointsOfMillimetre      = 0.3528
	longestFact, factColumn = 40.0, 44.0
	boldPen                 = 0.03 // of a text's height; it is drawn round bold letters, for want of a second font
)

type rgb struct{ r, g, b int }

// The colours of the screen's light theme.
var (
	pdfInk, pdfDim, pdfRule = rgb{0x1B, 0x1F, 0x23}, rgb{0x59, 0x63, 0x6E}, rgb{0xE3, 0xE6, 0xE9}
	pdfLevels               = map[checks.Level]rgb{
		checks.OK: {0x17, 0x6B, 0x43}, checks.Warn: {0x8F, 0x4B, 0x00}, checks.Fail: {0xB3, 0x26, 0x1E}, checks.Unknown: {0x4A, 0x55, 0x60},
	}
)

// paper is a PDF in the making.
type paper struct {
	pdf  *fpdf.Fpdf
	w    Words
	y    float64
	page string // key of a page's number in the translations
	foot string
}

// writePDF writes a report for paper: A4, with what it needs of the TrueType font
// inside. The same report gives the same bytes. spans are the pages on which each of
// its parts stands.
func (s sheet) writePDF(out io.Writer, font []byte) (spans []span, err error) {
	p := &paper{pdf: fpdf.New("P", "mm", "A4", ""), w: s.w, page: s.topic + ".page", foot: printable(s.foot)}
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetLineJoinStyle("round") // no spikes on bold letters
	p.pdf.AddUTF8FontFromBytes("sans", "", font)
	p.pdf.SetTitle(s.title, true)
	if s.schema != "" {
		p.pdf.SetCreator(s.schema, false)
	}
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(s.made.UTC())
	p.pdf.SetModificationDate(s.changed.UTC())
	p.newPage()
	p.text(pdfMargin, pdfInner, pdfTitle, true, pdfInk, s.title)
	p.y += 3
	for _, part := range s.parts {
		spans = append(spans, p.blocks(part.Blocks))
	}
	return spans, p.pdf.Output(out)
}

// span is a stretch of pages, the last included.
type span struct{ first, last int }

// blocks writes a part, and says on which pages.
func (p *paper) blocks(all []block) span {
	first := 0
	for n, b := range all {
		switch b.Kind { // never alone at a page's end
		case blockHeading:
			p.room(22 + p.least(all, n+1))
		case blockSub:
			p.room(14 + p.least(all, n+1))
		}
		p.block(b)
		if n == 0 {
			first = p.pdf.PageNo()
		}
	}
	return span{first, p.pdf.PageNo()}
}

// least is how much of what follows a heading must stand on its page.
func (p *paper) least(blocks []block, next int) float64 {
	if next < len(blocks) && (blocks[next].Kind == blockSignature || blocks[next].Kind == blockTable || blocks[next].Kind == blockSub) {
		return 40
	}
	return 10
}

func (p *paper) block(b block) {
	switch b.Kind {
	case blockSentence:
		p.sentence(b)
	case blockHeading:
		p.y += 6
		p.text(pdfMargin, pdfInner, pdfHead, true, pdfInk, b.Text)
		p.y += 1.5
	case blockSub:
		p.y += 2
		p.text(pdfMargin, pdfInner, pdfBody, true, pdfInk, b.Text)
		p.y++
	case blockFacts:
		p.facts(b)
	case blockItem:
		p.item(b)
	case blockTable:
		p.table(b)
	case blockChart:
		p.chart(b)
	case blockText:
		p.text(pdfMargin, pdfInner, pdfBody, false, pdfInk, b.Text)
		if b.Note != "" {
			p.text(pdfMargin, pdfInner, pdfSmall+0.5, false, pdfDim, b.Note)
		}
		p.y++
	case blockSignature:
		p.signature(b)
	}
}

func (p *paper) newPage() {
	p.pdf.AddPage()
	p.font(pdfSmall, pdfDim)
	foot := p.w.Say(p.page, map[string]any{"Page": p.pdf.PageNo()})
	p.pdf.Text(pdfWidth-pdfMargin-p.pdf.GetStringWidth(foot), pdfHeight-10, foot)
	p.pdf.Text(pdfMargin, pdfHeight-10, p.fit(p.foot, pdfInner*0.8))
	p.y = pdfMargin
}

// fit cuts a text that is too wide for one line.
func (p *paper) fit(text string, width float64) string {
	runes := []rune(text)
	for len(runes) > 0 && p.pdf.GetStringWidth(string(runes)) > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes)
}

// room begins a new page where less than so much is left of this one.
func (p *paper) room(high float64) {
	if p.y+high > pdfHeight-pdfFoot && p.y > pdfMargin {
		p.newPage()
	}
}

func (p *paper) font(size float64, c rgb) {
	p.pdf.SetFont("sans", "", size)
	p.pdf.SetTextColor(c.r, c.g, c.b)
}

func lineHeight(size float64) float64 { return size * pointsOfMillimetre * pdfLine }

// text writes a paragraph at the pen, over as many pages as it takes.
func (p *paper) text(x, width, size float64, bold bool, c rgb, text string) {
	p.font(size, c)
	for _, line := range wrapped(printable(text), width, p.pdf.GetStringWidth) {
		p.room(lineHeight(size))
		p.font(size, c) // a new page writes its foot in between
		p.line(x, p.y+lineHeight(size)*0.72, size, bold, c, line)
		p.y += lineHeight(size)
	}
}

// line writes one line; a bold one is filled and drawn round. One font serves for both
// weights: two would make the program and each PDF nearly twice as large.
func (p *paper) line(x, y, size float64, bold bool, c rgb, text string) {
	const filled, drawnRound = 0, 2
	if bold {
		p.pen(c, boldPen*size*pointsOfMillimetre)
		p.pdf.SetTextRenderingMode(drawnRound)
		defer p.pdf.SetTextRenderingMode(filled)
	}
	p.pdf.Text(x, y, text)
}

// high is how high a paragraph is.
func (p *paper) high(width, size float64, text string) float64 {
	p.font(size, pdfInk)
	return float64(len(wrapped(printable(text), width, p.pdf.GetStringWidth))) * lineHeight(size)
}

func (p *paper) fill(c rgb) { p.pdf.SetFillColor(c.r, c.g, c.b) }
func (p *paper) pen(c rgb, width float64) {
	p.pdf.SetDrawColor(c.r, c.g, c.b)
	p.pdf.SetLineWidth(width)
}

func (p *paper) rule() {
	p.pen(pdfRule, 0.2)
	p.pdf.Line(pdfMargin, p.y, pdfWidth-pdfMargin, p.y)
}

// sentence is a band in its level's colour.
func (p *paper) sentence(b block) {
	const inset, markRoom = 4.0, 9.0
	width := pdfInner - 2*inset - markRoom
	high := p.high(width, pdfBody+1, b.Text) + 2*inset
	p.room(high + 2)
	p.fill(pdfLevels[b.Level])
	p.pdf.RoundedRect(pdfMargin, p.y, pdfInner, high, 2.5, "1234", "F")
	top := p.y
	p.mark(pdfMargin+inset+2.5, top+high/2, b.Level, rgb{255, 255, 255})
	p.y += inset
	p.text(pdfMargin+inset+markRoom, width, pdfBody+1, true, rgb{255, 255, 255}, b.Text)
	p.y = top + high + 3
}

// mark is a level's sign: it differs by shape as well as by colour.
func (p *paper) mark(x, y float64, level checks.Level, c rgb) {
	p.pen(c, 0.6)
	p.pdf.SetLineCapStyle("round")
	switch level {
	case checks.OK:
		p.pdf.Line(x-1.8, y, x-0.4, y+1.5)
		p.pdf.Line(x-0.4, y+1.5, x+2, y-1.5)
	case checks.Fail:
		p.pdf.Line(x-1.5, y-1.5, x+1.5, y+1.5)
		p.pdf.Line(x-1.5, y+1.5, x+1.5, y-1.5)
	case checks.Warn:
		p.pdf.Line(x, y-1.8, x, y+0.5)
		p.pdf.Line(x, y+1.8, x, y+1.8)
	default:
		p.pdf.Line(x-1.5, y, x+1.5, y)
	}
}

func (p *paper) facts(b block) {
	for _, row := range b.Rows {
		high := max(p.high(pdfInner-factColumn, pdfBody, row[1]), p.high(longestFact, pdfBody, row[0]))
		p.room(min(high, 60))
		page, top := p.pdf.PageNo(), p.y
		p.text(pdfMargin, longestFact, pdfBody, false, pdfDim, row[0])
		if p.pdf.PageNo() == page {
			p.y = top
		}
		p.text(pdfMargin+factColumn, pdfInner-factColumn, pdfBody, false, pdfInk, row[1])
		if p.pdf.PageNo() == page {
			p.y = max(p.y, top+high)
		}
	}
	p.y += 2
}

// item is an inspection item: its name, how it was found at the right, then what
// was noted and its photos.
func (p *paper) item(b block) {
	const stateWide = 34.0
	p.room(lineHeight(pdfBody) + 3)
	p.y += 1.2
	top := p.y
	p.mark(pdfWidth-pdfMargin-stateWide, top+lineHeight(pdfBody)*0.45, b.Level, pdfLevels[b.Level])
	p.text(pdfWidth-pdfMargin-stateWide+5, stateWide-5, pdfBody, true, pdfLevels[b.Level], b.Word)
	p.y = top
	p.text(pdfMargin, pdfInner-stateWide-4, pdfBody, false, pdfInk, b.Text)
	if b.Note != "" {
		p.text(pdfMargin, pdfInner-stateWide-4, pdfSmall+0.5, false, pdfDim, b.Note)
	}
	p.photos(b.Photos)
	p.y += 1.2
	p.rule()
}
