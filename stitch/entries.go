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
	// seed names the entry among all entries of its kind, for ids and for an order that no exchange's speed decides.
	seed string
	// of is the whole of which one exchange may hold several without their being one: the exchange itself, or the report
	// for results that are stitched within it.
	of string
	// keys are those of each rule, once they are known.
	keys [][]string
	// fetched is when its exchange was read, for dates that lie in the future.
	fetched time.Time
}

// collect takes the entries of one kind, given for each answer, in an order of their own: by exchange, then by
// reference. The same entry told twice by one exchange, as overlapping searches and pages do, counts once.
func collect[T record.Row](answers []record.Answer, of func(i int) []T) []entry[T] {
	var all []entry[T]
	for i, a := range answers {
		for _, row := range of(i) {
			all = append(all, entry[T]{row: row, source: row.Base().Source(), of: string(a.Exchange.ID), fetched: a.Outcome.FetchedAt})
		}
	}
	return inSeed(all)
}

// inSeed sorts the entries and names them.
func inSeed[T record.Row](all []entry[T]) []entry[T] {
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

// named drops what was told twice and gives every entry that stays its seed. One resource can make several entries
// (each condition of a family member history), so that an equal reference alone is no repetition.
func named[T record.Row](sorted []entry[T]) []entry[T] {
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
			e.seed = sourceName(e.source)
			if i > 0 {
				e.seed += "#" + strconv.Itoa(i)
			}
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
