package server_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// afterFault are the states in which a fault may leave an exchange.
var afterFault = map[string][]string{
	"down": {"UNAVAILABLE"}, "429": {"UNAVAILABLE"}, "error": {"UNAVAILABLE"}, "unavailable": {"UNAVAILABLE"},
	"unauthorised": {"REFUSED"}, "forbidden": {"REFUSED"},
	"broken-json": {"UNAVAILABLE", "PARTIAL"}, "cut-body": {"UNAVAILABLE", "PARTIAL"}, "html": {"UNAVAILABLE"},
	"cut-page": {"PARTIAL"}, "endless-pages": {"PARTIAL"}, "foreign-page": {"PARTIAL"}, "partial": {"PARTIAL"}, "wrong-patient": {"PARTIAL"},
}

// sureOfAbsence are the statements that need every exchange's answer.
var sureOfAbsence = []string{"NO_KNOWN_ALLERGIES", "NOTHING_RECORDED", "PARTLY_NEGATED", "ONLY_INACTIVE"}

func TestS20_AFaultNeverReadsAsAbsence(t *testing.T) {
	t.Parallel()
	g := startUnhurried(t, 100)
	people := slices.DeleteFunc(sampled(g, 70), func(n string) bool {
		key, _ := g.demo.Key(n)
		return slices.ContainsFunc(key.Facts, func(f demo.Fact) bool { return f.Status == "another person" })
	})
	faults, ids := slices.Sorted(maps.Keys(afterFault)), slices.Sorted(maps.Keys(exchangeNames))
	r := rand.New(rand.NewPCG(11, 3))
	for i := range some(3, 1) * len(afterFault) {
		fault, id, n := faults[i%len(faults)], ids[r.IntN(len(ids))], people[r.IntN(len(people))]
		t.Run(fmt.Sprintf("%d %s at %s", i, fault, id), func(t *testing.T) {
			g.t = t
			if err := g.setFault(id, demo.Fault{Kind: fault}); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := g.setFault(id, demo.Fault{Kind: "none"}); err != nil {
					t.Error(err)
				}
			}()
			key, _ := g.demo.Key(n)
			p, a := g.tell(t, n, false)
			alone := len(key.Patients) == 1 && len(key.Patients[id]) > 0
			switch {
			case p == nil && alone && a.code() == "RECORD_UNAVAILABLE":
			case p == nil:
				t.Errorf("known to %d exchanges, and the answer is %.300s", len(key.Patients), a.body)
			case n == restrictedNumber:
				checkWithheld(t, p)
			default:
				checkFaulty(t, key, p, a, id, fault)
			}
		})
	}
}

// mayMiss are the faults that do nothing to an answer without further pages, or of which a stranger holds nothing.
var mayMiss = []string{"foreign-page", "wrong-patient"}

// checkFaulty checks an answer that one exchange could not give its part of.
func checkFaulty(t *testing.T, key demo.Key, p *toldPerson, a answer, id, fault string) {
	t.Helper()
	checkSections(t, key, p, false, id)
	for kind, s := range p.sections {
		for other := range exchangeNames {
			state, _ := s.Completeness.of(other)
			if want := wellState(key, kind, other); other != id && state != want {
				t.Errorf("%s: %s is well and %s, want %s", kind, other, state, want)
			}
		}
		state, _ := s.Completeness.of(id)
		if slices.Contains(mayMiss, fault) && state == wellState(key, kind, id) {
			continue // checkSections has seen that all of it is there
		}
		if s.Completeness.Complete || !slices.Contains(afterFault[fault], state) || !strings.Contains(s.Completeness.Summary, exchangeNames[id]) {
			t.Errorf("%s: complete %v, %s is %s: %q", kind, s.Completeness.Complete, id, state, s.Completeness.Summary)
		}
		if kind == "ALLERGIES" && slices.Contains(sureOfAbsence, s.Statement) {
			t.Errorf("the statement of allergies is %s", s.Statement)
		}
		if p.Coverage.Complete {
			t.Errorf("coverage is complete, %s is not", kind)
		}
		if len(a.Errors) == 0 && state != "PARTIAL" {
			t.Errorf("%s: no error says that %s is %s", kind, id, state)
		}
	}
}
