package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// cluster is the entries behind one row, and the rules that joined them.
type cluster[T record.Row] struct {
	entries []entry[T]
	by      string
	// connected names the rule that joined an entry, by its number, to one with which it shares no key.
	connected map[int]string
}

// clusters groups entries that are surely the same. The order of the entries decides the order of the clusters and
// nothing else.
func clusters[T record.Row](t *terms, entries []entry[T], r rules[T]) []cluster[T] {
	for i := range entries {
		entries[i].number = i
	}
	k := newKeyring(t)
	defer k.release()
	meeting := r.meeting(k, entries)
	r.keys(k, entries, meeting)
	sets := r.sets(k, entries, meeting)
	if sets == nil {
		return eachAlone(entries)
	}
	out := make([]cluster[T], 0, len(entries))
	for members := range sets.groups() {
		if len(members) == 1 {
			out = append(out, cluster[T]{entries: entries[members[0]:][:1:1]})
			continue
		}
		group := make([]entry[T], len(members))
		for i, m := range members {
			group[i] = entries[m]
		}
		if r.whole(k, group) {
			out = append(out, cluster[T]{entries: group, by: r.grounds(k, group)})
			continue
		}
		for _, part := range r.split(k, group) {
			out = append(out, cluster[T]{entries: part, by: r.grounds(k, part)})
		}
	}
	return out
}

// eachAlone makes a cluster of each entry.
func eachAlone[T record.Row](entries []entry[T]) []cluster[T] {
	out := make([]cluster[T], len(entries))
	for i := range entries {
		out[i].entries = entries[i : i+1 : i+1]
	}
	return out
}

// sets puts the entries together that share a key; nil where none do.
func (r rules[T]) sets(k *keyring, entries []entry[T], meeting []int) *forest {
	var sets *forest
	for n := range r.same {
		k.places.reset(k.count(n, len(meeting)))
		for place, i := range meeting {
			for _, id := range k.of(n, place) {
				if first, known := k.places.at(id, i); known {
					if sets == nil {
						sets = newForest(len(entries))
					}
					sets.join(i, first.first())
				}
			}
		}
	}
	return sets
}

// meeting gives the numbers of the entries that may be one with another at all, in their order. Most entries of a record
// share their date with none that another exchange holds, so that nothing else of them needs to be compared.
func (r rules[T]) meeting(k *keyring, entries []entry[T]) []int {
	if r.when == nil {
		return k.everyone(len(entries))
	}
	k.places.reset(len(entries))
	for i := range entries {
		e := &entries[i]
		id := momentKey(r.when(e.row))
		k.moments = append(k.moments, id)
		if id.isNone() {
			continue
		}
		if at, known := k.places.at(id, i); known && at.group == 0 && r.mayBeOne(&entries[at.first()], e) {
			at.group = 1
		}
	}
	for i, id := range k.moments {
		if !id.isNone() && k.places.free(id).group > 0 {
			k.meeting = append(k.meeting, i)
		}
	}
	return k.meeting
}

// mayBeOne tells that two entries of one date may be one: they are of two exchanges, or of a kind in which one exchange's
// may be. Of versions, only those of different standing are.
func (r rules[T]) mayBeOne(a, b *entry[T]) bool {
	return r.within || a.of != b.of || r.versions != nil && r.standing(a.row) != r.standing(b.row)
}

// keys makes the keys of some of the entries, by their numbers, under all rules.
func (r rules[T]) keys(k *keyring, entries []entry[T], some []int) {
	k.rules = len(r.same)
	applying := r.applying(k.terms, entries, some)
	for place, i := range some {
		e := &entries[i]
		w := k.rest()
		r.rest(w, e.row)
		e.rest, e.keyed = w.key(), place
		for n := range r.same {
			if applying&(1<<n) != 0 {
				r.same[n].keys(k, e)
			}
			k.close()
		}
	}
}

// applying gives a bit for each rule that can join some of the entries.
func (r rules[T]) applying(t *terms, entries []entry[T], some []int) uint {
	bits := uint(0)
	for n, same := range r.same {
		if same.applies == nil || slices.ContainsFunc(some, func(i int) bool { return same.applies(t, entries[i].row) }) {
			bits |= 1 << n
		}
	}
	return bits
}

// whole tells that a group can be one row: its entries don't contradict each other, and no exchange holds several of them.
func (r rules[T]) whole(k *keyring, group []entry[T]) bool {
	return (r.contradict == nil || !r.contradict(k.terms, group)) && (r.within || !r.repeats(k, group))
}

