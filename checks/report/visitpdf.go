package report

import (
	"bytes"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"countercheck/checks"
)

// Fonts are the two weights a PDF is written in, as TrueType.
type Fonts struct{ Regular, Bold []byte }

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
	shop string
}

// VisitPDF writes the report of a visit for paper: A4, the fonts inside. The same
// visit gives the same bytes.
func VisitPDF(out io.Writer, w Words, fonts Fonts, v checks.Visit, photo Photo) error {
	blocks, err := visitBlocks(w, v, photo)
	if err != nil {
		return err
	}
	p := &paper{pdf: fpdf.New("P", "mm", "A4", ""), w: w, shop: printable(v.Shop)}
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.AddUTF8FontFromBytes("sans", "", fonts.Regular)
	p.pdf.AddUTF8FontFromBytes("sans", "B", fonts.Bold)
	p.pdf.SetTitle(w.Say("visitreport.title", nil), true)
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(v.Started.UTC())
	p.pdf.SetModificationDate(v.Ended.UTC())
	p.newPage()
	p.text(pdfMargin, pdfInner, pdfTitle, true, pdfInk, w.Say("visitreport.title", nil))
	p.y += 3
	for n, b := range blocks {
		if b.Kind == blockHeading { // never alone at a page's end
			p.room(22 + p.least(blocks, n+1))
		}
		p.block(b)
	}
	return p.pdf.Output(out)
}

// least is how much of what follows a heading must stand on its page.
func (p *paper) least(blocks []block, next int) float64 {
	if next < len(blocks) && (blocks[next].Kind == blockSignature || blocks[next].Kind == blockTable) {
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
		p.y++
	case blockSignature:
		p.signature(b)
	}
}

