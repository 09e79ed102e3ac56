package stitch

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/london-care-record/gateway/record"
)

// entry is one source entry on its way into a row. Source entries are shared and never written to.
type entry[T record.Row] struct {
	row    T
	source *record.Provenance
	// part tells apart the entries that one source entry makes: each condition of a family member history is one.
	part int
	// of is the whole of which one exchange may hold several without their being one: the exchange itself, or the report
	// for results that are stitched within it.
	of string
	// number is the entry's place among all that are grouped together. rest is the key of what its rules say of it beside its
	// name, and keyed its place among the entries that have keys.
	number, keyed int
	rest          key
	// answer is the outcome of its exchange; nil for results that are stitched within their report.
	answer *record.Outcome
}

// collect takes the entries of one kind, given for each answer, in an order of their own: by exchange, then by
// reference. The same entry told twice by one exchange, as overlapping searches and pages do, counts once.
func collect[T record.Row](answers []record.Answer, of func(i int) []T) []entry[T] {
	n := 0
	for i := range answers {
		n += len(of(i))
	}
	all := make([]entry[T], 0, n)
	inOrder := true
	for i := range answers {
		a := &answers[i]
		for _, row := range inReference(of(i)) {
			all = append(all, entry[T]{row: row, source: row.Base().Source(), of: string(a.Exchange.ID), answer: &a.Outcome})
		}
		inOrder = inOrder && (i == 0 || compareExchanges(answers[i-1].Exchange, a.Exchange) < 0)
	}
	if !inOrder {
		return inSeed(all)
	}
	return named(all)
}

// inReference gives the entries of one exchange in the order of their references, without writing to the list.
func inReference[T record.Row](rows []T) []T {
	compare := func(a, b T) int { return cmp.Compare(a.Base().Source().Reference, b.Base().Source().Reference) }
	for i := 1; i < len(rows); i++ {
		if compare(rows[i-1], rows[i]) >= 0 {
			rows = slices.Clone(rows)
			slices.SortStableFunc(rows, func(a, b T) int {
				if c := compare(a, b); c != 0 {
					return c
				}
				return cmp.Compare(content(a), content(b))
			})
			return rows
		}
	}
	return rows
}

// sourceID names a source entry among all.
type sourceID struct {
	exchange  record.ExchangeID
	reference string
}

func sourceOf(s *record.Provenance) sourceID { return sourceID{s.Exchange.ID, s.Reference} }

// appendSeed names an entry among all entries of its kind, for ids and for an order that no exchange's speed decides:
// exchange|reference, and its part of the source entry where it is not the first.
func (e *entry[T]) appendSeed(to []byte) []byte {
	to = append(append(append(to, e.source.Exchange.ID...), '|'), e.source.Reference...)
	if e.part > 0 {
		to = strconv.AppendInt(append(to, '#'), int64(e.part), 10)
	}
	return to
}

// compareSeeds orders entries by what names them.
func compareSeeds[T record.Row](a, b *entry[T]) int {
	return cmp.Or(cmp.Compare(a.source.Exchange.ID, b.source.Exchange.ID), cmp.Compare(a.source.Reference, b.source.Reference),
		cmp.Compare(a.part, b.part))
}

// inSeed sorts the entries and names them.
func inSeed[T record.Row](all []entry[T]) []entry[T] {
	sorted := true
	for i := 1; i < len(all) && sorted; i++ {
		sorted = compareSources(all[i-1].source, all[i].source) < 0
	}
	if sorted {
		return all
	}
	slices.SortStableFunc(all, func(a, b entry[T]) int {
		if c := compareSources(a.source, b.source); c != 0 {
			return c
		}
		return cmp.Compare(content(a.row), content(b.row))
	})
	return named(all)
}

// compareSources orders by the region's order of exchanges, then by the source's own reference.
func compareSources(a, b *record.Provenance) int {
	if a.Exchange != b.Exchange {
		if c := compareExchanges(a.Exchange, b.Exchange); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Reference, b.Reference)
}

// content writes an entry out, to order the rare entries that share a reference.
func content(row any) string {
	b, err := json.Marshal(row)
	if err != nil { // facts hold nothing that JSON can't write
		return ""
	}
	return string(b)
}

// named drops what was told twice and numbers the parts of each source entry. One resource can make several entries
// (each condition of a family member history), so that an equal reference alone is no repetition.
func named[T record.Row](sorted []entry[T]) []entry[T] {
	twice := func(i int) bool { return compareSources(sorted[i].source, sorted[i+1].source) == 0 }
	first := 0
	for first+1 < len(sorted) && !twice(first) {
		first++
	}
	if first+1 >= len(sorted) { // nothing is told twice
		return sorted
	}
	kept := sorted[:0]
	for start := 0; start < len(sorted); {
		end := start + 1
		for end < len(sorted) && compareSources(sorted[start].source, sorted[end].source) == 0 {
			end++
		}
		same := sorted[start:end]
		start = end
		if len(same) > 1 {
			same = distinct(newestVersion(same))
		}
		for i, e := range same {
			e.part = i
			kept = append(kept, e)
		}
	}
	return kept
}

// newestVersion keeps the entries of a resource's latest version: a resource that changed while its exchange was read
// page by page is told in both versions.
func newestVersion[T record.Row](same []entry[T]) []entry[T] {
	var latest time.Time
	for _, e := range same {
		if e.source.LastUpdated.After(latest) {
			latest = e.source.LastUpdated
		}
	}
	return slices.DeleteFunc(slices.Clone(same), func(e entry[T]) bool { return e.source.LastUpdated.Before(latest) })
}

// distinct drops entries equal to the one before them.
func distinct[T record.Row](same []entry[T]) []entry[T] {
	return slices.CompactFunc(same, func(a, b entry[T]) bool { return reflect.DeepEqual(a.row, b.row) })
}
