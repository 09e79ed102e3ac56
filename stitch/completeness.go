package stitch

import (
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// Complete says how complete one kind of a patient's record is, from the answers as Guard lets them in: the state and
// the number of source entries of each exchange, and a sentence.
func Complete(p *Patient, kind record.Kind, guarded []record.Answer) Completeness {
	counts := make([]int, len(guarded))
	for i, a := range guarded {
		counts[i] = p.count(a, kind)
	}
	return p.complete(kind, guarded, counts)
}

// complete is Complete with the entries already counted.
func (p *Patient) complete(kind record.Kind, guarded []record.Answer, counts []int) Completeness {
	c := Completeness{Sources: make([]record.SourceStatus, len(guarded))}
	for i, a := range guarded {
		c.Sources[i] = status(a, counts[i])
		c.hidden = c.hidden || a.Outcome.Hidden
	}
	return p.summed(kind, c)
}

// summed completes a completeness whose sources are known.
func (p *Patient) summed(kind record.Kind, c Completeness) Completeness {
	c.Complete = len(c.Sources) > 0
	for i := range c.Sources {
		c.Complete = c.Complete && c.Sources[i].State.Seen()
		if p.Restricted { // every exchange alike
			c.Sources[i] = record.SourceStatus{Exchange: c.Sources[i].Exchange, State: record.StateWithheld}
		}
	}
	c.Complete = c.Complete && !p.Restricted && !c.hidden
	c.Summary = p.sentence(kind, c)
	if c.hidden && !p.Restricted {
		c.Summary += hiddenSentence
	}
	return c
}

// hiddenSentence is said to those who may not know what is withheld, whether anything is or not: what they see is never
// called complete, and tells nothing.
const hiddenSentence = " This caller is not told of everything that policy withholds."

// status is how an exchange answered, and with how many entries.
func status(a record.Answer, entries int) record.SourceStatus {
	s := record.SourceStatus{
		Exchange:        a.Exchange,
		State:           a.Outcome.State,
		MissingSettings: a.Exchange.MissingSettings(),
		Count:           entries,
		FetchedAt:       a.Outcome.FetchedAt,
		Failure:         a.Outcome.Failure,
		Detail:          record.Text(detail(a.Outcome)),
	}
	if s.State == record.StateNotConnected {
		s.MissingSettings = record.CareSettings
		return s
	}
	if a.Outcome.Remembered && a.Outcome.Failure == "" { // it was not asked
		return s
	}
	ms := int(a.Outcome.Elapsed.Milliseconds())
	s.ElapsedMs = &ms
	return s
}

// detail is the outcome in its own words, else what was counted (S02, S09, S23); and what policy keeps back.
func detail(o record.Outcome) string {
	parts := countedParts(o)
	if o.Detail != "" {
		parts = []string{o.Detail}
	}
	if o.Withheld > 0 {
		parts = append(parts, counted(o.Withheld, "entry", "entries")+" withheld because of security labels")
	}
	return strings.Join(parts, "; ")
}

func countedParts(o record.Outcome) []string {
	var parts []string
	if o.Truncated {
		parts = append(parts, "the answer was cut off")
	}
	if o.Unreadable > 0 {
		parts = append(parts, counted(o.Unreadable, "part", "parts")+" could not be read")
	}
	if o.NotTheirs > 0 {
		parts = append(parts, counted(o.NotTheirs, "entry", "entries")+" of somebody else kept out")
	}
	return parts
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// count is the number of source entries that an exchange contributed to a kind, denials included.
func (p *Patient) count(a record.Answer, kind record.Kind) int {
	f := a.Facts
	switch kind {
	case record.Demographics:
		return len(f.Persons)
	case record.Alerts:
		return len(f.Alerts)
	case record.Allergies:
		return len(f.Allergies) + len(f.Negations)
	case record.Medications:
		return len(f.Medications)
	case record.Conditions:
		return len(f.Conditions)
	case record.Investigations:
		return len(investigationsIn(p.terms, a))
	case record.Observations:
		return len(observationsIn(p.terms, a))
	case record.Procedures:
		return len(f.Procedures)
	case record.Immunisations:
		return len(f.Immunisations)
	case record.Encounters:
		return len(f.Encounters)
	case record.Referrals:
		return len(f.Referrals)
	case record.Appointments:
		return len(f.Appointments)
	case record.Documents:
		return len(f.Documents)
	case record.Assessments:
		return len(f.Assessments)
	case record.CarePlans:
		return len(f.CarePlans)
	case record.CareTeams:
		return len(f.CareTeams)
	}
	return 0
}