func (p *paper) newPage() {
	p.pdf.AddPage()
	p.font(pdfSmall, false, pdfDim)
	foot := p.w.Say("visitreport.page", map[string]any{"Page": p.pdf.PageNo()})
	p.pdf.Text(pdfWidth-pdfMargin-p.pdf.GetStringWidth(foot), pdfHeight-10, foot)
	p.pdf.Text(pdfMargin, pdfHeight-10, p.fit(p.shop, pdfInner*0.8))
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

func (p *paper) font(size float64, bold bool, c rgb) {
	style := ""
	if bold {
		style = "B"
	}
	p.pdf.SetFont("sans", style, size)
	p.pdf.SetTextColor(c.r, c.g, c.b)
}

func lineHeight(size float64) float64 { return size * pointsOfMillimetre * pdfLine }

// text writes a paragraph at the pen, over as many pages as it takes.
func (p *paper) text(x, width, size float64, bold bool, c rgb, text string) {
	p.font(size, bold, c)
	for _, line := range wrapped(printable(text), width, p.pdf.GetStringWidth) {
		p.room(lineHeight(size))
		p.font(size, bold, c) // a new page writes its foot in between
		p.pdf.Text(x, p.y+lineHeight(size)*0.72, line)
		p.y += lineHeight(size)
	}
}

// high is how high a paragraph is.
func (p *paper) high(width, size float64, bold bool, text string) float64 {
	p.font(size, bold, pdfInk)
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
	high := p.high(width, pdfBody+1, true, b.Text) + 2*inset
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
		high := max(p.high(pdfInner-factColumn, pdfBody, false, row[1]), p.high(longestFact, pdfBody, false, row[0]))
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

// photos stand in rows of three.
func (p *paper) photos(all []reportPhoto) {
	const gap = 4.0
	x, rowHigh := pdfMargin, 0.0
	end := func() {
		if rowHigh > 0 {
			p.y += rowHigh + gap
		}
		x, rowHigh = pdfMargin, 0
	}
	for _, photo := range all {
		if photo.Missing != "" {
			end()
			p.text(pdfMargin, pdfInner, pdfSmall, false, pdfDim, photo.Missing)
			continue
		}
		options := fpdf.ImageOptions{ImageType: "JPG"}
		info := p.pdf.RegisterImageOptionsReader(photo.Name, options, bytes.NewReader(photo.Data))
		if info == nil || p.pdf.Err() {
			return // Output says what is wrong with it
		}
		wide, high := pdfPhoto, pdfPhoto
		if share := info.Width() / info.Height(); share > 1 {
			high = wide / share
		} else {
			wide = high * share
		}
		if x+wide > pdfWidth-pdfMargin {
			end()
		}
		if rowHigh == 0 {
			p.y += 1
			p.room(pdfPhoto + gap)
		}
		p.pdf.ImageOptions(photo.Name, x, p.y, wide, high, false, options, 0, "")
		x, rowHigh = x+wide+gap, max(rowHigh, high)
	}
	end()
}

// table has its columns as wide as what is in them, texts at the left and figures
// at the right.
func (p *paper) table(b block) {
	if len(b.Rows) == 0 {
		return
	}
	columns := len(b.Rows[0])
	wide := make([]float64, columns)
	p.font(pdfSmall, false, pdfInk)
	sum := 0.0
	for c := range columns {
		for _, row := range b.Rows {
			wide[c] = max(wide[c], p.pdf.GetStringWidth(printable(row[c])))
		}
		wide[c] = min(wide[c], pdfInner*0.45)
		sum += wide[c]
	}
	gap := min((pdfInner-sum)/float64(max(columns-1, 1)), 14)
	if gap < 2 {
		gap = 2
	}
	for n, row := range b.Rows {
		p.room(lineHeight(pdfSmall) + 2)
		x := pdfMargin
		for c, cell := range row {
			color := pdfInk
			if n == 0 {
				color = pdfDim
			}
			p.font(pdfSmall, false, color)
			text := p.fit(printable(cell), wide[c])
			at := x
			if figures := columns - 3; c >= min(figures, 2) && columns > 3 || (columns == 3 && c > 0) {
				at = x + wide[c] - p.pdf.GetStringWidth(text)
			}
			p.pdf.Text(at, p.y+lineHeight(pdfSmall)*0.8, text)
			x += wide[c] + gap
		}
		p.y += lineHeight(pdfSmall) + 1
		p.rule()
	}
	p.y += 3
}

// chart is a bar a probe, those that failed a mark at the top.
func (p *paper) chart(b block) {
	p.room(pdfChart + lineHeight(pdfSmall) + 4)
	wide := pdfInner / float64(max(len(b.Bars), 1))
	for _, one := range b.Bars {
		x := pdfMargin + one.X*pdfInner
		if one.Failed {
			p.fill(pdfLevels[checks.Fail])
			p.pdf.Rect(x, p.y, wide*0.8, 2.2, "F")
			continue
		}
		p.fill(pdfLevels[checks.OK])
		high := max(0.2, one.Height*(pdfChart-3))
		p.pdf.Rect(x, p.y+pdfChart-high, wide*0.8, high, "F")
	}
	p.y += pdfChart + 0.5
	p.rule()
	p.y++
	p.text(pdfMargin, pdfInner, pdfSmall, false, pdfDim, b.Text)
	p.y += 2
}

func (p *paper) signature(b block) {
	p.room(pdfPadHigh + 14)
	p.pen(pdfInk, 0.45)
	p.pdf.SetLineCapStyle("round")
	if len(b.Lines) > 0 {
		for _, line := range b.Lines {
			for n := range line {
				from := line[max(n-1, 0)]
				p.pdf.Line(p.padX(from), p.padY(from), p.padX(line[n]), p.padY(line[n]))
			}
		}
		p.y += pdfPadHigh
	}
	if b.Word != "" {
		p.text(pdfMargin, pdfInner, pdfBody, false, pdfInk, b.Word)
		p.y += 12
	}
	if len(b.Lines) > 0 || b.Word != "" {
		p.pen(pdfInk, 0.2)
		p.pdf.Line(pdfMargin, p.y, pdfMargin+pdfPadWide, p.y)
		p.y += 1
	}
	if b.Text != "" {
		p.text(pdfMargin, pdfInner, pdfBody, true, pdfInk, b.Text)
	}
	p.text(pdfMargin, pdfInner, pdfSmall, false, pdfDim, b.Note)
}

// The pad is 1 wide and 0.4 high.
func (p *paper) padX(d checks.Dot) float64 {
	return pdfMargin + float64(min(max(d.X, 0), 1))*pdfPadWide
}

func (p *paper) padY(d checks.Dot) float64 {
	return p.y + float64(min(max(d.Y, 0), 0.4))/0.4*pdfPadHigh
}

// printable replaces what a PDF's font cannot hold: control characters, and what
// lies beyond the basic plane, such as emoji.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7F || (r >= 0x80 && r < 0xA0):
			return -1
		case r > 0xFFFF:
			return '□'
		}
		return r
	}, text)
}

// wrapped breaks a text into lines of a width: at spaces, between characters of
// Chinese, and inside of a word only where it has a line of its own.
func wrapped(text string, width float64, measure func(string) float64) (lines []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range words(paragraph) {
			if measure(line+word) <= width || line == "" && measure(word) <= width {
				line += word
				continue
			}
			if line != "" {
				lines = append(lines, strings.TrimRight(line, " "))
			}
			line = strings.TrimLeft(word, " ")
			for measure(line) > width {
				cut := cutAt(line, width, measure)
				lines, line = append(lines, line[:cut]), line[cut:]
			}
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// cutAt is where the part of a text that fits ends; at least one character does.
func cutAt(text string, width float64, measure func(string) float64) int {
	low, high := 0, 0
	for at := range text {
		if at == 0 {
			continue
		}
		if low == 0 {
			low = at
		}
		if measure(text[:at]) > width {
			break
		}
		high = at
	}
	return max(low, high)
}

// words are the pieces between which a line may break, their spaces with them.
func words(text string) (all []string) {
	begin := 0
	wide := func(r rune) bool { return r >= 0x2E80 }
	var before rune
	for at, r := range text {
		breaks := at > 0 && (before == ' ' || (wide(before) && !strings.ContainsRune("(《“‘", before)) || wide(r))
		if breaks && r != ' ' && !strings.ContainsRune(",。、;:?!)》”’", r) {
			all, begin = append(all, text[begin:at]), at
		}
		before = r
	}
	return append(all, text[begin:])
}
