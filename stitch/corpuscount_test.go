package stitch

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// tally is what became of the pairs of one kind: by label, then by verdict.
type tally map[string]map[string]int

func (c *tally) add(label, verdict string) {
	if *c == nil {
		*c = tally{}
	}
	if (*c)[label] == nil {
		(*c)[label] = map[string]int{}
	}
	(*c)[label][verdict]++
}

func (c tally) labelled(label string) int {
	n := 0
	for _, of := range c[label] {
		n += of
	}
	return n
}

// falseMerges are the pairs that became one row and should not have.
func (c tally) falseMerges() int { return c[labelLikely][labelSame] + c[labelApart][labelSame] }

// precision is the share of the joined pairs that should be one, recall the share of those that should be one that are.
func (c tally) precision() float64 {
	return share(c[labelSame][labelSame], c[labelSame][labelSame]+c.falseMerges())
}
func (c tally) recall() float64 { return share(c[labelSame][labelSame], c.labelled(labelSame)) }

// named is the share of the likely pairs that name each other.
func (c tally) named() float64 { return share(c[labelLikely][labelLikely], c.labelled(labelLikely)) }

func share(of, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(of) / float64(all)
}

// floor is the least that a kind may do: recall of sure joins, share of the likely pairs that name each other, and the
// most pairs that may name each other and have nothing to do with each other.
type floor struct {
	Recall       float64 `json:"recall"`
	Named        float64 `json:"named"`
	WronglyNamed int     `json:"wronglyNamed"`
}

const floorsFile = "testdata/corpus/floors.json"

func readFloors(t *testing.T) map[string]floor {
	t.Helper()
	floors := map[string]floor{}
	raw, err := os.ReadFile(floorsFile)
	if err != nil {
		t.Fatal(err)
	}
	strictly(t, raw, &floors)
	return floors
}

// check compares with the floor. Floors are written in hundredths, rounded down.
func (c tally) check(t *testing.T, kind string, f floor) {
	t.Helper()
	if c.recall() < f.Recall || c.named() < f.Named || c[labelApart][labelLikely] > f.WronglyNamed {
		t.Errorf("%s: recall %.3f, named %.3f, wrongly named %d; the floor is %v", kind, c.recall(), c.named(), c[labelApart][labelLikely], f)
	}
}

// raiseFloors writes what is measured now where it is better than the floors. Only a person lowers a floor.
func raiseFloors(t *testing.T, floors map[string]floor, counts map[string]*tally) {
	t.Helper()
	for kind, c := range counts {
		f, known := floors[kind]
		f.Recall, f.Named = max(f.Recall, hundredths(c.recall())), max(f.Named, hundredths(c.named()))
		if n := (*c)[labelApart][labelLikely]; !known || n < f.WronglyNamed {
			f.WronglyNamed = n
		}
		floors[kind] = f
	}
	b, err := json.MarshalIndent(floors, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(floorsFile, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func hundredths(f float64) float64 { return float64(int(f*100)) / 100 }

// markdown is the table of all kinds as docs/stitching.md shows it.
func markdown(counts map[string]*tally) string {
	var b strings.Builder
	b.WriteString("| kind | pairs | same | likely | apart | false merges | precision | recall | likely named | wrongly named |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, k := range corpusKinds {
		c := *counts[k.name]
		same, likely, apart := c.labelled(labelSame), c.labelled(labelLikely), c.labelled(labelApart)
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %.1f %% | %.1f %% | %.1f %% | %d |\n", k.name, same+likely+apart, same, likely, apart,
			c.falseMerges(), 100*c.precision(), 100*c.recall(), 100*c.named(), c[labelApart][labelLikely])
	}
	return b.String()
}
