package lives

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/exchange"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var testDay = time.Date(2026, time.October, 5, 0, 0, 0, 0, time.UTC)

var testBases = [5]string{"http://nel.test", "http://sel.test", "http://swl.test", "http://ncl.test", "http://nwl.test"}

func testBook(seed uint64, people int) *Book { return NewBook(seed, people, testDay, testBases) }

// everybody is the standard region with every life in it, or in a quick run the first of them, made once for all tests
// of the package.
var everybody = sync.OnceValue(func() []*life {
	b := testBook(0, 2000)
	all := make([]*life, len(b.numbers)-1)
	if testing.Short() {
		all = all[:510]
	}
	for i := range all {
		all[i] = b.live(i + 1)
	}
	return all
})

func resources(l *life) []*exchange.Resource {
	var all []*exchange.Resource
	for ex := range exchanges {
		for _, list := range l.held[ex].compartment {
			all = append(all, list...)
		}
	}
	return all
}

func TestAllTwoThousandLivesAreMade(t *testing.T) {
	want := 2010
	if testing.Short() {
		want = 510
	}
	total, most, bytes := 0, 0, 0
	known := map[int]int{}
	byType := map[string]int{}
	for _, l := range everybody() {
		n := 0
		for ex := range exchanges {
			if l.held[ex].compartment != nil {
				n++
			}
		}
		known[n]++
		rs := resources(l)
		total, most = total+len(rs), max(most, len(rs))
		for _, r := range rs {
			bytes += len(r.JSON)
			byType[r.Type]++
		}
	}
	t.Logf("%d lives, %d resources (%d at most), %d MB; known to so many exchanges: %v; %v", len(everybody()), total, most, bytes>>20, known, byType)
	if len(everybody()) != want || known[0] != 0 || known[2] < want/5 || known[3] < want/7 {
		t.Errorf("known to so many exchanges: %v", known)
	}
	for typ := range exchange.IncludeParams {
		if byType[typ] == 0 {
			t.Errorf("nobody has a %s", typ)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	a, b, other := testBook(7, 40), testBook(7, 40), testBook(8, 40)
	same := 0
	for i := 50; i > 0; i-- {
		x, y, z := a.live(i), b.live(51-(51-i)), other.live(i)
		if !slices.EqualFunc(sorted(x), sorted(y), func(p, q *exchange.Resource) bool { return bytes.Equal(p.JSON, q.JSON) }) {
			t.Fatalf("person %d differs between two regions of one seed", i)
		}
		if i > 10 && slices.EqualFunc(sorted(x), sorted(z), func(p, q *exchange.Resource) bool { return bytes.Equal(p.JSON, q.JSON) }) {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d people are the same under another seed", same)
	}
}

func sorted(l *life) []*exchange.Resource {
	all := resources(l)
	slices.SortFunc(all, func(a, b *exchange.Resource) int {
		return strings.Compare(a.Patient+a.Type+a.ID, b.Patient+b.Type+b.ID)
	})
	return all
}

func TestNHSNumbersAreValidAndDifferent(t *testing.T) {
	b := testBook(0, 2000)
	seen := map[string]bool{}
	for _, n := range b.Numbers() {
		nine := 0
		for _, c := range n[:9] {
			nine = nine*10 + int(c-'0')
		}
		if whole, ok := NHSNumber(nine); !ok || whole != n || seen[n] || !strings.HasPrefix(n, "999") {
			t.Errorf("number %d of the list is not valid", len(seen))
		}
		seen[n] = true
	}
	if b.numbers[11] < "9991000000" {
		t.Error("the population begins too early")
	}
	if _, ok := NHSNumber(12345678); ok {
		t.Error("eight digits were taken")
	}
}

func TestIdsLeadBackToTheirPerson(t *testing.T) {
	x := ids{seed: 42, people: 2010}
	for ex := range exchanges {
		seen := map[string]bool{}
		for person := 0; person <= 2010; person += 67 {
			for seq := 0; seq < maxSeq; seq += 113 {
				id := x.make(ex, person, seq)
				got, ok := x.person(ex, id)
				if !ok || got != person || seen[id] || len(id) > 64 {
					t.Fatalf("%s: id %q leads to %d, not %d", IDs[ex], id, got, person)
				}
				seen[id] = true
			}
		}
		for _, bad := range []string{"", "x", "1", "swl-1", "swl-99999-0001", "ncl.zz", "ncl.ffffffffffffffff", "00000000-0000-0000-0000-000000000000", "99999999999999999999"} {
			if got, ok := x.person(ex, bad); ok {
				t.Errorf("%s: %q leads to %d", IDs[ex], bad, got)
			}
		}
	}
}

// TestReferencesResolve follows every reference of one life in sixteen.
func TestReferencesResolve(t *testing.T) {
	checked, dangling := 0, 0
	for i, l := range everybody() {
		if i >= len(demoNumbers) && i%16 != 1 && i%50 != 10 {
			continue
		}
		for ex := range exchanges {
			for ref, r := range l.held[ex].byID {
				var whole map[string]any
				if err := json.Unmarshal(r.JSON, &whole); err != nil {
					t.Fatalf("%s %s is not JSON: %v", IDs[ex], r.Type, err)
				}
				for _, target := range references(whole) {
					checked++
					if !resolves(l.b, ex, whole, target) {
						if !slices.Contains(l.dangling, IDs[ex]+" "+ref+" "+target) {
							t.Fatalf("%s %s points at %q", IDs[ex], r.Type, target)
						}
						dangling++
					}
				}
			}
		}
	}
	t.Logf("%d references, %d lead nowhere on purpose", checked, dangling)
	if dangling == 0 {
		t.Error("no reference dangles, and some should")
	}
}

func references(v any) []string {
	var all []string
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			if s, ok := x.(string); ok && name == "reference" {
				all = append(all, s)
			}
			all = append(all, references(x)...)
		}
	case []any:
		for _, x := range v {
			all = append(all, references(x)...)
		}
	}
	return all
}

func resolves(b *Book, ex int, whole map[string]any, target string) bool {
	if id, ok := strings.CutPrefix(target, "#"); ok {
		contained, _ := whole["contained"].([]any)
		return slices.ContainsFunc(contained, func(c any) bool { return c.(map[string]any)["id"] == id })
	}
	target = strings.TrimPrefix(target, testBases[ex]+"/")
	parts := strings.Split(target, "/")
	if len(parts) != 2 && (len(parts) != 4 || parts[2] != "_history") {
		return false
	}
	r := b.View(ex).Read(parts[0], parts[1])
	return r != nil && (len(parts) == 2 || parts[3] == strconv.Itoa(r.Version))
}

func factsOf(l *life, kind string) map[string]*Fact {
	all := map[string]*Fact{}
	for _, f := range l.facts {
		if f.Kind == kind && f.Status != "another person" && f.Status != "retracted" {
			all[f.What] = f
		}
	}
	return all
}

func TestLivesAreConsistent(t *testing.T) {
	needs := map[string][]string{
		catalogue.InsulinBasal.Term:   {catalogue.Type1Diabetes.Term},
		catalogue.InsulinBolus.Term:   {catalogue.Type1Diabetes.Term},
		catalogue.Metformin.Term:      {catalogue.Type2Diabetes.Term},
		catalogue.Levothyroxine.Term:  {catalogue.Hypothyroidism.Term},
		catalogue.Donepezil.Term:      {catalogue.Dementia.Term},
		catalogue.Tiotropium.Term:     {catalogue.COPD.Term},
		catalogue.Nitrofurantoin.Term: {catalogue.UTI.Term},
		catalogue.Apixaban.Term:       {catalogue.AtrialFib.Term},
		catalogue.Bisoprolol.Term:     {catalogue.AtrialFib.Term, catalogue.HeartFailure.Term},
		catalogue.Furosemide.Term:     {catalogue.HeartFailure.Term},
	}
	men, women := []string{catalogue.Prostate.Term}, []string{catalogue.Osteoporosis.Term, catalogue.BreastCancer.Term}
	for i, l := range everybody() {
		conditions, medicines, allergies := factsOf(l, "CONDITIONS"), factsOf(l, "MEDICATIONS"), factsOf(l, "ALLERGIES")
		for m := range medicines {
			if reasons := needs[m]; len(reasons) > 0 && !slices.ContainsFunc(reasons, func(r string) bool { return conditions[r] != nil }) {
				t.Errorf("person %d takes %s for nothing", i+1, m)
			}
		}
		for _, c := range append(men, women...) {
			if conditions[c] != nil && slices.Contains(men, c) != (l.p.Gender == "male") {
				t.Errorf("person %d is %s and has %s", i+1, l.p.Gender, c)
			}
		}
		if i >= len(demoNumbers) && allergies[catalogue.Penicillin.Term] != nil && (medicines[catalogue.Amoxicillin.Term] != nil || medicines[catalogue.Flucloxacillin.Term] != nil) {
			t.Errorf("person %d was given a penicillin", i+1)
		}
		if denial := allergies[catalogue.NoKnownAllergies.Term]; i >= len(demoNumbers) && denial != nil && len(allergies) > 2 {
			t.Errorf("person %d denies what is recorded", i+1)
		}
		checkDates(t, i, l)
	}
}

// checkDates holds that nothing was before birth, and nothing but a cancelled appointment after death.
func checkDates(t *testing.T, i int, l *life) {
	t.Helper()
	birth := l.p.Birth.Format(time.DateOnly)
	for _, f := range l.facts {
		if f.When != "" && f.When < birth[:min(len(birth), len(f.When))] && f.Status != "another person" {
			t.Errorf("person %d: %s at %s is before birth at %s", i+1, f.What, f.When, birth)
		}
		if !l.p.Died.IsZero() && len(f.When) >= 10 && f.When[:10] > day(l.p.Died) && f.Kind != "APPOINTMENTS" {
			t.Errorf("person %d: %s at %s is after death at %s", i+1, f.What, f.When, day(l.p.Died))
		}
		if f.When > day(testDay)+"T99" && f.Kind != "APPOINTMENTS" {
			t.Errorf("person %d: %s at %s has not happened yet", i+1, f.What, f.When)
		}
	}
}

func TestEveryResourceHasItsProvenance(t *testing.T) {
	settings := map[int][]string{
		NEL: {PrimaryCare, Acute, MentalHealth, Community, SocialCare}, SEL: {PrimaryCare, Acute, MentalHealth, Community},
		SWL: {PrimaryCare, Acute, Community}, NCL: {PrimaryCare, Acute, MentalHealth, SocialCare}, NWL: {Community, Urgent},
	}
	for _, l := range everybody()[:120] {
		for ex := range exchanges {
			for _, r := range l.held[ex].byID {
				var head struct {
					Meta struct {
						Tag       []struct{ System, Code string }
						Extension []struct {
							URL            string
							ValueReference struct{ Identifier struct{ Value string } }
						}
						LastUpdated string
					}
				}
				if err := json.Unmarshal(r.JSON, &head); err != nil {
					t.Fatal(err)
				}
				if r.Type == "Patient" {
					continue
				}
				if m := head.Meta; len(m.Tag) != 1 || !slices.Contains(settings[ex], m.Tag[0].Code) || len(m.Extension) != 1 || l.b.byODS[m.Extension[0].ValueReference.Identifier.Value].ex != ex {
					t.Fatalf("%s %s: %+v", IDs[ex], r.Type, m)
				}
				if at, err := time.Parse(time.RFC3339, head.Meta.LastUpdated); err != nil || !at.Equal(r.Updated) {
					t.Fatalf("%s %s: last updated %q", IDs[ex], r.Type, head.Meta.LastUpdated)
				}
			}
		}
	}
}

func TestOneLifeIsMadeOnceHoweverManyAsk(t *testing.T) {
	b := testBook(3, 300)
	var wg sync.WaitGroup
	got := make([]*life, 64)
	for n := range got {
		wg.Go(func() { got[n] = b.life(20) })
	}
	wg.Wait()
	for _, l := range got {
		if l != got[0] {
			t.Fatal("two lives of one person")
		}
	}
	for i := 1; i <= maxLives+20; i++ {
		b.life(i)
	}
	if n := b.cache.order.Len(); n != maxLives || len(b.cache.byKey) != maxLives {
		t.Errorf("%d lives are kept", n)
	}
}

func BenchmarkLife(b *testing.B) {
	book := testBook(0, 2000)
	b.ReportAllocs()
	for n := range b.N {
		book.live(11 + n%2000)
	}
}
