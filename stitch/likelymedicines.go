package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// Why two rows are likely one medicine, in words for a clinician.
const (
	sameProductElsewhere = "Likely the same medicine: another exchange holds the same product."
	sameWordsElsewhere   = "Likely the same medicine: another exchange holds one of the same name."
	sameNameElsewhere    = "Likely the same medicine: another exchange names the same substance, and neither strength nor form differs."
)

// relateMedications lets medicines that the person takes and that are likely one name each other (S17): the same product,
// or the same substance by ingredient or by brand and generic name, in two exchanges. They are never joined, because
// no rule is sure of it: a clinician who sees both does not count the medicine twice.
func relateMedications(t *terms, rows []*record.Medication) {
	alike := map[string][]*record.Medication{}
	var order []string
	names := map[*record.Medication]called{}
	for _, row := range rows {
		if !mayBeTold(row) {
			continue
		}
		names[row] = t.nameOf(row)
		for _, k := range t.alikeKeys(row, names[row]) {
			if alike[k] == nil {
				order = append(order, k)
			}
			alike[k] = append(alike[k], row)
		}
	}
	for _, k := range order {
		group := alike[k]
		if len(group) > mostAlike {
			continue
		}
		for i, a := range group {
			for _, b := range group[i+1:] {
				if reason := t.likelyOne(a, b, names); reason != "" && t.certainStrength(a, group, names) && t.certainStrength(b, group, names) {
					a.Related, b.Related = related(a.Related, b.ID, reason), related(b.Related, a.ID, reason)
				}
			}
		}
	}
}

// mayBeTold leaves out what is over, short courses, and single acts of supply: each of those stands for itself.
func mayBeTold(m *record.Medication) bool {
	switch m.Type {
	case record.MedicationDispense, record.MedicationAdministration:
		return false
	}
	switch m.Status {
	case record.MedicationActive, record.MedicationOnHold, record.MedicationIntended, record.MedicationUnknown:
		return m.Course != record.CourseAcute
	}
	return false
}

// alikeKeys are the products, the words and the substance by which a medicine is looked for.
func (t *terms) alikeKeys(m *record.Medication, c called) []string {
	var keys []string
	for _, coding := range m.Code.Codings {
		if k := terminology.CodeOf(coding); !k.IsZero() && !t.general(k) {
			keys = append(keys, "code "+k.String())
		}
	}
	if wordy(m.Code) && !t.tooGeneral.Says(m.Code.Text) {
		keys = append(keys, "words "+normal(m.Code.Text))
	}
	if c.substances != "" {
		keys = append(keys, "substance "+c.substances)
	}
	return keys
}

// likelyOne gives the reason why two rows are likely one medicine, "" when they are not.
func (t *terms) likelyOne(a, b *record.Medication, names map[*record.Medication]called) string {
	x, y := names[a], names[b]
	switch {
	case shareExchange(a, b):
		return "" // two ids of one exchange are two
	case differ(x.strength, y.strength), differ(x.within, y.within):
		return ""
	case len(x.forms) > 0 && len(y.forms) > 0 && !slices.ContainsFunc(x.forms, func(f string) bool { return slices.Contains(y.forms, f) }):
		return ""
	case x.brand != y.brand && (x.sensitive || y.sensitive):
		return ""
	case t.sameProduct(a, b):
		return sameProductElsewhere
	case x.modified || y.modified, (x.sensitive || y.sensitive) && x.brand == "":
		return "" // only the product itself would be the same
	case t.sameWords(a, b):
		return sameWordsElsewhere
	case x.substances != "" && x.substances == y.substances:
		return sameNameElsewhere
	}
	return ""
}

// differ tells that both say something, and not the same.
func differ(a, b string) bool { return a != "" && b != "" && a != b }

// sameWords tells that two rows are called the same, word for word.
func (t *terms) sameWords(a, b *record.Medication) bool {
	return wordy(a.Code) && wordy(b.Code) && !t.tooGeneral.Says(a.Code.Text) && normal(a.Code.Text) == normal(b.Code.Text)
}

// sameProduct tells that two rows share a product's code.
func (t *terms) sameProduct(a, b *record.Medication) bool {
	return slices.ContainsFunc(a.Code.Codings, func(c record.Coding) bool {
		k := terminology.CodeOf(c)
		return !k.IsZero() && !t.general(k) && slices.ContainsFunc(b.Code.Codings, func(o record.Coding) bool { return terminology.CodeOf(o) == k })
	})
}

// certainStrength tells that a row which names no strength meets one strength only among those like it: warfarin alone
// is likely neither the 1 mg nor the 5 mg tablet.
func (t *terms) certainStrength(m *record.Medication, group []*record.Medication, names map[*record.Medication]called) bool {
	if names[m].strength != "" {
		return true
	}
	met := ""
	for _, other := range group {
		s := names[other].strength
		if s == "" || t.likelyOne(m, other, names) == "" {
			continue
		}
		if met != "" && met != s {
			return false
		}
		met = s
	}
	return true
}
