export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant in RFC 3339, for example "2020-10-05T09:30:00Z". */
  DateTime: { input: string; output: string; }
  /**
   * An NHS number: ten digits, the last of which is a check digit (modulus 11). With spaces or hyphens it is accepted too, for
   * example "943 476 5919"; it is always answered as ten digits. Placeholders such as 0000000000 are refused.
   */
  NHSNumber: { input: string; output: string; }
  /**
   * A date or time exactly as precise as it was recorded: "2019", "2019-07", "2019-07-04" or "2019-07-04T10:15:00Z" (FHIR date,
   * dateTime and instant). Nothing is filled in: "2019" does not mean 1 January. A date that can't be read is null, with a
   * warning on its entry.
   */
  PartialDate: { input: string; output: string; }
};

/** A decision that stands out, and why. */
export type AccessFinding = {
  __typename?: 'AccessFinding';
  /** The decision. */
  event: AuditEvent;
  /** Why it stands out. There can be several reasons. */
  unusual: Array<UnusualAccess>;
};

/** A page of who looked at the caller's own record, newest first. */
export type AccessHistory = {
  __typename?: 'AccessHistory';
  /** The cursor to be given as after for the next page. Null when this is the last one. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are more after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** The looks of this page, refused ones too. */
  looks: Array<AccessHistoryEntry>;
};

/** One look at the caller's own record. */
export type AccessHistoryEntry = {
  __typename?: 'AccessHistoryEntry';
  /** What was asked for. */
  action: AuditAction;
  /** Whether anything left the gateway. */
  answered: Scalars['Boolean']['output'];
  /** When it was. */
  at: Scalars['DateTime']['output'];
  /** Whether it was without a relationship, for a reason that was noted. */
  breakGlass: Scalars['Boolean']['output'];
  /** The kinds of record that were opened; DEMOGRAPHICS stands for who the person is. Empty for a refusal. */
  kinds: Array<Scalars['String']['output']>;
  /** The name of who asked. */
  name: Scalars['String']['output'];
  /** The ODS code of the organisation that they work for. Empty for who works for none. */
  organisation: Scalars['String']['output'];
  /** Whether it was permitted. */
  permitted: Scalars['Boolean']['output'];
  /** What the record was wanted for. */
  purpose: Scalars['String']['output'];
  /** Why it was permitted or refused. */
  reasons: Array<Scalars['String']['output']>;
  /** What they work as. */
  role: Scalars['String']['output'];
};

/** Access that a privacy officer should look at. */
export type AccessReport = {
  __typename?: 'AccessReport';
  /** Whether it went through all decisions between the two times. False means that there are more than one report takes: ask for a shorter time. */
  complete: Scalars['Boolean']['output'];
  /** How many decisions the report has gone through. */
  examined: Scalars['Int']['output'];
  /** What stands out, newest first. */
  findings: Array<AccessFinding>;
};

/** A postal address, as recorded (FHIR Address). */
export type Address = {
  __typename?: 'Address';
  /** Town or city. */
  city?: Maybe<Scalars['String']['output']>;
  /** Country, as recorded: a name or a code. */
  country?: Maybe<Scalars['String']['output']>;
  /** District or county. */
  district?: Maybe<Scalars['String']['output']>;
  /** The lines before town and postcode: house, street. */
  lines: Array<Scalars['String']['output']>;
  /** When the address was or is in use. */
  period?: Maybe<Period>;
  /** Postcode. */
  postalCode?: Maybe<Scalars['String']['output']>;
  /** The whole address for reading. */
  text: Scalars['String']['output'];
  /** What the address is for, in FHIR's words: home, work, temp, old. */
  use?: Maybe<Scalars['String']['output']>;
};

/** Administrative gender, as FHIR R4 has it (administrative-gender). */
export type AdministrativeGender =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Neither male nor female is recorded, but another gender. */
  | 'OTHER'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** Something that staff must know before they meet or treat the person (FHIR Flag). */
