package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

type serviceRequest struct {
	resource
	Identifier            []identifier      `json:"identifier"`
	InstantiatesCanonical ignored           `json:"instantiatesCanonical"`
	InstantiatesURI       ignored           `json:"instantiatesUri"`
	BasedOn               ignored           `json:"basedOn"`
	Replaces              ignored           `json:"replaces"`
	Requisition           *identifier       `json:"requisition"`
	Status                string            `json:"status"`
	Intent                string            `json:"intent"`
	Category              []codeableConcept `json:"category"`
	Priority              string            `json:"priority"`
	PriorityElement       *element          `json:"_priority"`
	DoNotPerform          bool              `json:"doNotPerform"`
	Code                  *codeableConcept  `json:"code"`
	OrderDetail           []codeableConcept `json:"orderDetail"`
	QuantityQuantity      ignored           `json:"quantityQuantity"`
	QuantityRatio         ignored           `json:"quantityRatio"`
	QuantityRange         ignored           `json:"quantityRange"`
	Subject               *reference        `json:"subject"`
	Encounter             ignored           `json:"encounter"`
	OccurrenceDateTime    string            `json:"occurrenceDateTime"`
	OccurrencePeriod      *period           `json:"occurrencePeriod"`
	OccurrenceTiming      *timing           `json:"occurrenceTiming"`
	AsNeededBoolean       ignored           `json:"asNeededBoolean"`
	AsNeeded              ignored           `json:"asNeededCodeableConcept"`
	AuthoredOn            string            `json:"authoredOn"`
	Requester             *reference        `json:"requester"`
	PerformerType         *codeableConcept  `json:"performerType"`
	Performer             []reference       `json:"performer"`
	LocationCode          ignored           `json:"locationCode"`
	LocationReference     ignored           `json:"locationReference"`
	ReasonCode            []codeableConcept `json:"reasonCode"`
	ReasonReference       []reference       `json:"reasonReference"`
	Insurance             ignored           `json:"insurance"`
	SupportingInfo        ignored           `json:"supportingInfo"`
	Specimen              ignored           `json:"specimen"`
	BodySite              []codeableConcept `json:"bodySite"`
	Note                  []annotation      `json:"note"`
	PatientInstruction    string            `json:"patientInstruction"`
	RelevantHistory       ignored           `json:"relevantHistory"`
}

// element is what FHIR keeps beside a simple element: its extensions.
type element struct {
	Extension []extension `json:"extension"`
}

var (
	requestStatuses = map[string]record.RequestStatus{
		"draft": record.RequestDraft, "active": record.RequestActive, "on-hold": record.RequestOnHold,
		"revoked": record.RequestRevoked, "completed": record.RequestCompleted,
		"entered-in-error": record.RequestEnteredInError, "unknown": record.RequestUnknown,
	}
	requestPriorities = map[string]record.RequestPriority{
		"routine": record.Routine, "urgent": record.Urgent, "asap": record.ASAP, "stat": record.Stat,
	}
)

// requestCategories tell a referral from an order by the code of the category, or of the request itself: SNOMED CT.
var requestCategories = map[string]record.ReferralCategory{
	"3457005":   record.CategoryReferral, // Patient referral
	"103696004": record.CategoryReferral, // Patient referral to specialist
	"306206005": record.CategoryReferral, // Referral to service
	"306253008": record.CategoryReferral, // Referral to doctor
	"276490000": record.CategoryReferral, // Referral to physician
	"183444007": record.CategoryReferral, // Referral for further care
	"108252007": record.CategoryOrder,    // Laboratory procedure
	"15220000":  record.CategoryOrder,    // Laboratory test
	"363679005": record.CategoryOrder,    // Imaging
	"386053000": record.CategoryOrder,    // Evaluation procedure
	"103693007": record.CategoryOrder,    // Diagnostic procedure
	"387713003": record.CategoryOrder,    // Surgical procedure
	"71388002":  record.CategoryOrder,    // Procedure
	"386637004": record.CategoryOrder,    // Obstetric procedure
	"311401005": record.CategoryOther,    // Patient education
	"409063005": record.CategoryOther,    // Counselling
	"409073007": record.CategoryOther,    // Education
}

// priorityReason is UK Core's extension of the priority.
const priorityReason = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-PriorityReason"

