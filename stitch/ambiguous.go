package stitch

// unambiguous groups entries again by those keys alone whose holders do not contradict each other: words that stand for
// two codes name neither of them surely, and bring nothing together. Entries that share every key stay together all the
// same.
func (r rules[T]) unambiguous(k *keyring, group []entry[T]) [][]entry[T] {
	holders := map[key][]int{}
	var order []key
	same := map[string]int{}
	sets := newForest(len(group))
	for i, e := range group {
		all := r.allKeys(k, e)
		if first, ok := same[all]; ok {
			sets.join(first, i)
		} else {
			same[all] = i
		}
		for n := range r.same {
			for _, id := range k.of(n, e.keyed) {
				if holders[id] == nil {
					order = append(order, id)
				}
				holders[id] = append(holders[id], i)
			}
		}
	}
	for _, id := range order {
		held := make([]entry[T], len(holders[id]))
		for n, i := range holders[id] {
			held[n] = group[i]
		}
		if len(held) > 1 && !r.contradict(k.terms, held) {
			for _, i := range holders[id][1:] {
				sets.join(holders[id][0], i)
			}
		}
	}
	var parts [][]entry[T]
	for members := range sets.groups() {
		part := make([]entry[T], len(members))
		for n, m := range members {
			part[n] = group[m]
		}
		parts = append(parts, part)
	}
	return parts
}
