package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

var patientReference = regexp.MustCompile(`"reference"\s*:\s*"Patient/[^"]*"`)

// toldPage is what a search about one person is answered with: a page, and what each of its resources says when it is read by
// itself, by decode alone.
type toldPage struct {
	body []byte
	want string
}

// toldPages are a page for each type. It holds all examples of the type, as the person's, each followed by itself without one
// of its members, which must not be found in what was read before.
func toldPages(t *testing.T) map[Search]toldPage {
	t.Helper()
	in, index, random := labSurroundings(t), annIndex(), rand.New(rand.NewPCG(2, 2)) //nolint:gosec // nothing secret
	in.Beside = nil
	bodies, facts := map[Search]*bytes.Buffer{}, map[Search]*record.Facts{}
	n := 0
	add := func(search Search, raw []byte) {
		body := bodies[search]
		if body == nil {
			body = bytes.NewBufferString(`{"resourceType":"Bundle","type":"searchset","entry":[`)
			bodies[search], facts[search] = body, &record.Facts{}
		} else {
			body.WriteByte(',')
		}
		fmt.Fprintf(body, `{"resource":%s,"search":{"mode":"match"}}`, raw)
		own := *sentAlone(bytes.Clone(raw))
		own.plain = false
		in.desk = newDesk()
		m, err := mapAs(&own, in)
		if owners, _ := index.ownersOf(&m); err == nil && len(owners) == 1 && owners[0] == ann {
			facts[search].Add(&m.Facts)
		}
	}
	for _, x := range hl7Exam(t).entries() {
		if _, mapped := mappings[x.typ]; !mapped || Search(x.typ) == SearchPatient {
			continue
		}
		e := sentAlone(patientReference.ReplaceAll(x.raw, []byte(`"reference":"Patient/p1"`)))
		for _, without := range []int{-1, random.IntN(len(e.members))} {
			n++
			add(Search(x.typ), renamed(e, fmt.Sprintf("told-%d", n), without))
		}
	}
	pages := map[Search]toldPage{}
	for search, body := range bodies {
		body.WriteString("]}")
		pages[search] = toldPage{body.Bytes(), textOfFacts(t, *facts[search])}
	}
	return pages
}

// renamed writes a resource under another id, without one of its members; its type stays.
func renamed(e *sent, id string, without int) []byte {
	b := fmt.Appendf(nil, `{"resourceType":%q,"id":%q`, e.typ, id)
	for i := range e.members {
		name, value := e.member(i)
		if i == without || string(name) == "resourceType" || string(name) == "id" {
			continue
		}
		b = append(append(append(append(append(b, `,"`...), name...), `":`...), value...), ' ')
	}
	return append(b, '}')
}

func textOfFacts(t *testing.T, f record.Facts) string {
	t.Helper()
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestS02_AnAnswerIsOfItsOwnPage asks for all types side by side, again and again, so that what pages are read with is used for
// other pages. Each answer holds what its resources say by themselves, and still does when all others have been read.
func TestS02_AnAnswerIsOfItsOwnPage(t *testing.T) {
	pages, in, index := toldPages(t), labSurroundings(t), annIndex()
	bodies, entriesTold := exchangeBodies{}, 0
	for search, page := range pages {
		bodies[in.Base.Path+"/"+string(search)+"/_search"] = page.body
	}
	c, err := NewClient(Config{Exchange: in.Exchange, Base: in.Base, HTTP: &http.Client{Transport: bodies}})
	if err != nil {
		t.Fatal(err)
	}
	var asking sync.WaitGroup
	kept := make([][]record.Answer, 4)
	searches := make([][]Search, len(kept))
	for i := range kept {
		asking.Go(func() {
			for range 3 {
				for search := range pages { // in another order each time
					a := c.Search(t.Context(), search, []record.NHSNumber{ann}, func() *PatientIndex { return index })[ann]
					kept[i], searches[i] = append(kept[i], a), append(searches[i], search)
				}
			}
		})
	}
	asking.Wait()
	for i := range kept {
		for n, a := range kept[i] {
			search := searches[i][n]
			entriesTold += entries(a.Facts)
			if got := textOfFacts(t, a.Facts); got != pages[search].want {
				at := 0
				for at < min(len(got), len(pages[search].want)) && got[at] == pages[search].want[at] {
					at++
				}
				t.Fatalf("%s: the answer (%s) is\n…%.300s\nwant\n…%.300s", search, a.Outcome.State, got[max(0, at-60):], pages[search].want[max(0, at-60):])
			}
		}
	}
	if entriesTold < 12*len(pages) {
		t.Errorf("%d entries of %d types: too few to tell", entriesTold, len(pages))
	}
}
