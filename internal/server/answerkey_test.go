package server_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// leaves tells that a fact is not in its section unless what was retracted is asked for too.
func leaves(f demo.Fact) bool {
	return f.Status == "retracted" || f.Kind == "APPOINTMENTS" && f.Status == "cancelled"
}

// restrictedLabel is the label of what nobody sees without breaking the glass.
const restrictedLabel = "R"

// entriesOf counts what an exchange contributes to a section: a result inside a report of its own fact is no entry.
func entriesOf(key demo.Key, kind, exchange string) int {
	n := 0
	for _, f := range key.Facts {
		if f.Kind != kind || f.Status == "another person" || f.Label == restrictedLabel {
			continue
		}
		isReport := slices.ContainsFunc(f.Held[exchange], func(ref string) bool { return strings.HasPrefix(ref, "DiagnosticReport/") })
		for _, ref := range f.Held[exchange] {
			if !isReport || !strings.HasPrefix(ref, "Observation/") {
				n++
			}
		}
	}
	return n
}

// checkSections compares every section with the key. The exchange without has failed: where it did not tell all, nothing
// is expected of it but that it shows nothing that is not the person's.
func checkSections(t *testing.T, key demo.Key, p *toldPerson, retracted bool, without string) {
	t.Helper()
	for kind, s := range p.sections {
		shown := s.shown()
		known := map[string]bool{}
		state, _ := s.Completeness.of(without)
		failed := state != "COMPLETE"
		for _, f := range key.Facts {
			if f.Kind != kind {
				continue
			}
			for exchange, refs := range f.Held {
				for _, ref := range refs {
					name := exchange + " " + ref
					if f.Status == "another person" {
						if shown[name] != "" {
							t.Errorf("%s shows another person's %s", kind, name)
						}
						continue
					}
					if f.Label == restrictedLabel {
						if shown[name] != "" {
							t.Errorf("%s shows the restricted %s", kind, name)
						}
						continue
					}
					known[name] = true
					if exchange == without && failed {
						continue
					}
					how := shown[name]
					switch {
					case leaves(f) && !retracted && kind != "CARE_TEAM":
						if how != "" {
							t.Errorf("%s shows the retracted %s as %s", kind, name, how)
						}
					case how == "":
						t.Errorf("%s lacks %s of %s (%s, %s)", kind, name, f.What, f.When, f.Status)
					case (f.Status == "denial") != (how == "denial"):
						t.Errorf("%s shows %s of a fact that is %q as %s", kind, name, f.Status, how)
					}
				}
			}
		}
		for name, how := range shown {
			if !known[name] {
				t.Errorf("%s shows %s as %s, and the key knows nothing of it", kind, name, how)
			}
		}
		related := map[string][]string{}
		for _, e := range s.Entries {
			checkEntry(t, key, kind, e)
			related[e.ID] = []string{}
			for _, r := range e.Related {
				related[e.ID] = append(related[e.ID], r.Entry)
			}
		}
		for id, others := range related {
			for _, other := range others {
				if !slices.Contains(related[other], id) { // not there, or not naming this one (S17, S18)
					t.Errorf("%s: an entry names one that does not name it", kind)
				}
			}
		}
	}
}

// checkEntry checks what every entry says of itself.
func checkEntry(t *testing.T, key demo.Key, kind string, e toldEntry) {
	t.Helper()
	if e.Kind != kind || e.ID == "" || e.StatusText == "" || len(e.Sources) == 0 {
		t.Errorf("%s holds an entry of kind %q with id %q, status %q and %d sources", kind, e.Kind, e.ID, e.StatusText, len(e.Sources))
	}
	for _, s := range e.Sources {
		if s.Organisation == nil || s.Organisation.Name == "" || s.CareSetting == "UNKNOWN" {
			t.Errorf("%s: nobody knows where %s %s was recorded", kind, s.Exchange.ID, s.Reference)
		}
	}
	family := false
	for _, f := range key.Facts {
		for _, s := range e.Sources {
			if slices.Contains(f.Held[s.Exchange.ID], s.Reference) {
				family = family || f.Status == "family history"
				if kind == "REFERRALS" && (f.Status == "appointment" || f.Status == "no appointment") && (len(e.Appointments.Entries) > 0) != (f.Status == "appointment") {
					t.Errorf("a referral with %s has %d", f.Status, len(e.Appointments.Entries))
				}
			}
		}
	}
	if family != (e.FamilyMember != nil) || family != (e.StatusText == "family history") {
		t.Errorf("%s: of the family: %v; shown as %q of %v", kind, family, e.StatusText, e.FamilyMember)
	}
}