// mapServiceRequest reads a referral or an order.
func mapServiceRequest(m *mapper, r *serviceRequest) record.Facts {
	x := &record.Referral{
		Category:        m.requestCategory(r),
		Categories:      m.conceptList(r.Category),
		Status:          enum(m, "status", r.Status, requestStatuses, record.RequestUnknown),
		Priority:        m.priority(r.Priority),
		Intent:          orElse(r.Intent, "unknown"),
		AuthoredOn:      m.date("authored date", r.AuthoredOn),
		Requester:       m.practitioner(r.Requester),
		Service:         m.requestedService(r.Performer),
		Specialty:       m.conceptOrNil(r.PerformerType),
		Reasons:         m.reasons(r.ReasonCode, r.ReasonReference),
		PriorityReasons: m.priorityReasons(r),
	}
	if r.Intent == "" {
		m.warn("The intent is missing.")
	}
	x.Occurrence = m.period("occurrence", r.OccurrencePeriod)
	if d := m.date("occurrence", r.OccurrenceDateTime); !d.IsZero() {
		x.Occurrence = &record.Period{Start: d, End: d}
	}
	x.StatusText = words(m.stock, x.Status)
	if r.DoNotPerform {
		m.warn("DO NOT PERFORM: this is a request that the service is not given.")
		x.StatusText = "do not perform (" + x.StatusText + ")"
	}
	m.about(r.Subject)
	m.begin(&x.Entry, record.Referrals, told{recorders: one(r.Requester), recorded: x.AuthoredOn})
	x.Identifiers = m.identifierList(r.Identifier)
	if r.Requisition != nil {
		x.Identifiers = append(x.Identifiers, m.identifierList([]identifier{*r.Requisition})...)
	}
	x.Notes = append(m.notes(r.Note), nonEmpty([]string{r.PatientInstruction})...)
	if when := m.timing(r.OccurrenceTiming); when != "" {
		x.Notes = append(x.Notes, "To happen "+when)
	}
	for _, detail := range textsOf(m.conceptList(r.OrderDetail)) {
		x.Notes = append(x.Notes, "Detail: "+detail)
	}
	for _, site := range textsOf(m.conceptList(r.BodySite)) {
		x.Notes = append(x.Notes, "Body site: "+site)
	}
	if x.Code = m.concept(r.Code); x.Code.IsZero() {
		x.Code = m.unnamedRequest(x)
	}
	x.When = firstDate(x.AuthoredOn, startOf(x.Occurrence))
	return record.Facts{Referrals: []*record.Referral{x}}
}

// unnamedRequest names a request that has no code by what else says what is wanted.
func (m *mapper) unnamedRequest(x *record.Referral) record.CodeableConcept {
	switch {
	case x.Specialty != nil:
		return *x.Specialty
	case len(x.Categories) > 0:
		return x.Categories[0]
	}
	return m.nameless("Request")
}

// priority reads how urgent the request is. Nothing recorded is nothing: it is never invented.
func (m *mapper) priority(code string) *record.RequestPriority {
	if code == "" {
		return nil
	}
	if p, ok := requestPriorities[code]; ok {
		return &p
	}
	m.unread("priority", code)
	return nil
}

// priorityReasons reads why a request is urgent, which UK Core keeps beside the priority.
func (k *stock) priorityReasons(r *serviceRequest) []record.CodeableConcept {
	all := extensionsAt(r.Extension, priorityReason)
	if r.PriorityElement != nil {
		all = append(all, extensionsAt(r.PriorityElement.Extension, priorityReason)...)
	}
	var reasons []record.CodeableConcept
	for _, e := range all {
		if c := k.concept(e.ValueCodeableConcept); !c.IsZero() {
			reasons = append(reasons, c)
		}
	}
	return reasons
}

// requestCategory tells a referral from an order. Where no code tells, words may: "referral" in the category, or at the
// beginning of what is asked for.
func (k *stock) requestCategory(r *serviceRequest) record.ReferralCategory {
	all := r.Category
	if r.Code != nil {
		all = append(all[:len(all):len(all)], *r.Code)
	}
	for _, c := range all {
		for _, k := range c.Coding {
			if category, ok := requestCategories[k.Code]; ok && record.CanonicalSystem(k.System) == record.SystemSNOMED {
				return category
			}
		}
	}
	if said := strings.ToLower(strings.Join(textsOf(k.conceptList(r.Category)), " ")); strings.Contains(said, "referral") {
		return record.CategoryReferral
	} else if strings.Contains(said, "laboratory") || strings.Contains(said, "imaging") || strings.Contains(said, "radiology") {
		return record.CategoryOrder
	}
	return categoryOfCode(k.concept(r.Code))
}

// categoryOfCode tells a referral from an order by what is asked for: LOINC codes are tests.
func categoryOfCode(c record.CodeableConcept) record.ReferralCategory {
	if strings.HasPrefix(strings.ToLower(c.Text), "refer") {
		return record.CategoryReferral
	}
	for _, k := range c.Codings {
		if record.CanonicalSystem(k.System) == record.SystemLOINC {
			return record.CategoryOrder
		}
	}
	if wordedCategory(c.Text) != "" {
		return record.CategoryOrder
	}
	return record.CategoryOther
}

// requestedService names who is asked: an organisation first, else whatever is named there.
func (m *mapper) requestedService(all []reference) *record.Organisation {
	if o := m.firstOrganisation(m.each(all)); o != nil {
		return o
	}
	for i := range all {
		if m.target(&all[i]) == "HealthcareService" {
			if o := m.organisation(&all[i]); o != nil {
				return o
			}
		}
	}
	return nil
}
