package stitch

import (
	"slices"
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// medicationRules: sure when the product's code or words, the strength in them, form, dosage, route, kind and course are
// equal, and the prescription's own date (S15). Anything else keeps two medicines apart: two strengths, two brands,
// acute and repeat. Undated ones are never joined. The statement, the order and the plan of one prescription are then put
// together by what the sources say of their connection. Where sources differ in the status, the one that says the person
// takes it speaks, and the difference shows (S11, S13).
var medicationRules = rules[*record.Medication]{
	kind:       record.Medications,
	copies:     copier[record.Medication],
	when:       func(m *record.Medication) record.PartialDate { return m.When },
	rest:       medicationRest,
	same:       codeOrText[*record.Medication]("same-product-same-date-same-dosage", "same-text-same-date-same-dosage"),
	contradict: contradictingMedicines,
	together:   prescriptionsTogether,
	standing:   medicationStanding,
	fields: []field[*record.Medication]{
		coded[*record.Medication](),
		kept("status", func(m *record.Medication) string { return string(m.Status) }),
		filledWhere(ofOneStatus, "statusReason", func(m *record.Medication) *[]record.CodeableConcept { return &m.StatusReason }, conceptsWords),
		filled("course", func(m *record.Medication) *record.MedicationCourse { return &m.Course }, courseWords),
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

// ofOneStatus tells that a reason for the entry's status is one for the row's.
func ofOneStatus(row, from *record.Medication) bool { return row.Status == from.Status }

// takenFirst orders statuses by how much they say that the person takes the medicine.
var takenFirst = []record.MedicationStatus{record.MedicationActive, record.MedicationOnHold, record.MedicationIntended,
	record.MedicationDraft, record.MedicationUnknown, record.MedicationCompleted, record.MedicationStopped,
	record.MedicationCancelled, record.MedicationNotTaken, record.MedicationEnteredInError}

// orderFirst orders what is told of one prescription: the order itself, then the plan for it, then what is said of it.
var orderFirst = []record.MedicationKind{record.MedicationOrder, record.MedicationPlan, record.MedicationStatement}

// medicationStanding lets the entry speak that says most that the person takes the medicine; of several, the order.
func medicationStanding(m *record.Medication) int {
	rank := slices.Index(orderFirst, m.Type)
	if rank < 0 {
		rank = len(orderFirst)
	}
	return slices.Index(takenFirst, m.Status)*(len(orderFirst)+1) + rank
}

func courseWords(c record.MedicationCourse) string {
	if c == record.CourseUnknown {
		return ""
	}
	return string(c)
}

// courseKey is equal for courses that are one. What HL7 calls continuous is a repeat prescription in UK Core's older words.
func courseKey(c record.MedicationCourse) string {
	if c == record.CourseContinuous {
		c = record.CourseRepeat
	}
	return courseWords(c)
}

// medicationRest writes everything but the product that keeps two medicines apart; nothing for an undated one.
func medicationRest(w *writer, m *record.Medication) {
	if m.When.IsZero() {
		return
	}
	w.strength(medicineWords(m))
	w.next()
	w.date(m.When)
	w.next()
	w.raw(string(m.Type))
	w.next()
	w.raw(courseKey(m.Course))
	w.next()
	w.raw(ingredientsKey(m.Ingredients))
	w.next()
	w.concept(m.Form)
	w.next()
	for i := range m.Dosages {
		for _, part := range dosageParts {
			part(w, &m.Dosages[i])
			w.raw("\x1d")
		}
		w.raw("\x1c")
	}
	w.next()
	w.b = strconv.AppendBool(w.b, m.DoNotPerform)
}

// medicineWords are somebody's words for the medicine, "" where there are none: a code shown for want of words holds no
// strength.
func medicineWords(m *record.Medication) string {
	if !wordy(m.Code) {
		return ""
	}
	return m.Code.Text
}

func ingredientsKey(of []record.CodeableConcept) string {
	return listed(of, func(c record.CodeableConcept) string { return conceptKey(&c) + " " + strengthKey(c.Text) })
}

// dosageParts write all of a dosage by which one dose is another: also the eye that the drops are for.
var dosageParts = []func(*writer, *record.Dosage){
	func(w *writer, d *record.Dosage) { w.words(d.Text) },
	func(w *writer, d *record.Dosage) { w.concept(d.Route) },
	func(w *writer, d *record.Dosage) { w.concept(d.Site) },
	func(w *writer, d *record.Dosage) { w.quantity(d.Dose) },
	func(w *writer, d *record.Dosage) { w.span(d.DoseRange) },
	func(w *writer, d *record.Dosage) { w.words(string(d.Timing)) },
	func(w *writer, d *record.Dosage) { w.words(string(d.Rate)) },
	func(w *writer, d *record.Dosage) {
		if d.AsNeeded {
			w.raw("as needed")
		}
	},
}

// inUse is the code by which a product goes now: dm+d gives a product another code at times, and the old one stays in records.
func (t *terms) inUse(c terminology.Code) terminology.Code {
	for _, other := range t.Equivalents(c) {
		if other.System == c.System {
			return other
		}
	}
	return c
}

// productCodes are the codes by which a medicine is compared, each once.
func (t *terms) productCodes(m *record.Medication) []terminology.Code {
	var codes []terminology.Code
	for _, c := range m.Code.Codings {
		if k := terminology.CodeOf(c); !k.IsZero() && !t.general(k) {
			if k = t.inUse(k); !slices.Contains(codes, k) {
				codes = append(codes, k)
			}
		}
	}
	return codes
}

// contradictingProducts tells that two entries are not coded as the same products: of a medicine every code must be
// equal, because a substance and its product may stand side by side.
func contradictingProducts(t *terms, group []entry[*record.Medication]) bool {
	if codedAlike(group) {
		return false
	}
	coded := map[string]string{}
	for _, e := range group {
		own := map[string][]string{}
		for _, k := range t.productCodes(e.row) {
			own[k.System] = append(own[k.System], k.Value)
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
	named := map[*record.Medication][]sourceID{}
	r.unite = func(row *record.Medication, asserting, retracted []*record.Medication) {
		row.BasedOn = nil // followed below: nothing is left that could lead nowhere (S18)
		for _, m := range slices.Concat(asserting, retracted) {
			row.Resolved = row.Resolved || m.Resolved
			named[row] = append(named[row], prescriptionsNamed(m)...)
		}
		wanted[row] = len(o.Statuses) == 0 || slices.ContainsFunc(asserting, func(m *record.Medication) bool { return slices.Contains(o.Statuses, m.Status) })
	}
	rows, completeness := section(p, answers, r, func(f record.Facts) []*record.Medication { return f.Medications })
	includeRetracted := o.IncludeRetracted || slices.Contains(o.Statuses, record.MedicationEnteredInError)
	rows = slices.DeleteFunc(current(rows, includeRetracted), func(row *record.Medication) bool {
		return !wanted[row] && !(o.IncludeRetracted && row.Retracted())
	})
	relate(p.terms, rows, likelyMedicines(p.terms, rows))
	relatePrescriptions(rows, named)
	return &MedicationList{Entries: rows, Completeness: completeness}
}
