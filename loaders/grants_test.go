package loaders

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// TestS24_OnlyGrantsAreAskedWith goes through everything that the packages between a resolver and an exchange export: what
// gives an exchange's answer takes a grant and no NHS number.
func TestS24_OnlyGrantsAreAskedWith(t *testing.T) {
	grant, number := reflect.TypeFor[*access.Grant](), reflect.TypeFor[record.NHSNumber]()
	answers := []reflect.Type{reflect.TypeFor[record.Answer](), reflect.TypeFor[[]record.Answer](), reflect.TypeFor[hie.Answers](),
		reflect.TypeFor[*hie.PatientIndex](), number}
	found := map[string]bool{}
	for _, of := range []reflect.Type{reflect.TypeFor[*Set](), reflect.TypeFor[*hie.Source](), reflect.TypeFor[*hie.Region]()} {
		for m := range of.NumMethod() {
			method := of.Method(m)
			name := of.Elem().Name() + "." + method.Name
			var in, out []reflect.Type
			for i := 1; i < method.Type.NumIn(); i++ {
				in = append(in, method.Type.In(i))
			}
			for i := range method.Type.NumOut() {
				out = append(out, method.Type.Out(i))
			}
			gives := slices.ContainsFunc(out, func(t reflect.Type) bool { return slices.Contains(answers, t) })
			if !gives && name != "Set.Load" {
				continue
			}
			found[name] = true
			if !slices.Contains(in, grant) && !slices.Contains(in, reflect.SliceOf(grant)) {
				t.Errorf("%s takes no grant", name)
			}
			if slices.Contains(in, number) || slices.Contains(in, reflect.SliceOf(number)) {
				t.Errorf("%s takes NHS numbers", name)
			}
		}
	}
	for _, name := range []string{"Set.Load", "Set.Persons", "Set.Answers", "Source.Patients", "Source.Search", "Region.Launched"} {
		if !found[name] {
			t.Errorf("%s was not looked at", name)
		}
	}
}

// TestS24_AnExchangeIsAskedForWhatTheGrantAllowsOnly loads with grants of callers who see different kinds, together.
func TestS24_AnExchangeIsAskedForWhatTheGrantAllowsOnly(t *testing.T) {
	d, r := regions(t)
	people := numbers(t, d.Population()[:2])
	house := accesstest.Build(t, nil)
	open := func(role policy.Role, purpose policy.Purpose, n record.NHSNumber) *access.Grant {
		caller := access.Caller{Issuer: "i", Subject: "s", Role: role, Purpose: purpose, Unscoped: true, Launch: access.Launch{Person: n}}
		return house.Grants(caller, []record.NHSNumber{n}, record.Kinds)[0]
	}
	clerk := open(policy.PracticeAdministrator, policy.Administration, people[0])
	doctor := open(policy.Doctor, policy.DirectCare, people[1])
	alone := set(t.Context(), r, 10)
	if err := alone.Load([]*access.Grant{clerk}, record.Kinds); err != nil {
		t.Fatal(err)
	}
	for _, k := range record.Kinds {
		alone.Answers(clerk, k)
	}
	for _, e := range d.Exchanges() {
		for typ := range d.Requests(e.ID) {
			if !slices.Contains([]string{"total", "Patient", "ServiceRequest", "Appointment"}, typ) {
				t.Errorf("%s was asked for %s", e.ID, typ)
			}
		}
	}
	together := set(t.Context(), r, 10)
	if err := together.Load([]*access.Grant{clerk, doctor}, record.Kinds); err != nil {
		t.Fatal(err)
	}
	for _, a := range together.Answers(clerk, record.Encounters) {
		if a.Outcome.State != record.StateWithheld || a.Facts.Len() != 0 {
			t.Errorf("the clerk's answer of %s is %s", a.Exchange.ID, a.Outcome.State)
		}
	}
	seen := 0
	for _, a := range together.Answers(doctor, record.Encounters) {
		seen += a.Facts.Len()
	}
	if seen == 0 {
		t.Error("the doctor sees nothing")
	}
	for _, a := range set(t.Context(), r, 10).Answers(nil, record.Encounters) {
		if a.Outcome.State != record.StateNotConnected || a.Facts.Len() != 0 {
			t.Errorf("without a grant %s answers %s", a.Exchange.ID, a.Outcome.State)
		}
	}
}

// TestS25_ManyPeopleAreOneEntryIntoTheTrail counts how often the audit trail is written to for fifty people, asked for by
// two fields at once.
func TestS25_ManyPeopleAreOneEntryIntoTheTrail(t *testing.T) {
	d, r := regions(t)
	people := numbers(t, d.Population()[:50])
	var trail *counting
	house := accesstest.Build(t, func(s *access.Settings) { trail = &counting{Trail: s.Trail}; s.Trail = trail })
	s := NewSet(t.Context(), Config{Region: r, Door: house.Door, Limit: 50})
	for range 2 {
		openings, err := s.Admit(t.Context(), accesstest.Tester(), append(people[:50:50], people[7]), fourKinds)
		if err != nil || len(openings) != 51 || openings[50].Grant != openings[7].Grant {
			t.Fatal(err)
		}
		if err := s.Load(s.Grants(), fourKinds); err != nil {
			t.Fatal(err)
		}
	}
	if trail.calls != 1 || trail.decisions != 50 {
		t.Errorf("%d decisions in %d writes", trail.decisions, trail.calls)
	}
	outcomes := s.Outcomes(nil)
	if len(outcomes) != 50 {
		t.Errorf("%d outcomes", len(outcomes))
	}
	if err := house.Log.Conclude(t.Context(), outcomes...); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Admit(t.Context(), accesstest.Tester(), numbers(t, d.Population()[50:51]), nil); err == nil || !strings.Contains(err.Error(), "50") || trail.calls != 1 {
		t.Errorf("one too many: %v after %d writes", err, trail.calls)
	}
}
