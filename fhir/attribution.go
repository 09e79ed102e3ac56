package fhir

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Whose an entry is (S02). A search asks for some people, but what comes back decides: an entry is shown to nobody
// unless it points at the person itself, by a reference to a Patient that the exchange's own Patient search gave for
// their NHS number, or by the number. Everything else is kept out and counted.

// sorted is a reply's entries by the person whose they are.
type sorted struct {
	shares map[record.NHSNumber]*share
	// foreign counts entries of nobody who was asked about. They can't be laid to one person's account, and so stand in
	// everybody's: the server answered another question.
	foreign int
	// unverified counts entries that can't be told to be anybody's, because the Patient search failed.
	unverified int
	// unreadable are the entries of which not even the person could be read, by "Type/id".
	unreadable []string
	// unnumbered tells that an entry of somebody asked about names them by their Patient's id alone.
	unnumbered bool
}

// share is what is one person's.
type share struct {
	parts []part
	seen  map[string]bool
}

// part is one entry: its "Type/id", empty where it has no id, what it holds, and how much of it could not be read.
type part struct {
	key        string
	facts      *record.Facts
	unreadable int
}

func newSorted(people []record.NHSNumber) *sorted {
	s := &sorted{shares: make(map[record.NHSNumber]*share, len(people))}
	for _, n := range people {
		s.shares[n] = &share{}
	}
	return s
}

// sort maps the matches of a reply and gives each to those whose it is.
func (c *Client) sort(r *reply, search Search, people []record.NHSNumber, index *PatientIndex) *sorted {
	s := newSorted(people)
	in := c.surroundings(r)
	for i := range r.entries {
		e := &r.entries[i]
		if !e.match(search) {
			if r.matches == 0 && e.mode == "" {
				s.foreign++ // nothing was included with nothing: it answers another question
			}
			continue
		}
		if e.typ != string(search) {
			s.foreign++
			continue
		}
		m, err := e.mapped(in)
		if err != nil {
			s.unread(e.key())
			continue
		}
		s.give(&m, in.desk, people, index)
	}
	return s
}

// give lays a resource to the account of those whose it is.
func (s *sorted) give(m *Mapped, d *desk, people []record.NHSNumber, index *PatientIndex) {
	owners, named := index.ownersOf(m)
	var facts *record.Facts
	for _, n := range owners {
		share := s.shares[n]
		if share == nil {
			continue
		}
		if facts == nil {
			facts = &d.facts.take(1)[0]
			*facts = m.Facts
		}
		share.keep(part{key: m.key(d), facts: facts, unreadable: m.Unreadable})
	}
	switch {
	case facts != nil:
		s.unnumbered = s.unnumbered || m.unnumbered()
	case named && slices.ContainsFunc(people, index.unsure):
		s.unverified++
	default:
		s.foreign++
	}
}

// key gives a resource's "Type/id", empty where it has no id.
func (m *Mapped) key(d *desk) string {
	if m.ID == "" {
		return ""
	}
	return d.words.join(m.Type, '/', m.ID)
}

// keep takes an entry in, once: a page that shifts while it is read repeats entries.
func (s *share) keep(p part) {
	if p.key != "" {
		if s.seen[p.key] {
			return
		}
		if s.seen == nil {
			s.seen = map[string]bool{}
		}
		s.seen[p.key] = true
	}
	s.parts = append(s.parts, p)
}

// facts gives all that a share holds.
func (s *share) facts() record.Facts {
	var all record.Facts
	for _, p := range s.parts {
		all.Add(p.facts)
	}
	return all
}

// unreadable counts what could not be read of a person's entries.
func (s *share) unreadable() int {
	n := 0
	for _, p := range s.parts {
		n += p.unreadable
	}
	return n
}

// unread notes an entry of which not even the person could be read. One without an id is counted each time.
func (s *sorted) unread(key string) {
	if key == "" || !slices.Contains(s.unreadable, key) {
		s.unreadable = append(s.unreadable, key)
	}
}

// key gives an entry's "Type/id", empty where it has no id.
func (e *bundled) key() string {
	if e.id == "" {
		return ""
	}
	return e.typ + "/" + e.id
}

