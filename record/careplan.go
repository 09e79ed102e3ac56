package record

// CarePlan is a plan of care (FHIR CarePlan).
type CarePlan struct {
	Entry
	Status      RequestStatus     `json:"status"`
	Intent      string            `json:"intent"`
	Categories  []CodeableConcept `json:"categories,omitempty"`
	Title       Text              `json:"title,omitempty"`
	Description Text              `json:"description,omitempty"`
	Period      *Period           `json:"period,omitempty"`
	Created     PartialDate       `json:"created,omitzero"`
	Author      *Practitioner     `json:"author,omitempty"`
	// Goals and Addresses are in words, where the source gives them.
	Goals      []string           `json:"goals,omitempty"`
	Addresses  []string           `json:"addresses,omitempty"`
	Activities []CarePlanActivity `json:"activities,omitempty"`
}

// Retracted tells that the plan was entered in error. A revoked one is shown with its status.
func (c *CarePlan) Retracted() bool { return c.Status == RequestEnteredInError }

// CarePlanActivity is one step of a plan.
type CarePlanActivity struct {
	Code        *CodeableConcept `json:"code,omitempty"`
	Description Text             `json:"description,omitempty"`
	// Status is FHIR's care-plan-activity-status in the source's word.
	Status Text `json:"status,omitempty"`
	// Scheduled is the time in words, as recorded.
	Scheduled Text `json:"scheduled,omitempty"`
}

// CareTeamStatus is FHIR's care-team-status, and unknown.
type CareTeamStatus string

// The statuses of a care team.
const (
	CareTeamProposed       CareTeamStatus = "PROPOSED"
	CareTeamActive         CareTeamStatus = "ACTIVE"
	CareTeamSuspended      CareTeamStatus = "SUSPENDED"
	CareTeamInactive       CareTeamStatus = "INACTIVE"
	CareTeamEnteredInError CareTeamStatus = "ENTERED_IN_ERROR"
	CareTeamUnknown        CareTeamStatus = "UNKNOWN"
)

// CareTeam is a team that looks after the person (FHIR CareTeam).
type CareTeam struct {
	Entry
	Status       CareTeamStatus    `json:"status"`
	Name         Text              `json:"name,omitempty"`
	Categories   []CodeableConcept `json:"categories,omitempty"`
	Period       *Period           `json:"period,omitempty"`
	Organisation *Organisation     `json:"organisation,omitempty"`
	Members      []CareTeamMember  `json:"members,omitempty"`
}

// Retracted tells that the team was entered in error.
func (c *CareTeam) Retracted() bool { return c.Status == CareTeamEnteredInError }

// CareTeamMember is a member of a care team: a person, an organisation or a relative, as the source names them.
type CareTeamMember struct {
	Name         Text             `json:"name,omitempty"`
	Role         *CodeableConcept `json:"role,omitempty"`
	Organisation *Organisation    `json:"organisation,omitempty"`
	Period       *Period          `json:"period,omitempty"`
	// Telecoms are the member's own contact details, where the source gives them.
	Telecoms []ContactPoint `json:"telecoms,omitempty"`
}
