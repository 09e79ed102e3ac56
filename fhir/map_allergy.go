package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

type allergyIntolerance struct {
	resource
	onset
	Identifier         []identifier      `json:"identifier"`
	ClinicalStatus     *codeableConcept  `json:"clinicalStatus"`
	VerificationStatus *codeableConcept  `json:"verificationStatus"`
	Type               string            `json:"type"`
	Category           []string          `json:"category"`
	Criticality        string            `json:"criticality"`
	Code               *codeableConcept  `json:"code"`
	Patient            *reference        `json:"patient"`
	Encounter          ignored           `json:"encounter"`
	RecordedDate       string            `json:"recordedDate"`
	Recorder           *reference        `json:"recorder"`
	Asserter           *reference        `json:"asserter"`
	LastOccurrence     string            `json:"lastOccurrence"`
	Note               []annotation      `json:"note"`
	Reaction           []allergyReaction `json:"reaction"`
}

type allergyReaction struct {
	Substance     *codeableConcept  `json:"substance"`
	Manifestation []codeableConcept `json:"manifestation"`
	Description   string            `json:"description"`
	Onset         string            `json:"onset"`
	Severity      string            `json:"severity"`
	ExposureRoute *codeableConcept  `json:"exposureRoute"`
	Note          []annotation      `json:"note"`
}

// onset is FHIR's onset[x] of allergies and conditions.
type onset struct {
	OnsetDateTime string      `json:"onsetDateTime"`
	OnsetAge      *quantity   `json:"onsetAge"`
	OnsetPeriod   *period     `json:"onsetPeriod"`
	OnsetRange    *valueRange `json:"onsetRange"`
	OnsetString   string      `json:"onsetString"`
}

var (
	allergyClinical = map[string]record.AllergyClinicalStatus{
		"active": record.AllergyActive, "inactive": record.AllergyInactive, "resolved": record.AllergyResolved,
	}
	allergyVerification = map[string]record.VerificationStatus{
		"unconfirmed": record.Unconfirmed, "presumed": record.Presumed, "confirmed": record.Confirmed,
		"refuted": record.Refuted, "entered-in-error": record.EnteredInError,
	}
	allergyCategories = map[string]record.AllergyCategory{
		"food": record.Food, "medication": record.MedicineCat, "environment": record.Environment, "biologic": record.Biologic,
	}
	criticalities = map[string]record.Criticality{
		"low": record.CriticalityLow, "high": record.CriticalityHigh, "unable-to-assess": record.CriticalityUnableToAssess,
	}
	severities = map[string]record.Severity{
		"mild": record.SeverityMild, "moderate": record.SeverityModerate, "severe": record.SeveritySevere,
	}
)

// mapAllergy reads an allergy or intolerance. It survives however little of it can be read (S05).
func mapAllergy(m *mapper, r *allergyIntolerance) record.Facts {
	a := m.allergies.one(record.Allergy{
		VerificationStatus: conceptEnum(m, "verification status", r.VerificationStatus, allergyVerification, record.VerificationUnknown),
		Type:               record.Text(r.Type),
		Criticality:        record.CriticalityUnknown,
		LastOccurrence:     m.date("last occurrence", r.LastOccurrence),
	})
	a.ClinicalStatus = conceptEnum(m, "clinical status", r.ClinicalStatus, allergyClinical, record.AllergyStatusUnknown)
	if r.ClinicalStatus == nil && a.VerificationStatus != record.EnteredInError {
		m.warn("The clinical status is missing.")
	}
	if r.Criticality != "" {
		a.Criticality = enum(m, "criticality", r.Criticality, criticalities, record.CriticalityUnknown)
	}
	for _, c := range r.Category {
		if category, ok := allergyCategories[c]; ok {
			a.Categories = append(a.Categories, category)
		} else if c != "" {
			m.unread("category", c)
		}
	}
	a.Onset, a.OnsetText = m.onset(r.onset)
	m.about(r.Patient)
	recorded := m.date("recorded date", r.RecordedDate)
	m.begin(&a.Entry, record.Allergies, told{recorders: []*reference{r.Recorder, r.Asserter}, recorded: recorded})
	a.Identifiers = m.identifierList(r.Identifier)
	a.Notes = m.notes(r.Note)
	for i := range r.Reaction {
		m.reaction(a, &r.Reaction[i])
	}
	a.Code = m.concept(r.Code)
	if a.Code.IsZero() {
		a.Code = m.substances(a)
	}
	a.When = firstDate(a.Onset, recorded, a.LastOccurrence)
	a.StatusText = m.statusText(words(m.stock, a.ClinicalStatus), a.VerificationStatus)
	return record.Facts{Allergies: m.allergyRows.list(a)}
}

