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
	r.same = append(slices.Clip(r.same),
		rule[*record.Observation]{name: "same-result-of-one-report", keys: func(k *keyring, e *entry[*record.Observation]) {
			k.translations(e.row.Code, effectiveKey(e.row.Effective, e.row.EffectivePeriod))
		}},
		rule[*record.Observation]{name: "same-undated-result-of-one-report", keys: func(k *keyring, e *entry[*record.Observation]) {
			if e.rest == "" {
				says := all("undated", resultKey(e.row))
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

// resultsOf gives the results of the reports behind one row, stitched like observations, in the order of the report that
// speaks for the row and then of the others. What only a retracted report says, or only a version that another one
// supersedes, is marked as such.
func resultsOf(p *Patient, asserting, retracted []*record.Investigation) []*record.Observation {
	reports := slices.Concat(asserting, retracted)
	place := map[sourceID]int{}
	for _, report := range reports {
		for _, o := range report.Results {
			if name := sourceOf(o.Source()); place[name] == 0 {
				place[name] = len(place) + 1
			}
		}
	}
	rows := stitched(p, resultEntries(reports), resultRules)
	first := make(map[*record.Observation]int, len(rows))
	for _, row := range rows {
		first[row] = len(place) + 1
		for _, s := range row.Sources {
			first[row] = min(first[row], place[sourceOf(s)])
		}
	}
	if len(reports) > 1 {
		mark(rows, asserting)
	}
	slices.SortStableFunc(rows, func(a, b *record.Observation) int { return cmp.Compare(first[a], first[b]) })
	return rows
}

// mark warns of results that the report as it stands does not give.
func mark(rows []*record.Observation, asserting []*record.Investigation) {
	if asserting[0].Retracted() {
		return // all reports are, and so is the row
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
	var entries []entry[*record.Observation]
	for _, report := range reports {
		of := string(report.Source().Exchange.ID) + "|" + report.Source().Reference
		for _, o := range report.Results {
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
