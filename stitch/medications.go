package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// medicationRules: sure when the product's code or words, the strength in them, form, dosage, route, kind and course are
// equal, and the prescription's own date (S15). Anything else keeps two medicines apart: two strengths, two brands,
// acute and repeat. Undated ones are never joined. Where sources differ in the status, the one that says the person
// takes it speaks, and the difference shows (S11, S13).
var medicationRules = rules[*record.Medication]{
	kind:       record.Medications,
	copy:       clone[record.Medication],
	rest:       medicationKey,
	same:       codeOrText[*record.Medication]("same-product-same-date-same-dosage", "same-text-same-date-same-dosage"),
	contradict: contradictingProducts,
	standing:   func(m *record.Medication) int { return slices.Index(takenFirst, m.Status) },
	fields: []field[*record.Medication]{
		coded[*record.Medication](),
		kept("status", func(m *record.Medication) string { return string(m.Status) }),
		filled("statusReason", func(m *record.Medication) *[]record.CodeableConcept { return &m.StatusReason }, conceptsWords),
		filled("ingredients", func(m *record.Medication) *[]record.CodeableConcept { return &m.Ingredients }, conceptsWords),
		filled("form", func(m *record.Medication) **record.CodeableConcept { return &m.Form }, conceptWords),
		filled("dosages", func(m *record.Medication) *[]record.Dosage { return &m.Dosages }, dosagesWords),
		filled("authoredOn", func(m *record.Medication) *record.PartialDate { return &m.AuthoredOn }, dateWords),
		filled("period", func(m *record.Medication) **record.Period { return &m.Period }, periodWords),
		filled("prescriber", func(m *record.Medication) **record.Practitioner { return &m.Prescriber }, practitionerWords),
		filled("reasons", func(m *record.Medication) *[]record.CodeableConcept { return &m.Reasons }, conceptsWords),
		filled("quantity", func(m *record.Medication) **record.Quantity { return &m.Quantity }, quantityWords),
	},
}

// takenFirst orders statuses by how much they say that the person takes the medicine.
var takenFirst = []record.MedicationStatus{record.MedicationActive, record.MedicationOnHold, record.MedicationIntended,
	record.MedicationDraft, record.MedicationUnknown, record.MedicationCompleted, record.MedicationStopped,
	record.MedicationCancelled, record.MedicationNotTaken, record.MedicationEnteredInError}

// medicationKey is everything but the product that keeps two medicines apart; "" for an undated one.
func medicationKey(m *record.Medication) string {
	if m.When.IsZero() {
		return ""
	}
	ingredients := listed(m.Ingredients, func(c record.CodeableConcept) string { return conceptKey(&c) + " " + digits(c.Text) })
	dosages := make([]string, len(m.Dosages))
	for i, d := range m.Dosages {
		dosages[i] = strings.Join([]string{normal(d.Text), conceptKey(d.Route), quantityKey(d.Dose), rangeKey(d.DoseRange),
			normal(string(d.Timing)), normal(string(d.Rate))}, "\x1d")
	}
	return all(digits(m.Code.Text), dateKey(m.When), string(m.Type), string(m.Course), ingredients, conceptKey(m.Form), strings.Join(dosages, "\x1c"))
}

// digits are the numbers in a product's words, which hold its strength: a code may be of the substance alone.
func digits(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' && r != '%' }), " ")
}

// contradictingProducts tells that two entries are not coded as the same products: of a medicine every code must be
// equal, because a substance and its product may stand side by side.
func contradictingProducts(t *terms, group []entry[*record.Medication]) bool {
	coded := map[string]string{}
	for _, e := range group {
		own := map[string][]string{}
		for _, c := range e.row.Code.Codings {
			if k := terminology.CodeOf(c); !k.IsZero() && !t.general(k) {
				own[k.System] = append(own[k.System], k.Value)
			}
		}
		for system, codes := range own {
			slices.Sort(codes)
			key := strings.Join(codes, ",")
			if before, ok := coded[system]; ok && before != key {
				return true
			}
			coded[system] = key
		}
	}
	return false
}

// Medications makes the medications section. With statuses asked for, a row stays when any of its sources that still
// asserts it has one of them.
func Medications(p *Patient, answers []record.Answer, o MedicationOptions) *MedicationList {
	r := medicationRules
	wanted := map[*record.Medication]bool{}
	r.unite = func(row *record.Medication, asserting, _ []*record.Medication) {
		wanted[row] = len(o.Statuses) == 0 || slices.ContainsFunc(asserting, func(m *record.Medication) bool { return slices.Contains(o.Statuses, m.Status) })
	}
	rows, completeness := section(p, answers, r, func(f record.Facts) []*record.Medication { return f.Medications })
	includeRetracted := o.IncludeRetracted || slices.Contains(o.Statuses, record.MedicationEnteredInError)
	rows = slices.DeleteFunc(current(rows, includeRetracted), func(row *record.Medication) bool {
		return !wanted[row] && !(o.IncludeRetracted && row.Retracted())
	})
	relateMedications(p.terms, rows)
	return &MedicationList{Entries: rows, Completeness: completeness}
}
