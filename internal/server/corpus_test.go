package server_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var (
	table  = flag.Bool("table", false, "with -v, print the table of the demo corpus in Markdown and nothing else")
	update = flag.Bool("update", false, "raise the floors of the demo corpus to what is measured now")
)

// corpusPeople are how many people beside the demo people the corpus is drawn from, and apartPairs how many pairs that are
// two things it takes of each kind at most, the hardest first.
const (
	corpusPeople = 240
	apartPairs   = 400
)

// TestS17_DemoCorpus asks for many people of the demo region and compares, pair by pair, which of their entries are one
// row with what the answer key knows: no two things are one row, and no fewer of the tellings of one thing are one
// row than when the floors were written.
func TestS17_DemoCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for the rows of hundreds of people")
	}
	t.Parallel()
	g := startUnhurried(t, corpusPeople)
	var people []*pairPerson
	var all []demoPair
	for i, n := range g.demo.Population()[:10+corpusPeople] {
		key, _ := g.demo.Key(n)
		if n != restrictedNumber {
			people = append(people, &pairPerson{number: n, place: i, key: key})
			all = append(all, people[len(people)-1].pairs()...)
		}
	}
	g.askRows(t, people)
	tallies := map[string]*pairTally{}
	missed := map[string]map[string]int{}
	for _, p := range hardest(all) {
		if tallies[p.kind] == nil {
			tallies[p.kind], missed[p.kind] = &pairTally{}, map[string]int{}
		}
		a, b := p.of.rows[p.one.name()], p.of.rows[p.other.name()]
		if a == nil || b == nil {
			t.Errorf("%s: person %d: an entry of %s and %s is not shown", p.kind, p.of.place, p.one.name(), p.other.name())
			continue
		}
		tallies[p.kind].add(p.same, a.ID == b.ID, a.names(b))
		switch {
		case !p.same && a.ID == b.ID:
			t.Errorf("false merge: %s: person %d: %s (%s) and %s (%s), by %s", p.kind, p.of.place, p.one.name(), p.one.words(), p.other.name(), p.other.words(), a.MergedBy)
		case p.same && a.ID != b.ID:
			missed[p.kind][ground(p, a, b)]++
		}
	}
	checkDemoFloors(t, tallies)
	if testing.Verbose() {
		fmt.Print(demoMarkdown(tallies))
	}
	if testing.Verbose() && !*table {
		for _, kind := range slices.Sorted(maps.Keys(missed)) {
			grounds := missed[kind]
			for _, why := range slices.SortedFunc(maps.Keys(grounds), func(a, b string) int { return grounds[b] - grounds[a] }) {
				t.Logf("%s: not joined: %4d %s", kind, grounds[why], why)
			}
		}
	}
}

// pairTally counts the pairs of a kind.
type pairTally struct{ same, joined, named, apart, merged, wronglyNamed int }

func (c *pairTally) add(same, oneRow, named bool) {
	for _, count := range []struct {
		of   *int
		when bool
	}{
		{&c.same, same}, {&c.joined, same && oneRow}, {&c.named, same && !oneRow && named},
		{&c.apart, !same}, {&c.merged, !same && oneRow}, {&c.wronglyNamed, !same && !oneRow && named},
	} {
		if count.when {
			*count.of++
		}
	}
}

func (c *pairTally) recall() float64 { return portion(c.joined, c.same) }

// told is the share of the pairs that are one thing and that a reader is told of: joined, or naming each other.
func (c *pairTally) told() float64 { return portion(c.joined+c.named, c.same) }

func portion(of, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(of) / float64(all)
}

// demoFloor is the least that a kind may do.
type demoFloor struct {
	Pairs        int     `json:"pairs"`
	Recall       float64 `json:"recall"`
	Told         float64 `json:"told"`
	WronglyNamed int     `json:"wronglyNamed"`
}

// demoFloorsFile lies beside the rest of the corpus.
const demoFloorsFile = "../../stitch/testdata/corpus/floors-demo.json"

// checkDemoFloors compares with the floors, which are rounded down to hundredths; with -update it raises them first.
func checkDemoFloors(t *testing.T, tallies map[string]*pairTally) {
	t.Helper()
	raw, err := os.ReadFile(demoFloorsFile)
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]demoFloor{}
	if err := json.Unmarshal(raw, &floors); err != nil {
		t.Fatal(err)
	}
	if *update {
		raiseDemoFloors(t, floors, tallies)
	}
	for kind := range floors {
		if tallies[kind] == nil {
			t.Errorf("%s: there is a floor and not one pair", kind)
		}
	}
	for kind, c := range tallies {
		f := floors[kind]
		if c.same+c.apart < f.Pairs || c.recall() < f.Recall || c.told() < f.Told || c.wronglyNamed > f.WronglyNamed {
			t.Errorf("%s: %d pairs, recall %.3f, told %.3f, wrongly named %d; the floor is %+v", kind, c.same+c.apart, c.recall(), c.told(), c.wronglyNamed, f)
		}
	}
}

// raiseDemoFloors writes what is measured now where it is better. Only a person lowers a floor.
func raiseDemoFloors(t *testing.T, floors map[string]demoFloor, tallies map[string]*pairTally) {
	t.Helper()
	for kind, c := range tallies {
		f, known := floors[kind]
		f.Pairs = max(f.Pairs, c.same+c.apart)
		f.Recall, f.Told = max(f.Recall, float64(int(100*c.recall()))/100), max(f.Told, float64(int(100*c.told()))/100)
		if !known || c.wronglyNamed < f.WronglyNamed {
			f.WronglyNamed = c.wronglyNamed
		}
		floors[kind] = f
	}
	b, err := json.MarshalIndent(floors, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(demoFloorsFile, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// demoMarkdown is the table of the demo region's pairs as docs/stitching.md shows it.
func demoMarkdown(tallies map[string]*pairTally) string {
	var b strings.Builder
	b.WriteString("| kind | pairs | same | apart | false merges | precision | recall | joined or named | wrongly named |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, kind := range slices.Sorted(maps.Keys(tallies)) {
		c := tallies[kind]
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %.1f %% | %.1f %% | %.1f %% | %d |\n", strings.ToLower(strings.ReplaceAll(kind, "_", " ")), c.same+c.apart, c.same, c.apart,
			c.merged, 100*portion(c.joined, c.joined+c.merged), 100*c.recall(), 100*c.told(), c.wronglyNamed)
	}
	return b.String()
}