export type Alert = RecordEntry & {
  __typename?: 'Alert';
  /** Who raised it. */
  author?: Maybe<Practitioner>;
  /** The source's own categories: safety, clinical, administrative ... */
  categories: Array<CodeableConcept>;
  /** What the alert says, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: ALERTS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** From when to when it is in force. */
  period?: Maybe<Period>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether the alert is in force. */
  status: AlertStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it began. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The alerts section. */
export type AlertList = {
  __typename?: 'AlertList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The alerts. */
  entries: Array<Alert>;
};

/** Whether an alert is in force (FHIR flag-status). */
export type AlertStatus =
  /** In force. */
  | 'ACTIVE'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** No longer in force. */
  | 'INACTIVE'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** An allergy or intolerance (FHIR AllergyIntolerance, UKCore-AllergyIntolerance). */
export type Allergy = RecordEntry & {
  __typename?: 'Allergy';
  /** What the substance is: food, medicine and so on. */
  categories: Array<AllergyCategory>;
  /** Whether the allergy is active today. */
  clinicalStatus: AllergyClinicalStatus;
  /** The substance, or what the source calls the allergy, in words and codes. */
  code: CodeableConcept;
  /** How dangerous a future reaction can be: the worst that any source asserts. Each source's own view is in differences. */
  criticality: Criticality;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: ALLERGIES. */
  kind: RecordKind;
  /** When the last reaction was. */
  lastOccurrence?: Maybe<Scalars['PartialDate']['output']>;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** When it began. */
  onset?: Maybe<Scalars['PartialDate']['output']>;
  /** When it began, as an age, a range or words, where there is no date. */
  onsetText?: Maybe<Scalars['String']['output']>;
  /** Reactions that happened. */
  reactions: Array<AllergyReaction>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Allergy or intolerance, in the source's word (FHIR AllergyIntolerance.type). */
  type?: Maybe<Scalars['String']['output']>;
  /** How sure it is. */
  verificationStatus: VerificationStatus;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it began, else when it was recorded. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** What kind of substance an allergy is to (FHIR allergy-intolerance-category). */
export type AllergyCategory =
  /** A biological product, such as a vaccine or blood. */
  | 'BIOLOGIC'
  /** Something in the environment, such as pollen, an animal or latex. */
  | 'ENVIRONMENT'
  /** Something eaten. */
  | 'FOOD'
  /** A medicine. */
  | 'MEDICATION';

/** Whether an allergy is active today (FHIR allergyintolerance-clinical). */
export type AllergyClinicalStatus =
  /** It is a risk today. */
  | 'ACTIVE'
  /** It is no longer held for a risk. */
  | 'INACTIVE'
  /** It was tested again and found to be gone. */
  | 'RESOLVED'
  /** Not recorded, or not readable. Treat it as active. */
  | 'UNKNOWN';

/** The allergies section. */
export type AllergyList = {
  __typename?: 'AllergyList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The allergies and intolerances. */
  entries: Array<Allergy>;
  /** The "no known ..." assertions, each with its sources. They are never counted as allergies. */
  negations: Array<Negation>;
  /** What may be said about allergies as a whole. Show it: an empty list alone does not mean that there are none. */
  statement: AllergyStatement;
};

/** A reaction that happened (FHIR AllergyIntolerance.reaction). */
export type AllergyReaction = {
  __typename?: 'AllergyReaction';
  /** The reaction in the source's own words. */
  description?: Maybe<Scalars['String']['output']>;
  /** How the person came into contact with the substance. */
  exposureRoute?: Maybe<CodeableConcept>;
  /** The signs and symptoms. */
  manifestations: Array<CodeableConcept>;
  /** When it happened. */
  onset?: Maybe<Scalars['PartialDate']['output']>;
  /** How severe the reaction was. */
  severity: ReactionSeverity;
  /** The substance that caused this reaction, where it is narrower than the allergy's own code. */
  substance?: Maybe<CodeableConcept>;
};

/** What may be said about allergies as a whole: the first that applies, from the top. */
export type AllergyStatement =
  /** A denial and an allergy of the same scope stand against each other: "no known allergies" and an active allergy, or "no known drug allergies" and one to a drug. */
  | 'CONFLICTING'
  /** Nobody asserts anything, neither an allergy nor that there is none. */
  | 'NOTHING_RECORDED'
  /** Denied without restriction, and nothing is recorded. */
  | 'NO_KNOWN_ALLERGIES'
  /** Only inactive or resolved ones, and no denial. */
  | 'ONLY_INACTIVE'
  /** Only a narrower denial, such as "no known drug allergies" or "no known latex allergy". */
  | 'PARTLY_NEGATED'
  /** At least one allergy or intolerance that is active, or whose status is not known. No source denies it. */
  | 'RECORDED'
  /** Nothing active was found, but that can't be relied on: an exchange could not be asked in full, or nobody asserts anything and an exchange does not share its primary care or acute allergies (yet). */
  | 'UNKNOWN';

/** A booked or proposed contact (FHIR Appointment). */
export type Appointment = RecordEntry & {
  __typename?: 'Appointment';
  /** Why it was cancelled. */
  cancellationReason?: Maybe<CodeableConcept>;
  /** What the appointment is for, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** When it ends. */
  end?: Maybe<Scalars['DateTime']['output']>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: APPOINTMENTS. */
  kind: RecordKind;
  /** Where it takes place. */
  location?: Maybe<Scalars['String']['output']>;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** The organisation that offers it. */
  organisation?: Maybe<Organisation>;
  /** Who is to be seen. */
  practitioners: Array<Practitioner>;
  /** Why it was booked. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** The service: cardiology, phlebotomy ... */
  service?: Maybe<CodeableConcept>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** The specialty of who is to be seen. */
  specialty?: Maybe<CodeableConcept>;
  /** When it begins. */
  start?: Maybe<Scalars['DateTime']['output']>;
  /** Where the booking has got to. */
  status: AppointmentStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it begins. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The appointments section, or the appointments of one referral. */
export type AppointmentList = {
  __typename?: 'AppointmentList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The appointments. */
  entries: Array<Appointment>;
};

/** Where a booking has got to (FHIR appointmentstatus). */
export type AppointmentStatus =
  /** The person has come. */
  | 'ARRIVED'
  /** Booked. */
  | 'BOOKED'
  /** Cancelled. */
  | 'CANCELLED'
  /** The person has checked in. */
  | 'CHECKED_IN'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** It took place. */
  | 'FULFILLED'
  /** The person did not come. */
  | 'NO_SHOW'
  /** Not everybody has accepted it. */
  | 'PENDING'
  /** A time is offered; nobody has accepted it. */
  | 'PROPOSED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN'
  /** On a waiting list, without a time. */
  | 'WAITLIST';

/** A completed form or questionnaire (FHIR QuestionnaireResponse). */
export type Assessment = RecordEntry & {
  __typename?: 'Assessment';
  /** The questions with their answers, in the form's order. */
  answers: Array<AssessmentAnswer>;
  /** Who filled it in. */
  author?: Maybe<Practitioner>;
  /** When it was filled in. */
  authored?: Maybe<Scalars['PartialDate']['output']>;
  /** Which form it is, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: ASSESSMENTS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether the form is complete. */
  status: AssessmentStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was filled in. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** One question of a form, with its answers in words, as recorded. */
export type AssessmentAnswer = {
  __typename?: 'AssessmentAnswer';
  /** The answers. Empty when it was left open. */
  answers: Array<Scalars['String']['output']>;
  /** The heading that the question stands under. */
  group?: Maybe<Scalars['String']['output']>;
  /** The question. */
  question: Scalars['String']['output'];
};

/** The assessments section. */
export type AssessmentList = {
  __typename?: 'AssessmentList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The completed forms. */
  entries: Array<Assessment>;
};

/** Whether a form is complete (FHIR questionnaire-answers-status). */
export type AssessmentStatus =
  /** Changed after it was finished. */
  | 'AMENDED'
  /** Finished. */
  | 'COMPLETED'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** Begun, not finished. */
  | 'IN_PROGRESS'
  /** Given up before it was finished. */
  | 'STOPPED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** A file that a source holds. It is described, never fetched (FHIR Attachment). */
export type Attachment = {
  __typename?: 'Attachment';
  /** The file's media type, for example "application/pdf". */
  contentType?: Maybe<Scalars['String']['output']>;
  /** When the file was made. */
  creation?: Maybe<Scalars['PartialDate']['output']>;
  /** True when the source sent the file itself with the entry. It is not passed on. */
  inline: Scalars['Boolean']['output'];
  /** The file's language, for example "en-GB". */
  language?: Maybe<Scalars['String']['output']>;
  /** The file's size in bytes. */
  size?: Maybe<Scalars['Int']['output']>;
  /** The file's title. */
  title?: Maybe<Scalars['String']['output']>;
  /** Where the source says that the file is. Passed on as recorded; it may need the source's own access. */
  url?: Maybe<Scalars['String']['output']>;
};

/** What was asked for. */
export type AuditAction =
  /** To be known: a named caller was refused, or was opened on a Patient that had to be looked up. */
  | 'AUTHENTICATE'
  /** To be let in without a relationship. */
  | 'BREAK_GLASS'
  /** To change what decisions rest on, such as the opt-out register. */
  | 'CHANGE_POLICY'
  /** To find out from the exchanges whether the person is in the care of the caller's organisation. What they answered was shown to nobody. */
  | 'CHECK_RELATIONSHIP'
  /** To take the audit trail out of its store. */
  | 'EXPORT_AUDIT'
  /** To see who saw what. */
  | 'READ_AUDIT'
  /** To see a person's record. */
  | 'READ_RECORD';

/** What left the gateway at one time. */
export type AuditAnswer = {
  __typename?: 'AuditAnswer';
  /** How each exchange answered for each kind. */
  asked: Array<AuditAsked>;
  /** When it left. */
  at: Scalars['DateTime']['output'];
  /** The codes of the errors in the answer. */
  errors: Array<Scalars['String']['output']>;
  /** The ids of the entries in the answer. */
  released: Array<Scalars['ID']['output']>;
};

/** How one exchange answered for one kind of record. */
export type AuditAsked = {
  __typename?: 'AuditAsked';
  /** The exchange. */
  exchange: ExchangeId;
  /** The kind of record; DEMOGRAPHICS stands for who the person is. */
  kind: Scalars['String']['output'];
  /** How it answered. */
  state: SourceState;
};

/** Who asked, as the token said. */
export type AuditCaller = {
  __typename?: 'AuditCaller';
  /** The network address that the request came from. */
  address: Scalars['String']['output'];
  /** The system that the caller worked with. */
  client: Scalars['String']['output'];
  /** The name. */
  name: Scalars['String']['output'];
  /** The ODS code of the organisation that the caller works for. Empty for who works for none. */
  organisation: Scalars['String']['output'];
  /** The role. */
  role: Scalars['String']['output'];
  /** The identity that the issuer gave, by which callers are searched. */
  subject: Scalars['String']['output'];
};

/** A decision about one request for one person, and what came of it. */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** What was asked for. */
  action: AuditAction;
  /** What left the gateway. Empty when nothing did. */
  answers: Array<AuditAnswer>;
  /** When it was decided. */
  at: Scalars['DateTime']['output'];
  /** Whether it rests on a broken glass, or is one. */
  breakGlass: Scalars['Boolean']['output'];
  /** Who asked. */
  caller: AuditCaller;
  /** The exchanges that were opened. Empty for a refusal. */
  exchanges: Array<ExchangeId>;
  /** Why the entry is not as it was written, or can't be read as a whole. Null when all is well. */
  fault?: Maybe<Scalars['String']['output']>;
  /** Names the decision: its chain and its place there. */
  id: Scalars['ID']['output'];
  /** The reason that was given for breaking the glass, with the caller's own words. Null for all else. */
  justification?: Maybe<Scalars['String']['output']>;
  /** The kinds of record that were opened; DEMOGRAPHICS stands for who the person is. Empty for a refusal. */
  kinds: Array<Scalars['String']['output']>;
  /** What the law calls the ground on which it may be seen. Empty where none is noted. */
  legalBasis: Scalars['String']['output'];
  /** Whose record was asked for. Null where no one person was, and where the key is gone that would tell. */
  nhsNumber?: Maybe<Scalars['NHSNumber']['output']>;
  /** Whether it was permitted. */
  permitted: Scalars['Boolean']['output'];
  /** What the record was wanted for. */
  purpose: Scalars['String']['output'];
  /** The policies that decided, each with its sentence. */
  reasons: Array<Scalars['String']['output']>;
  /** The request's id, as in the answer's X-Request-Id. */
  request: Scalars['String']['output'];
};

/** A page of the audit trail, newest first. */
export type AuditEventPage = {
  __typename?: 'AuditEventPage';
  /** The cursor to be given as after for the next page. Null when this is the last one. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** The decisions of this page, each with what came of it. */
  events: Array<AuditEvent>;
  /** Whether there are more after this page. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** A value of true or false. */
export type BooleanValue = {
  __typename?: 'BooleanValue';
  /** The value. */
  boolean: Scalars['Boolean']['output'];
};

/** Why somebody opens a record without a relationship with the person. */
export type BreakGlassReason =
  /** Urgent care of somebody who is not known here. */
  | 'EMERGENCY'
  /** A court or the law demands it. */
  | 'LEGAL_DUTY'
  /** The person is here and agrees. */
  | 'PERSON_CONSENTS'
  /** To protect the person or somebody else from harm. */
  | 'SAFEGUARDING'
  /** The person can't be asked. */
  | 'UNABLE_TO_CONSENT';

/** Whether the gateway asks an exchange. */
export type BreakerState =
  /** It is asked. */
  | 'CLOSED'
  /** It is being tried again with a request or two; the others are answered UNAVAILABLE at once. */
  | 'HALF_OPEN'
  /** It has failed too often lately and is not asked: it shows as UNAVAILABLE at once, until it is tried again at nextTryAt. */
  | 'OPEN';

/** A record that is open to the caller for a while, for a reason that was noted. */
export type BrokenGlass = {
  __typename?: 'BrokenGlass';
  /** Whose record it is. */
  nhsNumber: Scalars['NHSNumber']['output'];
  /** Until when it is open. */
  until: Scalars['DateTime']['output'];
};

/** A plan of care (FHIR CarePlan). */
export type CarePlan = RecordEntry & {
  __typename?: 'CarePlan';
  /** Its steps. */
  activities: Array<CarePlanActivity>;
  /** The problems that it addresses, in words. */
  addresses: Array<Scalars['String']['output']>;
  /** Who is responsible for it. */
  author?: Maybe<Practitioner>;
  /** The source's own categories. */
  categories: Array<CodeableConcept>;
  /** What kind of plan it is, in words and codes. */
  code: CodeableConcept;
  /** When it was made. */
  created?: Maybe<Scalars['PartialDate']['output']>;
  /** What it is about, in words. */
  description?: Maybe<Scalars['String']['output']>;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** What it aims at, in words. */
  goals: Array<Scalars['String']['output']>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** How firm the plan is, in FHIR's words: proposal, plan, order (request-intent). */
  intent: Scalars['String']['output'];
  /** Which kind of record it is: CARE_PLANS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** From when to when it holds. */
  period?: Maybe<Period>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Where the plan has got to. */
  status: RequestStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** The plan's title. */
  title?: Maybe<Scalars['String']['output']>;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it begins, else when it was made. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** One step of a plan of care (FHIR CarePlan.activity). */
export type CarePlanActivity = {
  __typename?: 'CarePlanActivity';
  /** What is to be done, in words and codes. */
  code?: Maybe<CodeableConcept>;
  /** More about it, in words. */
  description?: Maybe<Scalars['String']['output']>;
  /** When it is to be done, in words, as recorded. */
  scheduled?: Maybe<Scalars['String']['output']>;
  /** Where the step has got to, in FHIR's words: not-started, scheduled, completed ... (care-plan-activity-status). */
  status?: Maybe<Scalars['String']['output']>;
};

/** The care plans section. */
export type CarePlanList = {
  __typename?: 'CarePlanList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The care plans. */
  entries: Array<CarePlan>;
};

/** The kind of service that recorded an entry, or that an exchange shares records from. */
export type CareSetting =
  /** Acute hospitals. */
  | 'ACUTE'
  /** Community health services. */
  | 'COMMUNITY'
  /** Mental health services. */
  | 'MENTAL_HEALTH'
  /** General practice and other primary care. */
  | 'PRIMARY_CARE'
  /** Adult and children's social care. */
  | 'SOCIAL_CARE'
  /** The source does not say. */
  | 'UNKNOWN'
  /** Urgent and emergency care: 111, ambulance, urgent treatment centres. */
  | 'URGENT_AND_EMERGENCY';

/** A team that looks after the person (FHIR CareTeam). */
export type CareTeam = RecordEntry & {
  __typename?: 'CareTeam';
  /** The source's own categories. */
  categories: Array<CodeableConcept>;
  /** What kind of team it is, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: CARE_TEAM. */
  kind: RecordKind;
  /** Its members. */
  members: Array<CareTeamMember>;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** The team's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** The organisation that runs it. */
  organisation?: Maybe<Organisation>;
  /** From when to when it looks after the person. */
  period?: Maybe<Period>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether the team is active. */
  status: CareTeamStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it began to look after the person. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The care team section. */
export type CareTeamList = {
  __typename?: 'CareTeamList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The teams. */
  entries: Array<CareTeam>;
};

/** A member of a care team: a member of staff, an organisation or a relative, as the source names them. */
export type CareTeamMember = {
  __typename?: 'CareTeamMember';
  /** The member's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The organisation that the member acts for. */
  organisation?: Maybe<Organisation>;
  /** From when to when. */
  period?: Maybe<Period>;
  /** The member's role in the team, for example care coordinator. */
  role?: Maybe<CodeableConcept>;
  /** The member's own contact details, where the source gives them. */
  telecoms: Array<ContactPoint>;
};

/** Whether a care team is active (FHIR care-team-status). */
export type CareTeamStatus =
  /** It looks after the person. */
  | 'ACTIVE'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** It no longer looks after the person. */
  | 'INACTIVE'
  /** It is planned. */
  | 'PROPOSED'
  /** It pauses. */
  | 'SUSPENDED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** A code to look for: code system and code, both exact. */
export type CodeInput = {
  /** The code, for example "40701008". */
  code: Scalars['String']['input'];
  /** The code system, for example "http://snomed.info/sct". A slash at its end makes no difference. */
  system: Scalars['String']['input'];
};

/** What was meant: words, and any number of codes for them (FHIR CodeableConcept). */
export type CodeableConcept = {
  __typename?: 'CodeableConcept';
  /** The codes, as recorded. */
  codings: Array<Coding>;
  /** What to show: the source's own words first, then the preferred code's display, then the code itself. */
  text: Scalars['String']['output'];
};

/** One code of one code system, as recorded (FHIR Coding). */
export type Coding = {
  __typename?: 'Coding';
  /** The code itself. Empty when the source gives none. */
  code: Scalars['String']['output'];
  /** The code's meaning in words, as the source gives it. */
  display?: Maybe<Scalars['String']['output']>;
  /** The code system, for example "http://snomed.info/sct" (SNOMED CT), "https://dmd.nhs.uk" (dm+d) or "http://loinc.org". Empty when the source names none. */
  system: Scalars['String']['output'];
  /** The version of the code system. */
  version?: Maybe<Scalars['String']['output']>;
};

/** Who contributed to a list, and what is missing from it. An empty list means "nothing recorded" only when complete is true. */
export type Completeness = {
  __typename?: 'Completeness';
  /** True only when every exchange that should hold this answered in full, and now. */
  complete: Scalars['Boolean']['output'];
  /** One status for each exchange, always in the same order. */
  sources: Array<SourceStatus>;
  /** One sentence that a clinician can read: what is missing, from where, why. */
  summary: Scalars['String']['output'];
};

/** A problem, diagnosis or health concern (FHIR Condition), or a condition of a relative (FHIR FamilyMemberHistory), which familyMember then names. */
export type Condition = RecordEntry & {
  __typename?: 'Condition';
  /** When it ended. */
  abatement?: Maybe<Scalars['PartialDate']['output']>;
  /** When it ended, as an age, a range or words, where there is no date. */
  abatementText?: Maybe<Scalars['String']['output']>;
  /** Where in the body, and on which side. */
  bodySites: Array<CodeableConcept>;
  /** The source's own categories: problem list item, encounter diagnosis, family history ... */
  categories: Array<CodeableConcept>;
  /** Whether the condition is active today. */
  clinicalStatus: ConditionClinicalStatus;
  /** The problem or diagnosis, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** The relative whose condition it is. Null when it is the person's own. */
  familyMember?: Maybe<CodeableConcept>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: CONDITIONS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** When it began. */
  onset?: Maybe<Scalars['PartialDate']['output']>;
  /** When it began, as an age, a range or words, where there is no date. */
  onsetText?: Maybe<Scalars['String']['output']>;
  /** When it was first recorded. */
  recordedDate?: Maybe<Scalars['PartialDate']['output']>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** How severe it is, as recorded. */
  severity?: Maybe<CodeableConcept>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Its stages, as recorded, for example of a cancer. */
  stages: Array<CodeableConcept>;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** How sure it is. */
  verificationStatus: VerificationStatus;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it began, else when it was recorded. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** Whether a condition is active today (FHIR condition-clinical). */
export type ConditionClinicalStatus =
  /** It is there today. */
  | 'ACTIVE'
  /** It is no longer there, or no longer matters. */
  | 'INACTIVE'
  /** It has come back after it was resolved. */
  | 'RECURRENCE'
  /** It has come back after a remission. */
  | 'RELAPSE'
  /** Its signs are gone, but it may come back. */
  | 'REMISSION'
  /** It is gone and not expected back. */
  | 'RESOLVED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** The conditions section. */
export type ConditionList = {
  __typename?: 'ConditionList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The conditions. */
  entries: Array<Condition>;
};

/** A phone number, an e-mail address or another way to reach somebody, as recorded (FHIR ContactPoint). */
export type ContactPoint = {
  __typename?: 'ContactPoint';
  /** What kind of contact it is, in FHIR's words: phone, email, sms ... */
  system?: Maybe<Scalars['String']['output']>;
  /** What it is for, in FHIR's words: home, work, mobile, temp, old. */
  use?: Maybe<Scalars['String']['output']>;
  /** The number or address itself. */
  value: Scalars['String']['output'];
};

/** Exchange by kind of record: who answered, who holds nothing, who could not be asked. */
export type Coverage = {
  __typename?: 'Coverage';
  /** True only when every exchange that should hold something answered in full, and now, for every kind. */
  complete: Scalars['Boolean']['output'];
  /** One row for each kind of record, always in the same order. */
  kinds: Array<KindCoverage>;
  /** One sentence that a clinician can read: what is missing, from where, why. */
  summary: Scalars['String']['output'];
};

/** How dangerous a future reaction can be (FHIR allergy-intolerance-criticality). */
export type Criticality =
  /** May be life-threatening or damage an organ. */
  | 'HIGH'
  /** Not likely to be life-threatening. */
  | 'LOW'
  /** Somebody looked at it and could not say. */
  | 'UNABLE_TO_ASSESS'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** A date or time as a value. */
export type DateTimeValue = {
  __typename?: 'DateTimeValue';
  /** The date, as precise as it was recorded. */
  dateTime: Scalars['PartialDate']['output'];
};

/** A field in which the sources of one entry disagree. */
export type Difference = {
  __typename?: 'Difference';
  /** The name of the field, for example "criticality". */
  field: Scalars['String']['output'];
  /** The values that the sources give, each with who says so. */
  values: Array<DifferingValue>;
};

/** One of several disagreeing values. */
export type DifferingValue = {
  __typename?: 'DifferingValue';
  /** Who says so. */
  sources: Array<Provenance>;
  /** The value in words. */
  value: Scalars['String']['output'];
};

/** A letter, discharge summary or other document that a source holds (FHIR DocumentReference). It is described, never fetched. */
export type Document = RecordEntry & {
  __typename?: 'Document';
  /** Its files, described and never fetched. */
  attachments: Array<Attachment>;
  /** Who wrote it. */
  authors: Array<Practitioner>;
  /** The source's own categories. */
  categories: Array<CodeableConcept>;
  /** The type of document, in words and codes. */
  code: CodeableConcept;
  /** The organisation that keeps it. */
  custodian?: Maybe<Organisation>;
  /** When it was filed. */
  date?: Maybe<Scalars['DateTime']['output']>;
  /** What it is about, in words. */
  description?: Maybe<Scalars['String']['output']>;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** How final the document's text is, in FHIR's words: preliminary, final, amended. */
  docStatus?: Maybe<Scalars['String']['output']>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: DOCUMENTS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** The time of the care that it tells of. */
  period?: Maybe<Period>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether the document is the current one. */
  status: DocumentStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** The document's title. */
  title?: Maybe<Scalars['String']['output']>;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: that of the care it tells of, else when it was filed. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The documents section. */
export type DocumentList = {
  __typename?: 'DocumentList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The documents. */
  entries: Array<Document>;
};

/** Whether a document is the current one (FHIR document-reference-status). */
export type DocumentStatus =
  /** The current one. */
  | 'CURRENT'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** Another document has replaced it. */
  | 'SUPERSEDED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** How a medicine is to be taken, as recorded (FHIR Dosage). */
export type Dosage = {
  __typename?: 'Dosage';
  /** True when it is to be taken as needed. */
  asNeeded: Scalars['Boolean']['output'];
  /** What it is to be taken for as needed, where coded. */
  asNeededFor?: Maybe<CodeableConcept>;
  /** True when the gateway put the text together because the source gives none. */
  derived: Scalars['Boolean']['output'];
  /** How much at a time. Null when the source gives a range, which is in doseRange. */
  dose?: Maybe<Quantity>;
  /** How much at a time, where the source gives a range. */
  doseRange?: Maybe<Range>;
  /** How it is administered, for example "infuse". */
  method?: Maybe<CodeableConcept>;
  /** What the person is told. */
  patientInstruction?: Maybe<Scalars['String']['output']>;
  /** The rate of administration in words, as recorded. */
  rate?: Maybe<Scalars['String']['output']>;
  /** By which route: oral, inhaled ... */
  route?: Maybe<CodeableConcept>;
  /** Where on or in the body. */
  site?: Maybe<CodeableConcept>;
  /** The instruction in words: the source's own, else put together from its parts, which derived then says. */
  text: Scalars['String']['output'];
  /** When and how often, in words, as recorded. */
  timing?: Maybe<Scalars['String']['output']>;
};

/** A contact with a service: a consultation, an attendance, an admission (FHIR Encounter). */
export type Encounter = RecordEntry & {
  __typename?: 'Encounter';
  /** The setting of the contact: inpatient, emergency, ambulatory ... */
  class?: Maybe<CodeableConcept>;
  /** The type of contact, else its class, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Where the person went afterwards. */
  discharge?: Maybe<CodeableConcept>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: ENCOUNTERS. */
  kind: RecordKind;
  /** Where, for example the ward. */
  location?: Maybe<Scalars['String']['output']>;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** The organisation that saw the person. */
  organisation?: Maybe<Organisation>;
  /** The staff who took part. */
  participants: Array<Practitioner>;
  /** From when to when. */
  period?: Maybe<Period>;
  /** Why the person came. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** The service: cardiology, district nursing ... */
  service?: Maybe<CodeableConcept>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether it is planned, going on or over. */
  status: EncounterStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it began. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The encounters section. */
export type EncounterList = {
  __typename?: 'EncounterList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The encounters. */
  entries: Array<Encounter>;
};

/** Where an encounter has got to (FHIR encounter-status). */
export type EncounterStatus =
  /** The person has come. */
  | 'ARRIVED'
  /** It did not take place. */
  | 'CANCELLED'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** It is over. */
  | 'FINISHED'
  /** It is going on. */
  | 'IN_PROGRESS'
  /** It goes on, but the person is away for a time. */
  | 'ON_LEAVE'
  /** Not begun yet. */
  | 'PLANNED'
  /** The person has been assessed for urgency. */
  | 'TRIAGED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/**
 * The values of errors[].extensions.code. No field gives one; they stand here so that clients can know them. An exchange that
 * fails takes no data away: the data comes, the list's completeness says what is missing, and errors[] carries one
 * EXCHANGE_UNAVAILABLE at the list's path.
 */
export type ErrorCode =
  /** The question can't be understood. */
  | 'BAD_REQUEST'
  /** The exchanges hold another date of birth than the one given. */
  | 'BIRTH_DATE_MISMATCH'
  /** An exchange could not be asked; extensions.exchange and extensions.kind say which one, and for what. The data of the others is there. */
  | 'EXCHANGE_UNAVAILABLE'
  /** The caller may not see this. */
  | 'FORBIDDEN'
  /** Something went wrong inside the gateway; extensions.id joins the error to the gateway's log. */
  | 'INTERNAL'
  /** The NHS number is not valid: ten digits, the last of which is a check digit. */
  | 'INVALID_NHS_NUMBER'
  /** The gateway has more to do than it can answer in time. Nothing was looked at. The status is 503; Retry-After says after how many seconds to ask again. */
  | 'OVERLOADED'
  /** Every exchange answered, and none knows the number. */
  | 'PATIENT_NOT_FOUND'
  /** The query asks for too much at once. */
  | 'QUERY_TOO_COMPLEX'
  /** No exchange that answered knows the number, and at least one could not be asked in full; extensions.sources says how each answered. */
  | 'RECORD_UNAVAILABLE'
  /** More people were asked for than one query may ask for. */
  | 'TOO_MANY_PATIENTS'
  /** This caller, this caller's system or this address asks too often. The status is 429; Retry-After says after how many seconds to ask again. */
  | 'TOO_MANY_REQUESTS'
  /** The caller has not said who they are, or can't be believed. */
  | 'UNAUTHENTICATED';

/** Whether something was done (FHIR event-status). */
export type EventStatus =
  /** It was done. */
  | 'COMPLETED'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** It is going on. */
  | 'IN_PROGRESS'
  /** It was not done. */
  | 'NOT_DONE'
  /** It is paused. */
  | 'ON_HOLD'
  /** It is being prepared. */
  | 'PREPARATION'
  /** It was begun, and stopped before its end. */
  | 'STOPPED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** A regional health information exchange: one of the shared records that the London record is stitched from. */
export type Exchange = {
  __typename?: 'Exchange';
  /** The care settings that it shares records from. The others show as missingSettings. */
  careSettings: Array<CareSetting>;
  /** How the exchange is doing right now, as the gateway sees it. */
  health: ExchangeHealth;
  /** The exchange's short name. */
  id: ExchangeId;
  /** The kinds of record that it shares. The others show as NOT_CONNECTED. */
  kinds: Array<RecordKind>;
  /** What its own users call it, for example "East London Patient Record". */
  localName: Scalars['String']['output'];
  /** The area that it serves, for example "North East London". */
  name: Scalars['String']['output'];
  /** ODS code of the integrated care board that it belongs to. */
  odsCode: Scalars['String']['output'];
};

/** A request to an exchange that failed. */
export type ExchangeFailure = {
  __typename?: 'ExchangeFailure';
  /** When it failed. */
  at: Scalars['DateTime']['output'];
  /** How it failed: TIMED_OUT, UNAVAILABLE or REFUSED. */
  state: SourceState;
};

/** What the gateway itself has seen of an exchange lately. It says nothing about any one person's record. */
export type ExchangeHealth = {
  __typename?: 'ExchangeHealth';
  /** Whether the gateway asks the exchange at present, or spares it and the caller the wait after repeated failures. */
  breaker: BreakerState;
  /** Since when the breaker is as it is. Null when it has never changed since the gateway started. */
  breakerSince?: Maybe<Scalars['DateTime']['output']>;
  /** How many requests to the exchange are under way. */
  inFlight: Scalars['Int']['output'];
  /** When the exchange last gave an answer. Null when it has given none since the gateway started. */
  lastAnswerAt?: Maybe<Scalars['DateTime']['output']>;
  /** The last request that failed. Null when none has since the gateway started. */
  lastFailure?: Maybe<ExchangeFailure>;
  /** When a request to the exchange last failed. Null when none has since the gateway started. */
  lastFailureAt?: Maybe<Scalars['DateTime']['output']>;
  /** How long the recent requests that were answered took. Null when there was none lately. */
  latency?: Maybe<LatencyQuantiles>;
  /** When the exchange will be tried again. Null unless the breaker is OPEN. */
  nextTryAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many requests wait for their turn, because as many are under way as the exchange may be sent at once. */
  queued: Scalars['Int']['output'];
  /** How many of the recent requests failed. */
  recentFailures: Scalars['Int']['output'];
  /** How many requests the state is judged by: the most recent ones. */
  recentRequests: Scalars['Int']['output'];
  /** How the exchange is doing, in one word. */
  state: ExchangeHealthState;
};

/** How an exchange is doing. */
export type ExchangeHealthState =
  /** Some of its last answers failed or were cut off. */
  | 'DEGRADED'
  /** Its last answers were good. */
  | 'HEALTHY'
  /** Its last answers all failed. */
  | 'UNAVAILABLE'
  /** It has not been asked yet. */
  | 'UNKNOWN';

/** The regional exchanges. */
export type ExchangeId =
  /** North Central London. */
  | 'NCL'
  /** North East London. */
  | 'NEL'
  /** North West London. */
  | 'NWL'
  /** South East London. */
  | 'SEL'
  /** South West London. */
  | 'SWL';

/** A person's name, as recorded (FHIR HumanName). */
export type HumanName = {
  __typename?: 'HumanName';
  /** Family name, or surname. */
  family?: Maybe<Scalars['String']['output']>;
  /** Given names, in order. */
  given: Array<Scalars['String']['output']>;
  /** Parts before the name, such as a title. */
  prefix: Array<Scalars['String']['output']>;
  /** Parts after the name. */
  suffix: Array<Scalars['String']['output']>;
  /** The whole name for reading. */
  text: Scalars['String']['output'];
  /** What the name is for, in FHIR's words: usual, official, nickname, maiden ... */
  use?: Maybe<Scalars['String']['output']>;
};

/** Whether all exchanges that know the NHS number mean the same person. */
export type IdentityCheck = {
  __typename?: 'IdentityCheck';
  /** Where the exchanges describe the person differently: spelling of the name, address, gender, date of birth. */
  differences: Array<Difference>;
  /** The result of the check. */
  state: IdentityState;
  /** A sentence for a clinician where there is something to say: who was kept out, what could not be checked, what to do. */
  summary?: Maybe<Scalars['String']['output']>;
};

/** Whether the exchanges mean the same person by this number. */
export type IdentityState =
  /** All exchanges that know the number agree on who the person is. */
  | 'AGREED'
  /** At least one exchange holds another date of birth under this number. Its answer is kept out of the record. */
  | 'CONFLICT'
  /** They agree on the date of birth and differ in the rest, such as the spelling of the name. See differences. */
  | 'MINOR_DIFFERENCES'
  /** Only one exchange knows the number: there was nothing to compare. */
  | 'SINGLE_SOURCE';

/** A vaccination given, refused or otherwise not given (FHIR Immunization, UKCore-Immunization). */
export type Immunisation = RecordEntry & {
  __typename?: 'Immunisation';
  /** The vaccine, or the vaccination procedure, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** How much was given. */
  dose?: Maybe<Quantity>;
  /** The dose's place in its series, in the source's own words, for example "2". */
  doseNumber?: Maybe<Scalars['String']['output']>;
  /** When the vaccine expired. */
  expirationDate?: Maybe<Scalars['PartialDate']['output']>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: IMMUNISATIONS. */
  kind: RecordKind;
  /** The batch number on the vial. */
  lotNumber?: Maybe<Scalars['String']['output']>;
  /** Who made the vaccine. */
  manufacturer?: Maybe<Organisation>;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** When it was given, or refused. */
  occurrence?: Maybe<Scalars['PartialDate']['output']>;
  /** When it was given, in words, where there is no date. */
  occurrenceText?: Maybe<Scalars['String']['output']>;
  /** Who gave it. */
  performers: Array<Practitioner>;
  /** False when it was reported by somebody who did not give it. Null when not recorded. */
  primarySource?: Maybe<Scalars['Boolean']['output']>;
  /** Reactions to it. */
  reactions: Array<CodeableConcept>;
  /** Why it was given. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** By which route it was given. */
  route?: Maybe<CodeableConcept>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Where on the body it was given. */
  site?: Maybe<CodeableConcept>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether it was given: COMPLETED or NOT_DONE. */
  status: EventStatus;
  /** Why it was not given. */
  statusReason?: Maybe<CodeableConcept>;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** The diseases that it protects against. */
  targetDiseases: Array<CodeableConcept>;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was given, or refused. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The immunisations section. */
export type ImmunisationList = {
  __typename?: 'ImmunisationList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The vaccinations. */
  entries: Array<Immunisation>;
};

/** A whole number without a unit. */
export type IntegerValue = {
  __typename?: 'IntegerValue';
  /** The value. */
  integer: Scalars['Int']['output'];
};

/** A report with its results (FHIR DiagnosticReport), an imaging study (FHIR ImagingStudy), or a result that stands alone (FHIR Observation). */
export type Investigation = RecordEntry & {
  __typename?: 'Investigation';
  /** Files that belong to the report, described and never fetched. */
  attachments: Array<Attachment>;
  /** Where in the body, for an imaging study. */
  bodySites: Array<CodeableConcept>;
  /** The kind of investigation. */
  category: InvestigationCategory;
  /** What was investigated, in words and codes. */
  code: CodeableConcept;
  /** The conclusion in words, as recorded. */
  conclusion?: Maybe<Scalars['String']['output']>;
  /** The conclusion in codes. */
  conclusionCodes: Array<CodeableConcept>;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** When the sample was taken or the person examined (FHIR effectiveDateTime). */
  effective?: Maybe<Scalars['PartialDate']['output']>;
  /** The same as a span, where the source gives one (FHIR effectivePeriod). */
  effectivePeriod?: Maybe<Period>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** When the report was issued. */
  issued?: Maybe<Scalars['DateTime']['output']>;
  /** Which kind of record it is: INVESTIGATIONS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** How the images were made, for an imaging study: CT, MR, US ... */
  modalities: Array<CodeableConcept>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** How many images or other instances an imaging study has. */
  numberOfInstances?: Maybe<Scalars['Int']['output']>;
  /** How many series an imaging study has. */
  numberOfSeries?: Maybe<Scalars['Int']['output']>;
  /** Who did it: the laboratory, the department. */
  performer?: Maybe<Organisation>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** The results. One that stands alone has itself here. */
  results: Array<Observation>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** How final the report is. */
  status: ResultStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when the sample was taken or the person examined, else when it was issued. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The kind of an investigation. */
export type InvestigationCategory =
  /** Heart: ECG, echocardiogram and the like. */
  | 'CARDIOLOGY'
  /** Endoscopy. */
  | 'ENDOSCOPY'
  /** X-ray, CT, MR, ultrasound and other images. */
  | 'IMAGING'
  /** Blood sciences and other laboratory work. */
  | 'LABORATORY'
  /** Microbiology. */
  | 'MICROBIOLOGY'
  /** Nerves and brain: EEG, EMG and the like. */
  | 'NEUROPHYSIOLOGY'
  /** Anything else, or not recorded. */
  | 'OTHER'
  /** Histopathology and cytology. */
  | 'PATHOLOGY';

/** Which investigations to give. Conditions are joined by "and"; codes and groups together mean any of them. */
export type InvestigationFilter = {
  /** Any of these categories. */
  categories?: InputMaybe<Array<InvestigationCategory>>;
  /** Any of these codes, on the report or on one of its results. */
  codes?: InputMaybe<Array<CodeInput>>;
  /** Only what can lie on or after this date. */
  from?: InputMaybe<Scalars['PartialDate']['input']>;
  /** Any of these named groups of codes: echocardiogram, ambulatory-ecg, ct-head, mri-brain, carotid-ultrasound ... */
  groups?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Also give undated ones when from or to is given: they may belong there. */
  includeUndated?: Scalars['Boolean']['input'];
  /** Only what can lie on or before this date: "2019" means up to the end of 2019. */
  to?: InputMaybe<Scalars['PartialDate']['input']>;
};

/** The investigations section. */
export type InvestigationList = {
  __typename?: 'InvestigationList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The reports, imaging studies and laboratory results. */
  entries: Array<Investigation>;
};

/** How the exchanges answered for one kind of record. */
export type KindCoverage = {
  __typename?: 'KindCoverage';
  /** How each exchange answered for it. */
  completeness: Completeness;
  /** The kind of record. */
  kind: RecordKind;
};

/** How long requests took, from the question to the last page read. All in milliseconds. */
export type LatencyQuantiles = {
  __typename?: 'LatencyQuantiles';
  /** Half of the requests took no longer than this, in milliseconds. */
  p50: Scalars['Int']['output'];
  /** 95 in 100 requests took no longer than this, in milliseconds. */
  p95: Scalars['Int']['output'];
  /** 99 in 100 requests took no longer than this, in milliseconds. */
  p99: Scalars['Int']['output'];
  /** How many requests the figures are taken from. */
  requests: Scalars['Int']['output'];
};

/** Something of one exchange that is in no row, and why. */
export type LeftOut = {
  __typename?: 'LeftOut';
  /** How many entries, or parts of them. Null where the number is not known, and where it would tell something of what is withheld. */
  count?: Maybe<Scalars['Int']['output']>;
  /** The exchange. */
  exchange: Exchange;
  /** The reason in words. */
  explanation: Scalars['String']['output'];
  /** The kind of record that it is missing from. */
  kind: RecordKind;
  /** Why it is in no row. */
  reason: LeftOutReason;
  /** How the exchange answered for this kind. */
  state: SourceState;
};

/** Why something of an exchange is in no row. */
export type LeftOutReason =
  /** Resources came back that point at somebody else. */
  | 'ANOTHER_PERSONS'
  /** The exchange answered only in part. How much is missing is not known. */
  | 'ANSWERED_IN_PART'
  /** The answer was longer than is read. How much is missing is not known. */
  | 'CUT_OFF'
  /** The exchange holds another birth date under this number. */
  | 'IDENTITY_MISMATCH'
  /** The exchange could not be asked whom it means by this number. What it gave is not counted. */
  | 'IDENTITY_UNCHECKED'
  /** The exchange could not be asked: the state says how it failed. */
  | 'NOT_ASKED'
  /** The exchange does not share this kind of record (yet). */
  | 'NOT_CONNECTED'
  /** An earlier answer is shown. What the exchange recorded since is not known. */
  | 'OUT_OF_DATE'
  /** The exchange has not answered yet: only in the events of a subscription that are not its last. */
  | 'PENDING'
  /** The exchange told the same entry more than once, or in an older version too. Each counts once. */
  | 'REPEATED'
  /** Resources, elements or modifier extensions could not be read. A resource of which only a part is unreadable is in its row all the same. */
  | 'UNREADABLE'
  /** Consent or policy keeps it from the caller. It is not counted. */
  | 'WITHHELD';

/** A medicine as ordered, stated, planned, dispensed or given (FHIR MedicationRequest, MedicationStatement, MedicationDispense, MedicationAdministration). */
export type Medication = RecordEntry & {
  __typename?: 'Medication';
  /** When it was ordered or stated. */
  authoredOn?: Maybe<Scalars['PartialDate']['output']>;
  /** The medicine, in words and codes (dm+d where the source gives it). */
  code: CodeableConcept;
  /** Whether it is a one-off or a repeat prescription (FHIR MedicationRequest.courseOfTherapyType). */
  course: MedicationCourse;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** How it is to be taken. */
  dosages: Array<Dosage>;
  /** The form: tablet, inhaler, oral solution ... */
  form?: Maybe<CodeableConcept>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** What the medicine is made of, where the source says. */
  ingredients: Array<CodeableConcept>;
  /** Which kind of record it is: MEDICATIONS. */
  kind: RecordKind;
  /** What was recorded: an order, a statement, a plan and so on. */
  medicationKind: MedicationKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** When it was or is to be taken. */
  period?: Maybe<Period>;
  /** Who prescribed it. */
  prescriber?: Maybe<Practitioner>;
  /** How much was ordered or dispensed. */
  quantity?: Maybe<Quantity>;
  /** What it is for. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** False when a source points to a medicine that it does not hold. The entry is shown all the same. */
  resolved: Scalars['Boolean']['output'];
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether it is being taken. */
  status: MedicationStatus;
  /** Why it has this status, for example why it was stopped. */
  statusReason: Array<CodeableConcept>;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was ordered, stated, dispensed or given. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** Whether a prescription is a one-off or repeats (FHIR MedicationRequest.courseOfTherapyType). */
export type MedicationCourse =
  /** For a limited time. */
  | 'ACUTE'
  /** Without an end in sight. */
  | 'CONTINUOUS'
  /** On repeat. */
  | 'REPEAT'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** What was recorded of a medicine. */
export type MedicationKind =
  /** It was given (FHIR MedicationAdministration). */
  | 'ADMINISTRATION'
  /** It was handed out (FHIR MedicationDispense). */
  | 'DISPENSE'
  /** An order: a prescription (FHIR MedicationRequest). */
  | 'ORDER'
  /** A plan to prescribe, such as a repeat template (FHIR MedicationRequest with intent plan). */
  | 'PLAN'
  /** A proposal that nobody has acted on (FHIR MedicationRequest with intent proposal). */
  | 'PROPOSAL'
  /** Somebody states that it is or was taken (FHIR MedicationStatement). */
  | 'STATEMENT';

/** The medications section. */
export type MedicationList = {
  __typename?: 'MedicationList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The medicines. */
  entries: Array<Medication>;
};

/** Whether a medicine is being taken, joined from the statuses of FHIR's medication resources. */
export type MedicationStatus =
  /** Being taken, or to be taken. */
  | 'ACTIVE'
  /** Cancelled before it was acted on. */
  | 'CANCELLED'
  /** The course is over. */
  | 'COMPLETED'
  /** Not yet signed: nobody should act on it. */
  | 'DRAFT'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** It is meant to be taken later. */
  | 'INTENDED'
  /** The person does not take it. */
  | 'NOT_TAKEN'
  /** Paused; expected to go on later. */
  | 'ON_HOLD'
  /** Stopped before its end. */
  | 'STOPPED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** What a caller can do beside asking. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Opens one person's record to the caller without a relationship, for 30 minutes. The reason is noted, and privacy officers
   * see it. It is refused (FORBIDDEN) where policy does not let the caller's role do it, and where it would open nothing, such
   * as over an objection that is absolute.
   */
  breakGlass: BrokenGlass;
};


/** What a caller can do beside asking. */
export type MutationBreakGlassArgs = {
  nhsNumber: Scalars['NHSNumber']['input'];
  reason: BreakGlassReason;
  text: Scalars['String']['input'];
};

/** A source's assertion that there is no allergy, for example "no known drug allergies". It never beats an allergy that is recorded elsewhere. */
export type Negation = {
  __typename?: 'Negation';
  /** What is denied, in words and codes. */
  code: CodeableConcept;
  /** How much is denied. */
  scope: NegationScope;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who says so. */
  sources: Array<Provenance>;
};

/** How much a denial of allergies denies. */
export type NegationScope =
  /** Every allergy: "no known allergies". */
  | 'ALL'
  /** Allergies to drugs. */
  | 'DRUG'
  /** Allergies to things in the environment. */
  | 'ENVIRONMENT'
  /** Allergies to food. */
  | 'FOOD'
  /** Allergy to latex. */
  | 'LATEX'
  /** Something else: see the code's words. */
  | 'OTHER';

/** A measurement, finding or result (FHIR Observation). Its value is exactly as recorded. */
export type Observation = RecordEntry & {
  __typename?: 'Observation';
  /** Why there is no value. */
  absentReason?: Maybe<CodeableConcept>;
  /** Where on the body it was measured. */
  bodySite?: Maybe<CodeableConcept>;
  /** The source's own categories: vital-signs, laboratory, social-history ... */
  categories: Array<CodeableConcept>;
  /** What was measured or found, in words and codes. */
  code: CodeableConcept;
  /** Its parts, such as systolic and diastolic pressure. */
  components: Array<ObservationComponent>;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** The value as a clinician would read it, exactly as recorded: "< 3 mmol/L", "140/85 mmHg", "positive". */
  display: Scalars['String']['output'];
  /** When it was measured or the sample taken (FHIR effectiveDateTime). */
  effective?: Maybe<Scalars['PartialDate']['output']>;
  /** The same as a span, where the source gives one (FHIR effectivePeriod). */
  effectivePeriod?: Maybe<Period>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** What the source makes of it: high, low, abnormal ... */
  interpretations: Array<CodeableConcept>;
  /** When it was issued. */
  issued?: Maybe<Scalars['DateTime']['output']>;
  /** Which kind of record it is: the section that it belongs to. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** How it was measured. */
  method?: Maybe<CodeableConcept>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** Who did it: the laboratory, the practice. */
  performer?: Maybe<Organisation>;
  /** What the source holds for normal. */
  referenceRanges: Array<ReferenceRange>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** What was examined, in words, for example "venous blood". */
  specimen?: Maybe<Scalars['String']['output']>;
  /** How final it is. */
  status: ResultStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** The value in the type in which it was recorded. Null when there is none, or when it is in the components. */
  value?: Maybe<ObservationValue>;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was measured, else when it was issued. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** One part of an observation, such as the systolic pressure (FHIR Observation.component). */
export type ObservationComponent = {
  __typename?: 'ObservationComponent';
  /** Why there is no value. */
  absentReason?: Maybe<CodeableConcept>;
  /** What was measured, in words and codes. */
  code: CodeableConcept;
  /** The value as a clinician would read it, exactly as recorded. */
  display: Scalars['String']['output'];
  /** What the source makes of it: high, low, abnormal ... */
  interpretations: Array<CodeableConcept>;
  /** What the source holds for normal. */
  referenceRanges: Array<ReferenceRange>;
  /** The value in the type in which it was recorded. */
  value?: Maybe<ObservationValue>;
};

/** Which observations to give. Conditions are joined by "and". */
export type ObservationFilter = {
  /** Any of these categories, by code: vital-signs, social-history, survey, exam ... (FHIR observation-category). */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Any of these codes, on the observation or on one of its components. */
  codes?: InputMaybe<Array<CodeInput>>;
  /** Only what can lie on or after this date. */
  from?: InputMaybe<Scalars['PartialDate']['input']>;
  /** Also give undated ones when from or to is given: they may belong there. */
  includeUndated?: Scalars['Boolean']['input'];
  /** Only what can lie on or before this date: "2019" means up to the end of 2019. */
  to?: InputMaybe<Scalars['PartialDate']['input']>;
};

/** The observations section. */
export type ObservationList = {
  __typename?: 'ObservationList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The measurements and findings. */
  entries: Array<Observation>;
};

/** The value of an observation, in the type in which it was recorded (FHIR Observation.value[x]). */
export type ObservationValue = BooleanValue | CodeableConcept | DateTimeValue | IntegerValue | Period | Quantity | Range | Ratio | SampledData | TextValue | TimeValue;

/** An organisation, as a source names it (FHIR Organization). */
export type Organisation = {
  __typename?: 'Organisation';
  /** The organisation's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The organisation's ODS code (https://fhir.nhs.uk/Id/ods-organization-code). */
  odsCode?: Maybe<Scalars['String']['output']>;
};

/** Where a page lies on the timeline. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the page's last entry, to be given as after for the next page. Null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more entries come after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are entries before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the page's first entry. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type Patient = {
  __typename?: 'Patient';
  /** Postal addresses, as recorded. Empty for a restricted person. */
  addresses: Array<Address>;
  /** What staff must know before they meet or treat the person (FHIR Flag). */
  alerts: AlertList;
  /** Allergies and intolerances (FHIR AllergyIntolerance). Read the list's statement before you read an empty list. */
  allergies: AllergyList;
  /** Past and coming appointments (FHIR Appointment). */
  appointments: AppointmentList;
  /** Completed forms and questionnaires (FHIR QuestionnaireResponse). */
  assessments: AssessmentList;
  /** The date of birth that the exchanges agree on, or the one the caller gave (FHIR Patient.birthDate). */
  birthDate?: Maybe<Scalars['PartialDate']['output']>;
  /** Plans of care (FHIR CarePlan). */
  carePlans: CarePlanList;
  /** The teams that look after the person, with their members (FHIR CareTeam). */
  careTeam: CareTeamList;
  /** Problems, diagnoses and health concerns (FHIR Condition), and conditions in the family (FHIR FamilyMemberHistory), told apart by familyMember. */
  conditions: ConditionList;
  /** Exchange by kind of record: who answered, who holds nothing, who could not be asked. */
  coverage: Coverage;
  /** True when any exchange says that the person has died. False means only that none of those in demographics says so. */
  deceased: Scalars['Boolean']['output'];
  /** When the person died, where an exchange says (FHIR Patient.deceasedDateTime). */
  deceasedDate?: Maybe<Scalars['PartialDate']['output']>;
  /** Where name, date of birth, gender, address and death come from, and which exchanges could not be asked. */
  demographics: Completeness;
  /** Letters, discharge summaries and other documents (FHIR DocumentReference). They are described, never fetched. */
  documents: DocumentList;
  /** Contacts with services: consultations, attendances, admissions (FHIR Encounter). */
  encounters: EncounterList;
  /** Administrative gender (FHIR Patient.gender). It is no statement about sex or gender identity. */
  gender: AdministrativeGender;
  /** The general practice that the person is registered with. Null when not recorded, and for a restricted person. */
  generalPractice?: Maybe<Organisation>;
  /** Whether all exchanges that know this number mean the same person. */
  identity: IdentityCheck;
  /** Vaccinations (FHIR Immunization). One refused or not given is shown with status NOT_DONE. */
  immunisations: ImmunisationList;
  /** Reports with their results, imaging studies, and laboratory results that stand alone (FHIR DiagnosticReport, ImagingStudy, Observation). */
  investigations: InvestigationList;
  /**
   * Medicines as ordered, stated, planned, dispensed or given (FHIR MedicationRequest, MedicationStatement, MedicationDispense,
   * MedicationAdministration). Ones not taken or only intended are shown, with their status, and never counted as given.
   */
  medications: MedicationList;
  /** The person's name (FHIR Patient.name). Other spellings are in identity.differences. */
  name?: Maybe<HumanName>;
  /** The person's NHS number: ten digits. */
  nhsNumber: Scalars['NHSNumber']['output'];
  /** Measurements and findings outside a report: vital signs, scores, social history and the rest (FHIR Observation). */
  observations: ObservationList;
  /** Operations and other procedures (FHIR Procedure). One that was not done is shown with status NOT_DONE. */
  procedures: ProcedureList;
  /** Referrals and orders (FHIR ServiceRequest). Orders of laboratory tests and scans are here too; category tells them apart. */
  referrals: ReferralList;
  /**
   * True when a source labels the person as restricted or very restricted (FHIR meta.security R or V). Name, date of birth,
   * gender and NHS number are then all there is, and every section is WITHHELD, unless the caller's policy allows more.
   */
  restricted: Scalars['Boolean']['output'];
  /**
   * For safety review: every row taken apart into exactly what came in, the rule that joined it, and what is in no row and why. Retracted and
   * inactive rows are there too. Every kind asked for is fetched.
   */
  stitching: Stitching;
  /** Phone numbers, e-mail addresses and the like, as recorded. Empty for a restricted person. */
  telecoms: Array<ContactPoint>;
  /** Everything above on one line of time, newest first, in pages. Entries without a date come last. */
  timeline: TimelineConnection;
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientAlertsArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientAllergiesArgs = {
  includeInactive?: Scalars['Boolean']['input'];
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientAppointmentsArgs = {
  from?: InputMaybe<Scalars['PartialDate']['input']>;
  includeRetracted?: Scalars['Boolean']['input'];
  to?: InputMaybe<Scalars['PartialDate']['input']>;
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientAssessmentsArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientCarePlansArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientConditionsArgs = {
  includeInactive?: Scalars['Boolean']['input'];
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientDocumentsArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientEncountersArgs = {
  from?: InputMaybe<Scalars['PartialDate']['input']>;
  includeRetracted?: Scalars['Boolean']['input'];
  to?: InputMaybe<Scalars['PartialDate']['input']>;
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientImmunisationsArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientInvestigationsArgs = {
  filter?: InputMaybe<InvestigationFilter>;
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientMedicationsArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
  statuses?: InputMaybe<Array<MedicationStatus>>;
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientObservationsArgs = {
  filter?: InputMaybe<ObservationFilter>;
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientProceduresArgs = {
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientReferralsArgs = {
  filter?: InputMaybe<ReferralFilter>;
  includeRetracted?: Scalars['Boolean']['input'];
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientStitchingArgs = {
  kinds?: InputMaybe<Array<RecordKind>>;
};


/**
 * One person's record, stitched from what the regional exchanges hold. Sections are fetched only when they are asked for. Every
 * section says how complete it is, because an empty list may also mean that an exchange could not be asked.
 */
export type PatientTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kinds?: InputMaybe<Array<RecordKind>>;
};

/** A span of time. Either end may be open (FHIR Period). */
export type Period = {
  __typename?: 'Period';
  /** When it ended. Null when not recorded, or when it still goes on. */
  end?: Maybe<Scalars['PartialDate']['output']>;
  /** When it began. Null when not recorded. */
  start?: Maybe<Scalars['PartialDate']['output']>;
};

/** A person or role who did something, as a source names them (FHIR Practitioner, PractitionerRole). */
export type Practitioner = {
  __typename?: 'Practitioner';
  /** The person's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The organisation that they acted for. */
  organisation?: Maybe<Organisation>;
  /** The role in which they acted, for example "General practitioner". */
  role?: Maybe<Scalars['String']['output']>;
};

/** Something done to or for the person, such as an operation (FHIR Procedure). It may also not have been done: read the status. */
export type Procedure = RecordEntry & {
  __typename?: 'Procedure';
  /** Where in or on the body, and on which side. */
  bodySites: Array<CodeableConcept>;
  /** What kind of procedure it is. */
  category?: Maybe<CodeableConcept>;
  /** What was done, in words and codes. */
  code: CodeableConcept;
  /** Complications. */
  complications: Array<CodeableConcept>;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: PROCEDURES. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** How it turned out. */
  outcome?: Maybe<CodeableConcept>;
  /** When it was done (FHIR performedDateTime). */
  performed?: Maybe<Scalars['PartialDate']['output']>;
  /** When it was done, as an age, a range or words, where there is no date. */
  performedText?: Maybe<Scalars['String']['output']>;
  /** Who did it. */
  performers: Array<Practitioner>;
  /** From when to when it was done, where the source gives a span (FHIR performedPeriod). */
  period?: Maybe<Period>;
  /** Why it was done. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** Whether it was done. */
  status: EventStatus;
  /** Why it has this status, for example why it was not done. */
  statusReason?: Maybe<CodeableConcept>;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was done. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The procedures section. */
export type ProcedureList = {
  __typename?: 'ProcedureList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The procedures. */
  entries: Array<Procedure>;
};

/** Who recorded an entry, where, and when. */
export type Provenance = {
  __typename?: 'Provenance';
  /** The kind of service that recorded it. */
  careSetting: CareSetting;
  /** The exchange that holds it. */
  exchange: Exchange;
  /** When the source last changed its entry (FHIR meta.lastUpdated). */
  lastUpdated?: Maybe<Scalars['DateTime']['output']>;
  /** The organisation that recorded it: a practice, a trust. */
  organisation?: Maybe<Organisation>;
  /** When it was recorded, as the source says. */
  recordedAt?: Maybe<Scalars['PartialDate']['output']>;
  /** The person who recorded it. */
  recorder?: Maybe<Practitioner>;
  /** The source's own resource, for example "AllergyIntolerance/123". Unique only within its exchange. */
  reference: Scalars['String']['output'];
};

/** An amount exactly as recorded: no conversion, no relabelling of units (FHIR Quantity). */
export type Quantity = {
  __typename?: 'Quantity';
  /** The unit's code. */
  code?: Maybe<Scalars['String']['output']>;
  /** How the real value relates to the number: "<", "<=", ">=" or ">". Null when it is the number itself. */
  comparator?: Maybe<Scalars['String']['output']>;
  /** The code system of the unit's code, for example "http://unitsofmeasure.org" (UCUM). */
  system?: Maybe<Scalars['String']['output']>;
  /** The unit in words, as recorded, for example "mmol/L". */
  unit?: Maybe<Scalars['String']['output']>;
  /** The number in its own digits: "1.50" stays "1.50". Empty when the source gives a unit without a number. */
  value: Scalars['String']['output'];
};

/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type Query = {
  __typename?: 'Query';
  /** Access that stands out between two times. For privacy officers only. That it was read is noted in the audit trail. */
  accessReport: AccessReport;
  /**
   * The audit trail: who asked for what, what was decided and why, and what left. For privacy officers only. That it was read
   * is noted there, too.
   */
  auditEvents: AuditEventPage;
  /** The regional exchanges: what each is connected to, and how each is doing right now. Holds no patient data. */
  exchanges: Array<Exchange>;
  /**
   * The person whose record the caller's own system was launched on: no number to type, no search. Null when the caller was
   * not launched on a person.
   */
  launchPatient?: Maybe<Patient>;
  /** Who looked at the record of the caller, who is a citizen: when, from where and why. That it was read is noted in the audit trail. */
  myAccessHistory: AccessHistory;
  /**
   * The stitched record of one person. Null with an error when no exchange knows the number (PATIENT_NOT_FOUND) or when that
   * can't be told because an exchange could not be asked (RECORD_UNAVAILABLE).
   */
  patient?: Maybe<Patient>;
  /** Many people in one go, in the order asked for. A person who can't be given is null, with an error at that place. */
  patients: Array<Maybe<Patient>>;
};


/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type QueryAccessReportArgs = {
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  callers?: InputMaybe<Array<Scalars['String']['input']>>;
  first?: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  nhsNumber?: InputMaybe<Scalars['NHSNumber']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type QueryMyAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type QueryPatientArgs = {
  birthDate?: InputMaybe<Scalars['PartialDate']['input']>;
  nhsNumber: Scalars['NHSNumber']['input'];
};


/**
 * Questions to the London care record. Each one is put to all regional exchanges at once, and the answers are stitched into
 * one record that always says what could not be seen.
 */
export type QueryPatientsArgs = {
  nhsNumbers: Array<Scalars['NHSNumber']['input']>;
};

/** A low and a high amount. Either may be open (FHIR Range). */
export type Range = {
  __typename?: 'Range';
  /** The high end, included. Null when open. */
  high?: Maybe<Quantity>;
  /** The low end, included. Null when open. */
  low?: Maybe<Quantity>;
};

/** A pair of amounts, such as a titre of 1:128 (FHIR Ratio). */
export type Ratio = {
  __typename?: 'Ratio';
  /** The second of the two amounts. */
  denominator?: Maybe<Quantity>;
  /** The first of the two amounts. */
  numerator?: Maybe<Quantity>;
};

/** How severe a reaction was (FHIR reaction-event-severity). */
export type ReactionSeverity =
  /** Mild. */
  | 'MILD'
  /** Moderate. */
  | 'MODERATE'
  /** Severe. */
  | 'SEVERE'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** An entry of the record: one row for a clinician, however many exchanges recorded it. Every kind of record has these fields. */
export type RecordEntry = {
  /** What the entry is about, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** Which kind of record it is: the section that it belongs to. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** The entry's status as one word for reading; the typed status is on the concrete type. */
  statusText: Scalars['String']['output'];
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by in the timeline. Null when the source gives none. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** The kinds of record: the sections of the patient graph. */
export type RecordKind =
  /** What staff must know before they meet or treat the person. */
  | 'ALERTS'
  /** Allergies and intolerances. */
  | 'ALLERGIES'
  /** Appointments. */
  | 'APPOINTMENTS'
  /** Completed forms and questionnaires. */
  | 'ASSESSMENTS'
  /** Plans of care. */
  | 'CARE_PLANS'
  /** The teams that look after the person. */
  | 'CARE_TEAM'
  /** Problems, diagnoses and health concerns. */
  | 'CONDITIONS'
  /** Letters and other documents. */
  | 'DOCUMENTS'
  /** Contacts with services. */
  | 'ENCOUNTERS'
  /** Vaccinations. */
  | 'IMMUNISATIONS'
  /** Reports, imaging studies and laboratory results. */
  | 'INVESTIGATIONS'
  /** Medicines. */
  | 'MEDICATIONS'
  /** Measurements and findings outside a report. */
  | 'OBSERVATIONS'
  /** Operations and other procedures. */
  | 'PROCEDURES'
  /** Referrals and orders. */
  | 'REFERRALS';

/** What a source holds for normal, or for the meaning that type names (FHIR Observation.referenceRange). */
export type ReferenceRange = {
  __typename?: 'ReferenceRange';
  /** For which age it holds. */
  age?: Maybe<Range>;
  /** For whom it holds, such as women or people with a kidney transplant. */
  appliesTo: Array<CodeableConcept>;
  /** The high end, included. Null when open. */
  high?: Maybe<Quantity>;
  /** The low end, included. Null when open. */
  low?: Maybe<Quantity>;
  /** The range in words, as recorded. */
  text?: Maybe<Scalars['String']['output']>;
  /** What the range means, where it is not the normal range: therapeutic, critical ... */
  type?: Maybe<CodeableConcept>;
};

/** A request for a service: a referral, or an order of a laboratory test, a scan and the like (FHIR ServiceRequest). */
export type Referral = RecordEntry & {
  __typename?: 'Referral';
  /**
   * Appointments that surely belong to this referral, in any exchange, with completeness: "none" and "could not be asked" are
   * different answers. Likely ones are only named in related. Cancelled ones are here too, with their status: they prove no booking.
   */
  appointments: AppointmentList;
  /** When it was written. */
  authoredOn?: Maybe<Scalars['PartialDate']['output']>;
  /** The source's own categories. */
  categories: Array<CodeableConcept>;
  /** Whether it is a referral or an order. */
  category: ReferralCategory;
  /** What was asked for, in words and codes. */
  code: CodeableConcept;
  /** Where the sources disagree about this entry. */
  differences: Array<Difference>;
  /** Stable between answers, opaque, and without an NHS number in it. */
  id: Scalars['ID']['output'];
  /** How firm the request is, in FHIR's words: order, plan, proposal ... (request-intent). */
  intent: Scalars['String']['output'];
  /** Which kind of record it is: REFERRALS. */
  kind: RecordKind;
  /** The stitching rule that made one entry of several. Null for a single source. */
  mergedBy?: Maybe<Scalars['String']['output']>;
  /** Notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** When the service is wanted. */
  occurrence?: Maybe<Period>;
  /** How urgent it is. Null when not recorded; it is never invented. */
  priority?: Maybe<RequestPriority>;
  /** Why it has this priority (UK Core: Extension-UKCore-PriorityReason). */
  priorityReasons: Array<CodeableConcept>;
  /** Why it was asked for. */
  reasons: Array<CodeableConcept>;
  /** Entries that are likely, but not surely, the same as this one. */
  related: Array<RelatedEntry>;
  /** Who asked for it. */
  requester?: Maybe<Practitioner>;
  /** Security labels, passed on as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /** The organisation that is asked. */
  service?: Maybe<Organisation>;
  /** Who recorded it: newest first, never empty. */
  sources: Array<Provenance>;
  /** The specialty that is asked for, where coded. */
  specialty?: Maybe<CodeableConcept>;
  /** Where the request has got to. */
  status: RequestStatus;
  /** The status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** True when a code or priority reason says that this is an urgent suspected-cancer (two-week-wait) referral. */
  urgentSuspectedCancer: Scalars['Boolean']['output'];
  /** Which code or priority reason says so. Null when none does. */
  urgentSuspectedCancerBasis?: Maybe<Scalars['String']['output']>;
  /** Odd or unreadable values, with their original text. Show them. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by: when it was written. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** What a request is for. */
export type ReferralCategory =
  /** An order of a laboratory test, a scan and the like. */
  | 'ORDER'
  /** Anything else, or not recorded. */
  | 'OTHER'
  /** A referral to a service. */
  | 'REFERRAL';

/** Which referrals and orders to give. Conditions are joined by "and". */
export type ReferralFilter = {
  /** Any of these categories. REFERRAL alone leaves out orders of laboratory tests and scans. */
  categories?: InputMaybe<Array<ReferralCategory>>;
  /** Only what can lie on or after this date. */
  from?: InputMaybe<Scalars['PartialDate']['input']>;
  /** Also give undated ones when from or to is given: they may belong there. */
  includeUndated?: Scalars['Boolean']['input'];
  /** Any of these statuses. */
  statuses?: InputMaybe<Array<RequestStatus>>;
  /** Only what can lie on or before this date: "2019" means up to the end of 2019. */
  to?: InputMaybe<Scalars['PartialDate']['input']>;
  /** True: only urgent suspected-cancer (two-week-wait) referrals. False: only the others. Null: both. */
  urgentSuspectedCancer?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The referrals section. */
export type ReferralList = {
  __typename?: 'ReferralList';
  /** Who contributed, and what is missing. */
  completeness: Completeness;
  /** The referrals and orders. */
  entries: Array<Referral>;
};

/** An entry that is likely, but not surely, the same as another. The two are kept apart, and each names the other. */
export type RelatedEntry = {
  __typename?: 'RelatedEntry';
  /** The id of the other entry. */
  entry: Scalars['ID']['output'];
  /** Why the two may be the same, in words. */
  reason: Scalars['String']['output'];
};

/** How urgent a request is (FHIR request-priority). */
export type RequestPriority =
  /** As soon as possible: before urgent requests. */
  | 'ASAP'
  /** Normal priority. */
  | 'ROUTINE'
  /** At once. */
  | 'STAT'
  /** Before routine requests. */
  | 'URGENT';

/** Where a request or plan has got to (FHIR request-status). */
export type RequestStatus =
  /** In force. */
  | 'ACTIVE'
  /** Completed. */
  | 'COMPLETED'
  /** Not yet signed: nobody should act on it. */
  | 'DRAFT'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** Paused. */
  | 'ON_HOLD'
  /** Withdrawn before it was completed. */
  | 'REVOKED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** How final a report or result is (FHIR diagnostic-report-status, observation-status). */
export type ResultStatus =
  /** Changed after it was final. */
  | 'AMENDED'
  /** Added to after it was final. */
  | 'APPENDED'
  /** Never done, or withdrawn. */
  | 'CANCELLED'
  /** Corrected after it was final. */
  | 'CORRECTED'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** Complete and verified. */
  | 'FINAL'
  /** Some results are there, and more are to come. */
  | 'PARTIAL'
  /** An early result that may still change. */
  | 'PRELIMINARY'
  /** Asked for; there is no result yet. */
  | 'REGISTERED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';

/** What a source entry says of one field. */
export type SaidField = {
  __typename?: 'SaidField';
  /** The field's name, as in differences. */
  name: Scalars['String']['output'];
  /** The value in words. */
  value: Scalars['String']['output'];
};

/** A series of measurements by a device, such as an ECG strip (FHIR SampledData). */
export type SampledData = {
  __typename?: 'SampledData';
  /** The samples, separated by spaces. The letter E stands for an error. */
  data: Scalars['String']['output'];
  /** How many values were measured at each point in time. */
  dimensions: Scalars['Int']['output'];
  /** What to multiply each sample by before the origin is added, in its own digits. */
  factor?: Maybe<Scalars['String']['output']>;
  /** The lowest value that could be measured, in its own digits. The letter L in data stands for less. */
  lowerLimit?: Maybe<Scalars['String']['output']>;
  /** What a sample of zero means, and the unit of all samples. */
  origin?: Maybe<Quantity>;
  /** The time between two samples in milliseconds, in its own digits. */
  period?: Maybe<Scalars['String']['output']>;
  /** The highest value that could be measured, in its own digits. The letter U in data stands for more. */
  upperLimit?: Maybe<Scalars['String']['output']>;
};

/** How an exchange answered. After COMPLETE, PATIENT_UNKNOWN and NOT_CONNECTED nothing that it should hold is unseen; after all others something may be. */
export type SourceState =
  /** It answered in full. */
  | 'COMPLETE'
  /** It holds somebody else under this number, with another date of birth. Its answer is kept out of the record. */
  | 'IDENTITY_MISMATCH'
  /** It does not share this kind of record (yet). */
  | 'NOT_CONNECTED'
  /** It answered, but pages or entries were cut off or could not be read. */
  | 'PARTIAL'
  /** It answered: it holds no such person. */
  | 'PATIENT_UNKNOWN'
  /** It is still being asked: only in the events of a subscription that are not its last. */
  | 'PENDING'
  /** It denied the gateway access. */
  | 'REFUSED'
  /** It could not be asked. An earlier answer is shown, with its age in fetchedAt. */
  | 'STALE'
  /** It did not answer in time. */
  | 'TIMED_OUT'
  /** It could not be reached, or answered with a fault. */
  | 'UNAVAILABLE'
  /** Consent or policy keeps this from the caller. */
  | 'WITHHELD';

/** How one exchange answered for one kind of record. */
export type SourceStatus = {
  __typename?: 'SourceStatus';
  /** How many entries this exchange contributed, before stitching. */
  count: Scalars['Int']['output'];
  /** More about the state, in words, where there is more to say. */
  detail?: Maybe<Scalars['String']['output']>;
  /** How long the exchange took, in milliseconds. Null when it was not asked. */
  elapsedMs?: Maybe<Scalars['Int']['output']>;
  /** The exchange. */
  exchange: Exchange;
  /** When this exchange's answer was read from it. Null when there was no answer. */
  fetchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Care settings of this exchange that do not share this kind of record (yet). The summary names them. */
  missingSettings: Array<CareSetting>;
  /** How it answered. */
  state: SourceState;
};

/** One source entry as it came in, before anything was put together. */
export type StitchedInput = {
  __typename?: 'StitchedInput';
  /** The kind of service that recorded it. */
  careSetting: CareSetting;
  /** Its own codes, as recorded. */
  codings: Array<Coding>;
  /** The exchange that holds it. */
  exchange: Exchange;
  /** What it says of each field that is compared, in words. A field of which it says nothing is left out. */
  fields: Array<SaidField>;
  /** When the source last changed it (FHIR meta.lastUpdated). */
  lastUpdated?: Maybe<Scalars['DateTime']['output']>;
  /** Its own notes in words, as recorded. */
  notes: Array<Scalars['String']['output']>;
  /** The organisation that recorded it. */
  organisation?: Maybe<Organisation>;
  /** When it was recorded, as the source says. */
  recordedAt?: Maybe<Scalars['PartialDate']['output']>;
  /** The person who recorded it. */
  recorder?: Maybe<Practitioner>;
  /** The source's own resource, for example "AllergyIntolerance/123". Unique only within its exchange. */
  reference: Scalars['String']['output'];
  /** Whether its source has taken it back: entered in error, refuted, cancelled. A retraction speaks for this entry alone. */
  retracts: Scalars['Boolean']['output'];
  /** Its own security labels, as recorded (FHIR meta.security). */
  securityLabels: Array<Coding>;
  /**
   * Whether it speaks for the row: the row says what this entry says, completed by the others where it says nothing. Exactly one of a
   * row's inputs does. What can hurt adds up whoever speaks: the worst criticality and severity, and every reaction.
   */
  speaks: Scalars['Boolean']['output'];
  /** Its own status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** The rules by which it is joined to another input of the row. Empty where it stands alone. */
  tiedBy: Array<Scalars['String']['output']>;
  /** Its own odd or unreadable values, with their original text. */
  warnings: Array<Scalars['String']['output']>;
  /** Its own date. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/** One row of the record, with the source entries that it is made of. */
export type StitchedRow = {
  __typename?: 'StitchedRow';
  /** For a denial ("no known ..."): how much it denies. Null for every other row. */
  denies?: Maybe<NegationScope>;
  /** The names of the fields in which the inputs disagree. */
  differences: Array<Scalars['String']['output']>;
  /** The row's id, as the sections give it. Null for a denial of allergies, which is no entry. */
  entry?: Maybe<Scalars['ID']['output']>;
  /** The source entries behind the row, newest first, never empty. */
  inputs: Array<StitchedInput>;
  /** Which kind of record it is. */
  kind: RecordKind;
  /** For a result of a report: the id of the report. The report's own row says nothing of its results. */
  partOf?: Maybe<Scalars['ID']['output']>;
  /** Entries that are likely, but not surely, the same as this one. They are kept apart. */
  related: Array<RelatedEntry>;
  /** Whether the row has left the current list: every source entry behind it was retracted (entered in error, refuted, cancelled). */
  retracted: Scalars['Boolean']['output'];
  /** The rules that joined the inputs, the strongest first. Null where one source entry stands alone. */
  rule?: Maybe<Scalars['String']['output']>;
  /** The row's status as one word for reading. */
  statusText: Scalars['String']['output'];
  /** What the row is about, as it is shown. */
  text: Scalars['String']['output'];
  /** What the row warns of: odd or unreadable values, and what a reader could take wrongly. */
  warnings: Array<Scalars['String']['output']>;
  /** The date it sorts by. Null when no source gives one. */
  when?: Maybe<Scalars['PartialDate']['output']>;
};

/**
 * The record taken apart again, for safety review: what each row is made of, by which rule, and what came in and is in no row. Every entry
 * that came in is the input of exactly one row without partOf, or is counted in leftOut. What consent, policy or the identity check keeps
 * out of the sections is kept out here too.
 */
export type Stitching = {
  __typename?: 'Stitching';
  /** The kinds that were asked for, each with how every exchange answered and how many entries it contributed before stitching. */
  kinds: Array<KindCoverage>;
  /** What came in, or should have, and is in no row: by kind and exchange, with the reason. */
  leftOut: Array<LeftOut>;
  /**
   * The rows of every kind: those that were retracted and those that are inactive too. The denials of allergies come after the allergies, and
   * the results of a report after the report.
   */
  rows: Array<StitchedRow>;
};

/** The record as it comes in, for those who show it while it is being asked for. Sent as server-sent events. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * One person's record: an event for each exchange that answers or fails to, each with a fuller patient. Exchanges that are still
   * being asked show as PENDING. The first event comes when every exchange has said who the person is, or failed to: before that,
   * nobody knows whether this is one person, nor whether the record is restricted. It ends when all exchanges have answered, or
   * at the budget; the last event is what Query.patient would have given.
   */
  patient: Patient;
};


/** The record as it comes in, for those who show it while it is being asked for. Sent as server-sent events. */
export type SubscriptionPatientArgs = {
  birthDate?: InputMaybe<Scalars['PartialDate']['input']>;
  nhsNumber: Scalars['NHSNumber']['input'];
};

/** A value in words. */
export type TextValue = {
  __typename?: 'TextValue';
  /** The words. */
  plain: Scalars['String']['output'];
};

/** A time of day. */
export type TimeValue = {
  __typename?: 'TimeValue';
  /** The time as recorded, for example "10:15:00". */
  time: Scalars['String']['output'];
};

/** A page of the timeline, in the manner of Relay's connections. */
export type TimelineConnection = {
  __typename?: 'TimelineConnection';
  /** Who contributed to the timeline, and what is missing from it, over all the kinds asked for. */
  completeness: Completeness;
  /** The entries of this page, newest first. */
  edges: Array<TimelineEdge>;
  /** Where this page lies on the timeline. */
  pageInfo: PageInfo;
  /** How many entries the timeline has in all, for the kinds asked for. */
  totalCount: Scalars['Int']['output'];
};

/** One entry of the timeline, with its place. */
export type TimelineEdge = {
  __typename?: 'TimelineEdge';
  /** The entry's place, to continue after it. It is opaque: don't take it apart. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: RecordEntry;
};

/** Why a decision stands out. */
export type UnusualAccess =
  /** It rests on a broken glass, or is one. */
  | 'BREAK_GLASS'
  /** The entry is not as it was written, or can't be read as a whole. */
  | 'FAULTY_ENTRY'
  /** Outside the working hours of the configuration (07:00 to 20:00 in London, Monday to Friday, where it says nothing else), for another purpose than emergency care. */
  | 'OUT_OF_HOURS'
  /** A member of staff asked for their own record. Known where the token says whose that is. */
  | 'OWN_RECORD'
  /** The person has the caller's address. Known of what was answered, and where the token gives the caller's postal code. */
  | 'SAME_ADDRESS'
  /** The person has the caller's surname, or one half of it. A common name is no proof of anything. Known of what was answered only. */
  | 'SAME_SURNAME'
  /** About somebody on the configuration's list of people who draw the curious. */
  | 'WATCHED_PERSON';

/** How sure an allergy or condition is (FHIR allergyintolerance-verification, condition-ver-status). */
export type VerificationStatus =
  /** Confirmed. */
  | 'CONFIRMED'
  /** One of several possible diagnoses. */
  | 'DIFFERENTIAL'
  /** It should never have been recorded. */
  | 'ENTERED_IN_ERROR'
  /** Taken to be so on the available information, such as what the person said. */
  | 'PRESUMED'
  /** A working diagnosis while the evidence is gathered. */
  | 'PROVISIONAL'
  /** Ruled out. */
  | 'REFUTED'
  /** There is not enough evidence yet. */
  | 'UNCONFIRMED'
  /** Not recorded, or not readable. */
  | 'UNKNOWN';
