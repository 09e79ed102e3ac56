// Package demo is a pretend region: five FHIR R4 servers on loopback, over real HTTP, holding one synthetic population, each with its own
// temper and with faults that can be switched on while it runs. Nobody in it exists. It shares no type with the gateway's FHIR code: what
// the two agree on is FHIR, and this page.
//
// # Where provenance is
//
// Every resource in a patient's compartment, and every Patient whose practice belongs to the same exchange, carries these two:
//
//   - meta.tag with system https://london-care-record.example/care-setting, whose code is the care setting in the words of the gateway's
//     contract: PRIMARY_CARE, ACUTE, MENTAL_HEALTH, COMMUNITY, SOCIAL_CARE or URGENT_AND_EMERGENCY. Organization.type has a coding
//     of the same system.
//   - meta.extension with url https://london-care-record.example/StructureDefinition/recording-organisation, whose valueReference is the
//     organisation that recorded the entry: reference (resolvable at the same server), identifier (system
//     https://fhir.nhs.uk/Id/ods-organization-code) and display (its name), so that nothing needs to be read to show it.
//
// Wherever a resource points at an organisation in an element of its own, that Reference has the same three members.
//
// The person who recorded an entry is where FHIR has it, always with a display:
//
//	AllergyIntolerance        recorder
//	Appointment               participant.actor (a Practitioner; the patient is another participant)
//	CarePlan                  author
//	CareTeam                  participant.member (several), managingOrganization
//	Condition                 recorder
//	DiagnosticReport          performer (a Practitioner and an Organization)
//	DocumentReference         author, custodian (Organization)
//	Encounter                 participant.individual, serviceProvider (Organization)
//	FamilyMemberHistory       nobody (R4 has no element for it)
//	Flag                      author
//	ImagingStudy              interpreter
//	Immunization              performer.actor
//	List                      source
//	MedicationAdministration  performer.actor
//	MedicationDispense        performer.actor
//	MedicationRequest         requester
//	MedicationStatement       informationSource
//	Observation               performer
//	Procedure                 performer.actor
//	QuestionnaireResponse     author
//	ServiceRequest            requester, performer (the Organization that is asked)
//
// The date of recording is where FHIR has it (recordedDate, issued, authoredOn, dateAsserted, date, recorded, created, started, authored);
// meta.lastUpdated is always there.
//
// # How the exchanges differ
//
//	       search   page size  total  gzip  batch  _include  references to the patient   references to clinicians
//	NEL    chained  50 to 100  yes    yes   no     yes       relative                    relative
//	SEL    logical  25         yes    no    no     yes       relative, with identifier   relative or absolute
//	SWL    local    20         no     no    no     no        relative, with display      contained
//	NCL    chained  100        yes    yes   yes    yes       versioned                   versioned
//	NWL    local    20 to 50   yes    no    no     yes       relative                    logical (identifier only)
//
// Every server takes patient=Patient/id, Patient?identifier=, POST [type]/_search and GET. A person parameter in a style that is not its own is
// ignored: the answer is 200 with no entries and a self link without the parameter, or 400 under Prefer: handling=strict. Ids look
// different everywhere, except that SEL and NWL both use numbers, in which the same Type/id means different things. Medicines are coded in
// the resource, save in NCL (a reference to a shared Medication, which _include=MedicationRequest:medication brings along) and SWL (a
// contained Medication). Next links are absolute and opaque, each server with its own parameters; NWL's go to [base]?_getpages=.
// Codes are SNOMED CT, dm+d, LOINC, Read v2, CTV3, ICD-10, invented ones (https://london-care-record.example/CodeSystem/demo), or words alone.
//
// # The answer key
//
// Region.Key tells what is true of a person and which resource of which exchange tells it, for tests.
package demo
