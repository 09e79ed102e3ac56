package stitch

import (
	"slices"
	"strconv"
	"strings"
)

// amount is a number in a medicine's words, with its unit where one follows.
type amount struct {
	number string // as written, without the zeros that say nothing
	// value is the number in the smallest unit of its kind: 0.125 mg and 125 micrograms are one strength.
	value string
	unit  string // "" where none follows
}

// measure is a kind of unit, and how many of the smallest unit of that kind it holds.
type measure struct {
	kind  string
	holds float64
}

// measures are the units in which strengths are written.
var measures = map[string]measure{
	"g": {"mass", 1e9}, "gram": {"mass", 1e9}, "grams": {"mass", 1e9},
	"mg": {"mass", 1e6}, "milligram": {"mass", 1e6}, "milligrams": {"mass", 1e6},
	"mcg": {"mass", 1e3}, "ug": {"mass", 1e3}, "µg": {"mass", 1e3}, "μg": {"mass", 1e3}, "microgram": {"mass", 1e3}, "micrograms": {"mass", 1e3},
	"ng": {"mass", 1}, "nanogram": {"mass", 1}, "nanograms": {"mass", 1},
	"ml": {"volume", 1}, "millilitre": {"volume", 1}, "millilitres": {"volume", 1}, "litre": {"volume", 1e3}, "litres": {"volume", 1e3},
	"unit": {"units", 1}, "units": {"units", 1}, "iu": {"units", 1},
	"mmol": {"amount", 1}, "%": {"per cent", 1},
}

// amountsIn gives the numbers in a product's words in their order. They hold its strength: a code may be of the
// substance alone.
func amountsIn(text string) []amount { return appendAmounts(nil, text) }

func appendAmounts(found []amount, text string) []amount {
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && (isDigit(text[end]) || (text[end] == '.' || text[end] == ',') && end+1 < len(text) && isDigit(text[end+1])) {
			end++
		}
		found = append(found, newAmount(text[i:end], unitAt(text[end:])))
		i = end
	}
	return found
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// unitAt is the word that follows a number, "" where it is no unit.
func unitAt(rest string) string {
	rest = strings.TrimLeft(rest, " -")
	word := rest
	if end := strings.IndexAny(rest, " -/,.;:()+0123456789"); end >= 0 {
		word = rest[:end]
	}
	if strings.HasPrefix(rest, "%") {
		word = "%"
	}
	if word = strings.ToLower(word); measures[word].kind == "" {
		return ""
	}
	return word
}

func newAmount(written, unit string) amount {
	a := amount{number: plainNumber(written)}
	m, known := measures[unit]
	n, err := strconv.ParseFloat(a.number, 64)
	if !known || err != nil {
		return a
	}
	a.unit, a.value = m.kind, strconv.FormatFloat(n*m.holds, 'g', 12, 64)
	return a
}

// plainNumber writes a number without what means nothing: the commas between thousands, and zeros at the end.
func plainNumber(written string) string {
	if !strings.ContainsAny(written, ".,") {
		return written
	}
	parts := strings.Split(written, ",")
	thousands := len(parts[0]) <= 3 && !slices.ContainsFunc(parts[1:], func(p string) bool {
		whole, _, _ := strings.Cut(p, ".")
		return len(whole) != 3
	})
	n := strings.ReplaceAll(written, ",", ".")
	if thousands {
		n = strings.Join(parts, "")
	}
	if strings.Contains(n, ".") {
		n = strings.TrimRight(strings.TrimRight(n, "0"), ".")
	}
	return n
}

// strength writes the amounts in a text: the same where strengths are, in whatever unit they are written.
func (w *writer) strength(text string) {
	var room [4]amount
	for _, a := range appendAmounts(room[:0], text) {
		if a.unit == "" {
			w.raw(a.number)
		} else {
			w.raw(a.value)
			w.raw(" ")
			w.raw(a.unit)
		}
		w.raw(" ")
	}
}

func strengthKey(text string) string {
	var w writer
	w.strength(text)
	return w.String()
}

// amountsDiffer tells that two texts both name amounts, and not the same. A number without a unit is the same as one
// with any unit.
func amountsDiffer(a, b []amount) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.EqualFunc(a, b, func(x, y amount) bool {
		if x.unit == "" || y.unit == "" {
			return x.number == y.number
		}
		return x.unit == y.unit && x.value == y.value
	})
}
