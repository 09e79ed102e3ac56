var e=`type AlertList {
  entries: [Alert!]!
  completeness: Completeness!
}

type Alert implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: AlertStatus!
  categories: [CodeableConcept!]!
  period: Period
  author: Practitioner
}

enum AlertStatus {
  ACTIVE
  INACTIVE
  ENTERED_IN_ERROR
  UNKNOWN
}

type AllergyList {
  entries: [Allergy!]!
  completeness: Completeness!
  statement: AllergyStatement!
  negations: [Negation!]!
}

enum AllergyStatement {
  CONFLICTING
  RECORDED
  UNKNOWN
  ONLY_INACTIVE
  NO_KNOWN_ALLERGIES
  PARTLY_NEGATED
  NOTHING_RECORDED
}

type Negation {
  code: CodeableConcept!
  scope: NegationScope!
  sources: [Provenance!]!
  securityLabels: [Coding!]!
}

enum NegationScope {
  ALL
  DRUG
  FOOD
  ENVIRONMENT
  LATEX
  OTHER
}

type Allergy implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  clinicalStatus: AllergyClinicalStatus!
  verificationStatus: VerificationStatus!
  categories: [AllergyCategory!]!
  type: String
  criticality: Criticality!
  onset: PartialDate
  onsetText: String
  lastOccurrence: PartialDate
  reactions: [AllergyReaction!]!
}

enum AllergyClinicalStatus {
  ACTIVE
  INACTIVE
  RESOLVED
  UNKNOWN
}

enum VerificationStatus {
  UNCONFIRMED
  PRESUMED
  PROVISIONAL
  DIFFERENTIAL
  CONFIRMED
  REFUTED
  ENTERED_IN_ERROR
  UNKNOWN
}

enum AllergyCategory {
  FOOD
  MEDICATION
  ENVIRONMENT
  BIOLOGIC
}

enum Criticality {
  LOW
  HIGH
  UNABLE_TO_ASSESS
  UNKNOWN
}

type AllergyReaction {
  substance: CodeableConcept
  manifestations: [CodeableConcept!]!
  severity: ReactionSeverity!
  onset: PartialDate
  exposureRoute: CodeableConcept
  description: String
}

enum ReactionSeverity {
  MILD
  MODERATE
  SEVERE
  UNKNOWN
}

type AppointmentList {
  entries: [Appointment!]!
  completeness: Completeness!
}

type Appointment implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: AppointmentStatus!
  start: DateTime
  end: DateTime
  service: CodeableConcept
  specialty: CodeableConcept
  organisation: Organisation
  location: String
  practitioners: [Practitioner!]!
  reasons: [CodeableConcept!]!
  cancellationReason: CodeableConcept
}

enum AppointmentStatus {
  PROPOSED
  PENDING
  BOOKED
  ARRIVED
  FULFILLED
  CANCELLED
  NO_SHOW
  CHECKED_IN
  WAITLIST
  ENTERED_IN_ERROR
  UNKNOWN
}

type AssessmentList {
  entries: [Assessment!]!
  completeness: Completeness!
}

type Assessment implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: AssessmentStatus!
  authored: PartialDate
  author: Practitioner
  answers: [AssessmentAnswer!]!
}

enum AssessmentStatus {
  IN_PROGRESS
  COMPLETED
  AMENDED
  ENTERED_IN_ERROR
  STOPPED
  UNKNOWN
}

type AssessmentAnswer {
  group: String
  question: String!
  answers: [String!]!
}

type CarePlanList {
  entries: [CarePlan!]!
  completeness: Completeness!
}

type CarePlan implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: RequestStatus!
  intent: String!
  categories: [CodeableConcept!]!
  title: String
  description: String
  period: Period
  created: PartialDate
  author: Practitioner
  goals: [String!]!
  addresses: [String!]!
  activities: [CarePlanActivity!]!
}

type CarePlanActivity {
  code: CodeableConcept
  description: String
  status: String
  scheduled: String
}

type CareTeamList {
  entries: [CareTeam!]!
  completeness: Completeness!
}

type CareTeam implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: CareTeamStatus!
  name: String
  categories: [CodeableConcept!]!
  period: Period
  organisation: Organisation
  members: [CareTeamMember!]!
}

enum CareTeamStatus {
  PROPOSED
  ACTIVE
  SUSPENDED
  INACTIVE
  ENTERED_IN_ERROR
  UNKNOWN
}

type CareTeamMember {
  name: String
  role: CodeableConcept
  organisation: Organisation
  period: Period
  telecoms: [ContactPoint!]!
}

type CodeableConcept {
  text: String!
  codings: [Coding!]!
}

type Coding {
  system: String!
  code: String!
  display: String
  version: String
}

input CodeInput {
  system: String!
  code: String!
}

type Completeness {
  complete: Boolean!
  sources: [SourceStatus!]!
  summary: String!
}

type SourceStatus {
  exchange: Exchange!
  state: SourceState!
  missingSettings: [CareSetting!]!
  count: Int!
  fetchedAt: DateTime
  elapsedMs: Int
  detail: String
}

enum SourceState {
  COMPLETE
  PATIENT_UNKNOWN
  PARTIAL
  STALE
  NOT_CONNECTED
  TIMED_OUT
  UNAVAILABLE
  REFUSED
  WITHHELD
  IDENTITY_MISMATCH
}

type ConditionList {
  entries: [Condition!]!
  completeness: Completeness!
}

type Condition implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  clinicalStatus: ConditionClinicalStatus!
  verificationStatus: VerificationStatus!
  categories: [CodeableConcept!]!
  severity: CodeableConcept
  stages: [CodeableConcept!]!
  bodySites: [CodeableConcept!]!
  onset: PartialDate
  onsetText: String
  abatement: PartialDate
  abatementText: String
  recordedDate: PartialDate
  familyMember: CodeableConcept
}

enum ConditionClinicalStatus {
  ACTIVE
  RECURRENCE
  RELAPSE
  INACTIVE
  REMISSION
  RESOLVED
  UNKNOWN
}

type Coverage {
  complete: Boolean!
  summary: String!
  kinds: [KindCoverage!]!
}

type KindCoverage {
  kind: RecordKind!
  completeness: Completeness!
}

type DocumentList {
  entries: [Document!]!
  completeness: Completeness!
}

type Document implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: DocumentStatus!
  docStatus: String
  categories: [CodeableConcept!]!
  title: String
  description: String
  date: DateTime
  period: Period
  authors: [Practitioner!]!
  custodian: Organisation
  attachments: [Attachment!]!
}

enum DocumentStatus {
  CURRENT
  SUPERSEDED
  ENTERED_IN_ERROR
  UNKNOWN
}

type EncounterList {
  entries: [Encounter!]!
  completeness: Completeness!
}

type Encounter implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: EncounterStatus!
  class: CodeableConcept
  service: CodeableConcept
  period: Period
  organisation: Organisation
  location: String
  participants: [Practitioner!]!
  reasons: [CodeableConcept!]!
  discharge: CodeableConcept
}

enum EncounterStatus {
  PLANNED
  ARRIVED
  TRIAGED
  IN_PROGRESS
  ON_LEAVE
  FINISHED
  CANCELLED
  ENTERED_IN_ERROR
  UNKNOWN
}

interface RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
}

enum RecordKind {
  ALERTS
  ALLERGIES
  MEDICATIONS
  CONDITIONS
  INVESTIGATIONS
  OBSERVATIONS
  PROCEDURES
  IMMUNISATIONS
  ENCOUNTERS
  REFERRALS
  APPOINTMENTS
  DOCUMENTS
  ASSESSMENTS
  CARE_PLANS
  CARE_TEAM
}

type RelatedEntry {
  entry: ID!
  reason: String!
}

enum ErrorCode {
  INVALID_NHS_NUMBER
  PATIENT_NOT_FOUND
  RECORD_UNAVAILABLE
  BIRTH_DATE_MISMATCH
  FORBIDDEN
  UNAUTHENTICATED
  TOO_MANY_PATIENTS
  QUERY_TOO_COMPLEX
  BAD_REQUEST
  EXCHANGE_UNAVAILABLE
  INTERNAL
}

type Exchange {
  id: ExchangeID!
  name: String!
  localName: String!
  odsCode: String!
  kinds: [RecordKind!]!
  careSettings: [CareSetting!]!
  health: ExchangeHealth!
}

enum ExchangeID {
  NEL
  SEL
  SWL
  NCL
  NWL
}

type ExchangeHealth {
  state: ExchangeHealthState!
  lastAnswerAt: DateTime
  lastFailureAt: DateTime
  recentRequests: Int!
  recentFailures: Int!
}

enum ExchangeHealthState {
  HEALTHY
  DEGRADED
  UNAVAILABLE
  UNKNOWN
}

enum CareSetting {
  PRIMARY_CARE
  ACUTE
  MENTAL_HEALTH
  COMMUNITY
  SOCIAL_CARE
  URGENT_AND_EMERGENCY
  UNKNOWN
}

type ImmunisationList {
  entries: [Immunisation!]!
  completeness: Completeness!
}

type Immunisation implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: EventStatus!
  statusReason: CodeableConcept
  occurrence: PartialDate
  occurrenceText: String
  lotNumber: String
  expirationDate: PartialDate
  manufacturer: Organisation
  site: CodeableConcept
  route: CodeableConcept
  dose: Quantity
  doseNumber: String
  targetDiseases: [CodeableConcept!]!
  primarySource: Boolean
  performers: [Practitioner!]!
  reactions: [CodeableConcept!]!
  reasons: [CodeableConcept!]!
}

type InvestigationList {
  entries: [Investigation!]!
  completeness: Completeness!
}

input InvestigationFilter {
  codes: [CodeInput!]
  groups: [String!]
  categories: [InvestigationCategory!]
  from: PartialDate
  to: PartialDate
  includeUndated: Boolean! = true
}

type Investigation implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  category: InvestigationCategory!
  status: ResultStatus!
  effective: PartialDate
  effectivePeriod: Period
  issued: DateTime
  performer: Organisation
  results: [Observation!]!
  conclusion: String
  conclusionCodes: [CodeableConcept!]!
  attachments: [Attachment!]!
  modalities: [CodeableConcept!]!
  numberOfSeries: Int
  numberOfInstances: Int
  bodySites: [CodeableConcept!]!
}

enum InvestigationCategory {
  LABORATORY
  IMAGING
  CARDIOLOGY
  PATHOLOGY
  MICROBIOLOGY
  ENDOSCOPY
  NEUROPHYSIOLOGY
  OTHER
}

enum ResultStatus {
  REGISTERED
  PARTIAL
  PRELIMINARY
  FINAL
  AMENDED
  CORRECTED
  APPENDED
  CANCELLED
  ENTERED_IN_ERROR
  UNKNOWN
}

type MedicationList {
  entries: [Medication!]!
  completeness: Completeness!
}

type Medication implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: MedicationStatus!
  statusReason: [CodeableConcept!]!
  medicationKind: MedicationKind!
  course: MedicationCourse!
  ingredients: [CodeableConcept!]!
  form: CodeableConcept
  dosages: [Dosage!]!
  authoredOn: PartialDate
  period: Period
  prescriber: Practitioner
  reasons: [CodeableConcept!]!
  quantity: Quantity
  resolved: Boolean!
}

enum MedicationStatus {
  ACTIVE
  COMPLETED
  STOPPED
  ON_HOLD
  CANCELLED
  DRAFT
  NOT_TAKEN
  INTENDED
  ENTERED_IN_ERROR
  UNKNOWN
}

enum MedicationKind {
  STATEMENT
  ORDER
  PLAN
  PROPOSAL
  DISPENSE
  ADMINISTRATION
}

enum MedicationCourse {
  ACUTE
  REPEAT
  CONTINUOUS
  UNKNOWN
}

type Dosage {
  text: String!
  derived: Boolean!
  route: CodeableConcept
  method: CodeableConcept
  site: CodeableConcept
  dose: Quantity
  doseRange: Range
  rate: String
  timing: String
  asNeeded: Boolean!
  asNeededFor: CodeableConcept
  patientInstruction: String
}

type ObservationList {
  entries: [Observation!]!
  completeness: Completeness!
}

input ObservationFilter {
  codes: [CodeInput!]
  categories: [String!]
  from: PartialDate
  to: PartialDate
  includeUndated: Boolean! = true
}

type Observation implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: ResultStatus!
  effective: PartialDate
  effectivePeriod: Period
  issued: DateTime
  categories: [CodeableConcept!]!
  display: String!
  value: ObservationValue
  absentReason: CodeableConcept
  interpretations: [CodeableConcept!]!
  referenceRanges: [ReferenceRange!]!
  components: [ObservationComponent!]!
  bodySite: CodeableConcept
  method: CodeableConcept
  specimen: String
  performer: Organisation
}

union ObservationValue = Quantity | CodeableConcept | TextValue | BooleanValue | IntegerValue | Range | Ratio | SampledData | TimeValue | DateTimeValue | Period

type TextValue {
  plain: String!
}

type BooleanValue {
  boolean: Boolean!
}

type IntegerValue {
  integer: Int!
}

type TimeValue {
  time: String!
}

type DateTimeValue {
  dateTime: PartialDate!
}

type ObservationComponent {
  code: CodeableConcept!
  display: String!
  value: ObservationValue
  absentReason: CodeableConcept
  interpretations: [CodeableConcept!]!
  referenceRanges: [ReferenceRange!]!
}

type ReferenceRange {
  low: Quantity
  high: Quantity
  type: CodeableConcept
  appliesTo: [CodeableConcept!]!
  age: Range
  text: String
}

type Patient {
  nhsNumber: NHSNumber!
  name: HumanName
  birthDate: PartialDate
  gender: AdministrativeGender!
  deceased: Boolean!
  deceasedDate: PartialDate
  addresses: [Address!]!
  telecoms: [ContactPoint!]!
  generalPractice: Organisation
  restricted: Boolean!
  demographics: Completeness!
  identity: IdentityCheck!
  alerts(includeRetracted: Boolean! = false): AlertList!
  allergies(includeInactive: Boolean! = false, includeRetracted: Boolean! = false): AllergyList!
  medications(statuses: [MedicationStatus!], includeRetracted: Boolean! = false): MedicationList!
  conditions(includeInactive: Boolean! = true, includeRetracted: Boolean! = false): ConditionList!
  investigations(filter: InvestigationFilter, includeRetracted: Boolean! = false): InvestigationList!
  observations(filter: ObservationFilter, includeRetracted: Boolean! = false): ObservationList!
  procedures(includeRetracted: Boolean! = false): ProcedureList!
  immunisations(includeRetracted: Boolean! = false): ImmunisationList!
  encounters(from: PartialDate, to: PartialDate, includeRetracted: Boolean! = false): EncounterList!
  referrals(filter: ReferralFilter, includeRetracted: Boolean! = false): ReferralList!
  appointments(from: PartialDate, to: PartialDate, includeRetracted: Boolean! = false): AppointmentList!
  documents(includeRetracted: Boolean! = false): DocumentList!
  assessments(includeRetracted: Boolean! = false): AssessmentList!
  carePlans(includeRetracted: Boolean! = false): CarePlanList!
  careTeam: CareTeamList!
  timeline(first: Int! = 50, after: String, kinds: [RecordKind!]): TimelineConnection!
  coverage: Coverage!
  stitching(kinds: [RecordKind!]): Stitching!
}

enum AdministrativeGender {
  MALE
  FEMALE
  OTHER
  UNKNOWN
}

type HumanName {
  text: String!
  family: String
  given: [String!]!
  prefix: [String!]!
  suffix: [String!]!
  use: String
}

type Address {
  text: String!
  lines: [String!]!
  city: String
  district: String
  postalCode: String
  country: String
  use: String
  period: Period
}

type ContactPoint {
  system: String
  value: String!
  use: String
}

type IdentityCheck {
  state: IdentityState!
  differences: [Difference!]!
  summary: String
}

enum IdentityState {
  AGREED
  SINGLE_SOURCE
  MINOR_DIFFERENCES
  CONFLICT
}

type ProcedureList {
  entries: [Procedure!]!
  completeness: Completeness!
}

type Procedure implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  status: EventStatus!
  statusReason: CodeableConcept
  category: CodeableConcept
  performed: PartialDate
  period: Period
  performedText: String
  performers: [Practitioner!]!
  reasons: [CodeableConcept!]!
  bodySites: [CodeableConcept!]!
  outcome: CodeableConcept
  complications: [CodeableConcept!]!
}

enum EventStatus {
  PREPARATION
  IN_PROGRESS
  NOT_DONE
  ON_HOLD
  STOPPED
  COMPLETED
  ENTERED_IN_ERROR
  UNKNOWN
}

type Provenance {
  exchange: Exchange!
  organisation: Organisation
  careSetting: CareSetting!
  recorder: Practitioner
  recordedAt: PartialDate
  lastUpdated: DateTime
  reference: String!
}

type Difference {
  field: String!
  values: [DifferingValue!]!
}

type DifferingValue {
  value: String!
  sources: [Provenance!]!
}

type Organisation {
  name: String
  odsCode: String
}

type Practitioner {
  name: String
  role: String
  organisation: Organisation
}

type Quantity {
  value: String!
  comparator: String
  unit: String
  system: String
  code: String
}

type Range {
  low: Quantity
  high: Quantity
}

type Ratio {
  numerator: Quantity
  denominator: Quantity
}

type Period {
  start: PartialDate
  end: PartialDate
}

type SampledData {
  origin: Quantity
  period: String
  factor: String
  lowerLimit: String
  upperLimit: String
  dimensions: Int!
  data: String!
}

type Attachment {
  title: String
  contentType: String
  url: String
  size: Int
  creation: PartialDate
  language: String
  inline: Boolean!
}

type Query {
  patient(nhsNumber: NHSNumber!, birthDate: PartialDate): Patient
  patients(nhsNumbers: [NHSNumber!]!): [Patient]!
  launchPatient: Patient
  exchanges: [Exchange!]!
}

type ReferralList {
  entries: [Referral!]!
  completeness: Completeness!
}

input ReferralFilter {
  categories: [ReferralCategory!]
  statuses: [RequestStatus!]
  urgentSuspectedCancer: Boolean
  from: PartialDate
  to: PartialDate
  includeUndated: Boolean! = true
}

type Referral implements RecordEntry {
  id: ID!
  kind: RecordKind!
  code: CodeableConcept!
  when: PartialDate
  statusText: String!
  warnings: [String!]!
  sources: [Provenance!]!
  differences: [Difference!]!
  securityLabels: [Coding!]!
  related: [RelatedEntry!]!
  mergedBy: String
  notes: [String!]!
  category: ReferralCategory!
  categories: [CodeableConcept!]!
  status: RequestStatus!
  priority: RequestPriority
  priorityReasons: [CodeableConcept!]!
  intent: String!
  authoredOn: PartialDate
  occurrence: Period
  requester: Practitioner
  service: Organisation
  specialty: CodeableConcept
  reasons: [CodeableConcept!]!
  urgentSuspectedCancer: Boolean!
  urgentSuspectedCancerBasis: String
  appointments: AppointmentList!
}

enum ReferralCategory {
  REFERRAL
  ORDER
  OTHER
}

enum RequestStatus {
  DRAFT
  ACTIVE
  ON_HOLD
  REVOKED
  COMPLETED
  ENTERED_IN_ERROR
  UNKNOWN
}

enum RequestPriority {
  ROUTINE
  URGENT
  ASAP
  STAT
}

scalar NHSNumber

scalar DateTime

scalar PartialDate

type Stitching {
  kinds: [KindCoverage!]!
  rows: [StitchedRow!]!
  leftOut: [LeftOut!]!
}

type StitchedRow {
  entry: ID
  partOf: ID
  kind: RecordKind!
  text: String!
  when: PartialDate
  statusText: String!
  retracted: Boolean!
  denies: NegationScope
  rule: String
  differences: [String!]!
  warnings: [String!]!
  related: [RelatedEntry!]!
  inputs: [StitchedInput!]!
}

type StitchedInput {
  exchange: Exchange!
  organisation: Organisation
  careSetting: CareSetting!
  recorder: Practitioner
  recordedAt: PartialDate
  lastUpdated: DateTime
  reference: String!
  when: PartialDate
  statusText: String!
  codings: [Coding!]!
  fields: [SaidField!]!
  warnings: [String!]!
  notes: [String!]!
  securityLabels: [Coding!]!
  retracts: Boolean!
  speaks: Boolean!
  tiedBy: [String!]!
}

type SaidField {
  name: String!
  value: String!
}

type LeftOut {
  exchange: Exchange!
  kind: RecordKind!
  state: SourceState!
  reason: LeftOutReason!
  count: Int
  explanation: String!
}

enum LeftOutReason {
  WITHHELD
  IDENTITY_MISMATCH
  IDENTITY_UNCHECKED
  ANOTHER_PERSONS
  UNREADABLE
  REPEATED
  CUT_OFF
  ANSWERED_IN_PART
  NOT_ASKED
  OUT_OF_DATE
  NOT_CONNECTED
}

type TimelineConnection {
  edges: [TimelineEdge!]!
  pageInfo: PageInfo!
  totalCount: Int!
  completeness: Completeness!
}

type TimelineEdge {
  cursor: String!
  node: RecordEntry!
}

type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}
`;export{e as default};