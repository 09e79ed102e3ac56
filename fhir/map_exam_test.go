package fhir

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var examExchange = &record.Exchange{ID: "NEL", Name: "North East London"}

// exam is a set of resources that others wrote.
type exam struct {
	resources []jsontext.Value
	byRef     map[string]*Referent
}

func (e *exam) add(raw []byte) {
	raw = bytes.TrimSpace(raw)
	there := NewReferent(raw)
	e.resources = append(e.resources, raw)
	e.byRef[there.typ+"/"+there.id] = there
}

func (e *exam) around() Surroundings {
	base, _ := url.Parse("http://hl7.org/fhir")
	return Surroundings{Exchange: examExchange, Base: base, Beside: func(ref string) *Referent { return e.byRef[ref] }}
}

// entries gives the resources to map with what they are mapped among: every resource by itself among all others, and
// every entry of a bundle among that bundle's.
func (e *exam) entries() []examEntry {
	var all []examEntry
	for _, raw := range e.resources {
		typ, id := nameOf(raw)
		all = append(all, examEntry{typ, id, raw, e.around()})
		if typ != "Bundle" {
			continue
		}
		for i, x := range readExamBundle(raw).entries() {
			if x.typ == "Bundle" {
				continue
			}
			x.id = fmt.Sprintf("%s in Bundle/%s[%d]", x.id, id, i)
			all = append(all, x)
		}
	}
	return all
}

type examEntry struct {
	typ, id string
	raw     []byte
	in      Surroundings
}

func readExamBundle(raw []byte) *exam {
	var b struct {
		Entry []struct {
			FullURL  string         `json:"fullUrl"`
			Resource jsontext.Value `json:"resource"`
		} `json:"entry"`
	}
	e := &exam{byRef: map[string]*Referent{}}
	if _, err := decode(raw, &b); err != nil {
		return e
	}
	for _, x := range b.Entry {
		if len(x.Resource) == 0 {
			continue
		}
		e.add(x.Resource)
		e.byRef[x.FullURL] = NewReferent(x.Resource)
	}
	return e
}

func hl7Exam(tb testing.TB) *exam {
	tb.Helper()
	files, err := filepath.Glob("testdata/hl7/*.ndjson")
	if err != nil || len(files) == 0 {
		tb.Fatal("no examples in testdata/hl7")
	}
	e := &exam{byRef: map[string]*Referent{}}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range bytes.Lines(raw) {
			e.add(line)
		}
	}
	return e
}

// ukCoreExam reads UK Core's examples, which may not be copied here; it skips where they are missing.
func ukCoreExam(tb testing.TB) *exam {
	tb.Helper()
	shared := os.Getenv("GATEWAY_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "data", "ukcore", "*.json"))
	if len(files) == 0 {
		tb.Skip("UK Core's examples are not here: set GATEWAY_SHARED to the folder that holds data/ukcore")
	}
	e := &exam{byRef: map[string]*Referent{}}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		e.add(raw)
	}
	return e
}

// mapExam maps everything that is mapped, by type and id.
func mapExam(e *exam) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, x := range e.entries() {
		if _, ok := mappings[x.typ]; !ok {
			continue
		}
		if all[x.typ] == nil {
			all[x.typ] = map[string]any{}
		}
		mapped, err := Map(x.raw, x.in)
		if err != nil {
			all[x.typ][x.id] = "error: " + err.Error()
			continue
		}
		all[x.typ][x.id] = goldenMapped{mapped.Facts, mapped.Subjects, mapped.Unreadable}
	}
	return all
}

type goldenMapped struct {
	Facts      record.Facts       `json:"facts"`
	Subjects   []record.Reference `json:"subjects,omitempty"`
	Unreadable int                `json:"unreadable,omitempty"`
}

func checkGolden(t *testing.T, name string, got any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s differs (-update rewrites it): %s", name, diff)
	}
}