// unnumbered tells that a resource names nobody by NHS number.
func (m *Mapped) unnumbered() bool {
	return !slices.ContainsFunc(m.Subjects, func(subject record.Reference) bool {
		_, numbered := numberOf(subject.Identifier)
		return numbered
	})
}

// unsure tells that the exchange did not say whether it has a Patient for somebody, so that an entry with a reference
// to a Patient can't be told to be theirs, nor to be another's.
func (x *PatientIndex) unsure(n record.NHSNumber) bool {
	return !x.holds(n) && x.Answer(n).Outcome.State != record.StatePatientUnknown
}

// ownersOf gives those whom a resource is about, as far as the index knows them. A resource has one person; only an
// Appointment can be several people's, and is each one's. named tells that it names a person at all, known or not.
func (x *PatientIndex) ownersOf(m *Mapped) (owners []record.NHSNumber, named bool) {
	for i, subject := range m.Subjects {
		own := x.ownersOfSubject(subject)
		switch {
		case m.Type == "Appointment":
			for _, n := range own {
				owners = addSorted(owners, n)
			}
		case i == 0:
			owners = own // and not changed
		default: // subjects that do not agree are nobody's
			owners = slices.DeleteFunc(slices.Clone(owners), func(n record.NHSNumber) bool { return !slices.Contains(own, n) })
		}
	}
	return owners, len(m.Subjects) > 0
}

// ownersOfSubject gives those whom one reference is about. Where it names both a Patient and a number, both must be
// the same person's.
func (x *PatientIndex) ownersOfSubject(subject record.Reference) []record.NHSNumber {
	number, numbered := numberOf(subject.Identifier)
	if subject.Local == "" {
		if !numbered {
			return nil
		}
		return x.ownersOfNumber(number)
	}
	var byReference []record.NHSNumber
	if x != nil {
		byReference = x.owners[subject.Local]
	}
	if !numbered {
		return byReference
	}
	byNumber := x.ownersOfNumber(number)
	if len(byReference) > 0 {
		return common(byReference, byNumber)
	}
	// The Patient is none that the search by number gave. Only somebody without any Patient of their own can be meant.
	return slices.DeleteFunc(slices.Clone(byNumber), x.holds)
}

// ownersOfNumber gives those whose number it is: the person themselves, or whoever's Patient carries it too.
func (x *PatientIndex) ownersOfNumber(n record.NHSNumber) []record.NHSNumber {
	var owners []record.NHSNumber
	if x != nil {
		owners = slices.Clone(x.numbers[n])
	}
	return addSorted(owners, n)
}

// numberOf gives the NHS number of a logical reference.
func numberOf(i record.Identifier) (record.NHSNumber, bool) {
	if record.CanonicalSystem(i.System) != record.NHSNumberSystem {
		return "", false
	}
	n, err := record.ParseNHSNumber(i.Value)
	return n, err == nil
}

func common(a, b []record.NHSNumber) []record.NHSNumber {
	var both []record.NHSNumber
	for _, n := range a {
		if slices.Contains(b, n) {
			both = append(both, n)
		}
	}
	return both
}

// answers tells everybody how a search went for them and what it gave them.
func (q *question) answers(r *reply, s *sorted, people []record.NHSNumber, index *PatientIndex) map[record.NHSNumber]record.Answer {
	answers := make(map[record.NHSNumber]record.Answer, len(people))
	for _, n := range people {
		share := s.shares[n]
		o := r.outcome(q.watch, share.unreadable()+len(s.unreadable), s.foreign)
		switch {
		case index.holds(n):
		case len(share.parts) == 0:
			o = absent(o, index.Answer(n).Outcome)
		case s.unverified > 0:
			o = doubt(o, index.Answer(n).Outcome)
		}
		answers[n] = record.Answer{Exchange: q.client.config.Exchange, Outcome: o, Facts: share.facts()}
	}
	return answers
}

// doubt marks an answer beside which entries were kept out because the Patient search failed.
func doubt(o, patient record.Outcome) record.Outcome {
	return o.Join(record.Outcome{State: patient.State, Detail: patient.Detail})
}
