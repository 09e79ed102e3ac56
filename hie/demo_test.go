package hie

import (
	"net/url"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/record"
)

// demoRegion starts the demo's exchanges and a region over them.
func demoRegion(t *testing.T, o Options, guard Guard, timeout time.Duration) (*demo.Region, *Region) {
	t.Helper()
	d, err := demo.New(demo.Options{Seed: 1, People: 200, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRegion(configsOf(t, d, guard, timeout), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, r
}

// configsOf says how the demo's exchanges are asked.
func configsOf(t *testing.T, d *demo.Region, guard Guard, timeout time.Duration) []Config {
	t.Helper()
	var configs []Config
	for _, e := range d.Exchanges() {
		base, err := url.Parse(e.URL)
		if err != nil {
			t.Fatal(err)
		}
		configs = append(configs, Config{URL: base, Style: Style(e.Search), GETOnly: e.GETOnly, Timeout: timeout, Guard: guard,
			Exchange: record.Exchange{ID: record.ExchangeID(e.ID), Kinds: record.Kinds, CareSettings: record.CareSettings}})
	}
	return configs
}

func TestS21_ADeadExchangeOfTheDemoIsLeftAloneAndComesBack(t *testing.T) {
	const nel = "NEL"
	guard := Guard{Breaker: Breaker{Failures: 3, Of: 6, Open: time.Hour}, Retry: Retry{Attempts: 1}}
	d, r := demoRegion(t, Options{}, guard, 200*time.Millisecond)
	for _, fault := range []string{"down", "hang", "error", "unavailable", "429"} {
		t.Run(fault, func(t *testing.T) {
			if err := d.SetFault(nel, demo.Fault{Kind: fault}); err != nil {
				t.Fatal(err)
			}
			grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
			s := r.Sources()[0]
			for range 3 {
				s.Patients(t.Context(), grants)
			}
			if h := r.Health(nel); h.Breaker != record.BreakerOpen || h.State != record.Down {
				t.Fatalf("after three failures the health is %+v", h)
			}
			d.ResetRequests()
			for range 50 {
				if a := s.Patients(t.Context(), grants).Answer(people[0]); a.Outcome.State != record.StateUnavailable {
					t.Fatalf("the state is %s", a.Outcome.State)
				}
			}
			if n := d.Requests(nel)["total"]; n != 0 {
				t.Errorf("an exchange that is left alone was sent %d requests", n)
			}
			for _, other := range r.Sources()[1:] {
				if a := other.Patients(t.Context(), grants).Answer(people[0]); a.Outcome.State.Failed() {
					t.Errorf("%s is %s: %s", other.Exchange().ID, a.Outcome.State, a.Outcome.Detail)
				}
			}

			if err := d.SetFault(nel, demo.Fault{Kind: "none"}); err != nil {
				t.Fatal(err)
			}
			r.Forget(nel)
			if a := s.Patients(t.Context(), grants).Answer(people[0]); a.Outcome.State.Failed() {
				t.Errorf("after it was forgotten the state is %s: %s", a.Outcome.State, a.Outcome.Detail)
			}
			if h := r.Health(nel); h.Breaker != record.BreakerClosed {
				t.Errorf("the breaker is %s", h.Breaker)
			}
		})
	}
}
