/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends {
    [key: string]: unknown;
}> = {
    [K in keyof T]: T[K];
};
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | {
    [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never;
};
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Administrative gender, as FHIR R4 has it (administrative-gender). */
export type AdministrativeGender = 
/** Female. */
'FEMALE'
/** Male. */
 | 'MALE'
/** Neither male nor female is recorded, but another gender. */
 | 'OTHER'
/** Not recorded, or not readable. */
 | 'UNKNOWN';
/** What kind of substance an allergy is to (FHIR allergy-intolerance-category). */
export type AllergyCategory = 
/** A biological product, such as a vaccine or blood. */
'BIOLOGIC'
/** Something in the environment, such as pollen, an animal or latex. */
 | 'ENVIRONMENT'
/** Something eaten. */
 | 'FOOD'
/** A medicine. */
 | 'MEDICATION';
/** Whether an allergy is active today (FHIR allergyintolerance-clinical). */
export type AllergyClinicalStatus = 
/** It is a risk today. */
'ACTIVE'
/** It is no longer held for a risk. */
 | 'INACTIVE'
/** It was tested again and found to be gone. */
 | 'RESOLVED'
/** Not recorded, or not readable. Treat it as active. */
 | 'UNKNOWN';
/** What may be said about allergies as a whole: the first that applies, from the top. */
export type AllergyStatement = 
/** A denial and an allergy of the same scope stand against each other: "no known allergies" and an active allergy, or "no known drug allergies" and one to a drug. */
'CONFLICTING'
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
/** Where a booking has got to (FHIR appointmentstatus). */
export type AppointmentStatus = 
/** The person has come. */
'ARRIVED'
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
/** Whether a form is complete (FHIR questionnaire-answers-status). */
export type AssessmentStatus = 
/** Changed after it was finished. */
'AMENDED'
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
/** Whether the gateway asks an exchange. */
export type BreakerState = 
/** It is asked. */
'CLOSED'
/** It is being tried again with a request or two; the others are answered UNAVAILABLE at once. */
 | 'HALF_OPEN'
/** It has failed too often lately and is not asked: it shows as UNAVAILABLE at once, until it is tried again at nextTryAt. */
 | 'OPEN';
/** The kind of service that recorded an entry, or that an exchange shares records from. */
export type CareSetting = 
/** Acute hospitals. */
'ACUTE'
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
/** Whether a care team is active (FHIR care-team-status). */
export type CareTeamStatus = 
/** It looks after the person. */
'ACTIVE'
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
/** Whether a condition is active today (FHIR condition-clinical). */
export type ConditionClinicalStatus = 
/** It is there today. */
'ACTIVE'
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
/** How dangerous a future reaction can be (FHIR allergy-intolerance-criticality). */
export type Criticality = 
/** May be life-threatening or damage an organ. */
'HIGH'
/** Not likely to be life-threatening. */
 | 'LOW'
/** Somebody looked at it and could not say. */
 | 'UNABLE_TO_ASSESS'
/** Not recorded, or not readable. */
 | 'UNKNOWN';
/** Whether a document is the current one (FHIR document-reference-status). */
export type DocumentStatus = 
/** The current one. */
'CURRENT'
/** It should never have been recorded. */
 | 'ENTERED_IN_ERROR'
/** Another document has replaced it. */
 | 'SUPERSEDED'
/** Not recorded, or not readable. */
 | 'UNKNOWN';
/** Whether something was done (FHIR event-status). */
export type EventStatus = 
/** It was done. */
'COMPLETED'
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
/** How an exchange is doing. */
export type ExchangeHealthState = 
/** Some of its last answers failed or were cut off. */
'DEGRADED'
/** Its last answers were good. */
 | 'HEALTHY'
/** Its last answers all failed. */
 | 'UNAVAILABLE'
/** It has not been asked yet. */
 | 'UNKNOWN';
/** The regional exchanges. */
export type ExchangeId = 
/** North Central London. */
'NCL'
/** North East London. */
 | 'NEL'
/** North West London. */
 | 'NWL'
/** South East London. */
 | 'SEL'
/** South West London. */
 | 'SWL';
/** Whether the exchanges mean the same person by this number. */
export type IdentityState = 
/** All exchanges that know the number agree on who the person is. */
'AGREED'
/** At least one exchange holds another date of birth under this number. Its answer is kept out of the record. */
 | 'CONFLICT'
/** They agree on the date of birth and differ in the rest, such as the spelling of the name. See differences. */
 | 'MINOR_DIFFERENCES'
/** Only one exchange knows the number: there was nothing to compare. */
 | 'SINGLE_SOURCE';
/** The kind of an investigation. */
export type InvestigationCategory = 
/** Heart: ECG, echocardiogram and the like. */
'CARDIOLOGY'
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
/** Why something of an exchange is in no row. */
export type LeftOutReason = 
/** Resources came back that point at somebody else. */
'ANOTHER_PERSONS'
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
/** Whether a prescription is a one-off or repeats (FHIR MedicationRequest.courseOfTherapyType). */
export type MedicationCourse = 
/** For a limited time. */
'ACUTE'
/** Without an end in sight. */
 | 'CONTINUOUS'
/** On repeat. */
 | 'REPEAT'
/** Not recorded, or not readable. */
 | 'UNKNOWN';
/** What was recorded of a medicine. */
export type MedicationKind = 
/** It was given (FHIR MedicationAdministration). */
'ADMINISTRATION'
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
/** Whether a medicine is being taken, joined from the statuses of FHIR's medication resources. */
export type MedicationStatus = 
/** Being taken, or to be taken. */
'ACTIVE'
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
/** How much a denial of allergies denies. */
export type NegationScope = 
/** Every allergy: "no known allergies". */
'ALL'
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
/** How severe a reaction was (FHIR reaction-event-severity). */
export type ReactionSeverity = 
/** Mild. */
'MILD'
/** Moderate. */
 | 'MODERATE'
/** Severe. */
 | 'SEVERE'
/** Not recorded, or not readable. */
 | 'UNKNOWN';
/** The kinds of record: the sections of the patient graph. */
export type RecordKind = 
/** What staff must know before they meet or treat the person. */
'ALERTS'
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
/** What a request is for. */
export type ReferralCategory = 
/** An order of a laboratory test, a scan and the like. */
'ORDER'
/** Anything else, or not recorded. */
 | 'OTHER'
/** A referral to a service. */
 | 'REFERRAL';
/** How urgent a request is (FHIR request-priority). */
export type RequestPriority = 
/** As soon as possible: before urgent requests. */
'ASAP'
/** Normal priority. */
 | 'ROUTINE'
/** At once. */
 | 'STAT'
/** Before routine requests. */
 | 'URGENT';
/** Where a request or plan has got to (FHIR request-status). */
export type RequestStatus = 
/** In force. */
'ACTIVE'
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
'AMENDED'
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
/** How an exchange answered. After COMPLETE, PATIENT_UNKNOWN and NOT_CONNECTED nothing that it should hold is unseen; after all others something may be. */
export type SourceState = 
/** It answered in full. */
'COMPLETE'
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
/** How sure an allergy or condition is (FHIR allergyintolerance-verification, condition-ver-status). */
export type VerificationStatus = 
/** Confirmed. */
'CONFIRMED'
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
export type FollowRecordSubscriptionVariables = Exact<{
    nhsNumber: string;
}>;
export type FollowRecordSubscription = {
    patient: {
        nhsNumber: string;
        birthDate: string | null;
        gender: AdministrativeGender;
        deceased: boolean;
        deceasedDate: string | null;
        restricted: boolean;
        name: {
            text: string;
            family: string | null;
            given: Array<string>;
            prefix: Array<string>;
        } | null;
        addresses: Array<{
            text: string;
            use: string | null;
        }>;
        telecoms: Array<{
            system: string | null;
            value: string;
            use: string | null;
        }>;
        generalPractice: {
            name: string | null;
            odsCode: string | null;
        } | null;
        demographics: {
            complete: boolean;
            summary: string;
            sources: Array<{
                state: SourceState;
                missingSettings: Array<CareSetting>;
                count: number;
                fetchedAt: string | null;
                elapsedMs: number | null;
                detail: string | null;
                exchange: {
                    id: ExchangeId;
                };
            }>;
        };
        identity: {
            state: IdentityState;
            summary: string | null;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
        };
        coverage: {
            complete: boolean;
            summary: string;
            kinds: Array<{
                kind: RecordKind;
                completeness: {
                    complete: boolean;
                    summary: string;
                    sources: Array<{
                        state: SourceState;
                        missingSettings: Array<CareSetting>;
                        count: number;
                        fetchedAt: string | null;
                        elapsedMs: number | null;
                        detail: string | null;
                        exchange: {
                            id: ExchangeId;
                        };
                    }>;
                };
            }>;
        };
        alerts: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                categories: Array<{
                    text: string;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        allergies: {
            statement: AllergyStatement;
            completeness: {
                complete: boolean;
                summary: string;
            };
            negations: Array<{
                scope: NegationScope;
                code: {
                    text: string;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
            }>;
            entries: Array<{
                clinicalStatus: AllergyClinicalStatus;
                verificationStatus: VerificationStatus;
                categories: Array<AllergyCategory>;
                criticality: Criticality;
                onset: string | null;
                onsetText: string | null;
                lastOccurrence: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                reactions: Array<{
                    severity: ReactionSeverity;
                    onset: string | null;
                    description: string | null;
                    substance: {
                        text: string;
                    } | null;
                    manifestations: Array<{
                        text: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        medications: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: MedicationStatus;
                medicationKind: MedicationKind;
                course: MedicationCourse;
                authoredOn: string | null;
                resolved: boolean;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: Array<{
                    text: string;
                }>;
                form: {
                    text: string;
                } | null;
                dosages: Array<{
                    text: string;
                    derived: boolean;
                    asNeeded: boolean;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                prescriber: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                quantity: {
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        conditions: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                clinicalStatus: ConditionClinicalStatus;
                verificationStatus: VerificationStatus;
                onset: string | null;
                onsetText: string | null;
                abatement: string | null;
                abatementText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                severity: {
                    text: string;
                } | null;
                stages: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                familyMember: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        investigations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: InvestigationCategory;
                status: ResultStatus;
                effective: string | null;
                issued: string | null;
                conclusion: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                performer: {
                    name: string | null;
                } | null;
                modalities: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                }>;
                results: Array<{
                    effective: string | null;
                    display: string;
                    id: string;
                    kind: RecordKind;
                    when: string | null;
                    statusText: string;
                    warnings: Array<string>;
                    mergedBy: string | null;
                    notes: Array<string>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                    absentReason: {
                        text: string;
                    } | null;
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    components: Array<{
                        display: string;
                        code: {
                            text: string;
                        };
                        interpretations: Array<{
                            text: string;
                        }>;
                        referenceRanges: Array<{
                            text: string | null;
                            low: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            high: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            type: {
                                text: string;
                            } | null;
                        }>;
                        value: {
                            __typename: 'BooleanValue';
                        } | {
                            __typename: 'CodeableConcept';
                        } | {
                            __typename: 'DateTimeValue';
                        } | {
                            __typename: 'IntegerValue';
                        } | {
                            __typename: 'Period';
                        } | {
                            __typename: 'Quantity';
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | {
                            __typename: 'Range';
                        } | {
                            __typename: 'Ratio';
                        } | {
                            __typename: 'SampledData';
                        } | {
                            __typename: 'TextValue';
                        } | {
                            __typename: 'TimeValue';
                        } | null;
                    }>;
                    categories: Array<{
                        text: string;
                    }>;
                    code: {
                        text: string;
                        codings: Array<{
                            system: string;
                            code: string;
                            display: string | null;
                        }>;
                    };
                    sources: Array<{
                        careSetting: CareSetting;
                        recordedAt: string | null;
                        lastUpdated: string | null;
                        reference: string;
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                            odsCode: string | null;
                        } | null;
                        recorder: {
                            name: string | null;
                            role: string | null;
                            organisation: {
                                name: string | null;
                            } | null;
                        } | null;
                    }>;
                    differences: Array<{
                        field: string;
                        values: Array<{
                            value: string;
                            sources: Array<{
                                exchange: {
                                    id: ExchangeId;
                                };
                                organisation: {
                                    name: string | null;
                                } | null;
                            }>;
                        }>;
                    }>;
                    securityLabels: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                    related: Array<{
                        entry: string;
                        reason: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        observations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                effective: string | null;
                display: string;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                value: {
                    __typename: 'BooleanValue';
                } | {
                    __typename: 'CodeableConcept';
                } | {
                    __typename: 'DateTimeValue';
                } | {
                    __typename: 'IntegerValue';
                } | {
                    __typename: 'Period';
                } | {
                    __typename: 'Quantity';
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | {
                    __typename: 'Range';
                } | {
                    __typename: 'Ratio';
                } | {
                    __typename: 'SampledData';
                } | {
                    __typename: 'TextValue';
                } | {
                    __typename: 'TimeValue';
                } | null;
                absentReason: {
                    text: string;
                } | null;
                interpretations: Array<{
                    text: string;
                }>;
                referenceRanges: Array<{
                    text: string | null;
                    low: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    high: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    type: {
                        text: string;
                    } | null;
                }>;
                components: Array<{
                    display: string;
                    code: {
                        text: string;
                    };
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                }>;
                categories: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        procedures: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                performed: string | null;
                performedText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                outcome: {
                    text: string;
                } | null;
                bodySites: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        immunisations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: EventStatus;
                occurrence: string | null;
                occurrenceText: string | null;
                lotNumber: string | null;
                doseNumber: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: {
                    text: string;
                } | null;
                targetDiseases: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        encounters: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                class: {
                    text: string;
                } | null;
                service: {
                    text: string;
                } | null;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                discharge: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        referrals: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: ReferralCategory;
                status: RequestStatus;
                priority: RequestPriority | null;
                authoredOn: string | null;
                urgentSuspectedCancer: boolean;
                urgentSuspectedCancerBasis: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                requester: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                service: {
                    name: string | null;
                } | null;
                specialty: {
                    text: string;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                appointments: {
                    completeness: {
                        complete: boolean;
                        summary: string;
                    };
                    entries: Array<{
                        id: string;
                        status: AppointmentStatus;
                        start: string | null;
                    }>;
                };
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        appointments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AppointmentStatus;
                start: string | null;
                end: string | null;
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                service: {
                    text: string;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                practitioners: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                cancellationReason: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        documents: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: DocumentStatus;
                docStatus: string | null;
                title: string | null;
                description: string | null;
                date: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                authors: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                custodian: {
                    name: string | null;
                } | null;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                    size: number | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        assessments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AssessmentStatus;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                answers: Array<{
                    group: string | null;
                    question: string;
                    answers: Array<string>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        carePlans: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: RequestStatus;
                title: string | null;
                description: string | null;
                goals: Array<string>;
                addresses: Array<string>;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                activities: Array<{
                    description: string | null;
                    status: string | null;
                    scheduled: string | null;
                    code: {
                        text: string;
                    } | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        careTeam: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: CareTeamStatus;
                name: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                organisation: {
                    name: string | null;
                } | null;
                members: Array<{
                    name: string | null;
                    role: {
                        text: string;
                    } | null;
                    organisation: {
                        name: string | null;
                    } | null;
                    telecoms: Array<{
                        system: string | null;
                        value: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
    };
};
export type ConceptFragment = {
    text: string;
};
export type CodedFragment = {
    text: string;
    codings: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
};
export type AmountFragment = {
    value: string;
    comparator: string | null;
    unit: string | null;
};
export type OrgFragment = {
    name: string | null;
    odsCode: string | null;
};
export type PersonFragment = {
    name: string | null;
    role: string | null;
    organisation: {
        name: string | null;
    } | null;
};
export type SpanFragment = {
    start: string | null;
    end: string | null;
};
export type SourceFragment = {
    careSetting: CareSetting;
    recordedAt: string | null;
    lastUpdated: string | null;
    reference: string;
    exchange: {
        id: ExchangeId;
    };
    organisation: {
        name: string | null;
        odsCode: string | null;
    } | null;
    recorder: {
        name: string | null;
        role: string | null;
        organisation: {
            name: string | null;
        } | null;
    } | null;
};
type Entry_Alert_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Allergy_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Appointment_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Assessment_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_CarePlan_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_CareTeam_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Condition_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Document_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Encounter_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Immunisation_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Investigation_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Medication_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Observation_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Procedure_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
type Entry_Referral_Fragment = {
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
export type EntryFragment = Entry_Alert_Fragment | Entry_Allergy_Fragment | Entry_Appointment_Fragment | Entry_Assessment_Fragment | Entry_CarePlan_Fragment | Entry_CareTeam_Fragment | Entry_Condition_Fragment | Entry_Document_Fragment | Entry_Encounter_Fragment | Entry_Immunisation_Fragment | Entry_Investigation_Fragment | Entry_Medication_Fragment | Entry_Observation_Fragment | Entry_Procedure_Fragment | Entry_Referral_Fragment;
export type AnsweredFragment = {
    complete: boolean;
    summary: string;
    sources: Array<{
        state: SourceState;
        missingSettings: Array<CareSetting>;
        count: number;
        fetchedAt: string | null;
        elapsedMs: number | null;
        detail: string | null;
        exchange: {
            id: ExchangeId;
        };
    }>;
};
export type NormalFragment = {
    text: string | null;
    low: {
        value: string;
        comparator: string | null;
        unit: string | null;
    } | null;
    high: {
        value: string;
        comparator: string | null;
        unit: string | null;
    } | null;
    type: {
        text: string;
    } | null;
};
export type ResultFragment = {
    effective: string | null;
    display: string;
    id: string;
    kind: RecordKind;
    when: string | null;
    statusText: string;
    warnings: Array<string>;
    mergedBy: string | null;
    notes: Array<string>;
    value: {
        __typename: 'BooleanValue';
    } | {
        __typename: 'CodeableConcept';
    } | {
        __typename: 'DateTimeValue';
    } | {
        __typename: 'IntegerValue';
    } | {
        __typename: 'Period';
    } | {
        __typename: 'Quantity';
        value: string;
        comparator: string | null;
        unit: string | null;
    } | {
        __typename: 'Range';
    } | {
        __typename: 'Ratio';
    } | {
        __typename: 'SampledData';
    } | {
        __typename: 'TextValue';
    } | {
        __typename: 'TimeValue';
    } | null;
    absentReason: {
        text: string;
    } | null;
    interpretations: Array<{
        text: string;
    }>;
    referenceRanges: Array<{
        text: string | null;
        low: {
            value: string;
            comparator: string | null;
            unit: string | null;
        } | null;
        high: {
            value: string;
            comparator: string | null;
            unit: string | null;
        } | null;
        type: {
            text: string;
        } | null;
    }>;
    components: Array<{
        display: string;
        code: {
            text: string;
        };
        interpretations: Array<{
            text: string;
        }>;
        referenceRanges: Array<{
            text: string | null;
            low: {
                value: string;
                comparator: string | null;
                unit: string | null;
            } | null;
            high: {
                value: string;
                comparator: string | null;
                unit: string | null;
            } | null;
            type: {
                text: string;
            } | null;
        }>;
        value: {
            __typename: 'BooleanValue';
        } | {
            __typename: 'CodeableConcept';
        } | {
            __typename: 'DateTimeValue';
        } | {
            __typename: 'IntegerValue';
        } | {
            __typename: 'Period';
        } | {
            __typename: 'Quantity';
            value: string;
            comparator: string | null;
            unit: string | null;
        } | {
            __typename: 'Range';
        } | {
            __typename: 'Ratio';
        } | {
            __typename: 'SampledData';
        } | {
            __typename: 'TextValue';
        } | {
            __typename: 'TimeValue';
        } | null;
    }>;
    categories: Array<{
        text: string;
    }>;
    code: {
        text: string;
        codings: Array<{
            system: string;
            code: string;
            display: string | null;
        }>;
    };
    sources: Array<{
        careSetting: CareSetting;
        recordedAt: string | null;
        lastUpdated: string | null;
        reference: string;
        exchange: {
            id: ExchangeId;
        };
        organisation: {
            name: string | null;
            odsCode: string | null;
        } | null;
        recorder: {
            name: string | null;
            role: string | null;
            organisation: {
                name: string | null;
            } | null;
        } | null;
    }>;
    differences: Array<{
        field: string;
        values: Array<{
            value: string;
            sources: Array<{
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                } | null;
            }>;
        }>;
    }>;
    securityLabels: Array<{
        system: string;
        code: string;
        display: string | null;
    }>;
    related: Array<{
        entry: string;
        reason: string;
    }>;
};
export type LaunchRecordQueryVariables = Exact<{
    [key: string]: never;
}>;
export type LaunchRecordQuery = {
    launchPatient: {
        nhsNumber: string;
        birthDate: string | null;
        gender: AdministrativeGender;
        deceased: boolean;
        deceasedDate: string | null;
        restricted: boolean;
        name: {
            text: string;
            family: string | null;
            given: Array<string>;
            prefix: Array<string>;
        } | null;
        addresses: Array<{
            text: string;
            use: string | null;
        }>;
        telecoms: Array<{
            system: string | null;
            value: string;
            use: string | null;
        }>;
        generalPractice: {
            name: string | null;
            odsCode: string | null;
        } | null;
        demographics: {
            complete: boolean;
            summary: string;
            sources: Array<{
                state: SourceState;
                missingSettings: Array<CareSetting>;
                count: number;
                fetchedAt: string | null;
                elapsedMs: number | null;
                detail: string | null;
                exchange: {
                    id: ExchangeId;
                };
            }>;
        };
        identity: {
            state: IdentityState;
            summary: string | null;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
        };
        coverage: {
            complete: boolean;
            summary: string;
            kinds: Array<{
                kind: RecordKind;
                completeness: {
                    complete: boolean;
                    summary: string;
                    sources: Array<{
                        state: SourceState;
                        missingSettings: Array<CareSetting>;
                        count: number;
                        fetchedAt: string | null;
                        elapsedMs: number | null;
                        detail: string | null;
                        exchange: {
                            id: ExchangeId;
                        };
                    }>;
                };
            }>;
        };
        alerts: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                categories: Array<{
                    text: string;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        allergies: {
            statement: AllergyStatement;
            completeness: {
                complete: boolean;
                summary: string;
            };
            negations: Array<{
                scope: NegationScope;
                code: {
                    text: string;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
            }>;
            entries: Array<{
                clinicalStatus: AllergyClinicalStatus;
                verificationStatus: VerificationStatus;
                categories: Array<AllergyCategory>;
                criticality: Criticality;
                onset: string | null;
                onsetText: string | null;
                lastOccurrence: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                reactions: Array<{
                    severity: ReactionSeverity;
                    onset: string | null;
                    description: string | null;
                    substance: {
                        text: string;
                    } | null;
                    manifestations: Array<{
                        text: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        medications: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: MedicationStatus;
                medicationKind: MedicationKind;
                course: MedicationCourse;
                authoredOn: string | null;
                resolved: boolean;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: Array<{
                    text: string;
                }>;
                form: {
                    text: string;
                } | null;
                dosages: Array<{
                    text: string;
                    derived: boolean;
                    asNeeded: boolean;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                prescriber: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                quantity: {
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        conditions: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                clinicalStatus: ConditionClinicalStatus;
                verificationStatus: VerificationStatus;
                onset: string | null;
                onsetText: string | null;
                abatement: string | null;
                abatementText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                severity: {
                    text: string;
                } | null;
                stages: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                familyMember: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        investigations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: InvestigationCategory;
                status: ResultStatus;
                effective: string | null;
                issued: string | null;
                conclusion: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                performer: {
                    name: string | null;
                } | null;
                modalities: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                }>;
                results: Array<{
                    effective: string | null;
                    display: string;
                    id: string;
                    kind: RecordKind;
                    when: string | null;
                    statusText: string;
                    warnings: Array<string>;
                    mergedBy: string | null;
                    notes: Array<string>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                    absentReason: {
                        text: string;
                    } | null;
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    components: Array<{
                        display: string;
                        code: {
                            text: string;
                        };
                        interpretations: Array<{
                            text: string;
                        }>;
                        referenceRanges: Array<{
                            text: string | null;
                            low: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            high: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            type: {
                                text: string;
                            } | null;
                        }>;
                        value: {
                            __typename: 'BooleanValue';
                        } | {
                            __typename: 'CodeableConcept';
                        } | {
                            __typename: 'DateTimeValue';
                        } | {
                            __typename: 'IntegerValue';
                        } | {
                            __typename: 'Period';
                        } | {
                            __typename: 'Quantity';
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | {
                            __typename: 'Range';
                        } | {
                            __typename: 'Ratio';
                        } | {
                            __typename: 'SampledData';
                        } | {
                            __typename: 'TextValue';
                        } | {
                            __typename: 'TimeValue';
                        } | null;
                    }>;
                    categories: Array<{
                        text: string;
                    }>;
                    code: {
                        text: string;
                        codings: Array<{
                            system: string;
                            code: string;
                            display: string | null;
                        }>;
                    };
                    sources: Array<{
                        careSetting: CareSetting;
                        recordedAt: string | null;
                        lastUpdated: string | null;
                        reference: string;
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                            odsCode: string | null;
                        } | null;
                        recorder: {
                            name: string | null;
                            role: string | null;
                            organisation: {
                                name: string | null;
                            } | null;
                        } | null;
                    }>;
                    differences: Array<{
                        field: string;
                        values: Array<{
                            value: string;
                            sources: Array<{
                                exchange: {
                                    id: ExchangeId;
                                };
                                organisation: {
                                    name: string | null;
                                } | null;
                            }>;
                        }>;
                    }>;
                    securityLabels: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                    related: Array<{
                        entry: string;
                        reason: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        observations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                effective: string | null;
                display: string;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                value: {
                    __typename: 'BooleanValue';
                } | {
                    __typename: 'CodeableConcept';
                } | {
                    __typename: 'DateTimeValue';
                } | {
                    __typename: 'IntegerValue';
                } | {
                    __typename: 'Period';
                } | {
                    __typename: 'Quantity';
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | {
                    __typename: 'Range';
                } | {
                    __typename: 'Ratio';
                } | {
                    __typename: 'SampledData';
                } | {
                    __typename: 'TextValue';
                } | {
                    __typename: 'TimeValue';
                } | null;
                absentReason: {
                    text: string;
                } | null;
                interpretations: Array<{
                    text: string;
                }>;
                referenceRanges: Array<{
                    text: string | null;
                    low: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    high: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    type: {
                        text: string;
                    } | null;
                }>;
                components: Array<{
                    display: string;
                    code: {
                        text: string;
                    };
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                }>;
                categories: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        procedures: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                performed: string | null;
                performedText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                outcome: {
                    text: string;
                } | null;
                bodySites: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        immunisations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: EventStatus;
                occurrence: string | null;
                occurrenceText: string | null;
                lotNumber: string | null;
                doseNumber: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: {
                    text: string;
                } | null;
                targetDiseases: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        encounters: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                class: {
                    text: string;
                } | null;
                service: {
                    text: string;
                } | null;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                discharge: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        referrals: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: ReferralCategory;
                status: RequestStatus;
                priority: RequestPriority | null;
                authoredOn: string | null;
                urgentSuspectedCancer: boolean;
                urgentSuspectedCancerBasis: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                requester: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                service: {
                    name: string | null;
                } | null;
                specialty: {
                    text: string;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                appointments: {
                    completeness: {
                        complete: boolean;
                        summary: string;
                    };
                    entries: Array<{
                        id: string;
                        status: AppointmentStatus;
                        start: string | null;
                    }>;
                };
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        appointments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AppointmentStatus;
                start: string | null;
                end: string | null;
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                service: {
                    text: string;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                practitioners: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                cancellationReason: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        documents: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: DocumentStatus;
                docStatus: string | null;
                title: string | null;
                description: string | null;
                date: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                authors: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                custodian: {
                    name: string | null;
                } | null;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                    size: number | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        assessments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AssessmentStatus;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                answers: Array<{
                    group: string | null;
                    question: string;
                    answers: Array<string>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        carePlans: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: RequestStatus;
                title: string | null;
                description: string | null;
                goals: Array<string>;
                addresses: Array<string>;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                activities: Array<{
                    description: string | null;
                    status: string | null;
                    scheduled: string | null;
                    code: {
                        text: string;
                    } | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        careTeam: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: CareTeamStatus;
                name: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                organisation: {
                    name: string | null;
                } | null;
                members: Array<{
                    name: string | null;
                    role: {
                        text: string;
                    } | null;
                    organisation: {
                        name: string | null;
                    } | null;
                    telecoms: Array<{
                        system: string | null;
                        value: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
    } | null;
};
export type RecordFragment = {
    nhsNumber: string;
    birthDate: string | null;
    gender: AdministrativeGender;
    deceased: boolean;
    deceasedDate: string | null;
    restricted: boolean;
    name: {
        text: string;
        family: string | null;
        given: Array<string>;
        prefix: Array<string>;
    } | null;
    addresses: Array<{
        text: string;
        use: string | null;
    }>;
    telecoms: Array<{
        system: string | null;
        value: string;
        use: string | null;
    }>;
    generalPractice: {
        name: string | null;
        odsCode: string | null;
    } | null;
    demographics: {
        complete: boolean;
        summary: string;
        sources: Array<{
            state: SourceState;
            missingSettings: Array<CareSetting>;
            count: number;
            fetchedAt: string | null;
            elapsedMs: number | null;
            detail: string | null;
            exchange: {
                id: ExchangeId;
            };
        }>;
    };
    identity: {
        state: IdentityState;
        summary: string | null;
        differences: Array<{
            field: string;
            values: Array<{
                value: string;
                sources: Array<{
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
            }>;
        }>;
    };
    coverage: {
        complete: boolean;
        summary: string;
        kinds: Array<{
            kind: RecordKind;
            completeness: {
                complete: boolean;
                summary: string;
                sources: Array<{
                    state: SourceState;
                    missingSettings: Array<CareSetting>;
                    count: number;
                    fetchedAt: string | null;
                    elapsedMs: number | null;
                    detail: string | null;
                    exchange: {
                        id: ExchangeId;
                    };
                }>;
            };
        }>;
    };
    alerts: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            categories: Array<{
                text: string;
            }>;
            period: {
                start: string | null;
                end: string | null;
            } | null;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    allergies: {
        statement: AllergyStatement;
        completeness: {
            complete: boolean;
            summary: string;
        };
        negations: Array<{
            scope: NegationScope;
            code: {
                text: string;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
        }>;
        entries: Array<{
            clinicalStatus: AllergyClinicalStatus;
            verificationStatus: VerificationStatus;
            categories: Array<AllergyCategory>;
            criticality: Criticality;
            onset: string | null;
            onsetText: string | null;
            lastOccurrence: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            reactions: Array<{
                severity: ReactionSeverity;
                onset: string | null;
                description: string | null;
                substance: {
                    text: string;
                } | null;
                manifestations: Array<{
                    text: string;
                }>;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    medications: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: MedicationStatus;
            medicationKind: MedicationKind;
            course: MedicationCourse;
            authoredOn: string | null;
            resolved: boolean;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            statusReason: Array<{
                text: string;
            }>;
            form: {
                text: string;
            } | null;
            dosages: Array<{
                text: string;
                derived: boolean;
                asNeeded: boolean;
            }>;
            period: {
                start: string | null;
                end: string | null;
            } | null;
            prescriber: {
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            } | null;
            reasons: Array<{
                text: string;
            }>;
            quantity: {
                value: string;
                comparator: string | null;
                unit: string | null;
            } | null;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    conditions: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            clinicalStatus: ConditionClinicalStatus;
            verificationStatus: VerificationStatus;
            onset: string | null;
            onsetText: string | null;
            abatement: string | null;
            abatementText: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            severity: {
                text: string;
            } | null;
            stages: Array<{
                text: string;
            }>;
            bodySites: Array<{
                text: string;
            }>;
            familyMember: {
                text: string;
            } | null;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    investigations: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            category: InvestigationCategory;
            status: ResultStatus;
            effective: string | null;
            issued: string | null;
            conclusion: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            performer: {
                name: string | null;
            } | null;
            modalities: Array<{
                text: string;
            }>;
            bodySites: Array<{
                text: string;
            }>;
            attachments: Array<{
                title: string | null;
                contentType: string | null;
            }>;
            results: Array<{
                effective: string | null;
                display: string;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                value: {
                    __typename: 'BooleanValue';
                } | {
                    __typename: 'CodeableConcept';
                } | {
                    __typename: 'DateTimeValue';
                } | {
                    __typename: 'IntegerValue';
                } | {
                    __typename: 'Period';
                } | {
                    __typename: 'Quantity';
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | {
                    __typename: 'Range';
                } | {
                    __typename: 'Ratio';
                } | {
                    __typename: 'SampledData';
                } | {
                    __typename: 'TextValue';
                } | {
                    __typename: 'TimeValue';
                } | null;
                absentReason: {
                    text: string;
                } | null;
                interpretations: Array<{
                    text: string;
                }>;
                referenceRanges: Array<{
                    text: string | null;
                    low: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    high: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    type: {
                        text: string;
                    } | null;
                }>;
                components: Array<{
                    display: string;
                    code: {
                        text: string;
                    };
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                }>;
                categories: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    observations: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            effective: string | null;
            display: string;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            value: {
                __typename: 'BooleanValue';
            } | {
                __typename: 'CodeableConcept';
            } | {
                __typename: 'DateTimeValue';
            } | {
                __typename: 'IntegerValue';
            } | {
                __typename: 'Period';
            } | {
                __typename: 'Quantity';
                value: string;
                comparator: string | null;
                unit: string | null;
            } | {
                __typename: 'Range';
            } | {
                __typename: 'Ratio';
            } | {
                __typename: 'SampledData';
            } | {
                __typename: 'TextValue';
            } | {
                __typename: 'TimeValue';
            } | null;
            absentReason: {
                text: string;
            } | null;
            interpretations: Array<{
                text: string;
            }>;
            referenceRanges: Array<{
                text: string | null;
                low: {
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | null;
                high: {
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | null;
                type: {
                    text: string;
                } | null;
            }>;
            components: Array<{
                display: string;
                code: {
                    text: string;
                };
                interpretations: Array<{
                    text: string;
                }>;
                referenceRanges: Array<{
                    text: string | null;
                    low: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    high: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    type: {
                        text: string;
                    } | null;
                }>;
                value: {
                    __typename: 'BooleanValue';
                } | {
                    __typename: 'CodeableConcept';
                } | {
                    __typename: 'DateTimeValue';
                } | {
                    __typename: 'IntegerValue';
                } | {
                    __typename: 'Period';
                } | {
                    __typename: 'Quantity';
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | {
                    __typename: 'Range';
                } | {
                    __typename: 'Ratio';
                } | {
                    __typename: 'SampledData';
                } | {
                    __typename: 'TextValue';
                } | {
                    __typename: 'TimeValue';
                } | null;
            }>;
            categories: Array<{
                text: string;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    procedures: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            performed: string | null;
            performedText: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            outcome: {
                text: string;
            } | null;
            bodySites: Array<{
                text: string;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    immunisations: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: EventStatus;
            occurrence: string | null;
            occurrenceText: string | null;
            lotNumber: string | null;
            doseNumber: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            statusReason: {
                text: string;
            } | null;
            targetDiseases: Array<{
                text: string;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    encounters: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            location: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            class: {
                text: string;
            } | null;
            service: {
                text: string;
            } | null;
            period: {
                start: string | null;
                end: string | null;
            } | null;
            organisation: {
                name: string | null;
            } | null;
            reasons: Array<{
                text: string;
            }>;
            discharge: {
                text: string;
            } | null;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    referrals: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            category: ReferralCategory;
            status: RequestStatus;
            priority: RequestPriority | null;
            authoredOn: string | null;
            urgentSuspectedCancer: boolean;
            urgentSuspectedCancerBasis: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            requester: {
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            } | null;
            service: {
                name: string | null;
            } | null;
            specialty: {
                text: string;
            } | null;
            reasons: Array<{
                text: string;
            }>;
            appointments: {
                completeness: {
                    complete: boolean;
                    summary: string;
                };
                entries: Array<{
                    id: string;
                    status: AppointmentStatus;
                    start: string | null;
                }>;
            };
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    appointments: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: AppointmentStatus;
            start: string | null;
            end: string | null;
            location: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            service: {
                text: string;
            } | null;
            organisation: {
                name: string | null;
            } | null;
            practitioners: Array<{
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            }>;
            cancellationReason: {
                text: string;
            } | null;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    documents: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: DocumentStatus;
            docStatus: string | null;
            title: string | null;
            description: string | null;
            date: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            authors: Array<{
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            }>;
            custodian: {
                name: string | null;
            } | null;
            attachments: Array<{
                title: string | null;
                contentType: string | null;
                size: number | null;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    assessments: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: AssessmentStatus;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            author: {
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            } | null;
            answers: Array<{
                group: string | null;
                question: string;
                answers: Array<string>;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    carePlans: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: RequestStatus;
            title: string | null;
            description: string | null;
            goals: Array<string>;
            addresses: Array<string>;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            period: {
                start: string | null;
                end: string | null;
            } | null;
            author: {
                name: string | null;
                role: string | null;
                organisation: {
                    name: string | null;
                } | null;
            } | null;
            activities: Array<{
                description: string | null;
                status: string | null;
                scheduled: string | null;
                code: {
                    text: string;
                } | null;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
    careTeam: {
        completeness: {
            complete: boolean;
            summary: string;
        };
        entries: Array<{
            status: CareTeamStatus;
            name: string | null;
            id: string;
            kind: RecordKind;
            when: string | null;
            statusText: string;
            warnings: Array<string>;
            mergedBy: string | null;
            notes: Array<string>;
            organisation: {
                name: string | null;
            } | null;
            members: Array<{
                name: string | null;
                role: {
                    text: string;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                telecoms: Array<{
                    system: string | null;
                    value: string;
                }>;
            }>;
            code: {
                text: string;
                codings: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
            };
            sources: Array<{
                careSetting: CareSetting;
                recordedAt: string | null;
                lastUpdated: string | null;
                reference: string;
                exchange: {
                    id: ExchangeId;
                };
                organisation: {
                    name: string | null;
                    odsCode: string | null;
                } | null;
                recorder: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
            }>;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
            securityLabels: Array<{
                system: string;
                code: string;
                display: string | null;
            }>;
            related: Array<{
                entry: string;
                reason: string;
            }>;
        }>;
    };
};
export type RecordQueryVariables = Exact<{
    nhsNumber: string;
}>;
export type RecordQuery = {
    patient: {
        nhsNumber: string;
        birthDate: string | null;
        gender: AdministrativeGender;
        deceased: boolean;
        deceasedDate: string | null;
        restricted: boolean;
        name: {
            text: string;
            family: string | null;
            given: Array<string>;
            prefix: Array<string>;
        } | null;
        addresses: Array<{
            text: string;
            use: string | null;
        }>;
        telecoms: Array<{
            system: string | null;
            value: string;
            use: string | null;
        }>;
        generalPractice: {
            name: string | null;
            odsCode: string | null;
        } | null;
        demographics: {
            complete: boolean;
            summary: string;
            sources: Array<{
                state: SourceState;
                missingSettings: Array<CareSetting>;
                count: number;
                fetchedAt: string | null;
                elapsedMs: number | null;
                detail: string | null;
                exchange: {
                    id: ExchangeId;
                };
            }>;
        };
        identity: {
            state: IdentityState;
            summary: string | null;
            differences: Array<{
                field: string;
                values: Array<{
                    value: string;
                    sources: Array<{
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                }>;
            }>;
        };
        coverage: {
            complete: boolean;
            summary: string;
            kinds: Array<{
                kind: RecordKind;
                completeness: {
                    complete: boolean;
                    summary: string;
                    sources: Array<{
                        state: SourceState;
                        missingSettings: Array<CareSetting>;
                        count: number;
                        fetchedAt: string | null;
                        elapsedMs: number | null;
                        detail: string | null;
                        exchange: {
                            id: ExchangeId;
                        };
                    }>;
                };
            }>;
        };
        alerts: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                categories: Array<{
                    text: string;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        allergies: {
            statement: AllergyStatement;
            completeness: {
                complete: boolean;
                summary: string;
            };
            negations: Array<{
                scope: NegationScope;
                code: {
                    text: string;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
            }>;
            entries: Array<{
                clinicalStatus: AllergyClinicalStatus;
                verificationStatus: VerificationStatus;
                categories: Array<AllergyCategory>;
                criticality: Criticality;
                onset: string | null;
                onsetText: string | null;
                lastOccurrence: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                reactions: Array<{
                    severity: ReactionSeverity;
                    onset: string | null;
                    description: string | null;
                    substance: {
                        text: string;
                    } | null;
                    manifestations: Array<{
                        text: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        medications: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: MedicationStatus;
                medicationKind: MedicationKind;
                course: MedicationCourse;
                authoredOn: string | null;
                resolved: boolean;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: Array<{
                    text: string;
                }>;
                form: {
                    text: string;
                } | null;
                dosages: Array<{
                    text: string;
                    derived: boolean;
                    asNeeded: boolean;
                }>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                prescriber: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                quantity: {
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        conditions: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                clinicalStatus: ConditionClinicalStatus;
                verificationStatus: VerificationStatus;
                onset: string | null;
                onsetText: string | null;
                abatement: string | null;
                abatementText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                severity: {
                    text: string;
                } | null;
                stages: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                familyMember: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        investigations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: InvestigationCategory;
                status: ResultStatus;
                effective: string | null;
                issued: string | null;
                conclusion: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                performer: {
                    name: string | null;
                } | null;
                modalities: Array<{
                    text: string;
                }>;
                bodySites: Array<{
                    text: string;
                }>;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                }>;
                results: Array<{
                    effective: string | null;
                    display: string;
                    id: string;
                    kind: RecordKind;
                    when: string | null;
                    statusText: string;
                    warnings: Array<string>;
                    mergedBy: string | null;
                    notes: Array<string>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                    absentReason: {
                        text: string;
                    } | null;
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    components: Array<{
                        display: string;
                        code: {
                            text: string;
                        };
                        interpretations: Array<{
                            text: string;
                        }>;
                        referenceRanges: Array<{
                            text: string | null;
                            low: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            high: {
                                value: string;
                                comparator: string | null;
                                unit: string | null;
                            } | null;
                            type: {
                                text: string;
                            } | null;
                        }>;
                        value: {
                            __typename: 'BooleanValue';
                        } | {
                            __typename: 'CodeableConcept';
                        } | {
                            __typename: 'DateTimeValue';
                        } | {
                            __typename: 'IntegerValue';
                        } | {
                            __typename: 'Period';
                        } | {
                            __typename: 'Quantity';
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | {
                            __typename: 'Range';
                        } | {
                            __typename: 'Ratio';
                        } | {
                            __typename: 'SampledData';
                        } | {
                            __typename: 'TextValue';
                        } | {
                            __typename: 'TimeValue';
                        } | null;
                    }>;
                    categories: Array<{
                        text: string;
                    }>;
                    code: {
                        text: string;
                        codings: Array<{
                            system: string;
                            code: string;
                            display: string | null;
                        }>;
                    };
                    sources: Array<{
                        careSetting: CareSetting;
                        recordedAt: string | null;
                        lastUpdated: string | null;
                        reference: string;
                        exchange: {
                            id: ExchangeId;
                        };
                        organisation: {
                            name: string | null;
                            odsCode: string | null;
                        } | null;
                        recorder: {
                            name: string | null;
                            role: string | null;
                            organisation: {
                                name: string | null;
                            } | null;
                        } | null;
                    }>;
                    differences: Array<{
                        field: string;
                        values: Array<{
                            value: string;
                            sources: Array<{
                                exchange: {
                                    id: ExchangeId;
                                };
                                organisation: {
                                    name: string | null;
                                } | null;
                            }>;
                        }>;
                    }>;
                    securityLabels: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                    related: Array<{
                        entry: string;
                        reason: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        observations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                effective: string | null;
                display: string;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                value: {
                    __typename: 'BooleanValue';
                } | {
                    __typename: 'CodeableConcept';
                } | {
                    __typename: 'DateTimeValue';
                } | {
                    __typename: 'IntegerValue';
                } | {
                    __typename: 'Period';
                } | {
                    __typename: 'Quantity';
                    value: string;
                    comparator: string | null;
                    unit: string | null;
                } | {
                    __typename: 'Range';
                } | {
                    __typename: 'Ratio';
                } | {
                    __typename: 'SampledData';
                } | {
                    __typename: 'TextValue';
                } | {
                    __typename: 'TimeValue';
                } | null;
                absentReason: {
                    text: string;
                } | null;
                interpretations: Array<{
                    text: string;
                }>;
                referenceRanges: Array<{
                    text: string | null;
                    low: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    high: {
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | null;
                    type: {
                        text: string;
                    } | null;
                }>;
                components: Array<{
                    display: string;
                    code: {
                        text: string;
                    };
                    interpretations: Array<{
                        text: string;
                    }>;
                    referenceRanges: Array<{
                        text: string | null;
                        low: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        high: {
                            value: string;
                            comparator: string | null;
                            unit: string | null;
                        } | null;
                        type: {
                            text: string;
                        } | null;
                    }>;
                    value: {
                        __typename: 'BooleanValue';
                    } | {
                        __typename: 'CodeableConcept';
                    } | {
                        __typename: 'DateTimeValue';
                    } | {
                        __typename: 'IntegerValue';
                    } | {
                        __typename: 'Period';
                    } | {
                        __typename: 'Quantity';
                        value: string;
                        comparator: string | null;
                        unit: string | null;
                    } | {
                        __typename: 'Range';
                    } | {
                        __typename: 'Ratio';
                    } | {
                        __typename: 'SampledData';
                    } | {
                        __typename: 'TextValue';
                    } | {
                        __typename: 'TimeValue';
                    } | null;
                }>;
                categories: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        procedures: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                performed: string | null;
                performedText: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                outcome: {
                    text: string;
                } | null;
                bodySites: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        immunisations: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: EventStatus;
                occurrence: string | null;
                occurrenceText: string | null;
                lotNumber: string | null;
                doseNumber: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                statusReason: {
                    text: string;
                } | null;
                targetDiseases: Array<{
                    text: string;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        encounters: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                class: {
                    text: string;
                } | null;
                service: {
                    text: string;
                } | null;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                discharge: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        referrals: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                category: ReferralCategory;
                status: RequestStatus;
                priority: RequestPriority | null;
                authoredOn: string | null;
                urgentSuspectedCancer: boolean;
                urgentSuspectedCancerBasis: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                requester: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                service: {
                    name: string | null;
                } | null;
                specialty: {
                    text: string;
                } | null;
                reasons: Array<{
                    text: string;
                }>;
                appointments: {
                    completeness: {
                        complete: boolean;
                        summary: string;
                    };
                    entries: Array<{
                        id: string;
                        status: AppointmentStatus;
                        start: string | null;
                    }>;
                };
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        appointments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AppointmentStatus;
                start: string | null;
                end: string | null;
                location: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                service: {
                    text: string;
                } | null;
                organisation: {
                    name: string | null;
                } | null;
                practitioners: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                cancellationReason: {
                    text: string;
                } | null;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        documents: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: DocumentStatus;
                docStatus: string | null;
                title: string | null;
                description: string | null;
                date: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                authors: Array<{
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                }>;
                custodian: {
                    name: string | null;
                } | null;
                attachments: Array<{
                    title: string | null;
                    contentType: string | null;
                    size: number | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        assessments: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: AssessmentStatus;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                answers: Array<{
                    group: string | null;
                    question: string;
                    answers: Array<string>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        carePlans: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: RequestStatus;
                title: string | null;
                description: string | null;
                goals: Array<string>;
                addresses: Array<string>;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                period: {
                    start: string | null;
                    end: string | null;
                } | null;
                author: {
                    name: string | null;
                    role: string | null;
                    organisation: {
                        name: string | null;
                    } | null;
                } | null;
                activities: Array<{
                    description: string | null;
                    status: string | null;
                    scheduled: string | null;
                    code: {
                        text: string;
                    } | null;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
        careTeam: {
            completeness: {
                complete: boolean;
                summary: string;
            };
            entries: Array<{
                status: CareTeamStatus;
                name: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                organisation: {
                    name: string | null;
                } | null;
                members: Array<{
                    name: string | null;
                    role: {
                        text: string;
                    } | null;
                    organisation: {
                        name: string | null;
                    } | null;
                    telecoms: Array<{
                        system: string | null;
                        value: string;
                    }>;
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
    } | null;
};
export type RegionQueryVariables = Exact<{
    [key: string]: never;
}>;
export type RegionQuery = {
    exchanges: Array<{
        id: ExchangeId;
        name: string;
        localName: string;
        odsCode: string;
        kinds: Array<RecordKind>;
        careSettings: Array<CareSetting>;
        health: {
            state: ExchangeHealthState;
            lastAnswerAt: string | null;
            lastFailureAt: string | null;
            recentRequests: number;
            recentFailures: number;
            breaker: BreakerState;
            breakerSince: string | null;
            nextTryAt: string | null;
            inFlight: number;
            queued: number;
            lastFailure: {
                at: string;
                state: SourceState;
            } | null;
            latency: {
                p50: number;
                p95: number;
                p99: number;
                requests: number;
            } | null;
        };
    }>;
};
export type TakenApartQueryVariables = Exact<{
    nhsNumber: string;
    kinds: Array<RecordKind> | RecordKind;
}>;
export type TakenApartQuery = {
    patient: {
        nhsNumber: string;
        stitching: {
            rows: Array<{
                entry: string | null;
                rule: string | null;
                differences: Array<string>;
                inputs: Array<{
                    careSetting: CareSetting;
                    reference: string;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    when: string | null;
                    statusText: string;
                    warnings: Array<string>;
                    retracts: boolean;
                    speaks: boolean;
                    tiedBy: Array<string>;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                    } | null;
                    fields: Array<{
                        name: string;
                        value: string;
                    }>;
                }>;
            }>;
            leftOut: Array<{
                kind: RecordKind;
                state: SourceState;
                reason: LeftOutReason;
                count: number | null;
                explanation: string;
                exchange: {
                    id: ExchangeId;
                };
            }>;
        };
    } | null;
};
export type AlreadyDoneQueryVariables = Exact<{
    nhsNumber: string;
    groups: Array<string> | string;
}>;
export type AlreadyDoneQuery = {
    patient: {
        nhsNumber: string;
        investigations: {
            completeness: {
                complete: boolean;
                summary: string;
                sources: Array<{
                    state: SourceState;
                    missingSettings: Array<CareSetting>;
                    count: number;
                    fetchedAt: string | null;
                    elapsedMs: number | null;
                    detail: string | null;
                    exchange: {
                        id: ExchangeId;
                    };
                }>;
            };
            entries: Array<{
                category: InvestigationCategory;
                status: ResultStatus;
                effective: string | null;
                conclusion: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                performer: {
                    name: string | null;
                } | null;
                results: Array<{
                    id: string;
                    display: string;
                    code: {
                        text: string;
                    };
                }>;
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
    } | null;
};
export type SafetyNetQueryVariables = Exact<{
    nhsNumbers: Array<string> | string;
}>;
export type SafetyNetQuery = {
    patients: Array<{
        nhsNumber: string;
        birthDate: string | null;
        name: {
            text: string;
        } | null;
        referrals: {
            completeness: {
                complete: boolean;
                summary: string;
                sources: Array<{
                    state: SourceState;
                    missingSettings: Array<CareSetting>;
                    count: number;
                    fetchedAt: string | null;
                    elapsedMs: number | null;
                    detail: string | null;
                    exchange: {
                        id: ExchangeId;
                    };
                }>;
            };
            entries: Array<{
                status: RequestStatus;
                authoredOn: string | null;
                urgentSuspectedCancerBasis: string | null;
                id: string;
                kind: RecordKind;
                when: string | null;
                statusText: string;
                warnings: Array<string>;
                mergedBy: string | null;
                notes: Array<string>;
                service: {
                    name: string | null;
                } | null;
                appointments: {
                    completeness: {
                        complete: boolean;
                        summary: string;
                        sources: Array<{
                            state: SourceState;
                            missingSettings: Array<CareSetting>;
                            count: number;
                            fetchedAt: string | null;
                            elapsedMs: number | null;
                            detail: string | null;
                            exchange: {
                                id: ExchangeId;
                            };
                        }>;
                    };
                    entries: Array<{
                        id: string;
                        status: AppointmentStatus;
                        start: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    }>;
                };
                code: {
                    text: string;
                    codings: Array<{
                        system: string;
                        code: string;
                        display: string | null;
                    }>;
                };
                sources: Array<{
                    careSetting: CareSetting;
                    recordedAt: string | null;
                    lastUpdated: string | null;
                    reference: string;
                    exchange: {
                        id: ExchangeId;
                    };
                    organisation: {
                        name: string | null;
                        odsCode: string | null;
                    } | null;
                    recorder: {
                        name: string | null;
                        role: string | null;
                        organisation: {
                            name: string | null;
                        } | null;
                    } | null;
                }>;
                differences: Array<{
                    field: string;
                    values: Array<{
                        value: string;
                        sources: Array<{
                            exchange: {
                                id: ExchangeId;
                            };
                            organisation: {
                                name: string | null;
                            } | null;
                        }>;
                    }>;
                }>;
                securityLabels: Array<{
                    system: string;
                    code: string;
                    display: string | null;
                }>;
                related: Array<{
                    entry: string;
                    reason: string;
                }>;
            }>;
        };
    } | null>;
};
export declare const OrgFragmentDoc: DocumentNode<OrgFragment, unknown>;
export declare const AnsweredFragmentDoc: DocumentNode<AnsweredFragment, unknown>;
export declare const CodedFragmentDoc: DocumentNode<CodedFragment, unknown>;
export declare const PersonFragmentDoc: DocumentNode<PersonFragment, unknown>;
export declare const SourceFragmentDoc: DocumentNode<SourceFragment, unknown>;
export declare const EntryFragmentDoc: DocumentNode<EntryFragment, unknown>;
export declare const ConceptFragmentDoc: DocumentNode<ConceptFragment, unknown>;
export declare const SpanFragmentDoc: DocumentNode<SpanFragment, unknown>;
export declare const AmountFragmentDoc: DocumentNode<AmountFragment, unknown>;
export declare const NormalFragmentDoc: DocumentNode<NormalFragment, unknown>;
export declare const ResultFragmentDoc: DocumentNode<ResultFragment, unknown>;
export declare const RecordFragmentDoc: DocumentNode<RecordFragment, unknown>;
export declare const FollowRecordDocument: DocumentNode<FollowRecordSubscription, FollowRecordSubscriptionVariables>;
export declare const LaunchRecordDocument: DocumentNode<LaunchRecordQuery, LaunchRecordQueryVariables>;
export declare const RecordDocument: DocumentNode<RecordQuery, RecordQueryVariables>;
export declare const RegionDocument: DocumentNode<RegionQuery, RegionQueryVariables>;
export declare const TakenApartDocument: DocumentNode<TakenApartQuery, TakenApartQueryVariables>;
export declare const AlreadyDoneDocument: DocumentNode<AlreadyDoneQuery, AlreadyDoneQueryVariables>;
export declare const SafetyNetDocument: DocumentNode<SafetyNetQuery, SafetyNetQueryVariables>;
export {};
