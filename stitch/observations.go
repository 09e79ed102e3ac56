package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// observationRules: sure when code or words, own date to its own precision, and the whole content are equal (S14).
// Undated results are never joined. Two versions of one result share a business identifier, code and date, and the
// later one speaks; two of one standing that say different things are no versions, whatever they share.
var observationRules = rules[*record.Observation]{
	kind:   record.Observations,
	copies: copier[record.Observation],
	when:   func(o *record.Observation) record.PartialDate { return firstOf(o.Effective, o.EffectivePeriod) },
	rest:   observationRest,
	same: append(codeOrText[*record.Observation]("same-code-same-date-same-value", "same-text-same-date-same-value"),
		versionsOfOne("versions-of-one-result", observationVersions)),
	versions:   observationVersions,
	contradict: contradictingResults,
	likely:     likelyResults,
	standing:   func(o *record.Observation) int { return resultStanding[o.Status] },
	fields:     observationFields,
	unite: func(row *record.Observation, _, _ []*record.Observation) {
		row.MemberReferences, row.BasedOn = nil, nil // followed before: nothing is left that could lead nowhere (S18)
	},
}

// contradictingResults tells that results can't all be one: their codes have nothing in common, or two of the same
// standing say different things, so that neither supersedes the other.
func contradictingResults(t *terms, group []entry[*record.Observation]) bool {
	if contradictingCodes(t, group) || contradictingFigures(group) {
		return true
	}
	for n, e := range group {
		for _, other := range group[:n] {
			if e.rest != other.rest && resultStanding[e.row.Status] == resultStanding[other.row.Status] && !sameResult(e.row, other.row) {
				return true
			}
		}
	}
	return false
}

// observationRest writes a result's own date and what it says; nothing for an undated one.
func observationRest(w *writer, o *record.Observation) {
	w.effective(o.Effective, o.EffectivePeriod)
	if len(w.b) > 0 {
		w.next()
		w.result(o)
	}
}

// observationVersions are the keys that the versions of one result share.
func observationVersions(k *keyring, o *record.Observation) {
	k.versions(&o.Entry, o.Effective, o.EffectivePeriod)
}

// versions adds keys that join each business identifier with date and code, or words where reports have no code in common: an
// identifier alone may be shared by unrelated records, such as all results of one specimen.
func (k *keyring) versions(e *record.Entry, d record.PartialDate, p *record.Period) {
	if firstOf(d, p).IsZero() {
		return
	}
	for _, id := range e.Identifiers {
		if isBusiness(id) {
			w := k.rest()
			w.effective(d, p)
			w.next()
			w.raw(id.System)
			w.next()
			w.raw(id.Value)
			rest := w.key()
			k.codes(e.Code, rest)
			k.words(e.Code, rest)
		}
	}
}

// resultStanding orders the statuses of one report or result: what was corrected supersedes what was final, and what
// was preliminary never replaces it (S13).
var resultStanding = map[record.ResultStatus]int{
	record.ResultCorrected: 0, record.ResultAmended: 0, record.ResultAppended: 0, record.ResultFinal: 1,
	record.ResultPartial: 2, record.ResultPreliminary: 3, record.ResultRegistered: 4, record.ResultUnknown: 5,
	record.ResultCancelled: 6, record.ResultEnteredInError: 7,
}

// observationFields leave out the date: joined results have the same one, however it is written.
var observationFields = []field[*record.Observation]{
	coded[*record.Observation](),
	kept("status", func(o *record.Observation) string { return string(o.Status) }),
	filled("effectivePeriod", func(o *record.Observation) **record.Period { return &o.EffectivePeriod }, periodWords),
	kept("value", func(o *record.Observation) string { return o.Display }),
	filled("absentReason", func(o *record.Observation) **record.CodeableConcept { return &o.AbsentReason }, conceptWords),
	filled("interpretations", func(o *record.Observation) *[]record.CodeableConcept { return &o.Interpretations }, conceptsWords),
	filled("referenceRanges", func(o *record.Observation) *[]record.ReferenceRange { return &o.ReferenceRanges }, rangesWords),
	filled("bodySite", func(o *record.Observation) **record.CodeableConcept { return &o.BodySite }, conceptWords),
	filled("method", func(o *record.Observation) **record.CodeableConcept { return &o.Method }, conceptWords),
	filled("performer", func(o *record.Observation) **record.Organisation { return &o.Performer }, organisationWords),
}

// Observations makes the observations section: what is no part of an investigation. Each answer holds an exchange's
// reports as well as its observations, so that the two can be told apart.
func Observations(p *Patient, answers []record.Answer, o ObservationOptions) *ObservationList {
	guarded := p.Guard(answers)
	told := each(p.terms, guarded, observationsIn)
	entries := collect(guarded, func(i int) []*record.Observation { return told[i] })
	rows := current(stitched(p, entries, observationRules), o.IncludeRetracted)
	if o.Filter != nil {
		rows = slices.DeleteFunc(rows, func(row *record.Observation) bool { return !o.Filter.keeps(row) })
	}
	relate(p.terms, rows, observationRules.likely)
	return &ObservationList{Entries: rows, Completeness: p.complete(record.Observations, guarded, lengths(told))}
}

func (f *ObservationFilter) keeps(o *record.Observation) bool {
	if len(f.Codes) > 0 && !matches(o.Code, f.Codes) {
		return false
	}
	if len(f.Categories) > 0 && !slices.ContainsFunc(o.Categories, f.names) {
		return false
	}
	return within(&o.Entry, f.From, f.To, f.IncludeUndated)
}

// names tells whether the filter asks for this category, by a code or in the category's own words.
func (f *ObservationFilter) names(c record.CodeableConcept) bool {
	for _, wanted := range f.Categories {
		if strings.EqualFold(c.Text, wanted) {
			return true
		}
		for _, k := range c.Codings {
			if strings.EqualFold(k.Code, wanted) {
				return true
			}
		}
	}
	return false
}
