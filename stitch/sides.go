package stitch

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// sides are the qualifiers that tell a side of the body.
var sides = map[string]bool{"left": true, "right": true, "both": true}

// sideless is a concept without the words of its text that tell a side, for rows of which only one tells it.
func (t *terms) sideless(c record.CodeableConcept) record.CodeableConcept {
	if t.side(c, nil) == "" {
		return c
	}
	var rest []string
	for _, w := range strings.Fields(c.Text) {
		if !sides[t.Qualifiers(w)] {
			rest = append(rest, w)
		}
	}
	c.Text = strings.Join(rest, " ")
	return c
}

// side is the side of the body that a thing's words or its body sites tell; "" where they tell none.
func (t *terms) side(c record.CodeableConcept, sites []record.CodeableConcept) string {
	told := t.sideIn(c.Text, "")
	for _, s := range sites {
		told = t.sideIn(s.Text, told)
	}
	return told
}

// sideIn is the side that a text tells, together with the one that was told before.
func (t *terms) sideIn(text, told string) string {
	for q := range strings.SplitSeq(t.Qualifiers(text), ",") {
		switch {
		case !sides[q]:
		case told == "" || told == q:
			told = q
		default:
			told = "both"
		}
	}
	return told
}

// otherSite tells that two things surely are of two places in the body: two sides, or two sites.
func (t *terms) otherSite(a, b record.CodeableConcept, as, bs []record.CodeableConcept) bool {
	return differ(t.side(a, as), t.side(b, bs)) || differ(conceptsKey(as), conceptsKey(bs))
}
