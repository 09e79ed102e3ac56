package loaders

import (
	"slices"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// shown gives an exchange's answer for a kind with the entries that the grant lets be seen. Those whose security labels
// keep them back are counted where the caller may know of them; where not, the answer says, whether there are any or not,
// that such entries would be missing.
func shown(g *access.Grant, kind record.Kind, a record.Answer) record.Answer {
	if a.Outcome.State == record.StateNotConnected || a.Outcome.State == record.StateWithheld {
		return a
	}
	s := &sieve{grant: g, kind: kind, exchange: a.Exchange.ID}
	before := a.Facts.Len()
	a.Facts = s.facts(a.Facts)
	a.Outcome.Hidden = s.hides()
	if s.withheld == 0 {
		return a
	}
	a.Outcome.Withheld = s.withheld
	a.Outcome.State = record.Worse(a.Outcome.State, record.StatePartial)
	if a.Facts.Len() == 0 && s.withheld == before {
		a.Outcome.State = record.Worse(a.Outcome.State, record.StateWithheld)
	}
	return a
}

// sieve holds entries back.
type sieve struct {
	grant    *access.Grant
	kind     record.Kind
	exchange record.ExchangeID
	withheld int
}

// probes stand for the labels that a policy may keep back.
var probes = []record.Coding{
	{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"},
	{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "V"},
	{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: "SDV"},
	{System: "urn:label", Code: "of a local system"},
}

// hides tells whether entries of some label would be left out without a word.
func (s *sieve) hides() bool {
	return slices.ContainsFunc(probes, func(label record.Coding) bool {
		labels := []record.Coding{label}
		return !s.grant.AllowsLabels(s.kind, s.exchange, labels) && !s.grant.Withheld(s.kind, s.exchange, labels)
	})
}

// keeps tells whether an entry with these labels is held back.
func (s *sieve) keeps(labels []record.Coding) bool {
	if len(labels) == 0 || s.grant.AllowsLabels(s.kind, s.exchange, labels) {
		return false
	}
	if s.grant.Withheld(s.kind, s.exchange, labels) {
		s.withheld++
	}
	return true
}

func (s *sieve) facts(f record.Facts) record.Facts {
	f.Investigations, f.Observations = s.reports(f.Investigations, f.Observations)
	f.Alerts, f.Allergies = sift(s, f.Alerts), sift(s, f.Allergies)
	f.Negations = siftBy(s, f.Negations, func(n *record.Negation) []record.Coding { return n.SecurityLabels })
	f.Medications, f.Conditions = sift(s, f.Medications), sift(s, f.Conditions)
	f.Procedures = sift(s, f.Procedures)
	f.Immunisations, f.Encounters = sift(s, f.Immunisations), sift(s, f.Encounters)
	f.Referrals, f.Appointments = sift(s, f.Referrals), sift(s, f.Appointments)
	f.Documents, f.Assessments = sift(s, f.Documents), sift(s, f.Assessments)
	f.CarePlans, f.CareTeams = sift(s, f.CarePlans), sift(s, f.CareTeams)
	return f
}

// reports holds back reports and panels with the results that they point to, which would tell as much: the label is on the
// report alone where a laboratory labels what was asked for. A report that is shown loses those of its own results that
// carry a label.
func (s *sieve) reports(reports []*record.Investigation, results []*record.Observation) ([]*record.Investigation, []*record.Observation) {
	var shown []*record.Investigation
	var named []record.Reference
	for _, r := range reports {
		if s.keeps(r.SecurityLabels) {
			named = append(named, r.ResultReferences...)
			continue
		}
		if own := sift(s, r.Results); len(own) != len(r.Results) {
			lesser := *r
			lesser.Results = own
			r = &lesser
		}
		shown = append(shown, r)
	}
	kept := sift(s, results)
	if len(kept) < len(results) {
		left := map[*record.Observation]bool{}
		for _, o := range kept {
			left[o] = true
		}
		for _, o := range results {
			if !left[o] {
				named = append(named, o.MemberReferences...)
			}
		}
	}
	return shown, unnamed(kept, named)
}

// unnamed gives the results that these references do not lead to, directly or by a panel.
func unnamed(results []*record.Observation, named []record.Reference) []*record.Observation {
	if len(named) == 0 {
		return results
	}
	members := map[string][]record.Reference{}
	for _, o := range results {
		members[o.Source().Reference] = append(members[o.Source().Reference], o.MemberReferences...)
	}
	gone := map[string]bool{}
	for len(named) > 0 {
		ref := named[0].Local
		if named = named[1:]; ref != "" && !gone[ref] {
			gone[ref], named = true, append(named, members[ref]...)
		}
	}
	return slices.DeleteFunc(slices.Clone(results), func(o *record.Observation) bool { return gone[o.Source().Reference] })
}

func sift[T record.Row](s *sieve, entries []T) []T {
	return siftBy(s, entries, func(e T) []record.Coding { return e.Base().SecurityLabels })
}

// siftBy gives the entries that are not held back. Answers are shared, so that the list itself stays as it is.
func siftBy[T any](s *sieve, entries []T, labels func(T) []record.Coding) []T {
	for i, e := range entries {
		if !s.keeps(labels(e)) {
			continue
		}
		kept := slices.Clone(entries[:i])
		for _, e := range entries[i+1:] {
			if !s.keeps(labels(e)) {
				kept = append(kept, e)
			}
		}
		return kept
	}
	return entries
}
