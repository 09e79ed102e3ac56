package fhir

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// habits are how real servers differ in what they do with a search. Each is a way in which entries could be lost.
var habits = map[string]func(*server){
	"plain":                        func(*server) {},
	"small pages, no self link":    func(s *server) { s.pageCap, s.echo = 3, false },
	"gzip, total, no count":        func(s *server) { s.gzip, s.total, s.noCount = true, true, true },
	"refuses includes always":      func(s *server) { s.include, s.stern = false, true },
	"ignores includes, echoes all": func(s *server) { s.include, s.strict = false, false; repeatSelf(s) },
	"ids only, refuses the rest":   func(s *server) { s.params, s.stern = []string{"patient"}, true },
	"ids only, silent, honest":     func(s *server) { s.params, s.strict = []string{"patient"}, false },
	"ids only, silent, echoes all": func(s *server) { s.params, s.strict = []string{"patient"}, false; repeatSelf(s) },
	"ids only, gives everything":   func(s *server) { s.params, s.strict, s.everything = []string{"patient"}, false, true },
	"ids only, gives everything, echoes all": func(s *server) {
		s.params, s.strict, s.everything, s.pageCap = []string{"patient"}, false, true, 7
		repeatSelf(s)
	},
	"says little": func(s *server) { sayLittle(s) },
}

// repeatSelf makes a server write into the self link what it was asked, not what it understood.
func repeatSelf(s *server) {
	s.doctor = func(r *http.Request, form url.Values, bundle object) {
		links, _ := bundle["link"].([]object)
		for _, l := range links {
			if l["relation"] == "self" {
				l["url"] = s.base + r.URL.Path + "?" + form.Encode()
			}
		}
	}
}

// sayLittle leaves out modes and the self link, and names entries by made-up URNs.
func sayLittle(s *server) {
	s.echo = false
	s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
		for _, e := range bundle["entry"].([]any) {
			delete(e.(object), "search")
			e.(object)["fullUrl"] = "urn:uuid:0d9f8a52-1f1e-4a2b-9c39-6b1c8f2f7a10"
		}
	}
}

// published gives HL7's examples, with numbers for three of the people in them.
func published(t *testing.T) []object {
	t.Helper()
	all := []object{patientOf("example", ann), patientOf("f001", ben), patientOf("pat1", cleo)}
	types := everySearch()
	types[searchMedication] = true
	for s := range types {
		f, err := os.Open(filepath.Join("testdata", "hl7", string(s)+".ndjson"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var o object
			if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
				t.Fatal(err)
			}
			all = append(all, o)
		}
		_ = f.Close() // it was only read
	}
	return all
}

// everySearch gives the searches for clinical entries whose person stands in patient or subject.
func everySearch() map[Search]bool {
	searches := map[Search]bool{}
	for _, kind := range record.Kinds {
		for _, s := range SearchesOf(kind) {
			searches[s] = true
		}
	}
	delete(searches, "Appointment")
	return searches
}

// TestS05_HabitsOfServersLoseNothing asks servers of all habits, in all styles, for published examples: what is found
// must not depend on them.
func TestS05_HabitsOfServersLoseNothing(t *testing.T) {
	resources := published(t)
	people := []record.NHSNumber{ann, ben, cleo}
	plain := clientOf(t, newServer(t, resources...), style(Local))
	found := 0
	want := map[Search]map[record.NHSNumber]record.Answer{}
	for s := range everySearch() {
		want[s] = ask(t, plain, s, people...)
		for _, n := range people {
			found += entries(want[s][n].Facts)
		}
	}
	if found < 150 {
		t.Fatalf("%d entries: too few to show anything", found)
	}
	some := styles
	if testing.Short() {
		some = styles[:1]
	}
	for name, habit := range habits {
		for _, st := range some {
			t.Run(name+"/"+string(st), func(t *testing.T) {
				server := newServer(t, resources...)
				habit(server)
				c := clientOf(t, server, style(st))
				for round := range 2 {
					for s := range everySearch() {
						got := ask(t, c, s, people...)
						for _, n := range people {
							if g, w := got[n], want[s][n]; !reflect.DeepEqual(g.Facts, w.Facts) || g.Outcome.State != w.Outcome.State {
								t.Errorf("round %d, %s: %d entries, %s (%s); want %d, %s", round, s, entries(g.Facts),
									g.Outcome.State, g.Outcome.Detail, entries(w.Facts), w.Outcome.State)
							}
						}
					}
				}
			})
		}
	}
}
