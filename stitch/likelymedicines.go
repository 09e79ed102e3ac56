package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// Why two rows are likely one medicine, in words for a clinician.
const (
	sameProductElsewhere = "Likely the same medicine: another exchange holds the same product."
	otherLevelElsewhere  = "Likely the same medicine: by its code, one is a brand, a strength or a form of what the other exchange holds."
	sameWordsElsewhere   = "Likely the same medicine: another exchange holds one of the same name."
	sameNameElsewhere    = "Likely the same medicine: another exchange names the same substance, and neither strength nor form differs."
)

// likelyMedicines are the grounds on which two medicines that the person takes are likely one (S17): the same product, the
// same product at another level of dm+d, the same name, or the same substance by ingredient or by brand and generic name.
// They are never joined, because no rule is sure of it: a clinician who sees both does not count the medicine twice. Two
// strengths, forms, routes or doses, and two brands of a brand-sensitive medicine, are never likely one (S15).
func likelyMedicines(t *terms, rows []*record.Medication) []likelihood[*record.Medication] {
	if ofOneExchange(rows) {
		return nil
	}
	names := newMedicineNames(t)
	grounds := []likelihood[*record.Medication]{
		{reason: sameProductElsewhere, keys: names.productKeys, fits: names.fit(sameProduct)},
		{reason: otherLevelElsewhere, keys: names.levelKeys, fits: names.fit(sameAtAnotherLevel)},
		{reason: sameWordsElsewhere, keys: names.wordKeys, fits: names.fit(sameWords)},
		{reason: sameNameElsewhere, keys: names.substanceKeys, fits: names.fit(sameSubstances)},
	}
	uncertain := names.uncertain(rows, grounds)
	for i := range grounds {
		fits := grounds[i].fits
		grounds[i].fits = func(t *terms, a, b *record.Medication) bool { return !uncertain[a] && !uncertain[b] && fits(t, a, b) }
	}
	return grounds
}

// medicineNames reads each row's names once.
type medicineNames struct {
	terms *terms
	of    map[*record.Medication]*called
}

func newMedicineNames(t *terms) *medicineNames {
	return &medicineNames{t, map[*record.Medication]*called{}}
}

// read gives what a row is called; nil for what is over, short courses, single acts of supply, and requests that the
// medicine is not given: each of those stands for itself.
func (n *medicineNames) read(m *record.Medication) *called {
	if !mayBeTold(m) {
		return nil
	}
	c := n.of[m]
	if c == nil {
		c = n.terms.nameOf(m)
		n.of[m] = c
	}
	return c
}

func mayBeTold(m *record.Medication) bool {
	switch m.Type {
	case record.MedicationDispense, record.MedicationAdministration:
		return false
	}
	switch m.Status {
	case record.MedicationActive, record.MedicationOnHold, record.MedicationIntended, record.MedicationUnknown:
		return m.Course != record.CourseAcute && !m.DoNotPerform
	}
	return false
}

func (n *medicineNames) productKeys(k *keyring, m *record.Medication) {
	if c := n.read(m); c != nil {
		k.addCodes(c.products)
	}
}

func (n *medicineNames) levelKeys(k *keyring, m *record.Medication) {
	if c := n.read(m); c != nil && c.plain() {
		k.addCodes(c.products)
		k.addCodes(c.above)
	}
}

func (n *medicineNames) wordKeys(k *keyring, m *record.Medication) {
	if c := n.read(m); c != nil && c.plain() && c.words != "" {
		k.add(key{}, c.words)
	}
}

func (n *medicineNames) substanceKeys(k *keyring, m *record.Medication) {
	if c := n.read(m); c != nil && c.plain() && c.substances != "" {
		k.add(key{}, c.substances)
	}
}

// addCodes adds a key for each code.
func (k *keyring) addCodes(codes []terminology.Code) {
	for _, c := range codes {
		k.add(key{}, c.System, c.Value)
	}
}

// fit is a ground for two rows that are called alike, where nothing that both say keeps them apart.
func (n *medicineNames) fit(alike func(x, y *called) bool) func(*terms, *record.Medication, *record.Medication) bool {
	return func(_ *terms, a, b *record.Medication) bool {
		x, y := n.read(a), n.read(b)
		return alike(x, y) && x.goesWith(y)
	}
}

// sameProduct tells that two rows share a product's code. That of a brand-sensitive substance is no product's.
func sameProduct(x, y *called) bool {
	return slices.ContainsFunc(x.products, func(k terminology.Code) bool {
		return slices.Contains(y.products, k) && !slices.Contains(x.unbranded, k)
	})
}

// sameAtAnotherLevel tells that one row is coded as what includes the other.
func sameAtAnotherLevel(x, y *called) bool { return x.within(y) || y.within(x) }

func sameWords(x, y *called) bool { return x.words != "" && x.words == y.words }

func sameSubstances(x, y *called) bool { return x.substances != "" && x.substances == y.substances }

// namesNoStrength tells that a row which may be told elsewhere says nothing of its strength.
func (n *medicineNames) namesNoStrength(m *record.Medication) bool {
	return mayBeTold(m) && len(strengthOf(m)) == 0
}

// uncertain are the rows that name no strength and are likely the same as rows of several strengths: warfarin alone is
// likely neither the 1 mg nor the 5 mg tablet.
func (n *medicineNames) uncertain(rows []*record.Medication, grounds []likelihood[*record.Medication]) map[*record.Medication]bool {
	met := map[*record.Medication][]amount{}
	several := map[*record.Medication]bool{}
	if !slices.ContainsFunc(rows, n.namesNoStrength) {
		return several
	}
	k := newKeyring(n.terms)
	defer k.release()
	for _, ground := range grounds {
		for _, group := range alike(k, rows, ground) {
			for _, m := range group {
				if !n.namesNoStrength(m) {
					continue
				}
				for _, other := range group {
					s := n.read(other).strength
					if len(s) == 0 || shareExchange(m, other) || !ground.fits(n.terms, m, other) {
						continue
					}
					several[m] = several[m] || amountsDiffer(met[m], s)
					met[m] = s
				}
			}
		}
	}
	return several
}
