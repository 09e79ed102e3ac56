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
func (t *terms) namedIn(l letters) []substanceName {
	var found []substanceName
	for i := range l.count() {
		if !t.Begins(l.words(i, 1)) {
			continue
		}
		for n := min(longestName, l.count()-i); n > 0; n-- {
			if all := t.substancesOf(l.words(i, n)); all != nil {
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
	"rectal":           {"suppository", "suppositories", "enema", "enemas"},
}

var formNames = byWord(formWords)

// called is what the names and codes of a medicine say of it.
type called struct {
	words       string // its words as they stand, "" where they say nothing
	substances  string // its substances in alphabetical order, "" where they are not surely known
	brand       string // the brand of a brand-sensitive substance, "" where none is named
	sensitive   bool
	modified    bool
	strength    []amount // in its words, else in those of its codes
	contents    []amount // in its ingredients' words
	forms       []string
	routes      []string
	sites       []string // where it goes: drops for the left eye are not those for the right
	doses       []doseOf
	shapes      []string // the forms in its words, each by itself
	special     string   // forms that another product of the substance may not have
	products    []terminology.Code
	above       []terminology.Code // the codes that include its products
	unbranded   []terminology.Code // those of its products that are brand-sensitive substances
	unexplained bool               // a code of its own goes without words
}

// nameOf reads a medicine's names: its ingredients where the source gives them, else a name that the list knows.
func (t *terms) nameOf(m *record.Medication) *called {
	text := lettersIn(m.Code.Text)
	c := &called{strength: strengthOf(m), modified: t.mentions(t.modifiedRelease, text)}
	if wordy(m.Code) && !t.tooGeneral.Says(m.Code.Text) {
		c.words = normal(m.Code.Text)
	}
	names := text // a brand may stand in a code's words alone
	for _, k := range m.Code.Codings {
		names = names.and(string(k.Display))
		c.unexplained = c.unexplained || k.Display == ""
	}
	t.readSubstances(c, m, names)
	t.readProducts(c, m)
	c.readForm(m, text)
	c.shapes, c.special = text.namedBy(shapeNames), specialIn(text)
	for _, d := range m.Dosages {
		c.routes = append(c.routes, conceptNames(d.Route)...)
		c.sites = append(c.sites, conceptNames(d.Site)...)
		c.doses = append(c.doses, newDose(d))
	}
	return c
}

// strengthOf are the amounts in the medicine's words, else in those of its codes.
func strengthOf(m *record.Medication) []amount {
	strength := amountsIn(medicineWords(m))
	for i := 0; len(strength) == 0 && i < len(m.Code.Codings); i++ {
		strength = amountsIn(string(m.Code.Codings[i].Display))
	}
	return strength
}

// readSubstances reads what is in the medicine, and whether its brand matters.
func (t *terms) readSubstances(c *called, m *record.Medication, names letters) {
	var substances []string
	for _, i := range m.Ingredients {
		substances = append(substances, lettersIn(i.Text).text)
		c.contents = append(c.contents, amountsIn(i.Text)...)
		names = names.and(i.Text)
	}
	given := len(substances) > 0
	for _, n := range t.namedIn(names) {
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
}

// readProducts reads the codes, and those that include them.
func (t *terms) readProducts(c *called, m *record.Medication) {
	c.products = t.productCodes(m)
	reached := slices.Clone(c.products)
	for i := 0; i < len(reached); i++ {
		for _, wider := range t.Wider(reached[i]) {
			if wider.System != terminology.SystemWords && !slices.Contains(reached, wider) {
				reached = append(reached, wider)
			}
		}
	}
	c.above = reached[len(c.products):]
	for i, k := range reached {
		if t.brandSensitive.Has(k) {
			c.sensitive = true
			if i < len(c.products) {
				c.unbranded = append(c.unbranded, k)
			}
		}
	}
}

func (c *called) readForm(m *record.Medication, text letters) {
	c.forms = text.namedBy(formNames)
	if m.Form != nil {
		c.forms = append(c.forms, lettersIn(m.Form.Text).namedBy(formNames)...)
	}
	if len(c.forms) == 0 {
		c.forms = conceptNames(m.Form)
	}
}

// conceptNames are the codes and the words of a concept; none where there is no concept.
func conceptNames(c *record.CodeableConcept) []string {
	if c == nil || c.IsZero() {
		return nil
	}
	names := []string{normal(c.Text)}
	for _, k := range c.Codings {
		if code := terminology.CodeOf(k); !code.IsZero() {
			names = append(names, code.String())
		}
	}
	return names
}

// mentions tells that a text of letters only holds a phrase of the set as whole words.
func (t *terms) mentions(set terminology.ValueSet, l letters) bool {
	for i := range l.count() {
		if !t.Begins(l.words(i, 1)) {
			continue
		}
		for n := min(longestName, l.count()-i); n > 0; n-- {
			if set.Says(l.words(i, n)) {
				return true
			}
		}
	}
	return false
}

// perUnit are the ways to write a strength in which a stroke joins no two substances.
var perUnit = strings.NewReplacer("/dose", "", "/ml", "", "/g", "", "/hour", "", "/actuation", "", "/puff", "")

// compound tells that a text may name more substances than the list knows.
func compound(text string) bool {
	text = normal(text)
	if strings.ContainsAny(text, "/+&") && strings.ContainsAny(perUnit.Replace(text), "/+&") {
		return true
	}
	for word := range strings.SplitSeq(text, " ") {
		switch word {
		case "and", "with", "plus":
			return true
		}
	}
	return false
}
