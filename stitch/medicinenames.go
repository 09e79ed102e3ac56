package stitch

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// Brand and generic names are data: one short list, of medicines that are common or whose brand matters.
//
//go:embed medicinenames.json
var medicineNamesFile []byte

// substanceNames are the names of one substance. Of a brand-sensitive one, two brands are never likely the same (S15).
type substanceNames struct {
	Name           string   `json:"name"`
	Brands         []string `json:"brands"`
	Words          []string `json:"words"`
	BrandSensitive bool     `json:"brandSensitive"`
}

var medicineNames = mustMedicineNames()

func mustMedicineNames() []substanceNames {
	var file struct{ Substances []substanceNames }
	if err := json.Unmarshal(medicineNamesFile, &file); err != nil {
		panic(fmt.Errorf("medicine names: %w", err))
	}
	return file.Substances
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
func nameOf(m *record.Medication) called {
	text := lettersOnly(m.Code.Text)
	c := called{strength: digits(m.Code.Text), modified: holdsAny(text, modifiedRelease)}
	branded := text // a brand may stand in a code's words alone
	for _, k := range m.Code.Codings {
		branded += lettersOnly(string(k.Display))
	}
	var substances []string
	for _, i := range m.Ingredients {
		substances = append(substances, strings.TrimSpace(lettersOnly(i.Text)))
		c.within = strings.TrimSpace(c.within + " " + digits(i.Text))
	}
	named := len(substances) > 0
	for _, s := range medicineNames {
		at := slices.IndexFunc(s.Brands, func(b string) bool { return holds(branded, b) })
		ingredient := slices.ContainsFunc(substances, func(i string) bool { return holds(" "+i+" ", s.Name) })
		if at < 0 && !ingredient && !holds(text, s.Name) && !holdsAny(text, s.Words) {
			continue
		}
		if s.BrandSensitive {
			c.sensitive = true
			if at >= 0 {
				c.brand = s.Brands[at]
			}
		}
		if !named {
			substances = append(substances, s.Name)
		}
	}
	if named || !compound(m.Code.Text) {
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
