package fhir

import "github.com/london-care-record/gateway/record"

type diagnosticReport struct {
	resource
	effective
	Identifier         []identifier      `json:"identifier"`
	BasedOn            []reference       `json:"basedOn"`
	Status             string            `json:"status"`
	Category           []codeableConcept `json:"category"`
	Code               *codeableConcept  `json:"code"`
	Subject            *reference        `json:"subject"`
	Encounter          ignored           `json:"encounter"`
	Issued             string            `json:"issued"`
	Performer          []reference       `json:"performer"`
	ResultsInterpreter []reference       `json:"resultsInterpreter"`
	Specimen           ignored           `json:"specimen"`
	Result             []reference       `json:"result"`
	ImagingStudy       ignored           `json:"imagingStudy"`
	Media              ignored           `json:"media"`
	Conclusion         string            `json:"conclusion"`
	ConclusionCode     []codeableConcept `json:"conclusionCode"`
	PresentedForm      []attachment      `json:"presentedForm"`
}

// mapDiagnosticReport reads a report. Its results come with it where it contains them; else stitching joins them by
// reference.
func mapDiagnosticReport(m *mapper, r *diagnosticReport) record.Facts {
	i := &record.Investigation{
		Category:         m.investigationCategory(r.Category, r.Code),
		Status:           enum(m, "status", r.Status, resultStatuses, record.ResultUnknown),
		Issued:           m.instant("issued", r.Issued),
		Performer:        m.firstOrganisation(append(m.each(r.Performer), m.each(r.ResultsInterpreter)...)),
		Conclusion:       record.Text(r.Conclusion),
		ConclusionCodes:  m.conceptList(r.ConclusionCode),
		Attachments:      m.attachments(r.PresentedForm),
		ResultReferences: m.references(r.Result),
		BasedOn:          m.references(r.BasedOn),
	}
	i.Effective, i.EffectivePeriod = m.effective(r.effective)
	m.about(r.Subject)
	issued := m.quietDate(r.Issued)
	who := append(m.each(r.Performer), m.each(r.ResultsInterpreter)...)
	m.begin(&i.Entry, record.Investigations, told{recorders: who, recorded: firstDate(issued, i.Effective)})
	i.Identifiers = m.identifierList(r.Identifier)
	if i.Code = m.concept(r.Code); i.Code.IsZero() {
		i.Code = m.nameless("Report")
	}
	i.Results = m.containedResults(r.Result, i.Entry.Source(), 0)
	if r.Conclusion == "" && len(r.Result) == 0 && len(r.ConclusionCode) == 0 {
		if said := m.narrative(); said != "" {
			i.Conclusion = record.Text(said)
			m.warn("The conclusion is taken from the report's narrative: the source gives it nowhere else.")
		}
	}
	i.When = firstDate(i.Effective, startOf(i.EffectivePeriod), issued)
	i.StatusText = words(m.stock, i.Status)
	return record.Facts{Investigations: []*record.Investigation{i}}
}

// containedResults reads the observations that a report or a panel contains, and those that these contain in turn. They
// have no life of their own: their provenance is their holder's.
func (m *mapper) containedResults(refs []reference, holder *record.Provenance, level int) []*record.Observation {
	if level > maxHops {
		return nil
	}
	var results []*record.Observation
	for i := range refs {
		if at, _ := locateReference(refs[i].Reference, m.in.Base); at != inside {
			continue
		}
		there, ok := m.find(&refs[i])
		if !ok || there.typ != "Observation" || m.seen[there.id] {
			continue
		}
		if m.seen == nil {
			m.seen = map[string]bool{}
		}
		m.seen[there.id] = true
		var o observation
		repairs, err := decode(there.raw, &o)
		if err != nil {
			m.unread("contained result", there.id)
			continue
		}
		part := &mapper{finder: m.finder, raw: there.raw, res: &o.resource, part: true}
		part.tellRepairs(repairs)
		part.tellOthers()
		facts := mapObservation(part, &o)
		m.unreadable += part.unreadable
		for _, result := range facts.Observations {
			result.Warnings = part.warnings
			own := *holder
			own.Reference += "#" + there.id
			result.Sources = []*record.Provenance{&own}
			results = append(results, result)
		}
		results = append(results, m.containedResults(o.HasMember, holder, level+1)...)
	}
	return results
}

// attachments describes files. Their content is neither fetched nor passed on.
func (m *mapper) attachments(all []attachment) []record.Attachment {
	var list []record.Attachment
	for i := range all {
		a := &all[i]
		list = append(list, record.Attachment{
			Title: record.Text(a.Title), ContentType: record.Text(a.ContentType), URL: safeURL(a.URL), Size: m.integer("attachment size", a.Size),
			Creation: m.date("attachment date", a.Creation), Language: record.Text(a.Language), Inline: bool(a.Data),
		})
	}
	return list
}
