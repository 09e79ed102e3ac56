package loaders

import (
	"bytes"
	"context"
	"log"
	"net/url"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/graph-gophers/dataloader/v7"
	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/pipes"
	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// regions starts a demo region and a registry over it.
func regions(t *testing.T) (*demo.Region, *hie.Region) {
	t.Helper()
	d := demoOf(t, demo.Options{})
	return d, regionOf(t, d, hie.Options{}, nil)
}

// demoOf starts a demo region that ends with the test.
func demoOf(t *testing.T, o demo.Options) *demo.Region {
	t.Helper()
	o.Seed, o.People, o.NoLatency = 1, 200, true
	d, err := demo.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// regionOf makes a registry over a demo region, whose configuration change may change.
func regionOf(t *testing.T, d *demo.Region, o hie.Options, change func(demo.Exchange, *hie.Config)) *hie.Region {
	t.Helper()
	var configs []hie.Config
	for _, e := range d.Exchanges() {
		base, err := url.Parse(e.URL)
		if err != nil {
			t.Fatal(err)
		}
		c := hie.Config{URL: base, Style: hie.Style(e.Search), Timeout: 20 * time.Second,
			Exchange: record.Exchange{ID: record.ExchangeID(e.ID), Kinds: record.Kinds, CareSettings: record.CareSettings}}
		if change != nil {
			change(e, &c)
		}
		configs = append(configs, c)
	}
	r, err := hie.NewRegion(configs, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// set makes a set for one operation.
func set(ctx context.Context, r *hie.Region, limit int) *Set {
	return NewSet(ctx, Config{Region: r, Limit: limit})
}

// granted gives grants for whole records of these people.
func granted(t *testing.T, people []record.NHSNumber) []*access.Grant {
	t.Helper()
	return accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
}

func numbers(t *testing.T, texts []string) []record.NHSNumber {
	t.Helper()
	people := make([]record.NHSNumber, len(texts))
	for i, s := range texts {
		n, err := record.ParseNHSNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		people[i] = n
	}
	return people
}

var fourKinds = []record.Kind{record.Allergies, record.Medications, record.Conditions, record.Immunisations}

// typesOf counts the different searches of some kinds.
func typesOf(kinds []record.Kind) int {
	seen := map[hie.Search]bool{}
	for _, k := range kinds {
		for _, s := range hie.SearchesOf(k) {
			seen[s] = true
		}
	}
	return len(seen)
}

func TestFiftyPeopleCostAsManyRequestsAsOne(t *testing.T) {
	inBubble(t, func(t *testing.T, d *demo.Region, network *pipes.Network) {
		fiftyCostAsOne(t, d, regionOf(t, d, hie.Options{Dial: network.Dial}, nil))
	})
}

func fiftyCostAsOne(t *testing.T, d *demo.Region, r *hie.Region) {
	t.Helper()
	limit := typesOf(fourKinds) + 1
	for _, n := range []int{1, 50} {
		people := granted(t, numbers(t, d.Population()[20:20+n]))
		warm := set(t.Context(), r, 100) // an exchange that is asked in local style learns its own ids first
		if err := warm.Load(people, nil); err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			warm.Persons(p)
		}
		d.ResetRequests()
		s := set(t.Context(), r, 100)
		if err := s.Load(people, fourKinds); err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			for _, k := range fourKinds {
				for _, a := range s.Answers(p, k) {
					if s := a.Outcome.State; !s.Seen() && s != record.StatePartial { // an odd date is PARTIAL
						t.Fatalf("%s answered %s: %s", a.Exchange.ID, a.Outcome.State, a.Outcome.Detail)
					}
				}
			}
		}
		for _, e := range d.Exchanges() {
			if got := d.Requests(e.ID)["total"]; got > limit {
				t.Errorf("%d people: %s was asked %d times, more than %d: %v", n, e.ID, got, limit, d.Requests(e.ID))
			}
		}
	}
}

func TestEverybodyGetsTheirOwnAnswer(t *testing.T) {
	d, r := regions(t)
	people := numbers(t, d.Population()[:60])
	together := set(t.Context(), r, 100)
	grants := granted(t, people)
	mixed := slices.Clone(grants)
	slices.Reverse(mixed)
	if err := together.Load(mixed, fourKinds); err != nil {
		t.Fatal(err)
	}
	for _, p := range grants[:20] {
		alone := set(t.Context(), r, 1)
		if err := alone.Load([]*access.Grant{p}, fourKinds); err != nil {
			t.Fatal(err)
		}
		for _, k := range fourKinds {
			got, want := together.Answers(p, k), alone.Answers(p, k)
			for i := range want {
				if references(got[i]) != references(want[i]) {
					t.Errorf("%s of exchange %s: together %s, alone %s", k, want[i].Exchange.ID, references(got[i]), references(want[i]))
				}
			}
		}
		for _, a := range together.Persons(p) {
			for _, person := range a.Facts.Persons {
				if !person.Has(p.Person()) {
					t.Error("somebody else was given as the person")
				}
			}
		}
	}
}

func references(a record.Answer) string {
	var refs []string
	add := func(e *record.Entry) { refs = append(refs, e.Source().Reference) }
	for _, x := range a.Facts.Allergies {
		add(x.Base())
	}
	for _, x := range a.Facts.Medications {
		add(x.Base())
	}
	for _, x := range a.Facts.Conditions {
		add(x.Base())
	}
	slices.Sort(refs)
	var b bytes.Buffer
	for _, x := range refs {
		b.WriteString(x + " ")
	}
	return b.String()
}

func TestTheOperationsContextRulesAndNotTheFirstCallers(t *testing.T) {
	d, r := regions(t)
	people := granted(t, numbers(t, d.Population()[:2]))
	ctx, cancel := context.WithCancel(t.Context())
	s := set(ctx, r, 10)
	for _, e := range d.Exchanges() {
		if err := d.SetFault(e.ID, demo.Fault{Kind: "slow", LatencyMs: 60_000}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Load(people, []record.Kind{record.Allergies}); err != nil {
		t.Fatal(err)
	}
	cancel() // the operation ends: everybody who waits gets an answer at once
	for _, a := range s.Answers(people[1], record.Allergies) {
		if a.Outcome.State.Seen() || a.Outcome.State == "" {
			t.Errorf("%s answered %q after the operation had ended", a.Exchange.ID, a.Outcome.State)
		}
	}
}

func TestNobodyWaitsForAWindow(t *testing.T) {
	old := waitNet
	waitNet = time.Hour // a batch that waited would not end before the test does
	t.Cleanup(func() { waitNet = old })
	d, r := regions(t)
	for _, n := range []int{1, 7} {
		people := granted(t, numbers(t, d.Population()[:n]))
		s := set(t.Context(), r, 10)
		if err := s.Load(people, []record.Kind{record.Allergies}); err != nil {
			t.Fatal(err)
		}
		s.Answers(people[0], record.Allergies)
		s.Answers(people[n-1], record.Conditions) // not loaded ahead
		s.Persons(people[n-1])
	}
}

func TestPeopleOfTwoRootFieldsAreAskedOnce(t *testing.T) {
	d, r := regions(t)
	people := granted(t, numbers(t, d.Population()[:4]))
	s := set(t.Context(), r, 4)
	if err := s.Load(people[:3], nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Load([]*access.Grant{people[1], people[3], people[3]}, []record.Kind{record.Alerts}); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		s.Persons(p)
		s.Answers(p, record.Alerts)
	}
	for _, e := range d.Exchanges() {
		if got := d.Requests(e.ID)["Patient"]; got > 2 {
			t.Errorf("%s was asked %d times for two cohorts", e.ID, got)
		}
	}
}

func TestTooManyPeopleAreRefusedBeforeAnythingIsAsked(t *testing.T) {
	d, r := regions(t)
	s := set(t.Context(), r, 3)
	err := s.Load(granted(t, numbers(t, d.Population()[:4])), nil)
	if err == nil || err.Code != record.CodeTooManyPatients {
		t.Fatalf("the error is %v", err)
	}
	for _, e := range d.Exchanges() {
		if n := d.Requests(e.ID)["total"]; n != 0 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
}

func TestS19_AKindThatIsNotSharedIsNotConnectedAndNotAsked(t *testing.T) {
	d, r := regions(t)
	for _, source := range r.Sources() {
		source.Exchange().Kinds = []record.Kind{record.Conditions}
	}
	people := granted(t, numbers(t, d.Population()[:1]))
	s := set(t.Context(), r, 1)
	if err := s.Load(people, []record.Kind{record.Allergies}); err != nil {
		t.Fatal(err)
	}
	for _, a := range s.Answers(people[0], record.Allergies) {
		if a.Outcome.State != record.StateNotConnected {
			t.Errorf("%s answered %s", a.Exchange.ID, a.Outcome.State)
		}
	}
	for _, e := range d.Exchanges() {
		if n := d.Requests(e.ID)["AllergyIntolerance"]; n != 0 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
}

// TestS26_FaultsOfABatchTellNoKeys runs the faults that the dataloader library answers with texts that hold the keys,
// or with a panic of the caller.
func TestS26_FaultsOfABatchTellNoKeys(t *testing.T) {
	var written bytes.Buffer
	log.SetOutput(&written)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	people := []record.NHSNumber{"9990000018", "9990000026"}
	good := func(keys []record.NHSNumber) []*dataloader.Result[*value] {
		results := make([]*dataloader.Result[*value], len(keys))
		for i := range keys {
			results[i] = &dataloader.Result[*value]{Data: &value{answer: record.Answer{Outcome: record.Outcome{State: record.StateComplete}}}}
		}
		return results
	}
	for name, batch := range map[string]func([]record.NHSNumber) []*dataloader.Result[*value]{
		"panic":      func(keys []record.NHSNumber) []*dataloader.Result[*value] { panic(keys) },
		"too few":    func(keys []record.NHSNumber) []*dataloader.Result[*value] { return good(keys)[:1] },
		"too many":   func(keys []record.NHSNumber) []*dataloader.Result[*value] { return append(good(keys), good(keys)...) },
		"nil":        func([]record.NHSNumber) []*dataloader.Result[*value] { return nil },
		"nil result": func(keys []record.NHSNumber) []*dataloader.Result[*value] { r := good(keys); r[0] = nil; return r },
		"error": func(keys []record.NHSNumber) []*dataloader.Result[*value] {
			r := good(keys)
			r[0].Error = record.Errorf(record.CodeInternal, "about %s", keys[0])
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLoader(t.Context(), people, batch)
			if got := l.value(people[0]); got.answer.Outcome.State != "" {
				t.Errorf("a fault gave %v", got.answer.Outcome)
			}
		})
	}
	if written.Len() > 0 {
		t.Errorf("the standard log was written to: %d bytes", written.Len())
	}
}
