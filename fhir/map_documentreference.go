package fhir

import "github.com/london-care-record/gateway/record"

type documentReference struct {
	resource
	MasterIdentifier *identifier                  `json:"masterIdentifier"`
	Identifier       []identifier                 `json:"identifier"`
	Status           string                       `json:"status"`
	DocStatus        string                       `json:"docStatus"`
	Type             *codeableConcept             `json:"type"`
	Category         []codeableConcept            `json:"category"`
	Subject          *reference                   `json:"subject"`
	Date             string                       `json:"date"`
	Author           []reference                  `json:"author"`
	Authenticator    ignored                      `json:"authenticator"`
	Custodian        *reference                   `json:"custodian"`
	RelatesTo        []documentReferenceRelatesTo `json:"relatesTo"`
	Description      string                       `json:"description"`
	SecurityLabel    []codeableConcept            `json:"securityLabel"`
	Content          []documentReferenceContent   `json:"content"`
	Context          *documentReferenceContext    `json:"context"`
}

type documentReferenceContext struct {
	Period          *period          `json:"period"`
	PracticeSetting *codeableConcept `json:"practiceSetting"`
	FacilityType    *codeableConcept `json:"facilityType"`
}

type documentReferenceContent struct {
	Attachment *attachment `json:"attachment"`
}

type documentReferenceRelatesTo struct {
	Code   string     `json:"code"`
	Target *reference `json:"target"`
}

var documentStatuses = map[string]record.DocumentStatus{
	"current": record.DocumentCurrent, "superseded": record.DocumentSuperseded, "entered-in-error": record.DocumentEnteredInError,
}

// mapDocumentReference reads that a source holds a document. Its content is described, never fetched or passed on.
func mapDocumentReference(m *mapper, r *documentReference) record.Facts {
	d := &record.Document{
		Status:      enum(m, "status", r.Status, documentStatuses, record.DocumentUnknown),
		DocStatus:   record.Text(r.DocStatus),
		Categories:  m.conceptList(r.Category),
		Description: record.Text(r.Description),
		Date:        m.instant("date", r.Date),
		Authors:     m.practitioners(m.each(r.Author)),
		Custodian:   m.organisation(r.Custodian),
	}
	var files []attachment
	for _, c := range r.Content {
		if c.Attachment != nil {
			files = append(files, *c.Attachment)
		}
	}
	d.Attachments = m.attachments(files)
	for _, relation := range r.RelatesTo {
		if target := m.reference(relation.Target); relation.Code == "replaces" && !target.IsZero() {
			d.Replaces = append(d.Replaces, target)
		}
	}
	m.about(r.Subject)
	t := told{recorders: m.each(r.Author), organisations: one(r.Custodian), recorded: m.quietDate(r.Date)}
	if c := r.Context; c != nil {
		d.Period = m.period("period", c.Period)
		for _, setting := range []*codeableConcept{c.PracticeSetting, c.FacilityType} {
			if setting != nil {
				t.settings = append(t.settings, *setting)
			}
		}
	}
	m.begin(&d.Entry, record.Documents, t)
	for _, label := range r.SecurityLabel {
		d.SecurityLabels = append(d.SecurityLabels, m.codingList(label.Coding)...)
	}
	d.Identifiers = m.identifierList(r.Identifier)
	if r.MasterIdentifier != nil {
		d.Identifiers = append(m.identifierList([]identifier{*r.MasterIdentifier}), d.Identifiers...)
	}
	m.titleDocument(d, r)
	d.When = firstDate(m.quietDate(r.Date), startOf(d.Period), created(d.Attachments))
	d.StatusText = words(m.stock, d.Status)
	if r.DocStatus != "" {
		d.StatusText += ", " + sourceWord(r.DocStatus, "")
	}
	return record.Facts{Documents: []*record.Document{d}}
}

// titleDocument names a document: by its type, else its category, else the title of its file, else its description.
func (k *stock) titleDocument(d *record.Document, r *documentReference) {
	for _, a := range d.Attachments {
		if d.Title == "" {
			d.Title = a.Title
		}
	}
	d.Code = k.concept(r.Type)
	switch {
	case !d.Code.IsZero():
	case len(d.Categories) > 0:
		d.Code = d.Categories[0]
	case d.Title != "":
		d.Code = worded(string(d.Title))
	case d.Description != "":
		d.Code = worded(string(d.Description))
	default:
		d.Code = record.CodeableConcept{Text: "Document"}
	}
}

// created gives when the first file with a date was made.
func created(all []record.Attachment) record.PartialDate {
	for _, a := range all {
		if !a.Creation.IsZero() {
			return a.Creation
		}
	}
	return record.PartialDate{}
}
