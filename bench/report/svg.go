// Package report writes tables and plots.
package report

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// Point is one measured value.
type Point struct{ X, Y float64 }

// Plot is a line through points: x on a logarithmic scale, y from nothing.
type Plot struct {
	Title, X, Y string
	Points      []Point
}

// The size of a plot, and the room for its axes, in pixels.
const (
	width, height            = 640.0, 320.0
	left, right, top, bottom = 64.0, 24.0, 40.0, 52.0
)

// SVG draws the plot.
func (p Plot) SVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" font-family="sans-serif" font-size="12" role="img" aria-label="%s">`+"\n",
		width, height, html.EscapeString(p.Title))
	fmt.Fprintf(&b, `<rect width="%g" height="%g" fill="white"/>`+"\n", width, height)
	text(&b, width/2, 22, "middle", 14, p.Title)
	text(&b, width/2, height-10, "middle", 12, p.X)
	fmt.Fprintf(&b, `<text transform="translate(16 %g) rotate(-90)" text-anchor="middle">%s</text>`+"\n", (top+height-bottom)/2, html.EscapeString(p.Y))

	step := niceStep(p.highest())
	most := step * math.Ceil(p.highest()/step)
	y := func(v float64) float64 { return height - bottom - v/most*(height-top-bottom) }
	for v := 0.0; v <= most+step/2; v += step {
		fmt.Fprintf(&b, `<line x1="%g" y1="%.1f" x2="%g" y2="%.1f" stroke="#ddd"/>`+"\n", left, y(v), width-right, y(v))
		text(&b, left-8, y(v)+4, "end", 12, fmt.Sprintf("%.3g", v))
	}
	low, high := math.Log(p.Points[0].X), math.Log(p.Points[len(p.Points)-1].X)
	x := func(v float64) float64 { return left + 16 + (math.Log(v)-low)/(high-low)*(width-left-right-32) }
	var line []string
	for _, q := range p.Points {
		line = append(line, fmt.Sprintf("%.1f,%.1f", x(q.X), y(q.Y)))
		text(&b, x(q.X), height-bottom+18, "middle", 12, fmt.Sprintf("%g", q.X))
	}
	fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="#005eb8" stroke-width="2"/>`+"\n", strings.Join(line, " "))
	for _, q := range p.Points {
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="#005eb8"/>`+"\n", x(q.X), y(q.Y))
		text(&b, x(q.X), y(q.Y)-10, "middle", 11, fmt.Sprintf("%.3g", q.Y))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func text(b *strings.Builder, x, y float64, anchor string, size int, s string) {
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s" font-size="%d">%s</text>`+"\n", x, y, anchor, size, html.EscapeString(s))
}

func (p Plot) highest() float64 {
	highest := math.SmallestNonzeroFloat64
	for _, q := range p.Points {
		highest = max(highest, q.Y*1.15)
	}
	return highest
}

// niceStep gives a round distance of the lines, so that there are four to eight.
func niceStep(highest float64) float64 {
	magnitude := math.Pow(10, math.Floor(math.Log10(highest)))
	for _, m := range []float64{0.1, 0.2, 0.25, 0.5, 1} {
		if highest/(m*magnitude) <= 8 {
			return m * magnitude
		}
	}
	return magnitude
}
