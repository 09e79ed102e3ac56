package stitch

import (
	"slices"
	"time"

	"github.com/london-care-record/gateway/record"
)

// investigationRules: sure when code or words, own date and the whole content (results, conclusion) are equal; when
// business identifier, own date and every result are equal, whatever the panel is called; or when they are versions of
// one report, which share a business identifier, code and date. Of those the corrected one speaks.
var investigationRules = rules[*record.Investigation]{
	kind:   record.Investigations,
	copies: copier[record.Investigation],
	when:   func(i *record.Investigation) record.PartialDate { return firstOf(i.Effective, i.EffectivePeriod) },
	rest:   reportRest,
	same: append(codeOrText[*record.Investigation]("same-code-same-date-same-content", "same-text-same-date-same-content"),
		rule[*record.Investigation]{name: "same-identifier-same-date-same-results", keys: identifiedResults},
		versionsOfOne("versions-of-one-report", investigationVersions)),
	versions:   investigationVersions,
	contradict: contradictingReports,
	likely:     likelyReports,
	standing:   func(i *record.Investigation) int { return resultStanding[i.Status] },
	fields: []field[*record.Investigation]{
		coded[*record.Investigation](),
		kept("status", func(i *record.Investigation) string { return string(i.Status) }),
		kept("category", func(i *record.Investigation) string { return string(i.Category) }),
		filled("effectivePeriod", func(i *record.Investigation) **record.Period { return &i.EffectivePeriod }, periodWords),
		filled("issued", func(i *record.Investigation) *time.Time { return &i.Issued }, timeWords),
		filled("performer", func(i *record.Investigation) **record.Organisation { return &i.Performer }, organisationWords),
		filled("conclusion", func(i *record.Investigation) *record.Text { return &i.Conclusion }, textWords),
		filled("conclusionCodes", func(i *record.Investigation) *[]record.CodeableConcept { return &i.ConclusionCodes }, conceptsWords),
		filled("attachments", func(i *record.Investigation) *[]record.Attachment { return &i.Attachments }, attachmentsWords),
		filled("modalities", func(i *record.Investigation) *[]record.CodeableConcept { return &i.Modalities }, conceptsWords),
		filled("bodySites", func(i *record.Investigation) *[]record.CodeableConcept { return &i.BodySites }, conceptsWords),
	},
}

// Investigations makes the investigations section: reports with their results, imaging studies, and laboratory results
// that stand alone. Each answer holds an exchange's reports and its observations.
func Investigations(p *Patient, answers []record.Answer, o InvestigationOptions) *InvestigationList {
	guarded := p.Guard(answers)
	told := each(p.terms, guarded, investigationsIn)
	entries := collect(guarded, func(i int) []*record.Investigation { return told[i] })
	r := investigationRules
	r.owned = true // investigationsIn makes them
	results := newResults(p, lengths(told))
	r.unite = func(row *record.Investigation, asserting, retracted []*record.Investigation) {
		row.ResultReferences, row.BasedOn = nil, nil // joined: nothing is left to follow (S18)
		if !o.IncludeRetracted {
			retracted = nil
		}
		row.Results = current(results.of(asserting, retracted), o.IncludeRetracted)
	}
	rows := current(stitched(p, entries, r), o.IncludeRetracted)
	if o.Filter != nil {
		rows = slices.DeleteFunc(rows, func(row *record.Investigation) bool { return !o.Filter.keeps(p.terms, row) })
	}
	relate(p.terms, rows, r.likely)
	return &InvestigationList{Entries: rows, Completeness: p.complete(record.Investigations, guarded, lengths(told))}
}

func (f *InvestigationFilter) keeps(t *terms, i *record.Investigation) bool {
	if len(f.Codes) > 0 && !matches(i.Code, f.Codes) &&
		!slices.ContainsFunc(i.Results, func(o *record.Observation) bool { return matches(o.Code, f.Codes) }) {
		return false
	}
	if len(f.Groups) > 0 && !slices.ContainsFunc(f.Groups, func(name string) bool { return t.inGroup(name, i) }) {
		return false
	}
	if len(f.Categories) > 0 && !slices.Contains(f.Categories, i.Category) {
		return false
	}
	return within(&i.Entry, f.From, f.To, f.IncludeUndated)
}
