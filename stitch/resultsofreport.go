package stitch

import (
	"cmp"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// resultRules are those of observations, for the results of one report told several times. There, a result of the same
// code and date is the same result, of which a later version speaks; and an undated one is the same when it says the
// same, because its report is surely one and the same.
var resultRules = func() rules[*record.Observation] {
	r := observationRules
	r.when = nil
	r.same = append(slices.Clip(r.same),
		rule[*record.Observation]{name: "same-result-of-one-report", keys: func(k *keyring, e *entry[*record.Observation]) {
			w := k.rest()
			w.effective(e.row.Effective, e.row.EffectivePeriod)
			k.translations(e.row.Code, w.key())
		}},
		rule[*record.Observation]{name: "same-undated-result-of-one-report", keys: func(k *keyring, e *entry[*record.Observation]) {
			if e.rest.isNone() {
				w := k.rest()
				w.raw("undated")
				w.next()
				w.result(e.row)
				says := w.key()
				k.translations(e.row.Code, says)
				k.words(e.row.Code, says)
			}
		}})
	return r
}()

// Why a result beside others of its row is not to be taken as they are.
const (
	onlyRetracted = "Only a report that was retracted gives this result."
	onlyEarlier   = "Only an earlier version of this report gives this result."
)

// results gives the results of reports. What most reports need is made once for all of them.
type results struct {
	patient *Patient
	maker   *maker[*record.Observation]
	entries []entry[*record.Observation]
	groups  []cluster[*record.Observation]
}

// newResults expects so many reports of each exchange, most of which hold one result.
func newResults(p *Patient, reports []int) *results {
	n := 0
	for _, of := range reports {
		n += of
	}
	return &results{patient: p, maker: newMaker(resultRules, n)}
}

// of gives the results of the reports behind one row, stitched like observations, in the order of the report that speaks
// for the row and then of the others. What only a retracted report says, or only a version that another one supersedes,
// is marked as such.
func (r *results) of(asserting, retracted []*record.Investigation) []*record.Observation {
	if len(asserting)+len(retracted) == 1 && areApart(asserting[0].Results) {
		return r.asTheyAre(asserting[0])
	}
	p, reports := r.patient, slices.Concat(asserting, retracted)
	entries := resultEntries(reports)
	places := placesIn(reports, entries)
	groups := clusters(p.terms, entries, resultRules)
	rows := make([]*record.Observation, len(groups))
	r.maker.fill(p, rows, entries, groups)
	first := make(map[*record.Observation]int, len(rows))
	for i, row := range rows {
		first[row] = places[groups[i].entries[0].number]
		for _, e := range groups[i].entries[1:] {
			first[row] = min(first[row], places[e.number])
		}
	}
	if len(reports) > 1 {
		mark(rows, asserting, retracted)
	}
	slices.SortFunc(rows, func(a, b *record.Observation) int {
		return cmp.Or(cmp.Compare(first[a], first[b]), compareNewest(a, b))
	})
	return rows
}

// placesIn gives the place of each entry among the results as the reports list them.
func placesIn(reports []*record.Investigation, entries []entry[*record.Observation]) []int {
	place, n := make(map[sourceID]int, len(entries)), 0
	for _, report := range reports {
		for _, o := range report.Results {
			name := sourceOf(o.Source())
			if _, known := place[name]; !known {
				place[name] = n
				n++
			}
		}
	}
	places := make([]int, len(entries))
	for i := range entries {
		places[i] = place[sourceOf(entries[i].source)]
	}
	return places
}

// areApart tells that the results of one report can't be one: they are entries of their own, and none is a version of
// another. Most reports are so, and need no comparing.
func areApart(results []*record.Observation) bool {
	for i, o := range results {
		if resultStanding[o.Status] != resultStanding[results[0].Status] {
			return false
		}
		for _, other := range results[:i] {
			if o.Source().Reference == other.Source().Reference {
				return false
			}
		}
	}
	return true
}

// asTheyAre makes a row of each result of a report. The report was made for its row, and so was its list, which holds the
// rows then.
func (r *results) asTheyAre(report *record.Investigation) []*record.Observation {
	rows := report.Results
	r.entries, r.groups = r.entries[:0], r.groups[:0]
	for _, o := range report.Results {
		r.entries = append(r.entries, entry[*record.Observation]{row: o, source: o.Source()})
	}
	for i := range r.entries {
		r.groups = append(r.groups, cluster[*record.Observation]{entries: r.entries[i : i+1 : i+1]})
	}
	r.maker.fill(r.patient, rows, r.entries, r.groups)
	return rows
}

// mark warns of results that the report as it stands does not give.
func mark(rows []*record.Observation, asserting, retracted []*record.Investigation) {
	if asserting[0].Retracted() {
		return // all reports are, and so is the row
	}
	if len(retracted) == 0 && len(latest(asserting)) == len(asserting) {
		return // all reports stand as they are
	}
	stand, now := givenBy(asserting), givenBy(latest(asserting))
	for _, row := range rows {
		switch {
		case anyOf(row.Sources, now):
		case anyOf(row.Sources, stand):
			row.Warnings = append(slices.Clip(row.Warnings), onlyEarlier)
		default:
			row.Warnings = append(slices.Clip(row.Warnings), onlyRetracted)
		}
	}
}

// resultEntries are the results of the reports, each as an entry of its report.
func resultEntries(reports []*record.Investigation) []entry[*record.Observation] {
	n := 0
	for _, report := range reports {
		n += len(report.Results)
	}
	entries := make([]entry[*record.Observation], 0, n)
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b *record.Investigation) int { return compareSources(a.Source(), b.Source()) })
	for _, report := range reports {
		of := string(report.Source().Exchange.ID) + "|" + report.Source().Reference
		for _, o := range inReference(report.Results) {
			entries = append(entries, entry[*record.Observation]{row: o, source: o.Source(), of: of})
		}
	}
	return inSeed(entries)
}

// latest are the versions that no other one supersedes: those of the standing of the one that speaks.
func latest(asserting []*record.Investigation) []*record.Investigation {
	end := 0
	for end < len(asserting) && resultStanding[asserting[end].Status] == resultStanding[asserting[0].Status] {
		end++
	}
	return asserting[:end]
}

func givenBy(reports []*record.Investigation) map[sourceID]bool {
	given := map[sourceID]bool{}
	for _, report := range reports {
		for _, o := range report.Results {
			given[sourceOf(o.Source())] = true
		}
	}
	return given
}

func anyOf(sources []*record.Provenance, of map[sourceID]bool) bool {
	return slices.ContainsFunc(sources, func(s *record.Provenance) bool { return of[sourceOf(s)] })
}
