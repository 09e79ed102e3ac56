package stitch

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// conceptKey writes down a whole concept, for kinds in which a concept is a distinguishing field: its codes in
// alphabetical order, else its words.
func conceptKey(c *record.CodeableConcept) string {
	if c == nil {
		return ""
	}
	var codes []string
	for _, k := range c.Codings {
		if code := terminology.CodeOf(k); !code.IsZero() {
			codes = append(codes, code.String())
		}
	}
	if len(codes) == 0 {
		return normal(c.Text)
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ",")
}

func conceptsKey(cs []record.CodeableConcept) string {
	if len(cs) == 0 {
		return ""
	}
	parts := make([]string, len(cs))
	for i := range cs {
		parts[i] = conceptKey(&cs[i])
	}
	slices.Sort(parts)
	return strings.Join(parts, ";")
}

// dateKey is equal for dates that are the same: the same instant in the same precision. It is "" for no date, which is
// the same as nothing.
func dateKey(d record.PartialDate) string {
	if d.IsZero() {
		return ""
	}
	from, _ := d.Bounds()
	b := make([]byte, 0, 24)
	b = append(strconv.AppendInt(b, int64(d.Precision()), 10), '@')
	b = append(strconv.AppendInt(b, from.Unix(), 36), '.')
	return string(strconv.AppendInt(b, int64(from.Nanosecond()), 10))
}

func periodKey(p *record.Period) string {
	if p == nil || p.IsZero() {
		return ""
	}
	return dateKey(p.Start) + "/" + dateKey(p.End)
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

// all joins what must be equal into the end of a key.
func all(parts ...string) string { return strings.Join(parts, "\x1e") }

// normal is a text without the differences that mean nothing: case and spaces.
func normal(s string) string { return terminology.Normal(s) }

// contradictingFigures tells that the words of two entries hold different figures, though they share a code: nought and 120
// minutes of a test, stage 2 and stage 3. Words without a figure contradict none.
func contradictingFigures[T record.Row](group []entry[T]) bool {
	told := ""
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
