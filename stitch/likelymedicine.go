package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// plain tells that a medicine may be known by its name: of a modified release form only the product itself is the same,
// and of a brand-sensitive substance only the brand.
func (c *called) plain() bool { return !c.modified && (!c.sensitive || c.brand != "") }

// within tells that one of the other's products includes one of this one's.
func (c *called) within(other *called) bool {
	return slices.ContainsFunc(c.above, func(k terminology.Code) bool { return slices.Contains(other.products, k) })
}

// goesWith tells that nothing that both say keeps two medicines apart.
func (c *called) goesWith(o *called) bool {
	switch {
	case c.isAnother(o):
		return false
	case amountsDiffer(c.strength, o.strength), amountsDiffer(c.contents, o.contents):
		return false
	case disjoint(c.forms, o.forms), disjoint(c.routes, o.routes), disjoint(c.sites, o.sites), dosesDiffer(c.doses, o.doses):
		return false
	case (c.sensitive || o.sensitive) && (c.brand != o.brand || c.codedAsAnother(o)):
		return false
	}
	return !c.hidesStrength(o) && !o.hidesStrength(c)
}

// codedAsAnother tells that both are coded in some code system, and neither as the other nor as what includes it.
func (c *called) codedAsAnother(o *called) bool {
	if sameAtAnotherLevel(c, o) || slices.ContainsFunc(c.products, func(k terminology.Code) bool { return slices.Contains(o.products, k) }) {
		return false
	}
	return slices.ContainsFunc(c.products, func(k terminology.Code) bool {
		return slices.ContainsFunc(o.products, func(l terminology.Code) bool { return k.System == l.System })
	})
}

// hidesStrength tells that a medicine whose words name no strength may be of another one by its code, about which nothing
// is known.
func (c *called) hidesStrength(o *called) bool {
	return len(c.strength) == 0 && c.unexplained && c.codedAsAnother(o)
}

// disjoint tells that both say something, and nothing in common.
func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// differ tells that both say something, and not the same.
func differ(a, b string) bool { return a != "" && b != "" && a != b }

// doseOf is how much is taken, as far as it can be compared: the dose, and the numbers in the instruction.
type doseOf struct {
	value, unit string
	numbers     string
}

func newDose(d record.Dosage) doseOf {
	dose := doseOf{numbers: numbersIn(d.Text)}
	switch {
	case d.Dose != nil:
		dose.value, dose.unit = string(d.Dose.Comparator)+plainNumber(string(d.Dose.Value)), normal(string(d.Dose.Unit))
	case d.DoseRange != nil:
		dose.value = rangeKey(d.DoseRange)
	}
	return dose
}

// numberWords are the numbers that instructions write out.
var numberWords = map[string]string{"half": "0.5", "one": "1", "once": "1", "two": "2", "twice": "2", "three": "3", "four": "4", "five": "5",
	"six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

// numbersIn are the numbers in an instruction, each once: "One to be taken each day" says as much as "1 OD".
func numbersIn(text string) string {
	var found []string
	for _, a := range amountsIn(text) {
		found = append(found, a.number)
	}
	l := lettersIn(text)
	for i := range l.count() {
		if n := numberWords[l.words(i, 1)]; n != "" {
			found = append(found, n)
		}
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}

// dosesDiffer tells that both give a dose, and not the same; doses in different units are not compared.
func dosesDiffer(a, b []doseOf) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.EqualFunc(a, b, func(x, y doseOf) bool {
		return !(x.unit == y.unit && differ(x.value, y.value)) && !differ(x.numbers, y.numbers)
	})
}
