package stitch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// substanceName is a substance that stands in a text, by its own name, by another name of it, or by a brand.
type substanceName struct{ substance, brand string }

// longestName is how many words the name of a substance or a brand has at most.
const longestName = 3

// namedIn finds the substances that the terminology knows in a text of letters only, in the text's order.
func (t *terms) namedIn(letters string) []substanceName {
	words := strings.Fields(letters)
	var found []substanceName
	for i := range words {
		for n := min(longestName, len(words)-i); n > 0; n-- {
			if all := t.substancesOf(strings.Join(words[i:i+n], " ")); all != nil {
				found = append(found, all...)
				break
			}
		}
	}
	return found
}

// substancesOf gives the substances that a name stands for.
func (t *terms) substancesOf(name string) []substanceName {
	if t.substances.Says(name) {
		return []substanceName{{substance: name}}
	}
	var found []substanceName
	phrase := terminology.Words(name)
	for _, c := range t.Equivalents(phrase) {
		if c.System == terminology.SystemWords {
			found = append(found, substanceName{substance: c.Value})
		}
	}
	for _, c := range t.Wider(phrase) {
		if c.System == terminology.SystemWords {
			found = append(found, substanceName{substance: c.Value, brand: name})
		}
	}
	return found
}

// formWords are words for the form of a medicine, by what they have in common.
var formWords = map[string][]string{
	"by mouth, solid":  {"tablet", "tablets", "tabs", "capsule", "capsules", "caps"},
	"by mouth, liquid": {"syrup", "suspension", "oral solution", "liquid"},
	"inhaled":          {"inhaler", "evohaler", "accuhaler", "easibreathe", "inhalation", "pressurised inhalation"},
	"nebulised":        {"nebules", "nebuliser", "nebulised"},
	"injected":         {"injection", "pen", "pens", "infusion", "cartridges"},
	"on the skin":      {"cream", "ointment", "gel", "lotion", "patch", "patches"},
	"drops":            {"drops", "eye drops"},
}

// modifiedRelease are words for forms that are never the same as another but by their code.
var modifiedRelease = []string{"modified release", "mr", "m r", "xl", "sr", "prolonged release", "la"}

// called is what the names of a medicine say of it.
type called struct {
	substances string // its substances in alphabetical order, "" where they are not surely known
	brand      string // the brand of a brand-sensitive substance, "" where none is named
	sensitive  bool
	strength   string // the numbers in its words, "" where there are none
	within     string // the numbers in its ingredients' words
	forms      []string
	modified   bool
}

// nameOf reads a medicine's names: its ingredients where the source gives them, else a name that the list knows.
func (t *terms) nameOf(m *record.Medication) called {
	text := lettersOnly(m.Code.Text)
	c := called{strength: digits(m.Code.Text), modified: holdsAny(text, modifiedRelease)}
	names := text // a brand may stand in a code's words alone
	for _, k := range m.Code.Codings {
		names += lettersOnly(string(k.Display))
	}
	var substances []string
	for _, i := range m.Ingredients {
		substances = append(substances, strings.TrimSpace(lettersOnly(i.Text)))
		c.within = strings.TrimSpace(c.within + " " + digits(i.Text))
	}
	given := len(substances) > 0
	for _, n := range t.namedIn(names + strings.Join(substances, " ")) {
		if t.brandSensitive.Says(n.substance) {
			c.sensitive = true
			c.brand = cmp.Or(c.brand, n.brand)
		}
		if !given {
			substances = append(substances, n.substance)
		}
	}
	if given || !compound(m.Code.Text) {
		slices.Sort(substances)
		c.substances = strings.Join(slices.Compact(substances), "+")
	}
	form := ""
	if m.Form != nil {
		form = m.Form.Text
	}
	for name, words := range formWords {
		if holdsAny(text, words) || holdsAny(lettersOnly(form), words) {
			c.forms = append(c.forms, name)
		}
	}
	return c
}

// lettersOnly is the text in lower case between spaces, with everything but letters as single spaces.
func lettersOnly(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }), " ") + " "
}

func holds(letters, word string) bool { return strings.Contains(letters, " "+word+" ") }

func holdsAny(letters string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return holds(letters, w) })
}

// perUnit are the ways to write a strength in which a stroke joins no two substances.
var perUnit = strings.NewReplacer("/dose", "", "/ml", "", "/g", "", "/hour", "", "/actuation", "", "/puff", "")

// compound tells that a text may name more substances than the list knows.
func compound(text string) bool {
	text = " " + normal(text) + " "
	return strings.ContainsAny(perUnit.Replace(text), "/+&") || holdsAny(text, []string{"and", "with", "plus"})
}
