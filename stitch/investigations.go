package stitch

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// investigationRules: sure when code or words, own date and the whole content (results, conclusion) are equal; or when
// they are versions of one report, which share a business identifier, code and date. Of those the corrected one speaks.
var investigationRules = rules[*record.Investigation]{
	kind: record.Investigations,
	copy: clone[record.Investigation],
	rest: reportKey,
	same: append(codeOrText[*record.Investigation]("same-code-same-date-same-content", "same-text-same-date-same-content"),
		versionsOfOne("versions-of-one-report", investigationVersions)),
	versions:   investigationVersions,
	contradict: contradictingCodes[*record.Investigation],
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

// investigationVersions are the keys that the versions of one report share.
func investigationVersions(k *keyring, i *record.Investigation) {
	k.versions(&i.Entry, effectiveKey(i.Effective, i.EffectivePeriod))
}

// reportKey is a report's own date and everything that it says. A report that says nothing by itself, such as one whose
// content is a file, needs an instant: two examinations of a kind on one day are two. It is "" where nothing is sure.
func reportKey(i *record.Investigation) string {
	date := effectiveKey(i.Effective, i.EffectivePeriod)
	if date == "" {
		return ""
	}
	results := make([]string, len(i.Results))
	for n, o := range i.Results {
		results[n] = conceptKey(&o.Code) + "@" + effectiveKey(o.Effective, o.EffectivePeriod) + "=" + resultKey(o)
	}
	slices.Sort(results)
	says := strings.Join(results, "\x1b") + normal(string(i.Conclusion)) + conceptsKey(i.ConclusionCodes)
	if says == "" && i.Effective.Precision() != record.PrecisionInstant {
		return ""
	}
	return all(date, conceptsKey(i.BodySites), conceptsKey(i.Modalities), attachmentsWords(i.Attachments), says)
}

// Investigations makes the investigations section: reports with their results, imaging studies, and laboratory results
// that stand alone. Each answer holds an exchange's reports and its observations.
func Investigations(p *Patient, answers []record.Answer, o InvestigationOptions) *InvestigationList {
	guarded := p.Guard(answers)
	told := resultsIn(p.terms, guarded).investigations
	entries := collect(guarded, func(i int) []*record.Investigation { return told[i] })
	r := investigationRules
	r.unite = func(row *record.Investigation, asserting, retracted []*record.Investigation) {
		if !o.IncludeRetracted {
			retracted = nil
		}
		row.Results = current(resultsOf(p, asserting, retracted), o.IncludeRetracted)
	}
	rows := current(stitched(p, entries, r), o.IncludeRetracted)
	if o.Filter != nil {
		rows = slices.DeleteFunc(rows, func(row *record.Investigation) bool { return !o.Filter.keeps(p.terms, row) })
	}
	return &InvestigationList{Entries: rows, Completeness: p.complete(record.Investigations, guarded, lengths(told))}
}

// resultRules are those of observations, for the results of one report told several times: there, a result of the same
// code and date is the same result, of which a later version speaks.
var resultRules = func() rules[*record.Observation] {
	r := observationRules
	r.same = append(slices.Clip(r.same), rule[*record.Observation]{name: "same-result-of-one-report", keys: func(k *keyring, e *entry[*record.Observation]) {
		k.codes(e.row.Code, effectiveKey(e.row.Effective, e.row.EffectivePeriod))
	}})
	r.contradict = func(t *terms, group []entry[*record.Observation]) bool {
		return contradictingCodes(t, group) || contradictingValues(group)
	}
	return r
}()

// contradictingValues tells that two results of the same standing say different things: neither supersedes the other.
func contradictingValues(group []entry[*record.Observation]) bool {
	said := map[int]string{}
	for _, e := range group {
		standing, key := resultStanding[e.row.Status], resultKey(e.row)
		if before, ok := said[standing]; ok && before != key {
			return true
		}
		said[standing] = key
	}
	return false
}

// resultsOf gives the results of the reports behind one row, stitched like observations, in the order of the report that
// speaks for the row and then of the others. What only a retracted report says is marked as such.
func resultsOf(p *Patient, asserting, retracted []*record.Investigation) []*record.Observation {
	var entries []entry[*record.Observation]
	place := map[sourceID]int{}
	for _, report := range slices.Concat(asserting, retracted) {
		for _, o := range report.Results {
			name := sourceOf(o.Source())
			if _, ok := place[name]; !ok {
				place[name] = len(place)
			}
			entries = append(entries, entry[*record.Observation]{row: o, source: o.Source(), of: string(report.Source().Exchange.ID) + "|" + report.Source().Reference})
		}
	}
	stand := map[sourceID]bool{}
	for _, report := range asserting {
		for _, o := range report.Results {
			stand[sourceOf(o.Source())] = true
		}
	}
	rows := stitched(p, inSeed(entries), resultRules)
	first := make(map[*record.Observation]int, len(rows))
	for _, row := range rows {
		stands := false
		first[row] = len(place)
		for _, s := range row.Sources {
			first[row] = min(first[row], place[sourceOf(s)])
			stands = stands || stand[sourceOf(s)]
		}
		if !stands && len(asserting) > 0 && !asserting[0].Retracted() {
			row.Warnings = append(slices.Clip(row.Warnings), "Only a report that was retracted gives this result.")
		}
	}
	slices.SortStableFunc(rows, func(a, b *record.Observation) int { return cmp.Compare(first[a], first[b]) })
	return rows
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