// checkCounts compares what each exchange contributed with the key.
func checkCounts(t *testing.T, key demo.Key, p *toldPerson) {
	t.Helper()
	for kind, s := range p.sections {
		for id := range exchangeNames {
			want, n := wellState(key, kind, id), entriesOf(key, kind, id)
			if state, count := s.Completeness.of(id); state != want || count != n {
				t.Errorf("%s: %s is %s with %d entries, want %s with %d", kind, id, state, count, want, n)
			}
		}
		for _, k := range p.Coverage.Kinds {
			if k.Kind == kind && fmt.Sprint(k.Completeness) != fmt.Sprint(s.Completeness) {
				t.Errorf("%s: coverage says %v, the list %v", kind, k.Completeness, s.Completeness)
			}
		}
	}
}

var exchangeNames = map[string]string{"NEL": "North East London", "SEL": "South East London", "SWL": "South West London",
	"NCL": "North Central London", "NWL": "North West London"}

// wellState is the state of an exchange with which nothing is wrong. A date that can't be read makes its kind partial (S09).
func wellState(key demo.Key, kind, id string) string {
	odd := func(f demo.Fact) bool { return f.Kind == kind && f.Status == "odd date" && len(f.Held[id]) > 0 }
	kept := func(f demo.Fact) bool { return f.Kind == kind && f.Label == restrictedLabel && len(f.Held[id]) > 0 }
	switch {
	case len(key.Patients[id]) == 0:
		return "PATIENT_UNKNOWN"
	case isStranger(key, id):
		return "IDENTITY_MISMATCH"
	case slices.ContainsFunc(key.Facts, kept) && entriesOf(key, kind, id) == 0:
		return "WITHHELD"
	case slices.ContainsFunc(key.Facts, odd), slices.ContainsFunc(key.Facts, kept):
		return "PARTIAL"
	}
	return "COMPLETE"
}

// isStranger tells that an exchange holds somebody else under the number.
func isStranger(key demo.Key, exchange string) bool {
	return slices.ContainsFunc(key.Facts, func(f demo.Fact) bool { return f.Status == "another person" && len(f.Held[exchange]) > 0 })
}

// sampled are the demo people and so many of the others, chosen by a seed.
func sampled(g *gateway, others int) []string {
	all := g.demo.Population()
	rest := slices.Clone(all[10:])
	r := rand.New(rand.NewPCG(7, 20))
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return slices.Concat(all[:10], rest[:others])
}

const restrictedNumber = "9990000069"

func TestAnswersAgreeWithTheKey(t *testing.T) {
	t.Parallel()
	g := startUnhurried(t, 100)
	statements := map[string]int{}
	for i, n := range sampled(g, some(70, 15)) {
		t.Run(fmt.Sprintf("person %d", i), func(t *testing.T) {
			g.t = t
			key, ok := g.demo.Key(n)
			if !ok {
				t.Fatal("no key")
			}
			for _, retracted := range []bool{false, true} {
				p, a := g.tell(t, n, retracted)
				if p == nil || len(a.Errors) > 0 {
					t.Fatalf("no answer: %.300s", a.body)
				}
				if n == restrictedNumber {
					checkWithheld(t, p)
					continue
				}
				checkSections(t, key, p, retracted, "")
				checkCounts(t, key, p)
				if got, want := p.sections["ALLERGIES"].Statement, wantStatement(key); got != want {
					t.Errorf("the statement of allergies is %s, want %s", got, want)
				}
				if p.BirthDate != key.BirthDate || p.Deceased != (key.Deceased != "") || p.Restricted {
					t.Errorf("born %s, deceased %v, restricted %v", p.BirthDate, p.Deceased, p.Restricted)
				}
				statements[p.sections["ALLERGIES"].Statement]++
			}
		})
	}
	for _, s := range []string{"CONFLICTING", "RECORDED", "UNKNOWN", "NO_KNOWN_ALLERGIES", "PARTLY_NEGATED"} {
		if statements[s] == 0 {
			t.Errorf("nobody's statement is %s: %v", s, statements)
		}
	}
}

// checkWithheld checks that all exchanges look alike, and that none shows anything (S04).
func checkWithheld(t *testing.T, p *toldPerson) {
	t.Helper()
	if !p.Restricted {
		t.Error("not marked as restricted")
	}
	for kind, s := range p.sections {
		if len(s.shown()) > 0 || s.Completeness.Complete {
			t.Errorf("%s of a restricted person: %v", kind, s)
		}
		for _, from := range s.Completeness.Sources {
			if from.State != "WITHHELD" || from.Count != 0 {
				t.Errorf("%s: %s is %s", kind, from.Exchange.ID, from.State)
			}
		}
	}
}
