package stitch

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// The functions of this file give as text what a writer writes, for comparing two entries; and what else is written down
// of an entry.

func conceptKey(c *record.CodeableConcept) string {
	if c == nil {
		return ""
	}
	var w writer
	w.concept(c)
	return w.String()
}

func conceptsKey(cs []record.CodeableConcept) string {
	if len(cs) == 0 {
		return ""
	}
	var w writer
	w.concepts(cs)
	return w.String()
}

func dateKey(d record.PartialDate) string {
	var w writer
	w.date(d)
	return w.String()
}

func periodKey(p *record.Period) string {
	var w writer
	w.period(p)
	return w.String()
}

// organisationKey is the organisation's ODS code, else its name.
func organisationKey(o *record.Organisation) string {
	switch {
	case o == nil:
		return ""
	case o.ODSCode != "":
		return "ods:" + strings.ToUpper(string(o.ODSCode))
	}
	return normal(string(o.Name))
}

// isBusiness tells that an identifier may identify a thing: one without a system means nothing outside its source, and an
// NHS number names the person.
func isBusiness(id record.Identifier) bool {
	return id.System != "" && id.Value != "" && record.CanonicalSystem(id.System) != record.NHSNumberSystem
}

// partEnd stands between parts of a key that must each be equal.
const partEnd = "\x1e"

// all joins what must be equal into the end of a key.
func all(parts ...string) string { return strings.Join(parts, partEnd) }

// normal is a text without the differences that mean nothing: case and spaces.
func normal(s string) string { return terminology.Normal(s) }

// contradictingFigures tells that the words of two entries hold different figures, though they share a code: nought and 120
// minutes of a test, stage 2 and stage 3. Words without a figure contradict none.
func contradictingFigures[T record.Row](group []entry[T]) bool {
	first, told := group[0].row.Base().Code.Text, ""
	another := func(e entry[T]) bool { return e.row.Base().Code.Text != first }
	if !slices.ContainsFunc(group, another) {
		return false
	}
	for i := range group {
		text := group[i].row.Base().Code.Text
		if i > 0 && text == group[i-1].row.Base().Code.Text {
			continue
		}
		figures := figuresIn(text)
		if differ(told, figures) {
			return true
		}
		told = cmp.Or(told, figures)
	}
	return false
}

// figuresIn are the numbers that stand by themselves in a text: not those of a name, such as T4 or B12.
func figuresIn(text string) string {
	var found []string
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if isFigure(w) {
			found = append(found, w)
		}
	}
	return strings.Join(found, " ")
}

// isFigure tells that a word is a number: digits, and a point between them at most.
func isFigure(w string) bool {
	for i := range len(w) {
		if !isDigit(w[i]) && (w[i] != '.' || i == 0) {
			return false
		}
	}
	return w != ""
}

// contradictingCodes tells that in some code system the entries have no code in common, although several of them are
// coded in it, or in one that the terminology translates into it: whatever else they share, they are not surely one.
func contradictingCodes[T record.Row](t *terms, group []entry[T]) bool {
	if codedAlike(group) {
		return false
	}
	common := map[string][]string{}
	for _, e := range group {
		own := map[string][]string{}
		for _, c := range e.row.Base().Code.Codings {
			if k := terminology.CodeOf(c); !k.IsZero() && !t.general(k) {
				own[k.System] = append(own[k.System], k.Value)
				for _, same := range t.Equivalents(k) {
					own[same.System] = append(own[same.System], same.Value)
				}
			}
		}
		for system, codes := range own {
			shared, seen := common[system]
			if !seen {
				common[system] = codes
				continue
			}
			shared = slices.DeleteFunc(slices.Clone(shared), func(k string) bool { return !slices.Contains(codes, k) })
			if len(shared) == 0 {
				return true
			}
			common[system] = shared
		}
	}
	return false
}

// codedAlike tells that all entries hold the same codes in the same order, as copies of one entry do.
func codedAlike[T record.Row](group []entry[T]) bool {
	first := group[0].row.Base().Code.Codings
	same := func(a, b record.Coding) bool { return a.Code == b.Code && a.System == b.System }
	for _, e := range group[1:] {
		if !slices.EqualFunc(first, e.row.Base().Code.Codings, same) {
			return false
		}
	}
	return true
}
