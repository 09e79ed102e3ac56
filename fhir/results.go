package fhir

import (
	"context"

	"github.com/london-care-record/gateway/record"
)

const (
	// resultBatch is how many results are fetched in one request, maxResultBatches how many requests there may be.
	resultBatch      = 100
	maxResultBatches = 20
	// resultRounds bounds how far results are followed: a report's panel, and the panel's members.
	resultRounds = 2
)

const searchObservation Search = "Observation"

// Results fetches the results that people's reports and panels point to and that their observations do not hold:
// results that can be reached only through their report. It asks for all people at once (Observation?_id=a,b,c).
//
// What comes is checked: a result about somebody else is kept out and counted; one about nobody is the report's person's.
// Results that the server does not give make the answer PARTIAL. There is an answer for everybody in reports; who needs
// nothing is answered as their reports were.
func (c *Client) Results(ctx context.Context, reports, observations map[record.NHSNumber]record.Answer, patients func() *PatientIndex) map[record.NHSNumber]record.Answer {
	ctx, release := c.holding(ctx)
	defer release()
	f := &resultFetch{client: c, watch: c.watch(ctx), people: map[record.NHSNumber]*results{}}
	for n, a := range reports {
		f.people[n] = wanted(a.Facts, observations[n].Facts)
	}
	for range resultRounds {
		byID := f.wanted()
		if len(byID) == 0 {
			break
		}
		f.fetch(ctx, byID, patients())
	}
	answers := make(map[record.NHSNumber]record.Answer, len(reports))
	for n, a := range reports {
		answers[n] = record.Answer{Exchange: c.config.Exchange, Outcome: f.outcome(n, a.Outcome), Facts: f.people[n].facts}
	}
	return answers
}

// results are one person's.
type results struct {
	// held are those at hand, or asked for already; wanted those still to be asked for.
	held   map[string]bool
	wanted []string
	// missing are those asked for and not given.
	missing             map[string]bool
	facts               record.Facts
	unreadable, foreign int
}

// wanted finds the results that reports and panels point to and that are not at hand.
func wanted(reports, observations record.Facts) *results {
	r := &results{held: map[string]bool{}, missing: map[string]bool{}}
	for _, facts := range []record.Facts{reports, observations} {
		for _, o := range facts.Observations {
			r.held[o.Source().Reference] = true
		}
	}
	for _, i := range reports.Investigations {
		r.want(i.ResultReferences)
	}
	for _, o := range observations.Observations {
		r.want(o.MemberReferences)
	}
	return r
}

func (r *results) want(references []record.Reference) {
	for _, ref := range references {
		if localRef(ref.Local, "Observation") && !r.held[ref.Local] {
			r.held[ref.Local] = true
			r.wanted = append(r.wanted, ref.Local)
		}
	}
}

// resultFetch is one call of Results.
type resultFetch struct {
	client *Client
	watch  watch
	people map[record.NHSNumber]*results
	// replies are all that came, for what they say of the whole; cut tells that more was wanted than is asked for.
	replies []*reply
	cut     bool
}

// wanted gives who wants which results, and notes that they have been asked for.
func (f *resultFetch) wanted() map[string][]record.NHSNumber {
	byID := map[string][]record.NHSNumber{}
	for n, r := range f.people {
		for _, ref := range r.wanted {
			byID[ref] = addSorted(byID[ref], n)
			r.missing[ref] = true
		}
		r.wanted = nil
	}
	return byID
}

func (f *resultFetch) fetch(ctx context.Context, byID map[string][]record.NHSNumber, index *PatientIndex) {
	batches := f.batches(byID)
	replies := make([]*reply, len(batches))
	var all crew
	for i, ids := range batches {
		// One place more than can come, so that a full page is not taken for a cut one.
		e := enquiry{search: searchObservation, param: "_id", values: ids, count: len(ids) + 1}
		all.Go(func() { replies[i] = f.client.ask(ctx, f.watch, e) })
	}
	all.Wait()
	for _, r := range replies {
		f.take(r, byID, index)
	}
	f.replies = append(f.replies, replies...)
}

func (f *resultFetch) batches(byID map[string][]record.NHSNumber) [][]string {
	var ids []string
	for ref := range byID {
		ids = addSorted(ids, ref[len("Observation/"):])
	}
	var batches [][]string
	for len(ids) > 0 {
		if len(batches) == maxResultBatches {
			f.cut = true
			break
		}
		n := min(resultBatch, len(ids))
		batches, ids = append(batches, ids[:n]), ids[n:]
	}
	return batches
}

// take gives the results of a reply to those whose reports point to them.
func (f *resultFetch) take(r *reply, byID map[string][]record.NHSNumber, index *PatientIndex) {
	in := f.client.surroundings(r)
	for i := range r.entries {
		e := &r.entries[i]
		takers := byID[e.typ+"/"+e.id]
		if len(takers) == 0 || !e.match(searchObservation) {
			continue // not asked for: what was asked for and did not come is counted as missing
		}
		m, err := e.mapped(in)
		for _, n := range takers {
			own := f.people[n]
			if !own.missing[e.typ+"/"+e.id] {
				continue // came twice
			}
			delete(own.missing, e.typ+"/"+e.id)
			switch {
			case err != nil:
				own.unreadable++
			case !index.hangsOn(&m, n, len(takers)):
				own.foreign++
			default:
				own.take(m)
			}
		}
	}
}

// hangsOn tells whether a result is the person's whose report points to it: it says so, or it names nobody and nobody
// else's report points to it.
func (x *PatientIndex) hangsOn(m *Mapped, n record.NHSNumber, takers int) bool {
	owners, named := x.ownersOf(m)
	if !named {
		return takers == 1
	}
	for _, owner := range owners {
		if owner == n {
			return true
		}
	}
	return false
}

func (r *results) take(m Mapped) {
	r.facts.Add(&m.Facts)
	r.unreadable += m.Unreadable
	for _, o := range m.Facts.Observations {
		r.want(o.MemberReferences)
	}
}

// outcome tells how the fetching went for one person.
func (f *resultFetch) outcome(n record.NHSNumber, reports record.Outcome) record.Outcome {
	own := f.people[n]
	if own.facts.Len()+len(own.missing)+own.unreadable+own.foreign == 0 {
		return record.Outcome{State: reports.State, FetchedAt: reports.FetchedAt, Detail: reports.Detail}
	}
	var o record.Outcome
	for _, r := range f.replies {
		o = o.Join(r.outcome(f.watch, 0, 0))
	}
	rest := &reply{at: o.FetchedAt}
	if n := len(own.missing); n > 0 && !o.State.Failed() {
		rest.note("did not give " + counted(n, "result", "results") + " that its reports point to")
	}
	if f.cut {
		rest.truncate("its reports point to more results than the gateway fetches")
	}
	if o.State.Failed() {
		return o
	}
	return o.Join(rest.outcome(f.watch, own.unreadable, own.foreign))
}
