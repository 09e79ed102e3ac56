package record

import "encoding/json"

// ExchangeID names a regional health information exchange: NEL, SEL, SWL, NCL, NWL. How many there are is
// configuration plus an enum value of the schema.
type ExchangeID string

// Exchange describes one exchange: who it is and what it shares. It is made once from configuration and shared.
type Exchange struct {
	ID        ExchangeID
	Name      string // area, "North East London"
	LocalName string // what its users call it, "East London Patient Record"
	ODSCode   string // of the integrated care board
	// Kinds are the kinds of record it shares; CareSettings the settings that it shares them from.
	Kinds        []Kind
	CareSettings []CareSetting
	// Rank is its place in the region's order. Stitching orders by it, never by who answered first.
	Rank int
}

// Shares tells whether the exchange shares this kind of record.
func (e *Exchange) Shares(k Kind) bool {
	for _, x := range e.Kinds {
		if x == k {
			return true
		}
	}
	return false
}

// MissingSettings gives the care settings that the exchange does not share, in the contract's order.
func (e *Exchange) MissingSettings() []CareSetting {
	var missing []CareSetting
	for _, s := range CareSettings {
		if !e.SharesSetting(s) {
			missing = append(missing, s)
		}
	}
	return missing
}

// SharesSetting tells whether the exchange shares records of this care setting.
func (e *Exchange) SharesSetting(s CareSetting) bool {
	for _, x := range e.CareSettings {
		if x == s {
			return true
		}
	}
	return false
}

// MarshalJSON writes the id alone: golden files name an exchange, they do not describe it.
func (e *Exchange) MarshalJSON() ([]byte, error) { return json.Marshal(e.ID) }

// UnmarshalJSON reads what MarshalJSON writes: an exchange of which the id is known and nothing else.
func (e *Exchange) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &e.ID) }

// CareSetting is the kind of service that recorded an entry.
type CareSetting string

// The care settings of the contract.
const (
	PrimaryCare        CareSetting = "PRIMARY_CARE"
	Acute              CareSetting = "ACUTE"
	MentalHealth       CareSetting = "MENTAL_HEALTH"
	Community          CareSetting = "COMMUNITY"
	SocialCare         CareSetting = "SOCIAL_CARE"
	UrgentAndEmergency CareSetting = "URGENT_AND_EMERGENCY"
	UnknownSetting     CareSetting = "UNKNOWN"
)

// CareSettings are all settings that an exchange can share, in the contract's order.
var CareSettings = []CareSetting{PrimaryCare, Acute, MentalHealth, Community, SocialCare, UrgentAndEmergency}

// Kind is a kind of record: a section of the patient graph.
type Kind string

// The kinds of the contract.
const (
	Alerts         Kind = "ALERTS"
	Allergies      Kind = "ALLERGIES"
	Medications    Kind = "MEDICATIONS"
	Conditions     Kind = "CONDITIONS"
	Investigations Kind = "INVESTIGATIONS"
	Observations   Kind = "OBSERVATIONS"
	Procedures     Kind = "PROCEDURES"
	Immunisations  Kind = "IMMUNISATIONS"
	Encounters     Kind = "ENCOUNTERS"
	Referrals      Kind = "REFERRALS"
	Appointments   Kind = "APPOINTMENTS"
	Documents      Kind = "DOCUMENTS"
	Assessments    Kind = "ASSESSMENTS"
	CarePlans      Kind = "CARE_PLANS"
	CareTeams      Kind = "CARE_TEAM"
)

// Demographics is not a section: it stands for the Patient search wherever kinds are told apart (errors, metrics).
const Demographics Kind = "DEMOGRAPHICS"

// Kinds are all sections, in the contract's order.
var Kinds = []Kind{Alerts, Allergies, Medications, Conditions, Investigations, Observations, Procedures, Immunisations,
	Encounters, Referrals, Appointments, Documents, Assessments, CarePlans, CareTeams}
