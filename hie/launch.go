package hie

import (
	"context"
	"strings"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// Launched asks an exchange whose Patient a launch reference names, with a grant of Door.ResolveLaunch. It gives the
// person's one NHS number, and how the exchange answered. The error is RECORD_UNAVAILABLE when the exchange could not be
// asked, and FORBIDDEN when it has no such Patient, or one that is not one person's: a launch on somebody else would be
// worse than none.
func (r *Region) Launched(ctx context.Context, g *access.Grant, launch access.Launch) (record.NHSNumber, record.Outcome, error) {
	for _, s := range r.sources {
		if s.exchange.ID == launch.Exchange && g.Allows(record.Demographics, s.exchange.ID) {
			a := s.patient(ctx, strings.TrimPrefix(launch.Reference, "Patient/"))
			n, err := launchedOn(a)
			return n, a.Outcome, err
		}
	}
	return "", record.Outcome{State: record.StateNotConnected}, record.Errorf(record.CodeForbidden, "The exchange that the token names for the person may not be asked.")
}

// patient asks for one Patient by its id. Nobody is known yet, so that spans and figures count one person.
func (s *Source) patient(ctx context.Context, id string) record.Answer {
	const unknown record.NHSNumber = ""
	return s.askNow(ctx, question{search: SearchPatients, people: []record.NHSNumber{unknown},
		ask: func(ctx context.Context, _ []record.NHSNumber) pieces {
			return pieces{unknown: {answer: s.client.PatientByID(ctx, id)}}
		}})[unknown].answer
}

func launchedOn(a record.Answer) (record.NHSNumber, error) {
	persons := a.Facts.Persons
	switch {
	case len(persons) == 1 && len(persons[0].NHSNumbers) == 1:
		return persons[0].NHSNumbers[0], nil
	case !a.Outcome.State.Seen():
		return "", record.Errorf(record.CodeRecordUnavailable,
			"The person on whom the record was opened could not be looked up, because the exchange that the token names gave no full answer. Please try again.")
	}
	return "", record.Errorf(record.CodeForbidden, "The token names a Patient that the exchange does not hold, or that is not one person's.")
}
