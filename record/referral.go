package record

import "time"

// ReferralCategory says what a request is for.
type ReferralCategory string

// The categories of a request.
const (
	CategoryReferral ReferralCategory = "REFERRAL"
	CategoryOrder    ReferralCategory = "ORDER"
	CategoryOther    ReferralCategory = "OTHER"
)

// RequestStatus is FHIR's request-status.
type RequestStatus string

// The statuses of a request or plan.
const (
	RequestDraft          RequestStatus = "DRAFT"
	RequestActive         RequestStatus = "ACTIVE"
	RequestOnHold         RequestStatus = "ON_HOLD"
	RequestRevoked        RequestStatus = "REVOKED"
	RequestCompleted      RequestStatus = "COMPLETED"
	RequestEnteredInError RequestStatus = "ENTERED_IN_ERROR"
	RequestUnknown        RequestStatus = "UNKNOWN"
)

// RequestPriority is FHIR's request-priority. It is never invented: nil where none was recorded.
type RequestPriority string

// The priorities of a request.
const (
	Routine RequestPriority = "ROUTINE"
	Urgent  RequestPriority = "URGENT"
	ASAP    RequestPriority = "ASAP"
	Stat    RequestPriority = "STAT"
)

// Referral is a request for a service: a referral, or an order of a laboratory test, a scan and the like (FHIR
// ServiceRequest).
type Referral struct {
	Entry
	Category   ReferralCategory  `json:"category"`
	Categories []CodeableConcept `json:"categories,omitempty"` // the source's own
	Status     RequestStatus     `json:"status"`
	Priority   *RequestPriority  `json:"priority,omitempty"`
	// Intent is FHIR's request-intent in the source's word: order, plan, proposal ...
	Intent     string        `json:"intent"`
	AuthoredOn PartialDate   `json:"authoredOn,omitzero"`
	Occurrence *Period       `json:"occurrence,omitempty"`
	Requester  *Practitioner `json:"requester,omitempty"`
	Service    *Organisation `json:"service,omitempty"`
	// Specialty is the service asked for, where coded.
	Specialty *CodeableConcept  `json:"specialty,omitempty"`
	Reasons   []CodeableConcept `json:"reasons,omitempty"`
	// PriorityReasons are UK Core's Extension-UKCore-PriorityReason.
	PriorityReasons            []CodeableConcept `json:"priorityReasons,omitempty"`
	UrgentSuspectedCancer      bool              `json:"urgentSuspectedCancer,omitempty"`
	UrgentSuspectedCancerBasis Text              `json:"urgentSuspectedCancerBasis,omitempty"`
}

// Retracted tells that the request was entered in error. A revoked one is shown with its status.
func (r *Referral) Retracted() bool { return r.Status == RequestEnteredInError }

// AppointmentStatus is FHIR R4's appointmentstatus.
type AppointmentStatus string

// The statuses of an appointment.
const (
	AppointmentProposed       AppointmentStatus = "PROPOSED"
	AppointmentPending        AppointmentStatus = "PENDING"
	AppointmentBooked         AppointmentStatus = "BOOKED"
	AppointmentArrived        AppointmentStatus = "ARRIVED"
	AppointmentFulfilled      AppointmentStatus = "FULFILLED"
	AppointmentCancelled      AppointmentStatus = "CANCELLED"
	AppointmentNoShow         AppointmentStatus = "NO_SHOW"
	AppointmentCheckedIn      AppointmentStatus = "CHECKED_IN"
	AppointmentWaitlist       AppointmentStatus = "WAITLIST"
	AppointmentEnteredInError AppointmentStatus = "ENTERED_IN_ERROR"
	AppointmentUnknown        AppointmentStatus = "UNKNOWN"
)

// Appointment is a booked or proposed contact (FHIR Appointment).
type Appointment struct {
	Entry
	Status             AppointmentStatus `json:"status"`
	Start              time.Time         `json:"start,omitzero"`
	End                time.Time         `json:"end,omitzero"`
	Service            *CodeableConcept  `json:"service,omitempty"`
	Specialty          *CodeableConcept  `json:"specialty,omitempty"`
	Organisation       *Organisation     `json:"organisation,omitempty"`
	Location           Text              `json:"location,omitempty"`
	Practitioners      []Practitioner    `json:"practitioners,omitempty"`
	Reasons            []CodeableConcept `json:"reasons,omitempty"`
	CancellationReason *CodeableConcept  `json:"cancellationReason,omitempty"`
	// BasedOn are the requests that it was booked for: the sure link to a referral.
	BasedOn []Reference `json:"basedOn,omitempty"`
}

// Retracted tells that the appointment was cancelled or entered in error.
func (a *Appointment) Retracted() bool {
	return a.Status == AppointmentCancelled || a.Status == AppointmentEnteredInError
}