// split takes apart a group that can't be one row: its entries contradict each other, or one exchange holds several of
// them. What shares every key stays together, each exchange's first with the others' first and so on, so that an
// exchange's two are two.
func (r rules[T]) split(k *keyring, group []entry[T]) [][]entry[T] {
	if r.whole(k, group) {
		return [][]entry[T]{group}
	}
	if r.contradict != nil && r.contradict(k.terms, group) {
		if parts := r.unambiguous(k, group); len(parts) > 1 {
			var all [][]entry[T]
			for _, part := range parts {
				all = append(all, r.split(k, part)...)
			}
			return all
		}
	}
	alike := map[string][]entry[T]{}
	var order []string
	for _, e := range group {
		all := r.allKeys(k, e)
		if alike[all] == nil {
			order = append(order, all)
		}
		alike[all] = append(alike[all], e)
	}
	var parts [][]entry[T]
	for _, all := range order {
		if r.within {
			parts = append(parts, alike[all])
		} else {
			parts = append(parts, dealt(alike[all])...)
		}
	}
	return parts
}

// allKeys writes down everything by which an entry can be joined.
func (r rules[T]) allKeys(k *keyring, e entry[T]) string {
	var b []byte
	for n := range r.same {
		own := k.of(n, e.keyed)
		b = append(b, byte(len(own)))
		for _, id := range own {
			b = id.append(b)
		}
	}
	return string(b)
}

// repeats tells that one exchange holds several of the entries, other than as versions of one.
func (r rules[T]) repeats(k *keyring, group []entry[T]) bool {
	if r.versions == nil {
		return repeatsExchange(group)
	}
	if len(group) <= fewEntries {
		return r.repeatsAmongFew(k, group)
	}
	held := map[string][]T{}
	for _, e := range group {
		for _, other := range held[e.of] {
			if !r.versionsOfOne(k, e.row, other) {
				return true
			}
		}
		held[e.of] = append(held[e.of], e.row)
	}
	return false
}

// fewEntries is how many entries are compared with each other sooner than sorted.
const fewEntries = 8

func (r rules[T]) repeatsAmongFew(k *keyring, group []entry[T]) bool {
	for i := range group {
		for j := range i {
			if group[i].of == group[j].of && !r.versionsOfOne(k, group[i].row, group[j].row) {
				return true
			}
		}
	}
	return false
}

// repeatsExchange tells that one exchange holds several of the entries. A group of more entries than a region has
// exchanges ends the search early.
func repeatsExchange[T record.Row](group []entry[T]) bool {
	for i := range group {
		for j := range i {
			if group[i].of == group[j].of {
				return true
			}
		}
	}
	return false
}

// versionsOfOne tells that of two entries of one exchange one supersedes the other, or retracts it.
func (r rules[T]) versionsOfOne(k *keyring, a, b T) bool {
	if r.versions == nil || r.standing(a) == r.standing(b) {
		return false
	}
	return k.meet(func() { r.versions(k, a) }, func() { r.versions(k, b) })
}

// dealt deals out equal entries so that no part holds two of one exchange.
func dealt[T record.Row](alike []entry[T]) [][]entry[T] {
	var parts [][]entry[T]
	held := map[string]int{}
	for _, e := range alike {
		n := held[e.of]
		held[e.of] = n + 1
		if n == len(parts) {
			parts = append(parts, nil)
		}
		parts[n] = append(parts[n], e)
	}
	return parts
}

// grounds names the rules that hold a part together, in the rules' order, leaving out those that add nothing.
func (r rules[T]) grounds(k *keyring, part []entry[T]) string {
	names, last := "", ""
	r.joins(k, part, func(rule string, _, _ int) {
		switch {
		case names == "":
			names = rule
		case rule != last:
			names += ", " + rule
		}
		last = rule
	})
	return names
}

// joins visits the pairs that hold a part together, by their places in it: rule after rule, those that nothing visited
// before has joined already.
func (r rules[T]) joins(k *keyring, part []entry[T], visit func(rule string, i, j int)) {
	if len(part) < 2 {
		return
	}
	var room [fewEntries]int
	sets := forestIn(room[:0], len(part))
	for n := range r.same {
		k.places.reset(len(part))
		for i := range part {
			for _, id := range k.of(n, part[i].keyed) {
				if first, known := k.places.at(id, i); known && sets.join(i, first.first()) {
					visit(r.same[n].name, i, first.first())
				}
			}
		}
	}
}