func (m *mapper) reaction(a *record.Allergy, r *allergyReaction) {
	reaction := record.AllergyReaction{
		Substance: m.conceptOrNil(r.Substance), Manifestations: m.conceptList(r.Manifestation), Severity: record.SeverityUnknown,
		Onset: m.date("reaction onset", r.Onset), ExposureRoute: m.conceptOrNil(r.ExposureRoute), Description: record.Text(r.Description),
	}
	if r.Severity != "" {
		reaction.Severity = enum(m, "reaction severity", r.Severity, severities, record.SeverityUnknown)
	}
	a.Reactions = append(a.Reactions, reaction)
	a.Notes = append(a.Notes, m.notes(r.Note)...)
}

// substances names an allergy that has no code of its own by what the person reacted to.
func (m *mapper) substances(a *record.Allergy) record.CodeableConcept {
	var all []record.CodeableConcept
	for _, r := range a.Reactions {
		if r.Substance != nil {
			all = append(all, *r.Substance)
		}
	}
	if len(all) == 0 {
		return m.nameless("Allergy")
	}
	m.warn("It does not say what it is; it is named after the substance of its reaction.")
	if len(all) == 1 {
		return all[0]
	}
	return record.CodeableConcept{Text: strings.Join(textsOf(all), ", ")}
}

// nameless names an entry whose source does not say what it is: by its narrative, where there is one, else by its own
// reference, so that it is seen, and is never taken for another one that is nameless too.
func (m *mapper) nameless(what string) record.CodeableConcept {
	if said := m.narrative(); said != "" {
		m.warn("It is named after its narrative: the source does not say what it is anywhere else.")
		// Not marked as the source's own name: it may be cut, and two that are cut alike are not the same.
		return record.CodeableConcept{Text: shorten(said)}
	}
	m.warn("It does not say what it is.")
	return record.CodeableConcept{Text: what + " without a name (" + m.local() + ")"}
}

// onset reads when something began: a date, else an age, a range or words.
func (m *mapper) onset(o onset) (record.PartialDate, record.Text) {
	return m.moment("onset", o.OnsetDateTime, o.OnsetPeriod, o.OnsetAge, o.OnsetRange, o.OnsetString)
}

// moment reads what FHIR may give as a date, a period, an age, a range or words. A period gives its start as the date and
// is told in words too, so that its end is not lost.
func (m *mapper) moment(what, date string, p *period, age *quantity, span *valueRange, text string) (record.PartialDate, record.Text) {
	if date != "" {
		return m.date(what, date), record.Text(text)
	}
	if read := m.period(what, p); read != nil {
		return read.Start, record.Text(sayPeriod(read))
	}
	if q := m.quantity(what, age); q != nil {
		return record.PartialDate{}, record.Text("at age " + sayAge(q))
	}
	if s := m.valueRange(what, span); s != nil {
		return record.PartialDate{}, record.Text("at age " + sayAgeRange(s))
	}
	return record.PartialDate{}, record.Text(text)
}

// statusText writes a clinical and a verification status as words; a confirmed one goes without saying.
func (k *stock) statusText(clinical string, v record.VerificationStatus) string {
	switch v {
	case record.Confirmed, record.VerificationUnknown:
		return clinical
	case record.EnteredInError, record.Refuted:
		return words(k, v)
	}
	return clinical + ", " + words(k, v)
}
