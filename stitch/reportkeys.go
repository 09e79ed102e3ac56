package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// reportRest writes a report's own date and everything that it says. A report that says nothing by itself, such as one
// whose content is a file, needs an instant: two examinations of a kind on one day are two. It writes nothing where nothing
// is sure.
func reportRest(w *writer, i *record.Investigation) {
	w.effective(i.Effective, i.EffectivePeriod)
	if len(w.b) == 0 {
		return
	}
	w.next()
	w.concepts(i.BodySites)
	w.next()
	w.concepts(i.Modalities)
	w.next()
	w.raw(attachmentsWords(i.Attachments))
	w.next()
	before := len(w.b)
	w.says(i)
	if len(w.b) == before && i.Effective.Precision() != record.PrecisionInstant {
		w.reset()
	}
}

// says writes a report's results, each with its own date, and its conclusion; nothing for one that says neither.
func (w *writer) says(i *record.Investigation) {
	if len(i.Results) > 0 {
		w.each(len(i.Results), func(n int) {
			o := i.Results[n]
			w.meaning(&o.Code)
			w.raw("@")
			w.effective(o.Effective, o.EffectivePeriod)
			w.raw("=")
			w.result(o)
		})
	}
	w.words(string(i.Conclusion))
	w.concepts(i.ConclusionCodes)
}

// investigationVersions are the keys that the versions of one report share.
func investigationVersions(k *keyring, i *record.Investigation) {
	k.versions(&i.Entry, i.Effective, i.EffectivePeriod)
}

// identifiedResults are the keys of a report with results by its business identifiers: two that share one and agree in
// date and every result are one, though each exchange has its own name for the panel. A conclusion is too little:
// reports of one order may share its number, and several of them may read "Normal".
func identifiedResults(k *keyring, e *entry[*record.Investigation]) {
	if e.rest.isNone() || !slices.ContainsFunc(e.row.Results, hasValue) {
		return
	}
	for _, id := range e.row.Identifiers {
		if isBusiness(id) {
			k.add(e.rest, "identified", id.System, id.Value, k.about(e.row.Code.Text).qualified)
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
	given := map[key][]*record.Observation{}
	for _, o := range a.Results {
		if name := t.resultName(o); !name.isNone() {
			given[name] = append(given[name], o)
		}
	}
	return slices.ContainsFunc(b.Results, func(o *record.Observation) bool {
		values := given[t.resultName(o)]
		return values != nil && !slices.ContainsFunc(values, func(x *record.Observation) bool { return sameResult(x, o) })
	})
}

// resultName names a result within its report: what was measured, and when. One of which nobody said what it is has none.
func (t *terms) resultName(o *record.Observation) key {
	var room [usualKey]byte
	w := writer{terms: t, b: room[:0]}
	w.meaning(&o.Code)
	if len(w.b) == 0 {
		return key{}
	}
	w.raw("@")
	w.effective(o.Effective, o.EffectivePeriod)
	return w.key()
}
