package report

import (
	"fmt"
	"strings"
	"time"
)

// Table writes a table in Markdown: all columns but the first are numbers.
func Table(b *strings.Builder, header []string, rows [][]string) {
	fmt.Fprintf(b, "| %s |\n|---%s|\n", strings.Join(header, " | "), strings.Repeat("|---:", len(header)-1))
	for _, r := range rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(r, " | "))
	}
	b.WriteString("\n")
}

// None stands where nothing was measured.
const None = "–"

// Ms writes a time in milliseconds, to three digits.
func Ms(d time.Duration) string { return Digits(float64(d) / float64(time.Millisecond)) }

// Digits writes a number to three digits, without an exponent.
func Digits(v float64) string {
	switch {
	case v >= 100 || v <= -100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10 || v <= -10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// Percent writes a part of the whole.
func Percent(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }

// MB writes a size in megabytes.
func MB(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }
