package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

type observation struct {
	resource
	effective
	observed
	Identifier  []identifier      `json:"identifier"`
	BasedOn     []reference       `json:"basedOn"`
	PartOf      ignored           `json:"partOf"`
	Status      string            `json:"status"`
	Category    []codeableConcept `json:"category"`
	Code        *codeableConcept  `json:"code"`
	Subject     *reference        `json:"subject"`
	Focus       []reference       `json:"focus"`
	Encounter   ignored           `json:"encounter"`
	Issued      string            `json:"issued"`
	Performer   []reference       `json:"performer"`
	Note        []annotation      `json:"note"`
	BodySite    *codeableConcept  `json:"bodySite"`
	Method      *codeableConcept  `json:"method"`
	Specimen    *reference        `json:"specimen"`
	Device      ignored           `json:"device"`
	HasMember   []reference       `json:"hasMember"`
	DerivedFrom ignored           `json:"derivedFrom"`
	Component   []observationPart `json:"component"`
}

type observationPart struct {
	observed
	Code *codeableConcept `json:"code"`
}

// effective is FHIR's effective[x].
type effective struct {
	EffectiveDateTime string  `json:"effectiveDateTime"`
	EffectivePeriod   *period `json:"effectivePeriod"`
	EffectiveTiming   *timing `json:"effectiveTiming"`
	EffectiveInstant  string  `json:"effectiveInstant"`
}

var resultStatuses = map[string]record.ResultStatus{
	"registered": record.ResultRegistered, "partial": record.ResultPartial, "preliminary": record.ResultPreliminary,
	"final": record.ResultFinal, "amended": record.ResultAmended, "corrected": record.ResultCorrected,
	"appended": record.ResultAppended, "cancelled": record.ResultCancelled,
	"entered-in-error": record.ResultEnteredInError, "unknown": record.ResultUnknown,
}

// mapObservation reads a measurement, finding or result.
func mapObservation(m *mapper, r *observation) record.Facts {
	performers := m.each(r.Performer)
	o := m.observations.one(record.Observation{
		Status:           enum(m, "status", r.Status, resultStatuses, record.ResultUnknown),
		Issued:           m.instant("issued", r.Issued),
		Categories:       m.conceptList(r.Category),
		AbsentReason:     m.conceptOrNil(r.DataAbsentReason),
		Interpretations:  m.conceptList(r.Interpretation),
		ReferenceRanges:  m.referenceRanges(r.ReferenceRange),
		BodySite:         m.conceptOrNil(r.BodySite),
		Method:           m.conceptOrNil(r.Method),
		Specimen:         m.specimen(r.Specimen),
		Performer:        m.firstOrganisation(performers),
		MemberReferences: m.references(r.HasMember),
		BasedOn:          m.references(r.BasedOn),
	})
	o.Effective, o.EffectivePeriod = m.effective(r.effective)
	o.Value, o.Display = m.value(&r.observed)
	for i := range r.Component {
		o.Components = append(o.Components, m.component(&r.Component[i]))
	}
	o.Display = sayObservation(o)
	m.about(r.Subject)
	if len(r.Focus) > 0 {
		m.warn("It is about somebody or something else than the patient: %s.", quote(sayReferences(m.references(r.Focus))))
	}
	issued := m.quietDate(r.Issued)
	m.begin(&o.Entry, record.Observations, told{recorders: performers, recorded: firstDate(issued, o.Effective)})
	o.Identifiers = m.identifierList(r.Identifier)
	o.Notes = m.notes(r.Note)
	if o.Code = m.concept(r.Code); o.Code.IsZero() {
		o.Code = m.nameless("Observation")
	}
	o.When = firstDate(o.Effective, startOf(o.EffectivePeriod), issued)
	o.StatusText = words(m.stock, o.Status)
	facts := record.Facts{Observations: m.resultRows.list(o)}
	if !m.part {
		facts.Observations = append(facts.Observations, m.containedResults(r.HasMember, o.Source(), 0)...)
	}
	return facts
}

