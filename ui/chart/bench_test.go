package chart

import (
	"image"
	"image/draw"
	"testing"
	"time"

	"golang.org/x/image/vector"
)

// A year in hours, drawn as the screen draws it. BenchmarkDrawYearPeer fills the
// same band and the same line through a general rasteriser, without axes, loss,
// gaps or words: less to do, for comparison.
func BenchmarkDrawYear(b *testing.B) {
	for name, size := range map[string]image.Point{"1000x420": {1000, 420}, "1920x800": {1920, 800}} {
		b.Run(name, func(b *testing.B) {
			c := aYear(b, time.Hour, 86*ms)
			img := image.NewRGBA(image.Rectangle{Max: size})
			for b.Loop() {
				c.Draw(img)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/chart")
		})
	}
}

func BenchmarkDrawYearOfSix(b *testing.B) {
	c := aYear(b, time.Hour, 86*ms, 91*ms, 77*ms, 2*ms, 18*ms, 12*ms)
	img := image.NewRGBA(image.Rect(0, 0, 1920, 800))
	for b.Loop() {
		c.Draw(img)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/chart")
}

func BenchmarkDrawYearPeer(b *testing.B) {
	for name, size := range map[string]image.Point{"1000x420": {1000, 420}, "1920x800": {1920, 800}} {
		b.Run(name, func(b *testing.B) {
			c := aYear(b, time.Hour, 86*ms)
			img := image.NewRGBA(image.Rectangle{Max: size})
			f := c.frame(size.X, size.Y)
			f.top = 400
			points := c.Lines[0].Series.Points
			for b.Loop() {
				draw.Draw(img, img.Bounds(), image.NewUniform(c.Look.Ground), image.Point{}, draw.Src)
				band, line := vector.NewRasterizer(size.X, size.Y), vector.NewRasterizer(size.X, size.Y)
				band.MoveTo(float32(f.x(points[0].From)), float32(f.y(inMS(points[0].Max))))
				for _, p := range points {
					band.LineTo(float32(f.x(p.From)), float32(f.y(inMS(p.Max))))
				}
				for i := len(points) - 1; i >= 0; i-- {
					band.LineTo(float32(f.x(points[i].From)), float32(f.y(inMS(points[i].Min))))
				}
				band.ClosePath()
				band.Draw(img, img.Bounds(), image.NewUniform(faded(c.Look.Lines[0], 0x48)), image.Point{})
				for i, p := range points[1:] {
					ax, ay := float32(f.x(points[i].From)), float32(f.y(inMS(points[i].Median)))
					bx, by := float32(f.x(p.From)), float32(f.y(inMS(p.Median)))
					line.MoveTo(ax, ay-0.9)
					line.LineTo(bx, by-0.9)
					line.LineTo(bx, by+0.9)
					line.LineTo(ax, ay+0.9)
					line.ClosePath()
				}
				line.Draw(img, img.Bounds(), image.NewUniform(c.Look.Lines[0]), image.Point{})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/chart")
		})
	}
}
