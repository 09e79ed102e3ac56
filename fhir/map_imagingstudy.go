package fhir

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

type imagingStudy struct {
	resource
	Identifier         []identifier         `json:"identifier"`
	Status             string               `json:"status"`
	Modality           []coding             `json:"modality"`
	Subject            *reference           `json:"subject"`
	Encounter          ignored              `json:"encounter"`
	Started            string               `json:"started"`
	BasedOn            []reference          `json:"basedOn"`
	Referrer           ignored              `json:"referrer"`
	Interpreter        []reference          `json:"interpreter"`
	Endpoint           ignored              `json:"endpoint"`
	NumberOfSeries     jsontext.Value       `json:"numberOfSeries"`
	NumberOfInstances  jsontext.Value       `json:"numberOfInstances"`
	ProcedureReference *reference           `json:"procedureReference"`
	ProcedureCode      []codeableConcept    `json:"procedureCode"`
	Location           *reference           `json:"location"`
	ReasonCode         ignored              `json:"reasonCode"`
	ReasonReference    ignored              `json:"reasonReference"`
	Note               []annotation         `json:"note"`
	Description        string               `json:"description"`
	Series             []imagingStudySeries `json:"series"`
}

type imagingStudySeries struct {
	Modality *coding `json:"modality"`
	BodySite *coding `json:"bodySite"`
}

// imagingStatuses are FHIR's imagingstudy-status. An available study is what a final report is: it is all there.
var imagingStatuses = map[string]record.ResultStatus{
	"registered": record.ResultRegistered, "available": record.ResultFinal, "cancelled": record.ResultCancelled,
	"entered-in-error": record.ResultEnteredInError, "unknown": record.ResultUnknown,
}

// mapImagingStudy reads an imaging study: that it was done, and of what; its images stay where they are.
func mapImagingStudy(m *mapper, r *imagingStudy) record.Facts {
	i := &record.Investigation{
		Category:          record.Imaging,
		Status:            enum(m, "status", r.Status, imagingStatuses, record.ResultUnknown),
		Effective:         m.date("start", r.Started),
		Performer:         m.firstOrganisation(m.each(r.Interpreter)),
		BasedOn:           m.references(r.BasedOn),
		NumberOfSeries:    m.integer("number of series", r.NumberOfSeries),
		NumberOfInstances: m.integer("number of images", r.NumberOfInstances),
	}
	for k := range r.Modality {
		i.Modalities = appendNew(i.Modalities, m.conceptOf(&r.Modality[k]))
	}
	for _, s := range r.Series {
		i.Modalities = appendNew(i.Modalities, m.conceptOf(s.Modality))
		i.BodySites = appendNew(i.BodySites, m.conceptOf(s.BodySite))
	}
	m.about(r.Subject)
	m.begin(&i.Entry, record.Investigations, told{
		recorders: m.each(r.Interpreter), organisations: one(r.Location), recorded: i.Effective,
	})
	i.Identifiers = m.identifierList(r.Identifier)
	i.Notes = m.notes(r.Note)
	i.Code = m.studied(r, i)
	i.When = i.Effective
	i.StatusText = sourceWord(r.Status, words(m.stock, i.Status))
	return record.Facts{Investigations: []*record.Investigation{i}}
}

// studied names a study: its procedure, else its description, else how and where images were taken.
func (m *mapper) studied(r *imagingStudy, i *record.Investigation) record.CodeableConcept {
	all := m.conceptList(r.ProcedureCode)
	if c := m.meaning(r.ProcedureReference); !c.IsZero() {
		all = append(all, c)
	}
	switch {
	case len(all) > 0 && r.Description != "" && !all[0].Worded:
		all[0].Text, all[0].Worded = r.Description, true
		return all[0]
	case len(all) > 0:
		return all[0]
	case r.Description != "":
		return worded(r.Description)
	}
	said := append(textsOf(i.Modalities), textsOf(i.BodySites)...)
	if len(said) == 0 {
		return m.nameless("Imaging study")
	}
	return record.CodeableConcept{Text: joinWords(said...)}
}

// appendNew appends a concept that says something which none in the list says yet.
func appendNew(list []record.CodeableConcept, c record.CodeableConcept) []record.CodeableConcept {
	if c.IsZero() {
		return list
	}
	for _, x := range list {
		if x.Text == c.Text {
			return list
		}
	}
	return append(list, c)
}
