package record

// EventStatus is FHIR's event-status, in which procedures and immunisations are told.
type EventStatus string

// The statuses of something done, or not.
const (
	EventPreparation    EventStatus = "PREPARATION"
	EventInProgress     EventStatus = "IN_PROGRESS"
	EventNotDone        EventStatus = "NOT_DONE"
	EventOnHold         EventStatus = "ON_HOLD"
	EventStopped        EventStatus = "STOPPED"
	EventCompleted      EventStatus = "COMPLETED"
	EventEnteredInError EventStatus = "ENTERED_IN_ERROR"
	EventUnknown        EventStatus = "UNKNOWN"
)

// Procedure is something done to or for the person (FHIR Procedure), or not done: see Status.
type Procedure struct {
	Entry
	Status       EventStatus      `json:"status"`
	StatusReason *CodeableConcept `json:"statusReason,omitempty"`
	Category     *CodeableConcept `json:"category,omitempty"`
	Performed    PartialDate      `json:"performed,omitzero"`
	Period       *Period          `json:"period,omitempty"`
	// PerformedText is an age, a range or words where there is no date.
	PerformedText Text              `json:"performedText,omitempty"`
	Performers    []Practitioner    `json:"performers,omitempty"`
	Reasons       []CodeableConcept `json:"reasons,omitempty"`
	BodySites     []CodeableConcept `json:"bodySites,omitempty"`
	Outcome       *CodeableConcept  `json:"outcome,omitempty"`
	Complications []CodeableConcept `json:"complications,omitempty"`
	BasedOn       []Reference       `json:"basedOn,omitempty"`
}

// Retracted tells that the procedure was entered in error. One not done is no retraction.
func (p *Procedure) Retracted() bool { return p.Status == EventEnteredInError }

// Immunisation is a vaccination given or not given (FHIR Immunization).
type Immunisation struct {
	Entry
	Status       EventStatus      `json:"status"`
	StatusReason *CodeableConcept `json:"statusReason,omitempty"`
	// Occurrence is when it was given; OccurrenceText the words where there is no date.
	Occurrence     PartialDate      `json:"occurrence,omitzero"`
	OccurrenceText Text             `json:"occurrenceText,omitempty"`
	LotNumber      Text             `json:"lotNumber,omitempty"`
	ExpirationDate PartialDate      `json:"expirationDate,omitzero"`
	Manufacturer   *Organisation    `json:"manufacturer,omitempty"`
	Site           *CodeableConcept `json:"site,omitempty"`
	Route          *CodeableConcept `json:"route,omitempty"`
	Dose           *Quantity        `json:"dose,omitempty"`
	// DoseNumber is the dose's place in its series in the source's own words: "2".
	DoseNumber     Text              `json:"doseNumber,omitempty"`
	TargetDiseases []CodeableConcept `json:"targetDiseases,omitempty"`
	// PrimarySource is false when it was reported by somebody who did not give it; nil when not recorded.
	PrimarySource *bool             `json:"primarySource,omitempty"`
	Performers    []Practitioner    `json:"performers,omitempty"`
	Reactions     []CodeableConcept `json:"reactions,omitempty"`
	Reasons       []CodeableConcept `json:"reasons,omitempty"`
}

// Retracted tells that the immunisation was entered in error. One not done is no retraction.
func (i *Immunisation) Retracted() bool { return i.Status == EventEnteredInError }
