package stitch

import "iter"

// forest is a union-find over the numbers below its size.
type forest struct{ parent []int }

func newForest(n int) *forest {
	f := forestIn(make([]int, 0, n), n)
	return &f
}

// forestIn is a forest in some room that is there already, if it is large enough.
func forestIn(room []int, n int) forest {
	for i := range n {
		room = append(room, i)
	}
	return forest{room}
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

// groups gives the sets, each in ascending order, by their smallest member, which is their root. The slices may not be
// written to.
func (f *forest) groups() iter.Seq[[]int] {
	ends := make([]int, len(f.parent)+1) // of the set of each root, counted up to where it ends
	for i := range f.parent {
		ends[f.root(i)+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	members := make([]int, len(f.parent))
	next := append([]int(nil), ends[:len(f.parent)]...)
	for i := range f.parent {
		root := f.root(i)
		members[next[root]] = i
		next[root]++
	}
	return func(yield func([]int) bool) {
		for i := range f.parent {
			if from, to := ends[i], ends[i+1]; from < to && !yield(members[from:to]) {
				return
			}
		}
	}
}
