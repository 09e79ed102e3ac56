package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// shapeWords are the words for a medicine's form, each form by itself: a code may be of the substance alone, and then only
// the words tell tablets from capsules, a cream from an ointment, drops for the eye from drops for the ear.
var shapeWords = map[string][]string{
	"tablet": {"tablet", "tablets", "tabs", "tab"}, "capsule": {"capsule", "capsules", "caps", "cap"},
	"liquid": {"syrup", "suspension", "oral solution", "liquid", "elixir"}, "powder": {"powder", "granules", "sachet", "sachets"},
	"inhaler": {"inhaler", "evohaler", "accuhaler", "easi breathe", "easibreathe", "autohaler", "turbohaler"},
	"nebules": {"nebules", "nebuliser"}, "injection": {"injection", "infusion", "pen", "pens", "cartridges", "vial", "ampoule", "ampoules"},
	"cream": {"cream"}, "ointment": {"ointment"}, "gel": {"gel"}, "lotion": {"lotion"}, "patch": {"patch", "patches"},
	"suppository": {"suppository", "suppositories"}, "enema": {"enema"}, "pessary": {"pessary", "pessaries"}, "spray": {"spray"},
	"eye": {"eye"}, "ear": {"ear"}, "nose": {"nasal", "nose"},
}

var shapeNames = byWord(shapeWords)

// specialForms are words that make a form another one where only one of two entries has them: they decide how fast the
// medicine works, or whether the person can take it.
var specialForms = []string{"gastro resistant", "enteric coated", "e c", "ec", "dispersible", "orodispersible", "soluble",
	"effervescent", "chewable", "buccal", "sublingual"}

// contradictingMedicines tells that entries which share keys are not all one medicine, by their codes or by their words.
func contradictingMedicines(t *terms, group []entry[*record.Medication]) bool {
	return contradictingProducts(t, group) || contradictingNames(t, group)
}

// contradictingNames tells that the words of two entries name two medicines, though a code of both is the same.
func contradictingNames(t *terms, group []entry[*record.Medication]) bool {
	alike := func(e entry[*record.Medication]) bool {
		return normal(e.row.Code.Text) == normal(group[0].row.Code.Text)
	}
	if !slices.ContainsFunc(group, func(e entry[*record.Medication]) bool { return !alike(e) }) {
		return false
	}
	named := make([]*called, len(group))
	for i, e := range group {
		named[i] = t.nameOf(e.row)
		for _, other := range named[:i] {
			if named[i].isAnother(other) {
				return true
			}
		}
	}
	return false
}

// isAnother tells that two names are of two medicines: other substances, other forms, two brands of one whose brand
// matters, or one of modified release. Names that the terminology does not know are two where neither begins with a word of the other: the
// code may be of a class.
func (c *called) isAnother(o *called) bool {
	switch {
	case differ(c.substances, o.substances), c.modified != o.modified, c.special != o.special, disjoint(c.shapes, o.shapes),
		(c.sensitive || o.sensitive) && c.brand != o.brand:
		return true
	case c.substances != "" && o.substances != "" || c.words == "" || o.words == "":
		return false
	}
	x, y := lettersIn(c.words), lettersIn(o.words)
	return !y.holds(x.first()) && !x.holds(y.first())
}

// specialIn are the special forms in a text of letters only.
func specialIn(l letters) string {
	var found []string
	for _, w := range specialForms {
		if l.holds(w) {
			found = append(found, w)
		}
	}
	return strings.Join(found, ",")
}
