package record

import "time"

// InvestigationCategory is the kind of an investigation.
type InvestigationCategory string

// The categories of the contract.
const (
	Laboratory         InvestigationCategory = "LABORATORY"
	Imaging            InvestigationCategory = "IMAGING"
	Cardiology         InvestigationCategory = "CARDIOLOGY"
	Pathology          InvestigationCategory = "PATHOLOGY"
	Microbiology       InvestigationCategory = "MICROBIOLOGY"
	Endoscopy          InvestigationCategory = "ENDOSCOPY"
	Neurophysiology    InvestigationCategory = "NEUROPHYSIOLOGY"
	OtherInvestigation InvestigationCategory = "OTHER"
)

// ResultStatus joins FHIR's diagnostic-report-status and observation-status.
type ResultStatus string

// The statuses of a report or result.
const (
	ResultRegistered     ResultStatus = "REGISTERED"
	ResultPartial        ResultStatus = "PARTIAL"
	ResultPreliminary    ResultStatus = "PRELIMINARY"
	ResultFinal          ResultStatus = "FINAL"
	ResultAmended        ResultStatus = "AMENDED"
	ResultCorrected      ResultStatus = "CORRECTED"
	ResultAppended       ResultStatus = "APPENDED"
	ResultCancelled      ResultStatus = "CANCELLED"
	ResultEnteredInError ResultStatus = "ENTERED_IN_ERROR"
	ResultUnknown        ResultStatus = "UNKNOWN"
)

// retracted tells that a result was cancelled or entered in error.
func (s ResultStatus) retracted() bool { return s == ResultCancelled || s == ResultEnteredInError }

// Investigation is a report with its results (FHIR DiagnosticReport), an imaging study (ImagingStudy), or, after
// stitching, a laboratory result that stands alone (Observation).
type Investigation struct {
	Entry
	Category InvestigationCategory `json:"category"`
	Status   ResultStatus          `json:"status"`
	// Effective is the clinically relevant date; EffectivePeriod is set where a span was recorded.
	Effective       PartialDate       `json:"effective,omitzero"`
	EffectivePeriod *Period           `json:"effectivePeriod,omitempty"`
	Issued          time.Time         `json:"issued,omitzero"`
	Performer       *Organisation     `json:"performer,omitempty"`
	Results         []*Observation    `json:"results,omitempty"`
	Conclusion      Text              `json:"conclusion,omitempty"`
	ConclusionCodes []CodeableConcept `json:"conclusionCodes,omitempty"`
	Attachments     []Attachment      `json:"attachments,omitempty"`
	// ResultReferences are the results that a source report points to; stitching joins them into Results.
	ResultReferences []Reference `json:"resultReferences,omitempty"`
	// BasedOn are the orders that it answers, for stitching.
	BasedOn []Reference `json:"basedOn,omitempty"`
	// Modalities, NumberOfSeries and NumberOfInstances are of an imaging study.
	Modalities        []CodeableConcept `json:"modalities,omitempty"`
	NumberOfSeries    *int              `json:"numberOfSeries,omitempty"`
	NumberOfInstances *int              `json:"numberOfInstances,omitempty"`
	BodySites         []CodeableConcept `json:"bodySites,omitempty"`
}

// Retracted tells that the report was cancelled or entered in error.
func (i *Investigation) Retracted() bool { return i.Status.retracted() }

// Attachment describes a file that a source holds. Its content is never fetched, and inline data is not passed on.
type Attachment struct {
	Title       Text        `json:"title,omitempty"`
	ContentType Text        `json:"contentType,omitempty"`
	URL         Text        `json:"url,omitempty"`
	Size        *int        `json:"size,omitempty"` // bytes
	Creation    PartialDate `json:"creation,omitzero"`
	Language    Text        `json:"language,omitempty"`
	// Inline tells that the source sent the content itself with the entry.
	Inline bool `json:"inline,omitempty"`
}
