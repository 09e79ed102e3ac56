package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// likelihood is one ground on which two rows are likely one, though no rule is sure of it (S17): they share a key, and
// nothing that both say keeps them apart. Such rows name each other and are never joined.
type likelihood[T record.Row] struct {
	// reason is a sentence for a clinician: why the two are likely one.
	reason string
	// keys are what the rows must share; rows without any are left alone.
	keys func(k *keyring, row T)
	// applies tells whether the ground can relate any of the rows at all; nil where it always may.
	applies func(rows []T) bool
	// fits tells that what the two rows say goes together. It does not depend on their order.
	fits func(t *terms, a, b T) bool
	// one is set where only one of several can be meant: a row that fits two which do not fit each other names neither.
	one bool
}

// mostAlike is how many rows that share a key name each other; of more, which is likely which can't be told.
const mostAlike = 12

// relate lets rows that are likely one name each other, by the first ground that holds. Two rows that stand for entries of
// one exchange are two, however alike. rows are those that are shown, so that nobody is led to an entry that is not there.
func relate[T record.Row](t *terms, rows []T, grounds []likelihood[T]) {
	for _, ground := range grounds {
		if ground.applies != nil && !ground.applies(rows) {
			continue
		}
		for _, group := range alike(t, rows, ground) {
			for i, a := range group {
				for _, b := range group[i+1:] {
					if ground.pairs(t, a, b) && !(ground.one && ground.unclear(t, a, b, group)) {
						x, y := a.Base(), b.Base()
						x.Related, y.Related = related(x.Related, y.ID, ground.reason), related(y.Related, x.ID, ground.reason)
					}
				}
			}
		}
	}
}

// pairs tells that two rows are likely one as far as they themselves go.
func (l likelihood[T]) pairs(t *terms, a, b T) bool { return !shareExchange(a, b) && l.fits(t, a, b) }

// unclear tells that one of two rows fits another one of the group too, which does not fit both.
func (l likelihood[T]) unclear(t *terms, a, b T, group []T) bool {
	return slices.ContainsFunc(group, func(c T) bool {
		return any(c) != any(a) && any(c) != any(b) && l.pairs(t, a, c) != l.pairs(t, b, c)
	})
}

// alike gives the rows that share a key, in the rows' own order. Most keys are one row's alone, so that a group is made
// only of the second.
func alike[T record.Row](t *terms, rows []T, ground likelihood[T]) [][]T {
	k := &keyring{terms: t}
	first := make(map[key]int, len(rows))
	at := map[key]int{}
	var groups [][]T
	for n, row := range rows {
		k.keys = k.keys[:0]
		ground.keys(k, row)
		for _, id := range k.keys {
			one, known := first[id]
			if !known {
				first[id] = n
				continue
			}
			i, grouped := at[id]
			switch {
			case grouped && any(groups[i][len(groups[i])-1]) != any(row):
				groups[i] = append(groups[i], row)
			case !grouped && one != n:
				at[id], groups = len(groups), append(groups, []T{rows[one], row})
			}
		}
	}
	return slices.DeleteFunc(groups, func(g []T) bool { return len(g) > mostAlike })
}

// shareExchange tells that one exchange stands behind both rows.
func shareExchange[T record.Row](a, b T) bool {
	return slices.ContainsFunc(a.Base().Sources, func(s *record.Provenance) bool {
		return slices.ContainsFunc(b.Base().Sources, func(o *record.Provenance) bool { return s.Exchange == o.Exchange })
	})
}
