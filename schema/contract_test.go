package schema_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// contract holds the names, arguments and nullability that clients may rely on: a change here breaks somebody. Further
// fields may come; none of these may go.
const contract = `
Query.patient(nhsNumber: NHSNumber!, birthDate: PartialDate): Patient
Query.patients(nhsNumbers: [NHSNumber!]!): [Patient]!
Query.launchPatient: Patient
Query.exchanges: [Exchange!]!
Query.auditEvents(nhsNumber: NHSNumber, from: DateTime, to: DateTime, callers: [String!], first: Int! = 50, after: String): AuditEventPage!
Query.accessReport(from: DateTime!, to: DateTime!): AccessReport!
Query.myAccessHistory(first: Int! = 50, after: String): AccessHistory!
Subscription.patient(nhsNumber: NHSNumber!, birthDate: PartialDate): Patient!
Mutation.breakGlass(nhsNumber: NHSNumber!, reason: BreakGlassReason!, text: String!): BrokenGlass!

Patient.nhsNumber: NHSNumber!
Patient.name: HumanName
Patient.birthDate: PartialDate
Patient.gender: AdministrativeGender!
Patient.deceased: Boolean!
Patient.deceasedDate: PartialDate
Patient.addresses: [Address!]!
Patient.telecoms: [ContactPoint!]!
Patient.generalPractice: Organisation
Patient.demographics: Completeness!
Patient.identity: IdentityCheck!
Patient.alerts(includeRetracted: Boolean! = false): AlertList!
Patient.allergies(includeInactive: Boolean! = false, includeRetracted: Boolean! = false): AllergyList!
Patient.medications(statuses: [MedicationStatus!], includeRetracted: Boolean! = false): MedicationList!
Patient.conditions(includeInactive: Boolean! = true, includeRetracted: Boolean! = false): ConditionList!
Patient.investigations(filter: InvestigationFilter, includeRetracted: Boolean! = false): InvestigationList!
Patient.observations(filter: ObservationFilter, includeRetracted: Boolean! = false): ObservationList!
Patient.procedures(includeRetracted: Boolean! = false): ProcedureList!
Patient.immunisations(includeRetracted: Boolean! = false): ImmunisationList!
Patient.encounters(from: PartialDate, to: PartialDate, includeRetracted: Boolean! = false): EncounterList!
Patient.referrals(filter: ReferralFilter, includeRetracted: Boolean! = false): ReferralList!
Patient.appointments(from: PartialDate, to: PartialDate, includeRetracted: Boolean! = false): AppointmentList!
Patient.documents(includeRetracted: Boolean! = false): DocumentList!
Patient.assessments(includeRetracted: Boolean! = false): AssessmentList!
Patient.carePlans(includeRetracted: Boolean! = false): CarePlanList!
Patient.careTeam: CareTeamList!
Patient.timeline(first: Int! = 50, after: String, kinds: [RecordKind!]): TimelineConnection!
Patient.coverage: Coverage!

AllergyList.statement: AllergyStatement!
AllergyList.negations: [Negation!]!
Negation.code: CodeableConcept!
Negation.sources: [Provenance!]!

Completeness.complete: Boolean!
Completeness.sources: [SourceStatus!]!
Completeness.summary: String!
SourceStatus.exchange: Exchange!
SourceStatus.state: SourceState!
SourceStatus.missingSettings: [CareSetting!]!
SourceStatus.count: Int!
SourceStatus.fetchedAt: DateTime
SourceStatus.elapsedMs: Int
SourceStatus.detail: String

RecordEntry.id: ID!
RecordEntry.kind: RecordKind!
RecordEntry.code: CodeableConcept!
RecordEntry.when: PartialDate
RecordEntry.statusText: String!
RecordEntry.warnings: [String!]!
RecordEntry.sources: [Provenance!]!
RecordEntry.differences: [Difference!]!
RecordEntry.securityLabels: [Coding!]!
RecordEntry.related: [RelatedEntry!]!
RecordEntry.mergedBy: String
RecordEntry.notes: [String!]!
RelatedEntry.entry: ID!
RelatedEntry.reason: String!

Provenance.exchange: Exchange!
Provenance.organisation: Organisation
Provenance.careSetting: CareSetting!
Provenance.recorder: Practitioner
Provenance.recordedAt: PartialDate
Provenance.lastUpdated: DateTime
Provenance.reference: String!
Difference.field: String!
Difference.values: [DifferingValue!]!
DifferingValue.value: String!
DifferingValue.sources: [Provenance!]!
IdentityCheck.state: IdentityState!
IdentityCheck.differences: [Difference!]!

Exchange.id: ExchangeID!
Exchange.name: String!
Exchange.localName: String!
Exchange.odsCode: String!
Exchange.kinds: [RecordKind!]!
Exchange.careSettings: [CareSetting!]!
Exchange.health: ExchangeHealth!

CodeableConcept.text: String!
CodeableConcept.codings: [Coding!]!
Coding.system: String!
Coding.code: String!
Coding.display: String
Coding.version: String

Allergy.clinicalStatus: AllergyClinicalStatus!
Allergy.verificationStatus: VerificationStatus!
Allergy.categories: [AllergyCategory!]!
Allergy.criticality: Criticality!
Allergy.onset: PartialDate
Allergy.lastOccurrence: PartialDate
Allergy.reactions: [AllergyReaction!]!

Medication.status: MedicationStatus!
Medication.medicationKind: MedicationKind!
Medication.course: MedicationCourse!
Medication.ingredients: [CodeableConcept!]!
Medication.form: CodeableConcept
Medication.dosages: [Dosage!]!
Medication.authoredOn: PartialDate
Medication.period: Period
Medication.prescriber: Practitioner
Medication.reasons: [CodeableConcept!]!
Medication.resolved: Boolean!

Condition.clinicalStatus: ConditionClinicalStatus!
Condition.verificationStatus: VerificationStatus!
Condition.categories: [CodeableConcept!]!
Condition.severity: CodeableConcept
Condition.bodySites: [CodeableConcept!]!
Condition.onset: PartialDate
Condition.onsetText: String
Condition.abatement: PartialDate
Condition.abatementText: String
Condition.recordedDate: PartialDate

Investigation.category: InvestigationCategory!
Investigation.status: ResultStatus!
Investigation.effective: PartialDate
Investigation.issued: DateTime
Investigation.performer: Organisation
Investigation.results: [Observation!]!
Investigation.conclusion: String
Investigation.conclusionCodes: [CodeableConcept!]!
Investigation.attachments: [Attachment!]!

Observation.status: ResultStatus!
Observation.effective: PartialDate
Observation.display: String!
Observation.value: ObservationValue
Observation.absentReason: CodeableConcept
Observation.interpretations: [CodeableConcept!]!
Observation.referenceRanges: [ReferenceRange!]!
Observation.components: [ObservationComponent!]!
Quantity.value: String!
Quantity.comparator: String
Quantity.unit: String
Quantity.system: String
Quantity.code: String
TextValue.plain: String!
BooleanValue.boolean: Boolean!
IntegerValue.integer: Int!
TimeValue.time: String!
DateTimeValue.dateTime: PartialDate!

Referral.category: ReferralCategory!
Referral.status: RequestStatus!
Referral.priority: RequestPriority
Referral.intent: String!
Referral.authoredOn: PartialDate
Referral.requester: Practitioner
Referral.service: Organisation
Referral.reasons: [CodeableConcept!]!
Referral.urgentSuspectedCancer: Boolean!
Referral.urgentSuspectedCancerBasis: String
Referral.appointments: AppointmentList!

Appointment.status: AppointmentStatus!
Appointment.start: DateTime
Appointment.end: DateTime
Appointment.service: CodeableConcept
Appointment.organisation: Organisation
Appointment.cancellationReason: CodeableConcept

TimelineConnection.edges: [TimelineEdge!]!
TimelineConnection.pageInfo: PageInfo!
TimelineEdge.cursor: String!
TimelineEdge.node: RecordEntry!

InvestigationFilter.codes: [CodeInput!]
InvestigationFilter.groups: [String!]
InvestigationFilter.categories: [InvestigationCategory!]
InvestigationFilter.from: PartialDate
InvestigationFilter.to: PartialDate
InvestigationFilter.includeUndated: Boolean! = true
CodeInput.system: String!
CodeInput.code: String!
`

