package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// Identify compares who the exchanges say the person with this NHS number is. answers are one for each exchange, to the
// Patient search; birthDate is the caller's, or zero. t decides what the rules of every section know of codes and words.
//
// The errors are PATIENT_NOT_FOUND (every exchange answered and none knows the number), RECORD_UNAVAILABLE with Sources
// (none that answered knows it, and at least one could not be asked in full) and BIRTH_DATE_MISMATCH (the caller's
// birth date agrees with no exchange that holds one).
func Identify(t *terminology.Terminology, nhs record.NHSNumber, birthDate record.PartialDate, answers []record.Answer) (*Patient, *record.Error) {
	return IdentifyFor(t, nhs, birthDate, answers, labelledRestricted(nhs, answers))
}

// labelledRestricted tells whether a Patient of this person is labelled so. It counts even where the birth date does not
// fit: most often the person is the same and the date mistyped, and to show a restricted record cannot be undone.
func labelledRestricted(nhs record.NHSNumber, answers []record.Answer) bool {
	return slices.ContainsFunc(answers, func(a record.Answer) bool {
		return slices.ContainsFunc(personsOf(nhs, a.Facts.Persons), (*record.Person).Restricted)
	})
}

// IdentifyFor is Identify for a caller of whom it is already decided whether the person's security labels leave no more
// than who it is (S04).
func IdentifyFor(t *terminology.Terminology, nhs record.NHSNumber, birthDate record.PartialDate, answers []record.Answer, restricted bool) (*Patient, *record.Error) {
	ordered := inOrder(answers)
	for i := range ordered { // a housemate who came along is nobody here
		ordered[i].Facts.Persons = personsOf(nhs, ordered[i].Facts.Persons)
	}
	claims := claimsOf(nhs, ordered)
	if len(claims) == 0 {
		return nil, unknown(ordered)
	}
	if !agreesWithAny(birthDate, claims) {
		return nil, record.Errorf(record.CodeBirthDateMismatch,
			"The date of birth does not agree with the one held under this NHS number. Please check both.")
	}
	p := &Patient{terms: termsOf(t), NHSNumber: nhs, Gender: record.UnknownGender, verdicts: map[record.ExchangeID]verdict{}}
	p.Restricted, p.Labelled = restricted, restricted || labelledRestricted(nhs, ordered)
	for _, a := range ordered {
		p.verdicts[a.Exchange.ID] = unasked(a)
	}
	reference, tied := referenceBirthDate(birthDate, claims)
	var kept []claim
	for _, c := range claims {
		if c.fits(reference, tied) {
			kept = append(kept, c)
			p.verdicts[c.exchange.ID] = verdictKnown
		} else {
			p.verdicts[c.exchange.ID] = verdictMismatch
		}
	}
	p.describe(kept)
	p.check(ordered, claims, kept, tied)
	p.Demographics = Complete(p, record.Demographics, p.Guard(ordered))
	return p, nil
}

// inOrder gives the answers in the region's order of exchanges.
func inOrder(answers []record.Answer) []record.Answer {
	out := slices.Clone(answers)
	slices.SortStableFunc(out, func(a, b record.Answer) int { return compareExchanges(a.Exchange, b.Exchange) })
	return out
}

// claim is what one exchange that knows the number says of the person, usually in one Patient.
type claim struct {
	exchange *record.Exchange
	persons  []*record.Person
	// birthDate is the most precise of its Patients' birth dates; zero when it holds none.
	birthDate record.PartialDate
	// divided tells that its own Patients hold different birth dates: it contradicts itself.
	divided bool
}

// claimsOf gives a claim for each exchange that holds a Patient with this number.
func claimsOf(nhs record.NHSNumber, answers []record.Answer) []claim {
	var claims []claim
	for _, a := range answers {
		persons := personsOf(nhs, a.Facts.Persons)
		if len(persons) == 0 {
			continue
		}
		c := claim{exchange: a.Exchange, persons: persons}
		for i, person := range persons {
			for _, other := range persons[:i] {
				c.divided = c.divided || !person.BirthDate.Agrees(other.BirthDate)
			}
			if person.BirthDate.Precision() > c.birthDate.Precision() {
				c.birthDate = person.BirthDate
			}
		}
		claims = append(claims, c)
	}
	return claims
}

// personsOf gives the Patients that carry the number, and those that replace them within their exchange, the most
// recently updated first.
func personsOf(nhs record.NHSNumber, persons []*record.Person) []*record.Person {
	replacing := map[string]bool{}
	for _, person := range persons {
		if person.Has(nhs) && person.ReplacedBy != "" {
			replacing[person.ReplacedBy] = true
		}
	}
	var out []*record.Person
	for _, person := range persons {
		if person.Has(nhs) || replacing[person.Source.Reference] {
			out = append(out, person)
		}
	}
	slices.SortFunc(out, comparePersons)
	return slices.CompactFunc(out, func(a, b *record.Person) bool { return comparePersons(a, b) == 0 })
}

// fits tells whether the exchange may be taken to mean the same person. One without a birth date neither agrees nor
// contradicts.
func (c claim) fits(reference record.PartialDate, tied bool) bool {
	switch {
	case c.divided:
		return false
	case c.birthDate.IsZero():
		return true
	}
	return !tied && c.birthDate.Agrees(reference)
}

// unknown is the error when no exchange that answered knows the number.
func unknown(answers []record.Answer) *record.Error {
	asked, unseen := false, len(answers) == 0
	for _, a := range answers {
		asked = asked || a.Outcome.State != record.StateNotConnected
		unseen = unseen || !a.Outcome.State.Seen()
	}
	if asked && !unseen {
		return record.Errorf(record.CodePatientNotFound, "No exchange holds a record under this NHS number.")
	}
	e := record.Errorf(record.CodeRecordUnavailable,
		"Not every exchange could be asked, and none that answered holds a record under this NHS number. This does not mean that there is none; please try again.")
	for _, a := range answers {
		s := status(a, 0)
		if s.State == record.StateComplete { // it answered, and named nobody who carries the number
			s.State = record.StatePatientUnknown
		}
		e.Sources = append(e.Sources, s)
	}
	return e
}
