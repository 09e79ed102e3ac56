package loaders

import (
	"net/url"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// rememberingRegion is the exchanges of another region behind a memory that keeps nothing fresh for less than the test takes.
func rememberingRegion(t *testing.T, d *demo.Region) *hie.Region {
	t.Helper()
	memory := hie.DefaultMemory
	memory.Fresh, memory.FreshStrict = 5*time.Minute, 5*time.Minute
	var configs []hie.Config
	for _, e := range d.Exchanges() {
		base, err := url.Parse(e.URL)
		if err != nil {
			t.Fatal(err)
		}
		configs = append(configs, hie.Config{URL: base, Style: hie.Style(e.Search), Timeout: 20 * time.Second,
			Exchange: record.Exchange{ID: record.ExchangeID(e.ID), Kinds: record.Kinds, CareSettings: record.CareSettings}})
	}
	r, err := hie.NewRegion(configs, hie.Options{Memory: &memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

func TestS24_WhatIsRememberedIsGivenAsFarAsTheOwnGrantGoes(t *testing.T) {
	memory := hie.DefaultMemory
	region := labelling(t, "", hie.Options{Memory: &memory})
	doctor := grantAs(t, policy.Doctor, policy.DirectCare)
	if a, _ := allergiesFor(t, region, doctor); len(a.Facts.Allergies) != 2 || a.Outcome.State != record.StateComplete {
		t.Fatalf("a doctor: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
	before := region.Health("NEL").RecentRequests
	if a, _ := allergiesFor(t, region, grantAs(t, policy.Pharmacist, policy.DirectCare)); len(a.Facts.Allergies) != 1 || a.Outcome.Withheld != 1 {
		t.Errorf("a pharmacist, of what a doctor was given: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
	if a, _ := allergiesFor(t, region, grantAs(t, policy.PracticeAdministrator, policy.Administration)); len(a.Facts.Allergies) != 0 || a.Outcome.State.Seen() && a.Outcome.State != record.StateNotConnected {
		t.Errorf("a practice administrator, of what a doctor was given: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
	if a, _ := allergiesFor(t, region, doctor); len(a.Facts.Allergies) != 2 {
		t.Errorf("a doctor, after the others: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
	if n := region.Health("NEL").RecentRequests; n != before {
		t.Errorf("what is remembered was asked for %d times", n-before)
	}
}

func TestFiftyPeopleOfWhomSomeAreRememberedCostAsManyRequestsAsOne(t *testing.T) {
	d, _ := regions(t)
	r := rememberingRegion(t, d)
	people := numbers(t, d.Population()[20:70])
	view := func(people []*access.Grant) {
		s := set(t.Context(), r, 100)
		if err := s.Load(people, fourKinds); err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			for _, k := range fourKinds {
				for _, a := range s.Answers(p, k) {
					if s := a.Outcome.State; !s.Seen() && s != record.StatePartial {
						t.Fatalf("%s answered %s: %s", a.Exchange.ID, a.Outcome.State, a.Outcome.Detail)
					}
				}
			}
		}
	}
	view(granted(t, people[:1]))
	limit := typesOf(fourKinds) + 1
	for range 2 {
		d.ResetRequests()
		view(granted(t, people))
		for _, e := range d.Exchanges() {
			if got := d.Requests(e.ID)["total"]; got > limit {
				t.Errorf("%s was asked %d times, more than %d: %v", e.ID, got, limit, d.Requests(e.ID))
			}
		}
	}
}
