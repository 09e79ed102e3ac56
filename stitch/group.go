package stitch

import (
	"encoding/binary"
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
	k := r.keys(t, entries)
	sets := newForest(len(entries))
	first := make(map[key]int, len(entries))
	for n := range r.same {
		if k.none(n) {
			continue
		}
		clear(first)
		for i := range entries {
			for _, id := range k.of(n, i) {
				if j, ok := first[id]; ok {
					sets.join(i, j)
				} else {
					first[id] = i
				}
			}
		}
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
		for _, part := range r.split(k, group) {
			out = append(out, cluster[T]{entries: part, by: r.grounds(k, part)})
		}
	}
	return out
}

// keys makes the keys of all entries under all rules, and numbers the entries.
func (r rules[T]) keys(t *terms, entries []entry[T]) *keyring {
	for i := range entries {
		entries[i].number = i
		if r.rest != nil {
			entries[i].rest = r.rest(entries[i].row)
		}
	}
	k := &keyring{terms: t}
	k.reserve(len(entries), len(r.same))
	for _, same := range r.same {
		applies := same.applies == nil || same.applies(t, entries)
		for i := range entries {
			if applies {
				same.keys(k, &entries[i])
			}
			k.close()
		}
	}
	return k
}

// split takes apart a group that can't be one row: its entries contradict each other, or one exchange holds several of
// them. What shares every key stays together, each exchange's first with the others' first and so on, so that an
// exchange's two are two.
func (r rules[T]) split(k *keyring, group []entry[T]) [][]entry[T] {
	contradicts := r.contradict != nil && r.contradict(k.terms, group)
	if !contradicts && (r.within || !r.repeats(k, group)) {
		return [][]entry[T]{group}
	}
	if contradicts {
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
		own := k.of(n, e.number)
		b = append(b, byte(len(own)))
		for _, id := range own {
			b = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, id[0]), id[1])
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
	for i, e := range group {
		for _, other := range group[:i] {
			if e.of == other.of && !r.versionsOfOne(k, e.row, other.row) {
				return true
			}
		}
	}
	return false
}

// repeatsExchange tells that one exchange holds several of the entries. A group of more entries than a region has
// exchanges ends the search early.
func repeatsExchange[T record.Row](group []entry[T]) bool {
	for i, e := range group {
		for _, other := range group[:i] {
			if e.of == other.of {
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
	of := func(row T) []key {
		own := &keyring{terms: k.terms}
		r.versions(own, row)
		return own.keys
	}
	others := of(b)
	return slices.ContainsFunc(of(a), func(id key) bool { return slices.Contains(others, id) })
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
	sets := newForest(len(part))
	for n, same := range r.same {
		first := map[key]int{}
		for i, e := range part {
			for _, id := range k.of(n, e.number) {
				if j, ok := first[id]; !ok {
					first[id] = i
				} else if sets.join(i, j) {
					visit(same.name, i, j)
				}
			}
		}
	}
}
