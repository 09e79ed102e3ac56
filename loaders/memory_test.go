package loaders

import (
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/pipes"
	"github.com/london-care-record/gateway/record"
)

// remembering has a region remember what the exchanges answer for longer than a test takes.
func remembering() *hie.Memory {
	memory := hie.DefaultMemory
	memory.Fresh, memory.FreshStrict = 5*time.Minute, 5*time.Minute
	return &memory
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
	inBubble(t, func(t *testing.T, d *demo.Region, network *pipes.Network) {
		fiftyCostAsOneRemembered(t, d, regionOf(t, d, hie.Options{Memory: remembering(), Dial: network.Dial}, nil))
	})
}

func fiftyCostAsOneRemembered(t *testing.T, d *demo.Region, r *hie.Region) {
	t.Helper()
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
