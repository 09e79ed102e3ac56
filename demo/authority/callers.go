package authority

import "slices"

// Caller is somebody who can ask in the demo.
type Caller struct {
	ID    string // what the token's sub says
	Name  string
	Title string // what the caller does, in words
	// Organisation is an ODS code, and OrganisationName its name; a citizen has neither.
	Organisation, OrganisationName string
	Role                           string // see the package's description
	Purpose                        string // what the record is wanted for, unless said otherwise
	// Scopes are the most that the caller can get. Those of patient/ come with a person in context, those of user/ without.
	Scopes []string
	// NHSNumber is the caller's own, for a citizen, who can be launched on no one else.
	NHSNumber string
	// Street and PostalCode are where the caller lives, where the employer tells it.
	Street, PostalCode string
}

// Callers are all callers, the demo A&E doctor first.
func Callers() []Caller {
	all := slices.Clone(callers)
	for i := range all {
		all[i].Scopes = slices.Clone(all[i].Scopes)
	}
	return all
}

// CallerByID finds a caller.
func CallerByID(id string) (Caller, bool) {
	for _, c := range Callers() {
		if c.ID == id {
			return c, true
		}
	}
	return Caller{}, false
}

// purposes are what a record can be wanted for.
var purposes = []string{
	"direct-care", "emergency-care", "administration", "planning", "research", "testing", "oversight", "own-record",
}

// callers work at organisations of the demo region, so that relationships by organisation can be shown.
var callers = []Caller{
	{ID: "ae-doctor", Name: "Dr Amara Bello", Title: "A&E doctor", Role: "doctor", Purpose: "emergency-care",
		Organisation: "RRV", OrganisationName: "University College London Hospitals NHS Foundation Trust", Scopes: read("*")},
	{ID: "stroke-nurse", Name: "Rhiannon Price", Title: "Stroke nurse", Role: "nurse", Purpose: "direct-care",
		Organisation: "RJ6", OrganisationName: "Croydon Health Services NHS Trust", Scopes: read("*")},
	{ID: "gp", Name: "Dr Leah Goldberg", Title: "GP", Role: "gp", Purpose: "direct-care",
		Organisation: "F99201", OrganisationName: "Clapham Common Medical Centre", Scopes: read("*")},
	// No table knows this one's practice: that it is the person's is found at the exchanges. And she shares surname and
	// address with one of the people, which the privacy officer sees when she looks.
	{ID: "croydon-gp", Name: "Dr Helen Teague", Title: "GP in Croydon", Role: "gp", Purpose: "direct-care",
		Organisation: "F99302", OrganisationName: "Croydon High Street Practice", Scopes: read("*"),
		Street: "5 Addington Street", PostalCode: "CR0 4JW"},
	{ID: "practice-administrator", Name: "Tom Adeyemi", Title: "Practice administrator", Role: "practice-administrator",
		Purpose: "administration", Organisation: "F99201", OrganisationName: "Clapham Common Medical Centre",
		Scopes: read("Patient", "ServiceRequest", "Appointment")},
	{ID: "social-worker", Name: "Maryam Siddiqui", Title: "Social worker", Role: "social-worker", Purpose: "direct-care",
		Organisation: "X99C1", OrganisationName: "Camden Adult Social Care (synthetic)",
		Scopes: read("Patient", "Flag", "CarePlan", "CareTeam", "QuestionnaireResponse", "ServiceRequest", "Appointment")},
	{ID: "pharmacist", Name: "Owen Clarke", Title: "Hospital pharmacist", Role: "pharmacist", Purpose: "direct-care",
		Organisation: "RJZ", OrganisationName: "King's College Hospital NHS Foundation Trust",
		Scopes: read("Patient", "Flag", "AllergyIntolerance", "List", "MedicationRequest", "MedicationStatement", "MedicationDispense",
			"MedicationAdministration", "Condition", "FamilyMemberHistory", "DiagnosticReport", "ImagingStudy", "Observation", "Immunization")},
	{ID: "analyst", Name: "Priya Raman", Title: "Analyst (synthetic people only)", Role: "analyst", Purpose: "planning",
		Organisation: "QMJ", OrganisationName: "NHS North Central London Integrated Care Board", Scopes: read("*")},
	{ID: "privacy-officer", Name: "Michael Osei", Title: "Privacy officer", Role: "privacy-officer", Purpose: "oversight",
		Organisation: "QKK", OrganisationName: "NHS South East London Integrated Care Board", Scopes: read("AuditEvent")},
	{ID: "developer", Name: "Sam Whitfield", Title: "Developer", Role: "developer", Purpose: "testing",
		Organisation: "X99D1", OrganisationName: "London Care Record developers (synthetic)", Scopes: read("*")},
	{ID: "citizen", Name: "Ada Okafor", Title: "Citizen, herself", Role: "citizen", Purpose: "own-record",
		NHSNumber: "9990000018", Scopes: []string{"patient/*.rs"}},
}

// read gives the scopes to read and search some FHIR types, of the person in context and of everybody.
func read(types ...string) []string {
	scopes := make([]string, 0, 2*len(types))
	for _, context := range []string{"patient", "user"} {
		for _, t := range types {
			scopes = append(scopes, context+"/"+t+".rs")
		}
	}
	return scopes
}
