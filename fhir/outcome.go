package fhir

import (
	"fmt"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// outcome tells how a search was answered for one person: unreadable counts what could not be read of their entries,
// foreign the entries that came back and are nobody's who was asked about.
func (r *reply) outcome(w watch, unreadable, foreign int) record.Outcome {
	if r.failed != nil {
		return record.Outcome{State: r.failed.state, Detail: r.failed.detail, Elapsed: w.elapsed()}
	}
	o := record.Outcome{
		State: record.StateComplete, FetchedAt: r.at, Elapsed: w.elapsed(),
		Unreadable: r.unreadable + unreadable, NotTheirs: foreign, Truncated: r.truncated,
	}
	details := append([]string(nil), r.details...)
	if o.Unreadable > 0 {
		details = append(details, "sent "+counted(o.Unreadable, "entry or part of one", "entries or parts of them")+" that could not be read")
	}
	if foreign > 0 {
		details = append(details, "sent "+counted(foreign, "entry that is", "entries that are")+" not shown to be the person's, kept out")
	}
	if len(r.issues) > 0 {
		details = append(details, "warned that its answer may not be whole")
	}
	if len(details) > 0 {
		o.State = record.StatePartial
		o.Detail = strings.Join(details, "; ")
	}
	return o
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// absent turns the outcome of a search for somebody whom the exchange has no Patient for, and no entries, into what
// the Patient search said of them. A failure of the search itself stays what it is.
func absent(o, patient record.Outcome) record.Outcome {
	if o.State.Failed() {
		return o
	}
	o.State, o.Detail = patient.State, patient.Detail
	if patient.State.Failed() {
		o.FetchedAt = patient.FetchedAt
	}
	o.Truncated = o.Truncated && patient.State != record.StatePatientUnknown
	return o
}

// same gives every person the same outcome and nothing else.
func (c *Client) same(people []record.NHSNumber, o record.Outcome) map[record.NHSNumber]record.Answer {
	answers := make(map[record.NHSNumber]record.Answer, len(people))
	for _, n := range people {
		answers[n] = record.Answer{Exchange: c.config.Exchange, Outcome: o}
	}
	return answers
}
