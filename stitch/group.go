package stitch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// rule is one ground on which two entries are surely the same: they share a key. A key holds everything that must be
// equal, so that a rule is transitive by itself. An entry without a key is never joined by the rule.
type rule[T record.Row] struct {
	name string
	keys func(T) []string
}

// rules is what stitching knows of one kind.
type rules[T record.Row] struct {
	kind record.Kind
	// copy gives an entry that may be written to; what hangs on it is still shared.
	copy func(T) T
	// same are the grounds for being one, the strongest first.
	same []rule[T]
	// within lets entries of one exchange be one. Otherwise two ids of one exchange are two, however alike (S14).
	within bool
	// versions gives the keys that later and earlier versions of one entry share. Of entries of one exchange, only
	// versions of different standing can be one. Nil for kinds that have none.
	versions func(T) []string
	// contradict tells that entries which share keys can't all be the same; nil for a kind whose keys say everything.
	contradict func([]entry[T]) bool
	// standing orders the asserting entries of a row before their age does: the lowest speaks for the row. Nil where
	// the newest speaks.
	standing func(T) int
	// fields are what is shown, in the order in which differences are told.
	fields []field[T]
	// unite puts together what no single entry says alone; nil where there is nothing of the kind. asserting are the
	// entries behind the row that still assert it, the one that speaks for it first; when all are retracted, they are
	// all of them. retracted are the others.
	unite func(row T, asserting, retracted []T)
}

// cluster is the entries behind one row, and the rules that joined them.
type cluster[T record.Row] struct {
	entries []entry[T]
	by      string
}

// clusters groups entries that are surely the same. The order of the entries decides the order of the clusters and
// nothing else.
func clusters[T record.Row](entries []entry[T], r rules[T]) []cluster[T] {
	sets := newForest(len(entries))
	for i := range entries {
		entries[i].keys = make([][]string, len(r.same))
	}
	for n, same := range r.same {
		first := make(map[string]int, len(entries))
		for i, e := range entries {
			e.keys[n] = same.keys(e.row)
			for _, k := range e.keys[n] {
				if j, ok := first[k]; ok {
					sets.join(i, j)
				} else {
					first[k] = i
				}
			}
		}
	}
	var out []cluster[T]
	for _, members := range sets.groups() {
		group := make([]entry[T], len(members))
		for i, m := range members {
			group[i] = entries[m]
		}
		for _, part := range r.split(group) {
			out = append(out, cluster[T]{entries: part, by: r.grounds(part)})
		}
	}
	return out
}

// split takes apart a group that can't be one row: its entries contradict each other, or one exchange holds several of
// them. What shares every key stays together, each exchange's first with the others' first and so on, so that an
// exchange's two are two.
func (r rules[T]) split(group []entry[T]) [][]entry[T] {
	if len(group) == 1 {
		return [][]entry[T]{group}
	}
	if (r.within || !r.repeats(group)) && (r.contradict == nil || !r.contradict(group)) {
		return [][]entry[T]{group}
	}
	alike := map[string][]entry[T]{}
	var order []string
	for _, e := range group {
		k := allKeys(e)
		if alike[k] == nil {
			order = append(order, k)
		}
		alike[k] = append(alike[k], e)
	}
	var parts [][]entry[T]
	for _, k := range order {
		if r.within {
			parts = append(parts, alike[k])
		} else {
			parts = append(parts, dealt(alike[k])...)
		}
	}
	return parts
}

// allKeys writes down everything by which an entry can be joined.
func allKeys[T record.Row](e entry[T]) string {
	all := make([]string, len(e.keys))
	for i, keys := range e.keys {
		all[i] = strings.Join(keys, "\x00")
	}
	return strings.Join(all, "\x01")
}

// repeats tells that one exchange holds several of the entries, other than as versions of one.
func (r rules[T]) repeats(group []entry[T]) bool {
	held := map[string][]T{}
	for _, e := range group {
		for _, other := range held[e.of] {
			if !r.versionsOfOne(e.row, other) {
				return true
			}
		}
		held[e.of] = append(held[e.of], e.row)
	}
	return false
}

// versionsOfOne tells that of two entries of one exchange one supersedes the other, or retracts it.
func (r rules[T]) versionsOfOne(a, b T) bool {
	if r.versions == nil || r.standing(a) == r.standing(b) {
		return false
	}
	of := r.versions(b)
	return slices.ContainsFunc(r.versions(a), func(k string) bool { return slices.Contains(of, k) })
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
func (r rules[T]) grounds(part []entry[T]) string {
	if len(part) < 2 {
		return ""
	}
	names := ""
	sets := newForest(len(part))
	for n, same := range r.same {
		first, joined := map[string]int{}, false
		for i, e := range part {
			for _, k := range e.keys[n] {
				if j, ok := first[k]; !ok {
					first[k] = i
				} else if sets.join(i, j) {
					joined = true
				}
			}
		}
		switch {
		case joined && names == "":
			names = same.name
		case joined:
			names += ", " + same.name
		}
	}
	return names
}

// forest is a union-find over the numbers below its size.
type forest struct{ parent []int }

func newForest(n int) *forest {
	f := &forest{parent: make([]int, n)}
	for i := range f.parent {
		f.parent[i] = i
	}
	return f
}

func (f *forest) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// join puts the sets of i and j together, under the smaller root, and tells whether they were two.
func (f *forest) join(i, j int) bool {
	a, b := f.root(i), f.root(j)
	f.parent[max(a, b)] = min(a, b)
	return a != b
}

// groups gives the sets, each in ascending order, by their smallest member.
func (f *forest) groups() [][]int {
	members := make(map[int][]int, len(f.parent))
	for i := range f.parent {
		root := f.root(i)
		members[root] = append(members[root], i)
	}
	out := make([][]int, 0, len(members))
	for _, m := range members {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}
