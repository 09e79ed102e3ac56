package upstream

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/valyala/fasthttp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func exchangeOf(t *testing.T, scale float64) *exchange {
	t.Helper()
	e := &exchange{name: "NEL", base: "http://127.0.0.1:1/fhir", set: &Set{}}
	e.fault.Store(&Fault{})
	e.render(scale)
	return e
}

type bundle struct {
	Entry []struct {
		FullURL  string
		Resource struct {
			ResourceType, ID string
			Subject, Patient struct{ Reference string }
			ValueQuantity    struct{ Value json.Number }
		}
	}
}

func search(t *testing.T, e *exchange, typ, people string) (bundle, []byte) {
	t.Helper()
	var args fasthttp.Args
	args.Set("patient.identifier", people)
	args.Set("identifier", people)
	body := e.bundle(nil, typ, &args)
	var b bundle
	if err := json.Unmarshal(body, &b); err != nil {
		t.Fatalf("%s: %s", typ, err)
	}
	return b, body
}

func TestEverybodyHasTheSameRecordUnderTheirOwnNumber(t *testing.T) {
	e := exchangeOf(t, 1)
	const one, other = "9990500012", "9990500020"
	for typ, n := range held {
		b, body := search(t, e, typ, numberSystem+"|"+one+","+numberSystem+"|"+other)
		if len(b.Entry) != 2*n {
			t.Errorf("%s: %d entries of two people, want %d", typ, len(b.Entry), 2*n)
		}
		if bytes.Contains(body, []byte(placeholder)) {
			t.Errorf("%s: the placeholder is still there", typ)
		}
		ids := map[string]bool{}
		for i, x := range b.Entry {
			of := one
			if i >= n {
				of = other
			}
			r := x.Resource
			if ids[r.ID] || !bytes.Contains([]byte(r.ID), []byte(of)) {
				t.Errorf("%s: %s is there twice or is not of %s", typ, r.ID, of)
			}
			ids[r.ID] = true
			if typ != "Patient" && r.Subject.Reference+r.Patient.Reference != "Patient/p"+of {
				t.Errorf("%s of %s refers to %s%s", r.ID, of, r.Subject.Reference, r.Patient.Reference)
			}
		}
	}
}

// The sizes are those of real resources, and the record's the one that all systems are compared by.
func TestSizes(t *testing.T) {
	e := exchangeOf(t, 1)
	total := 0
	for typ, n := range held {
		_, body := search(t, e, typ, numberSystem+"|9990500012")
		total += len(body)
		if each := len(body) / n; each < 600 || each > 1300 {
			t.Errorf("%s: %d bytes an entry", typ, each)
		}
	}
	if total < 80_000 || total > 110_000 {
		t.Errorf("%d bytes of one person at one exchange", total)
	}
}

func TestWhatIsNotHeldIsAnEmptyBundle(t *testing.T) {
	if b, _ := search(t, exchangeOf(t, 1), "Flag", numberSystem+"|9990500012"); len(b.Entry) != 0 {
		t.Error(b)
	}
}

func TestScale(t *testing.T) {
	if b, _ := search(t, exchangeOf(t, 0.2), "Observation", numberSystem+"|9990500012"); len(b.Entry) != 12 {
		t.Errorf("%d entries at a fifth of 60", len(b.Entry))
	}
}

func TestSubgraphGivesWhatIsSelected(t *testing.T) {
	g := newSubgraph("NEL", 1)
	document, err := parser.ParseQuery(&ast.Source{Input: `query($r:[_Any!]!){_entities(representations:$r){__typename ...on Patient{nhsNumber a:nelAllergies{id c:code exchange}}}}`})
	if err != nil {
		t.Fatal(err)
	}
	a := answer{graph: g, document: document, variables: map[string]any{"r": []any{map[string]any{"nhsNumber": "9990500012"}}}}
	a.root(document.Operations[0].SelectionSet)
	var got struct {
		Entities []struct {
			Typename  string `json:"__typename"`
			NHSNumber string
			A         []map[string]string
		} `json:"_entities"`
	}
	if err := json.Unmarshal(a.out, &got); err != nil {
		t.Fatalf("%s: %s", err, a.out)
	}
	if len(got.Entities) != 1 || got.Entities[0].Typename != "Patient" || got.Entities[0].NHSNumber != "9990500012" || len(got.Entities[0].A) != held["AllergyIntolerance"] {
		t.Fatalf("%+v", got)
	}
	if first := got.Entities[0].A[0]; first["c"] == "" || first["exchange"] != "NEL" || len(first) != 3 {
		t.Errorf("%v", first)
	}
}
