// Package demo is a pretend region: five FHIR R4 servers on loopback, over real HTTP, holding one synthetic population, each with its own
// temper and with faults that can be switched on while it runs, and beside them the authorisation server and the record system of those who
// ask. Nobody in it exists. It shares no type with the gateway's FHIR code: what
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
//	NEL    chained  50         yes    yes   no     yes       relative                    relative
//	SEL    logical  25         yes    no    no     yes       relative                    relative or absolute
//	SWL    local    20         no     no    no     no        relative, with display      contained
//	NCL    chained  100        yes    yes   yes    yes       versioned                   versioned
//	NWL    local    20         yes    no    no     yes       relative                    logical (identifier only)
//
// The page size is what a server gives unasked; each takes _count up to 5,000.
//
// Every server takes patient=Patient/id, Patient?identifier=, POST [type]/_search and GET. A person parameter in a style that is not its own is
// ignored: the answer is 200 with no entries and a self link without the parameter, or 400 under Prefer: handling=strict. Ids look
// different everywhere, except that SEL and NWL both use numbers, in which the same Type/id means different things. Medicines are coded in
// the resource (in words alone in NWL), save in NCL (a reference to a shared Medication, which _include=MedicationRequest:medication brings
// along) and SWL (a contained Medication). Next links are absolute and opaque, each server with its own parameters; NWL's go to [base]?_getpages=.
// Codes are SNOMED CT, dm+d, LOINC, Read v2, CTV3, ICD-10, invented ones (https://london-care-record.example/CodeSystem/demo), or words alone.
//
// # What to beware of
//
// The region holds what real exchanges hold:
//
//   - A search of Patients for many people is paged like any other.
//   - One person in fifty has two Patient resources at one exchange; of half of those pairs one says that it was replaced by the other.
//   - A few Patients give no birth date, or only its month; some give an old address; SWL shouts family names.
//   - SWL puts results inside their DiagnosticReport, where no search for Observations finds them.
//   - NCL refers to a few medicines that it does not hold (Key.Dangling names them).
//   - The laboratory's accession number is the same in two exchanges that tell of one sample, save "UNKNOWN", which unrelated results share.
//   - Allergies are denied by a negated code, or by an empty List with emptyReason nilknown, and some have a code that says only that the
//     real one was lost on the way (transfer-degraded).
//   - A few reports are narrative only, a few onset dates are no dates ("2019-02-31"), and text, decimals and comparators are to be kept as they are.
//
// # Faults
//
// Region.SetFault, or POST /demo/exchanges/{id}/fault with a body like {"fault":"slow","latencyMs":700}:
//
//	none                 well again
//	slow                 answers after latencyMs (3000 when not given), and gives up when the client goes away
//	slow-records         says at once who the person is, and gives everything else after latencyMs (3000 when not given)
//	hang                 accepts and never answers
//	drip                 the answer comes in twenty pieces, latencyMs apart (200 when not given)
//	down                 a dead host: every connection is reset without an answer
//	expired-certificate  the TLS certificate ran out yesterday (Options.TLS); requests by plain HTTP are cut off
//	429                  too many requests, with Retry-After
//	unauthorised         401
//	forbidden            403
//	error                500
//	unavailable          503
//	cut-page             every first page has a next link, and it leads to an error
//	endless-pages        every page has a next link
//	foreign-page         the next link leads to another server
//	redirect             status 307, to another server
//	broken-json          200, and the JSON stops after two thirds
//	cut-body             the connection dies half-way through the answer
//	html                 200 with a web page
//	wrong-content-type   a right answer, labelled as XML
//	duplicate-keys       the first entry of a page has two ids
//	bad-utf8             the first entry of a page is not UTF-8
//	deep                 the last entry of a page is nested 10,000 levels deep
//	gzip-bomb            ten megabytes that unpack to ten gigabytes
//	endless-body         one chunk that never ends
//	long-string          the first entry of a page has a text of ten megabytes
//	many-entries         every page holds 100,000 further entries about the patient
//	partial              answers carry an OperationOutcome that says that something is missing
//	wrong-patient        answers begin with somebody else's resources
//	wrong-type           answers hold resources of another type than was asked for
//	false-304            304 to everything, about an answer that was never given
//
// With any other fault than slow, slow-records and drip, and with none, latencyMs is how much later than usual an answer begins. GET /demo/exchanges lists
// the faults with a sentence each, how every exchange is, and how many requests have followed a link or a redirect away from an exchange
// (Region.Astray).
//
// # Who asks
//
// Region.Authority is an OAuth 2.0 and OpenID Connect server with ten ready callers (authority.Callers), on a loopback port of its own. What
// its tokens say is told in package authority. A gateway that is to take them needs Authority().Issuer() and authority.Audience in its
// configuration, and finds the keys by discovery.
//
// Region.Handler serves the same endpoints below /demo/, so that a browser needs one origin only:
//
//	/demo/record-system   choose who you are, click on a person: the demo's record system
//	/demo/launch          what the click launches (SMART App Launch with PKCE); it asks /graphql with the token
//	/demo/authority/      the authority's endpoints
//	/demo/token           POST {"caller":"stroke-nurse","patient":"9990000026"}: a token for curl and tests
//
// Region.ServedAt must be told the address of that listener once it is known, because a launch goes back to registered addresses only.
//
// # The answer key
//
// Region.Key tells what is true of a person and which resource of which exchange tells it, for tests.
package demo