func TestHL7Examples(t *testing.T) {
	for typ, mapped := range mapExam(hl7Exam(t)) {
		t.Run(typ, func(t *testing.T) {
			checkGolden(t, filepath.Join("testdata", "golden", "hl7", typ+".json"), mapped)
		})
	}
}

// digest tells the shape of what a UK Core example became without its content, which is not ours to copy.
func digest(x examEntry) string {
	mapped, err := Map(x.raw, x.in)
	if err != nil {
		return err.Error()
	}
	whole, _ := json.Marshal(goldenMapped{mapped.Facts, mapped.Subjects, mapped.Unreadable})
	parts := []string{fmt.Sprintf("sum %.8s", sum(whole)), fmt.Sprintf("subjects %d", len(mapped.Subjects)), fmt.Sprintf("unreadable %d", mapped.Unreadable)}
	for _, e := range entriesOf(mapped.Facts) {
		parts = append(parts, fmt.Sprintf("%s codings %d worded %t when %d status %q setting %s warnings %d",
			e.Kind, len(e.Code.Codings), e.Code.Worded, e.When.Precision(), e.StatusText, e.Source().CareSetting, len(e.Warnings)))
	}
	return strings.Join(parts, "; ")
}

func TestUKCoreExamples(t *testing.T) {
	digests := map[string]map[string]string{}
	for _, x := range ukCoreExam(t).entries() {
		if _, ok := mappings[x.typ]; !ok {
			continue
		}
		if digests[x.typ] == nil {
			digests[x.typ] = map[string]string{}
		}
		digests[x.typ][x.id] = digest(x)
	}
	checkGolden(t, filepath.Join("testdata", "golden", "ukcore.json"), digests)
}

// entriesOf gives the entries of all kinds.
func entriesOf(f record.Facts) []*record.Entry {
	var all []*record.Entry
	add := func(rows ...record.Row) {
		for _, r := range rows {
			all = append(all, r.Base())
		}
	}
	for _, r := range f.Alerts {
		add(r)
	}
	for _, r := range f.Allergies {
		add(r)
	}
	for _, r := range f.Medications {
		add(r)
	}
	for _, r := range f.Conditions {
		add(r)
	}
	for _, r := range f.Investigations {
		add(r)
	}
	for _, r := range f.Observations {
		add(r)
	}
	for _, r := range f.Procedures {
		add(r)
	}
	for _, r := range f.Immunisations {
		add(r)
	}
	for _, r := range f.Encounters {
		add(r)
	}
	for _, r := range f.Referrals {
		add(r)
	}
	for _, r := range f.Appointments {
		add(r)
	}
	for _, r := range f.Documents {
		add(r)
	}
	for _, r := range f.Assessments {
		add(r)
	}
	for _, r := range f.CarePlans {
		add(r)
	}
	for _, r := range f.CareTeams {
		add(r)
	}
	return all
}

// TestS18_EveryEntryHasItsProvenance holds, over all examples, what every entry must have.
func TestS18_EveryEntryHasItsProvenance(t *testing.T) {
	for _, x := range hl7Exam(t).entries() {
		mapped, err := Map(x.raw, x.in)
		if err != nil {
			continue
		}
		for _, e := range entriesOf(mapped.Facts) {
			switch p := e.Source(); {
			case len(e.Sources) != 1:
				t.Errorf("%s/%s has %d sources", x.typ, x.id, len(e.Sources))
			case p.Exchange != examExchange || !strings.HasPrefix(p.Reference, x.typ) || p.CareSetting == "":
				t.Errorf("%s/%s has no full provenance", x.typ, x.id)
			case e.Code.Text == "" || e.Kind == "" || e.StatusText == "":
				t.Errorf("%s/%s has no words: code %q, kind %q, status %q", x.typ, x.id, e.Code.Text, e.Kind, e.StatusText)
			}
		}
	}
}

func sum(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }
