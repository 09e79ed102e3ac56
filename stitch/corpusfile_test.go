package stitch

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// corpusFile is the corpus of one kind: pairs written one by one, and variations, which tell every thing of a list in
// every one of some ways.
type corpusFile struct {
	About      string       `json:"about"`
	Pairs      []corpusPair `json:"pairs"`
	Variations struct {
		Of    []map[string]json.RawMessage `json:"of"`
		Pairs []corpusPair                 `json:"pairs"`
	} `json:"variations"`
}

// readCorpus reads the pairs of a kind, and fails on those that a reader could not judge.
func readCorpus(t *testing.T, k corpusKind) []corpusPair {
	t.Helper()
	file := "testdata/corpus/" + k.name + ".yaml"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	j, err := yaml.YAMLToJSON(raw)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var f corpusFile
	strictly(t, j, &f)
	pairs := f.Pairs
	for _, thing := range f.Variations.Of {
		var name string
		decode(t, thing["text"], &name)
		for _, p := range f.Variations.Pairs {
			p.Name = name + ": " + p.Name
			p.One, p.Other = told(p.One, thing), told(p.Other, thing)
			pairs = append(pairs, p)
		}
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		switch {
		case p.Name == "", p.Reason == "", p.One == nil, p.Other == nil:
			t.Errorf("%s: a pair lacks its name, its reason or an entry: %q", file, p.Name)
		case !slices.Contains([]string{labelSame, labelLikely, labelApart}, p.Label):
			t.Errorf("%s: %s: there is no label %q", file, p.Name, p.Label)
		case seen[p.Name]:
			t.Errorf("%s: there are two pairs called %q", file, p.Name)
		}
		seen[p.Name] = true
	}
	return pairs
}

// told is a thing of a list in one of the ways to tell it. "without" names the parts that this way leaves out.
func told(way, thing map[string]json.RawMessage) map[string]json.RawMessage {
	entry := maps.Clone(thing)
	maps.Copy(entry, way)
	var without []string
	if raw := way["without"]; raw != nil {
		if err := json.Unmarshal(raw, &without); err != nil {
			without = []string{string(raw)}
		}
	}
	maps.DeleteFunc(entry, func(name string, _ json.RawMessage) bool { return name == "without" || slices.Contains(without, name) })
	return entry
}

// strictly reads JSON and fails on members that nobody asked for.
func strictly(t *testing.T, raw []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %.300s", err, raw)
	}
}