// contractEnums holds the values of the contract's enums, in the order in which they stand.
const contractEnums = `
AllergyStatement: CONFLICTING RECORDED UNKNOWN ONLY_INACTIVE NO_KNOWN_ALLERGIES PARTLY_NEGATED NOTHING_RECORDED
SourceState: COMPLETE PATIENT_UNKNOWN PARTIAL STALE NOT_CONNECTED PENDING TIMED_OUT UNAVAILABLE REFUSED WITHHELD IDENTITY_MISMATCH
CareSetting: PRIMARY_CARE ACUTE MENTAL_HEALTH COMMUNITY SOCIAL_CARE URGENT_AND_EMERGENCY UNKNOWN
IdentityState: AGREED SINGLE_SOURCE MINOR_DIFFERENCES CONFLICT
RecordKind: ALERTS ALLERGIES MEDICATIONS CONDITIONS INVESTIGATIONS OBSERVATIONS PROCEDURES IMMUNISATIONS ENCOUNTERS REFERRALS APPOINTMENTS DOCUMENTS ASSESSMENTS CARE_PLANS CARE_TEAM
ExchangeID: NEL SEL SWL NCL NWL
AllergyClinicalStatus: ACTIVE INACTIVE RESOLVED UNKNOWN
VerificationStatus: UNCONFIRMED PRESUMED PROVISIONAL DIFFERENTIAL CONFIRMED REFUTED ENTERED_IN_ERROR UNKNOWN
Criticality: LOW HIGH UNABLE_TO_ASSESS UNKNOWN
MedicationStatus: ACTIVE COMPLETED STOPPED ON_HOLD CANCELLED DRAFT NOT_TAKEN INTENDED ENTERED_IN_ERROR UNKNOWN
MedicationKind: STATEMENT ORDER PLAN PROPOSAL DISPENSE ADMINISTRATION
MedicationCourse: ACUTE REPEAT CONTINUOUS UNKNOWN
InvestigationCategory: LABORATORY IMAGING CARDIOLOGY PATHOLOGY MICROBIOLOGY ENDOSCOPY NEUROPHYSIOLOGY OTHER
ResultStatus: REGISTERED PARTIAL PRELIMINARY FINAL AMENDED CORRECTED APPENDED CANCELLED ENTERED_IN_ERROR UNKNOWN
ReferralCategory: REFERRAL ORDER OTHER
RequestPriority: ROUTINE URGENT ASAP STAT
ObservationValue: Quantity CodeableConcept TextValue BooleanValue IntegerValue Range Ratio SampledData TimeValue DateTimeValue Period
`

