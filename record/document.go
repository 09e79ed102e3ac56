package record

import "time"

// DocumentStatus is FHIR's document-reference-status, and unknown.
type DocumentStatus string

// The statuses of a document.
const (
	DocumentCurrent        DocumentStatus = "CURRENT"
	DocumentSuperseded     DocumentStatus = "SUPERSEDED"
	DocumentEnteredInError DocumentStatus = "ENTERED_IN_ERROR"
	DocumentUnknown        DocumentStatus = "UNKNOWN"
)

// Document is a letter, summary or other document that a source holds (FHIR DocumentReference). Its content is
// described, never fetched.
type Document struct {
	Entry
	Status DocumentStatus `json:"status"`
	// DocStatus is the state of the document itself in the source's word: preliminary, final, amended.
	DocStatus   Text              `json:"docStatus,omitempty"`
	Categories  []CodeableConcept `json:"categories,omitempty"`
	Title       Text              `json:"title,omitempty"`
	Description Text              `json:"description,omitempty"`
	// Date is when the reference was made; Period the time of the care that it tells of.
	Date        time.Time      `json:"date,omitzero"`
	Period      *Period        `json:"period,omitempty"`
	Authors     []Practitioner `json:"authors,omitempty"`
	Custodian   *Organisation  `json:"custodian,omitempty"`
	Attachments []Attachment   `json:"attachments,omitempty"`
	// Replaces are the documents that this one supersedes, for stitching.
	Replaces []Reference `json:"replaces,omitempty"`
}

// Retracted tells that the document was entered in error.
func (d *Document) Retracted() bool { return d.Status == DocumentEnteredInError }

// AssessmentStatus is FHIR's questionnaire-answers-status, and unknown.
type AssessmentStatus string

// The statuses of an assessment.
const (
	AssessmentInProgress     AssessmentStatus = "IN_PROGRESS"
	AssessmentCompleted      AssessmentStatus = "COMPLETED"
	AssessmentAmended        AssessmentStatus = "AMENDED"
	AssessmentEnteredInError AssessmentStatus = "ENTERED_IN_ERROR"
	AssessmentStopped        AssessmentStatus = "STOPPED"
	AssessmentUnknown        AssessmentStatus = "UNKNOWN"
)

// Assessment is a completed form (FHIR QuestionnaireResponse).
type Assessment struct {
	Entry
	Status   AssessmentStatus `json:"status"`
	Authored PartialDate      `json:"authored,omitzero"`
	Author   *Practitioner    `json:"author,omitempty"`
	// Answers are in the form's order, nested groups flattened with their headings in Group.
	Answers []AssessmentAnswer `json:"answers,omitempty"`
}

// Retracted tells that the assessment was entered in error.
func (a *Assessment) Retracted() bool { return a.Status == AssessmentEnteredInError }

// AssessmentAnswer is one question with its answers in words, as recorded.
type AssessmentAnswer struct {
	Group    Text     `json:"group,omitempty"`
	Question string   `json:"question"`
	Answers  []string `json:"answers,omitempty"`
}
