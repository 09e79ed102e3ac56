package server_test

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/demo"
)

// pairPerson is a person whom pairs are drawn from.
type pairPerson struct {
	number string
	place  int // in the population
	key    demo.Key
	rows   map[string]*pairRow // by "exchange reference"
}

// pairEntry is one source entry of a person, and the fact that it tells.
type pairEntry struct {
	fact          *demo.Fact
	exchange, ref string
	result        int // of a result: its place in its report, from 1
}

func (e pairEntry) name() string     { return e.exchange + " " + e.ref }
func (e pairEntry) resource() string { r, _, _ := strings.Cut(e.ref, "/"); return r }
func (e pairEntry) words() string    { return e.fact.What + " " + e.fact.When }

// demoPair is two source entries of one person, and whether they tell one thing.
type demoPair struct {
	of         *pairPerson
	kind       string
	one, other pairEntry
	same       bool
	hard       int
	lot        uint64
}

// resultsInReports is the kind under which results inside reports are compared: they are rows of their own within one.
const resultsInReports = "RESULTS_IN_REPORTS"

// entries are a person's source entries by kind. A result that its report's fact holds is compared with other results.
func (p *pairPerson) entries() map[string][]pairEntry {
	by := map[string][]pairEntry{}
	for i := range p.key.Facts {
		f := &p.key.Facts[i]
		if f.Status == "another person" {
			continue
		}
		for _, exchange := range slices.Sorted(maps.Keys(f.Held)) {
			refs := f.Held[exchange]
			reported := slices.ContainsFunc(refs, func(r string) bool { return strings.HasPrefix(r, "DiagnosticReport/") })
			results := 0
			for _, ref := range refs {
				e, kind := pairEntry{fact: f, exchange: exchange, ref: ref}, f.Kind
				switch {
				case reported && strings.HasPrefix(ref, "Observation/"):
					results++
					e.result, kind = results, resultsInReports
				case strings.HasPrefix(ref, "DiagnosticReport/"):
					results = 0 // a report comes after its results
				}
				by[kind] = append(by[kind], e)
			}
		}
	}
	return by
}

// pairs are all pairs of entries of one kind.
func (p *pairPerson) pairs() []demoPair {
	var out []demoPair
	by := p.entries()
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		for i, one := range by[kind] {
			for _, other := range by[kind][i+1:] {
				d := demoPair{of: p, kind: kind, one: one, other: other, same: tellOneThing(kind, one, other)}
				d.hard, d.lot = d.hardness(), d.drawn()
				out = append(out, d)
			}
		}
	}
	return out
}

// acts are resources each of which tells of an act of its own: what is dispensed twice is dispensed twice.
var acts = []string{"MedicationDispense", "MedicationAdministration"}

// twoIDs are the kinds of which two resources of a type in one exchange are two, however alike (S14).
var twoIDs = []string{"MEDICATIONS", "INVESTIGATIONS", resultsInReports, "OBSERVATIONS", "ENCOUNTERS", "DOCUMENTS", "REFERRALS"}

// tellOneThing tells by the key whether two entries should be one. A denial is one however many sources make it: the key
// has a fact for each.
func tellOneThing(kind string, a, b pairEntry) bool {
	switch {
	case a.fact.Status == "denial" && b.fact.Status == "denial":
		return a.fact.What == b.fact.What
	case slices.Contains(acts, a.resource()), slices.Contains(acts, b.resource()):
		return false
	case a.exchange == b.exchange && a.resource() == b.resource() && slices.Contains(twoIDs, kind):
		return false
	}
	return a.fact == b.fact && a.result == b.result
}

// perPerson is how many pairs of a kind that are two things one person gives at most, so that a long record does not
// push everybody else out.
const perPerson = 12

// hardest keeps every pair that is one thing, and of the others the ones that are hardest to tell apart.
func hardest(all []demoPair) []demoPair {
	slices.SortStableFunc(all, func(a, b demoPair) int {
		return cmp.Or(cmp.Compare(b.hard, a.hard), cmp.Compare(a.lot, b.lot))
	})
	var out []demoPair
	taken, from := map[string]int{}, map[string]int{}
	for _, p := range all {
		mine := p.kind + " " + p.of.number
		if p.same {
			out = append(out, p)
		} else if taken[p.kind] < apartPairs && from[mine] < perPerson {
			taken[p.kind]++
			from[mine]++
			out = append(out, p)
		}
	}
	return out
}

// hardness is how alike two things are: the same words, or words that have much in common (two strengths), dates that
// begin alike, and two exchanges, because what one exchange holds twice is two for most kinds.
func (p demoPair) hardness() int {
	a, b := p.one.fact, p.other.fact
	score := 6 * len(common(strings.Fields(a.What), strings.Fields(b.What))) / max(len(strings.Fields(a.What)), len(strings.Fields(b.What)))
	if a.What == b.What {
		score += 4
	}
	if a.When == b.When {
		score += 4
	} else if len(a.When) > 3 && strings.HasPrefix(b.When, a.When[:4]) {
		score++
	}
	if p.one.exchange != p.other.exchange {
		score += 4
	}
	return score
}

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(w string) bool { return !slices.Contains(b, w) })
}

// drawn is the lot that decides between pairs that are as hard as each other, always alike.
func (p demoPair) drawn() uint64 {
	h := fnv.New64a()
	for _, part := range []string{p.of.number, p.kind, p.one.name(), p.other.name()} {
		_, _ = h.Write([]byte(part + "\x00"))
	}
	return h.Sum64()
}
