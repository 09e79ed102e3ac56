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
	// asBefore is set where the keys are those of the ground before.
	asBefore bool
	// near are cheaper keys, of which two rows that share one of the others share one: dates, mostly. Nil where there are none.
	near func(k *keyring, row T)
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
	if ofOneExchange(rows) {
		return
	}
	k := newKeyring(t)
	defer k.release()
	var groups [][]T
	grouped := false
	for _, ground := range grounds {
		grouped = grouped && ground.asBefore
		if ground.applies != nil && !ground.applies(rows) {
			continue
		}
		if !grouped {
			groups, grouped = alike(k, rows, ground), true
		}
		for _, group := range groups {
			ground.relate(t, group)
		}
	}
}

// ofOneExchange tells that all rows are of one exchange alone.
func ofOneExchange[T record.Row](rows []T) bool {
	for _, row := range rows {
		if sources := row.Base().Sources; len(sources) > 1 || sources[0].Exchange != rows[0].Base().Source().Exchange {
			return false
		}
	}
	return true
}

// relate lets those of a group of rows that share a key name each other which the ground holds for.
func (l likelihood[T]) relate(t *terms, group []T) {
	for i, a := range group {
		for _, b := range group[i+1:] {
			if l.pairs(t, a, b) && !(l.one && l.unclear(t, a, b, group)) {
				x, y := a.Base(), b.Base()
				x.Related, y.Related = related(x.Related, y.ID, l.reason), related(y.Related, x.ID, l.reason)
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

// usualNames is how many keys most rows have under a ground: a code's and that of the words.
const usualNames = 2

// alike gives the rows that share a key, in the rows' own order. Most keys are one row's alone, so that a group is made
// only of the second.
func alike[T record.Row](k *keyring, rows []T, ground likelihood[T]) [][]T {
	near := nearby(k, rows, ground)
	k.places.reset(usualNames * len(near))
	var groups [][]T
	for _, n := range near {
		row := rows[n]
		k.keys = k.keys[:0]
		ground.keys(k, row)
		for _, id := range k.keys {
			switch at, known := k.places.at(id, n); {
			case !known || at.first() == n:
			case at.group == 0:
				groups = append(groups, []T{rows[at.first()], row})
				at.group = int32(len(groups)) //nolint:gosec // there are not two thousand million entries
			default:
				if g := groups[at.group-1]; any(g[len(g)-1]) != any(row) {
					groups[at.group-1] = append(g, row)
				}
			}
		}
	}
	return slices.DeleteFunc(groups, func(g []T) bool { return len(g) > mostAlike })
}

// nearby gives the numbers of the rows that share a near key with one of another exchange, in their order. All others share
// no key with a row that they could be one with.
func nearby[T record.Row](k *keyring, rows []T, ground likelihood[T]) []int {
	k.meeting, k.keys, k.ends = k.meeting[:0], k.keys[:0], k.ends[:0]
	if ground.near == nil {
		return k.everyone(len(rows))
	}
	k.places.reset(len(rows))
	for n, row := range rows {
		from := len(k.keys)
		ground.near(k, row)
		k.close()
		for _, id := range k.keys[from:] {
			if at, known := k.places.at(id, n); known && at.group == 0 && !ofOneExchange([]T{rows[at.first()], row}) {
				at.group = 1
			}
		}
	}
	from := 0
	for n := range rows {
		if slices.ContainsFunc(k.keys[from:k.ends[n]], func(id key) bool { return k.places.free(id).group > 0 }) {
			k.meeting = append(k.meeting, n)
		}
		from = k.ends[n]
	}
	return k.meeting
}

// shareExchange tells that one exchange stands behind both rows.
func shareExchange[T record.Row](a, b T) bool {
	others := b.Base().Sources
	for _, s := range a.Base().Sources {
		for _, o := range others {
			if s.Exchange == o.Exchange {
				return true
			}
		}
	}
	return false
}
