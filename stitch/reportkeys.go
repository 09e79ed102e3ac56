package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// reportKey is a report's own date and everything that it says. A report that says nothing by itself, such as one whose
// content is a file, needs an instant: two examinations of a kind on one day are two. It is "" where nothing is sure.
func (t *terms) reportKey(i *record.Investigation) string {
	date := effectiveKey(i.Effective, i.EffectivePeriod)
	if date == "" {
		return ""
	}
	says := t.saysKey(i)
	if says == "" && i.Effective.Precision() != record.PrecisionInstant {
		return ""
	}
	return all(date, conceptsKey(i.BodySites), conceptsKey(i.Modalities), attachmentsWords(i.Attachments), says)
}

// saysKey writes down a report's results, each with its own date, and its conclusion; "" for one that says neither.
func (t *terms) saysKey(i *record.Investigation) string {
	results := make([]string, len(i.Results))
	for n, o := range i.Results {
		results[n] = t.meaningKey(&o.Code) + "@" + effectiveKey(o.Effective, o.EffectivePeriod) + "=" + resultKey(o)
	}
	slices.Sort(results)
	return strings.Join(results, "\x1b") + normal(string(i.Conclusion)) + conceptsKey(i.ConclusionCodes)
}

// investigationVersions are the keys that the versions of one report share.
func investigationVersions(k *keyring, i *record.Investigation) {
	k.versions(&i.Entry, effectiveKey(i.Effective, i.EffectivePeriod))
}

// identifiedResults are the keys of a report with results by its business identifiers: two that share one and agree in
// date and every result are one, though each exchange has its own name for the panel. A conclusion is too little:
// reports of one order may share its number, and several of them may read "Normal".
func identifiedResults(k *keyring, e *entry[*record.Investigation]) {
	if e.rest == "" || !slices.ContainsFunc(e.row.Results, hasValue) {
		return
	}
	for _, id := range e.row.Identifiers {
		if isBusiness(id) {
			k.add("identified", id.System, id.Value, k.terms.Qualifiers(e.row.Code.Text), e.rest)
		}
	}
}

func hasValue(o *record.Observation) bool { return o.Value != nil || len(o.Components) > 0 }

// contradictingReports tells that reports can't all be one: their codes have nothing in common, or two of the same
// standing say different things, so that neither supersedes the other.
func contradictingReports(t *terms, group []entry[*record.Investigation]) bool {
	if contradictingCodes(t, group) || contradictingFigures(group) {
		return true
	}
	for n, e := range group {
		for _, other := range group[:n] {
			if e.rest != other.rest && resultStanding[e.row.Status] == resultStanding[other.row.Status] && t.saysOtherwise(e.row, other.row) {
				return true
			}
		}
	}
	return false
}

// saysOtherwise tells that two reports conclude differently, or give a result differently that both have. What only one
// of them gives contradicts nothing.
func (t *terms) saysOtherwise(a, b *record.Investigation) bool {
	if differ(normal(string(a.Conclusion)), normal(string(b.Conclusion))) {
		return true
	}
	given := map[string]map[string]bool{}
	for _, o := range a.Results {
		if name := t.resultName(o); name != "" {
			if given[name] == nil {
				given[name] = map[string]bool{}
			}
			given[name][resultKey(o)] = true
		}
	}
	return slices.ContainsFunc(b.Results, func(o *record.Observation) bool {
		values := given[t.resultName(o)]
		return values != nil && !values[resultKey(o)]
	})
}

// resultName names a result within its report: what was measured, and when.
func (t *terms) resultName(o *record.Observation) string {
	name := t.meaningKey(&o.Code)
	if name == "" {
		return ""
	}
	return name + "@" + effectiveKey(o.Effective, o.EffectivePeriod)
}
