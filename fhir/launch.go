package fhir

import (
	"context"

	"github.com/london-care-record/gateway/record"
)

// PatientByID asks for the one Patient resource of an id. Its answer holds no Patient but that one: a server may bring
// others along.
func (c *Client) PatientByID(ctx context.Context, id string) record.Answer {
	w := c.watch(ctx)
	ctx, release := c.holding(ctx)
	defer release()
	r := c.ask(ctx, w, enquiry{search: SearchPatient, param: "_id", values: []string{id}})
	l := &lookup{client: c, watch: w, index: newPatientIndex()}
	a := record.Answer{Exchange: c.config.Exchange}
	for _, p := range l.read(r) {
		if p.Source.Reference == "Patient/"+id {
			a.Facts.Persons = append(a.Facts.Persons, p)
		} else {
			l.foreign++
		}
	}
	a.Outcome = r.outcome(w, l.unreadable, l.foreign)
	return a
}
