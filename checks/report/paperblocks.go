package report

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"

	"countercheck/checks"
)

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
// at the right, and its head again on every page.
func (p *paper) table(b block) {
	if len(b.Rows) == 0 {
		return
	}
	wide, gap := p.columns(b.Rows)
	for n, row := range b.Rows {
		if high := p.rowHigh(row, wide); n > 0 && p.y+high > pdfHeight-pdfFoot {
			p.newPage()
			p.row(b.Rows[0], wide, gap, b.Texts, pdfDim)
		}
		color := pdfInk
		if n == 0 {
			p.room(p.rowHigh(row, wide))
			color = pdfDim
		}
		p.row(row, wide, gap, b.Texts, color)
	}
	p.y += 3
}

// leastGap lies between two columns.
const leastGap = 2.5

// columns are the widths of a table's columns: as wide as what is in them; where
// that is more than the page holds, the widest give way.
func (p *paper) columns(rows [][]string) (wide []float64, gap float64) {
	wide = make([]float64, len(rows[0]))
	p.font(pdfSmall, pdfInk)
	sum := 0.0
	for c := range wide {
		for _, row := range rows {
			wide[c] = max(wide[c], p.pdf.GetStringWidth(printable(row[c])))
		}
		wide[c] = min(wide[c], pdfInner*0.45) + 0.1 // so that what was measured fits
		sum += wide[c]
	}
	gaps := float64(max(len(wide)-1, 1))
	for sum+gaps*leastGap > pdfInner {
		widest := 0
		for c := range wide {
			if wide[c] > wide[widest] {
				widest = c
			}
		}
		wide[widest]--
		sum--
	}
	return wide, min((pdfInner-sum)/gaps, 14)
}

func (p *paper) rowHigh(row []string, wide []float64) (high float64) {
	for c, cell := range row {
		high = max(high, p.high(wide[c], pdfSmall, cell))
	}
	return high + 2
}

// row is one line of a table, as high as the highest of its cells.
func (p *paper) row(row []string, wide []float64, gap float64, texts int, color rgb) {
	high := p.rowHigh(row, wide)
	p.font(pdfSmall, color)
	x := pdfMargin
	for c, cell := range row {
		for n, line := range wrapped(printable(cell), wide[c], p.pdf.GetStringWidth) {
			at := x
			if c >= texts {
				at += wide[c] - p.pdf.GetStringWidth(line)
			}
			p.pdf.Text(at, p.y+lineHeight(pdfSmall)*(float64(n)+0.8), line)
		}
		x += wide[c] + gap
	}
	p.y += high - 1
	p.rule()
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