func TestContractHolds(t *testing.T) {
	schema := load(t)
	for line := range strings.Lines(contract) {
		want := strings.TrimSpace(line)
		if want == "" {
			continue
		}
		name, _, _ := strings.Cut(want, ":")
		name, _, _ = strings.Cut(name, "(")
		typeName, fieldName, _ := strings.Cut(name, ".")
		def := schema.Types[typeName]
		if def == nil {
			t.Errorf("no type %s", typeName)
			continue
		}
		field := def.Fields.ForName(fieldName)
		if field == nil {
			t.Errorf("no field %s", name)
			continue
		}
		if got := typeName + "." + signature(field); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestContractEnumsHold(t *testing.T) {
	schema := load(t)
	for line := range strings.Lines(contractEnums) {
		name, want, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		def := schema.Types[name]
		if def == nil {
			t.Errorf("no type %s", name)
			continue
		}
		got := def.Types // of a union
		for _, v := range def.EnumValues {
			got = append(got, v.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n got  %v\n want %s", name, got, want)
		}
	}
}

// signature writes a field as it stands in the schema.
func signature(f *ast.FieldDefinition) string {
	var args []string
	for _, a := range f.Arguments {
		args = append(args, a.Name+": "+a.Type.String()+defaultOf(a.DefaultValue))
	}
	s := f.Name
	if len(args) > 0 {
		s += "(" + strings.Join(args, ", ") + ")"
	}
	return s + ": " + f.Type.String() + defaultOf(f.DefaultValue)
}

func defaultOf(v *ast.Value) string {
	if v == nil {
		return ""
	}
	return " = " + v.String()
}