func (m *mapper) component(r *observationPart) record.ObservationComponent {
	c := record.ObservationComponent{
		Code: m.concept(r.Code), AbsentReason: m.conceptOrNil(r.DataAbsentReason), Interpretations: m.conceptList(r.Interpretation),
		ReferenceRanges: m.referenceRanges(r.ReferenceRange),
	}
	c.Value, c.Display = m.value(&r.observed)
	if c.Display == "" {
		c.Display = sayAbsent(c.AbsentReason)
	}
	return c
}

// effective reads when something was observed: an instant, a date, or a span. A timing is told in words.
func (m *mapper) effective(e effective) (record.PartialDate, *record.Period) {
	if e.EffectiveTiming != nil {
		if words := m.timing(e.EffectiveTiming); words != "" {
			m.warn("It was observed at these times: %s.", quote(words))
		}
	}
	date := e.EffectiveDateTime
	if date == "" {
		date = e.EffectiveInstant
	}
	return m.date("effective date", date), m.period("effective period", e.EffectivePeriod)
}

// specimen says what was examined: the reference's display, else the specimen's type.
func (m *mapper) specimen(r *reference) record.Text {
	if r.isZero() {
		return ""
	}
	if r.Display != "" {
		return record.Text(r.Display)
	}
	there, ok := m.find(r)
	if !ok || there.typ != "Specimen" {
		return ""
	}
	return record.Text(m.concept(look[struct {
		Type *codeableConcept `json:"type"`
	}](there).Type).Text)
}

// sayObservation writes the whole of what was observed: the value, else the components, else why there is none.
func sayObservation(o *record.Observation) string {
	said := o.Display
	if len(o.Components) > 0 {
		parts := sayComponents(o.Components)
		if said != "" {
			parts = said + "; " + parts
		}
		return parts
	}
	if said == "" {
		said = sayAbsent(o.AbsentReason)
	}
	if said == "" && len(o.MemberReferences) == 0 {
		said = "not recorded"
	}
	return said
}

// The codes of a systolic and a diastolic blood pressure: LOINC, and SNOMED CT as British systems record it.
var (
	systolic  = [][2]string{{record.SystemLOINC, "8480-6"}, {record.SystemSNOMED, "271649006"}, {record.SystemSNOMED, "72313002"}}
	diastolic = [][2]string{{record.SystemLOINC, "8462-4"}, {record.SystemSNOMED, "271650006"}, {record.SystemSNOMED, "1091811000000102"}}
)

// sayComponents writes the parts of an observation: a blood pressure as "140/85 mmHg" when both parts have plain values in
// one unit, any other part with its name.
func sayComponents(all []record.ObservationComponent) string {
	var said []string
	upper, lower := -1, -1
	for i := range all {
		switch {
		case upper < 0 && hasAny(all[i].Code, systolic):
			upper = i
		case lower < 0 && hasAny(all[i].Code, diastolic):
			lower = i
		}
	}
	pair := ""
	if upper >= 0 && lower >= 0 {
		pair = sayPressure(all[upper].Value, all[lower].Value)
	}
	if pair != "" {
		said = append(said, pair)
	}
	for i := range all {
		if pair != "" && (i == upper || i == lower) {
			continue
		}
		said = append(said, joinWords(all[i].Code.Text, orElse(all[i].Display, "not recorded")))
	}
	return strings.Join(said, ", ")
}

func sayPressure(upper, lower record.ObservationValue) string {
	s, ok := upper.(*record.Quantity)
	d, also := lower.(*record.Quantity)
	if !ok || !also || s.Value == "" || d.Value == "" || s.Comparator != "" || d.Comparator != "" || unitOf(s) != unitOf(d) {
		return ""
	}
	return joinWords(string(s.Value)+"/"+string(d.Value), unitOf(s))
}

func hasAny(c record.CodeableConcept, codes [][2]string) bool {
	for _, k := range codes {
		if c.Has(k[0], k[1]) {
			return true
		}
	}
	return false
}

// sayReferences names what references lead to.
func sayReferences(all []record.Reference) string {
	var said []string
	for _, r := range all {
		said = append(said, orElse(r.Display, orElse(r.Local, r.Identifier.Value)))
	}
	return strings.Join(said, ", ")
}
