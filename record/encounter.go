package record

// EncounterStatus is FHIR R4's encounter-status.
type EncounterStatus string

// The statuses of an encounter.
const (
	EncounterPlanned        EncounterStatus = "PLANNED"
	EncounterArrived        EncounterStatus = "ARRIVED"
	EncounterTriaged        EncounterStatus = "TRIAGED"
	EncounterInProgress     EncounterStatus = "IN_PROGRESS"
	EncounterOnLeave        EncounterStatus = "ON_LEAVE"
	EncounterFinished       EncounterStatus = "FINISHED"
	EncounterCancelled      EncounterStatus = "CANCELLED"
	EncounterEnteredInError EncounterStatus = "ENTERED_IN_ERROR"
	EncounterUnknown        EncounterStatus = "UNKNOWN"
)

// Encounter is a contact with a service: a consultation, an attendance, an admission (FHIR Encounter). Code is its
// type, else its class.
type Encounter struct {
	Entry
	Status EncounterStatus `json:"status"`
	// Class is the setting of the contact: inpatient, emergency, ambulatory ...
	Class        *CodeableConcept  `json:"class,omitempty"`
	Service      *CodeableConcept  `json:"service,omitempty"`
	Period       *Period           `json:"period,omitempty"`
	Organisation *Organisation     `json:"organisation,omitempty"`
	Location     Text              `json:"location,omitempty"`
	Participants []Practitioner    `json:"participants,omitempty"`
	Reasons      []CodeableConcept `json:"reasons,omitempty"`
	// Discharge is where the person went.
	Discharge *CodeableConcept `json:"discharge,omitempty"`
	// Appointments are those that it kept, for stitching.
	Appointments []Reference `json:"appointments,omitempty"`
}

// Retracted tells that the encounter was cancelled or entered in error.
func (e *Encounter) Retracted() bool {
	return e.Status == EncounterCancelled || e.Status == EncounterEnteredInError
}
