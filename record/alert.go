package record

// AlertStatus is FHIR's flag-status, and unknown.
type AlertStatus string

// The statuses of an alert.
const (
	AlertActive         AlertStatus = "ACTIVE"
	AlertInactive       AlertStatus = "INACTIVE"
	AlertEnteredInError AlertStatus = "ENTERED_IN_ERROR"
	AlertUnknown        AlertStatus = "UNKNOWN"
)

// Alert is something that staff must know before they meet or treat the person (FHIR Flag).
type Alert struct {
	Entry
	Status     AlertStatus       `json:"status"`
	Categories []CodeableConcept `json:"categories,omitempty"`
	Period     *Period           `json:"period,omitempty"`
	Author     *Practitioner     `json:"author,omitempty"`
}

// Retracted tells that the alert was entered in error.
func (a *Alert) Retracted() bool { return a.Status == AlertEnteredInError }
