package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Explain takes the record apart again, for safety review (S17): every row of the sections asked for, with the source
// entries that it is made of and the rules that joined them, and what came in and is in no row. answers are those of each
// kind, as its section takes them; a kind without answers is left out.
//
// Nothing is decided here: each section is made as it is shown, with everything in it that it can hold, while a witness
// looks on. What policy or the identity check keeps out of the sections is kept out here too.
func Explain(p *Patient, answers map[record.Kind][]record.Answer) *Stitching {
	s := &Stitching{}
	for _, kind := range record.Kinds {
		if given, ok := answers[kind]; ok {
			s.explain(p, kind, given)
		}
	}
	return s
}

// explain adds one kind.
func (s *Stitching) explain(p *Patient, kind record.Kind, given []record.Answer) {
	watched := *p
	watched.witness = newWitness()
	rows, completeness := everyRow[kind](&watched, given)
	told := watched.witness
	for _, row := range rows {
		s.Rows = append(s.Rows, explained(told, row, nil))
		s.Rows = append(s.Rows, explainedResults(told, row)...)
	}
	guarded := p.Guard(given)
	if kind == record.Allergies {
		s.Rows = append(s.Rows, explainedDenials(p.terms, guarded, told)...)
	}
	for i, a := range inOrder(given) {
		s.LeftOut = append(s.LeftOut, p.leftOut(kind, a, guarded[i], told.kept[a.Exchange.ID])...)
	}
	s.Kinds = append(s.Kinds, KindCoverage{Kind: kind, Completeness: completeness})
}

// explained takes one row apart. partOf is the id of the report that a result belongs to.
func explained(told *witness, row record.Row, partOf *string) StitchedRow {
	b := row.Base()
	r := StitchedRow{
		Entry: &b.ID, PartOf: partOf, Kind: b.Kind, Text: b.Code.Text, When: b.When, StatusText: b.StatusText,
		Retracted: row.Retracted(), Rule: b.MergedBy, Warnings: b.Warnings, Related: b.Related, Inputs: told.inputs[row],
	}
	for _, d := range b.Differences {
		r.Differences = append(r.Differences, d.Field)
	}
	return r
}

// explainedResults takes the results of a report apart, each as a row that names the report.
func explainedResults(told *witness, row record.Row) []StitchedRow {
	report, ok := row.(*record.Investigation)
	if !ok {
		return nil
	}
	var rows []StitchedRow
	for _, result := range report.Results {
		rows = append(rows, explained(told, result, &report.ID))
	}
	return rows
}

// everyRow makes the section of a kind with everything in it: retracted and inactive entries too.
var everyRow = map[record.Kind]func(*Patient, []record.Answer) ([]record.Row, Completeness){
	record.Alerts: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Alerts(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.Allergies: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Allergies(p, as, AllergyOptions{IncludeInactive: true, IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Medications: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Medications(p, as, MedicationOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Conditions: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Conditions(p, as, ConditionOptions{IncludeInactive: true, IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Investigations: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Investigations(p, as, InvestigationOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Observations: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Observations(p, as, ObservationOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Procedures: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Procedures(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.Immunisations: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Immunisations(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.Encounters: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Encounters(p, as, PeriodOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Referrals: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Referrals(p, as, ReferralOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Appointments: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Appointments(p, as, PeriodOptions{IncludeRetracted: true})
		return Rows(l.Entries), l.Completeness
	},
	record.Documents: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Documents(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.Assessments: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := Assessments(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.CarePlans: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := CarePlans(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
	record.CareTeams: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
		l := CareTeams(p, as, true)
		return Rows(l.Entries), l.Completeness
	},
}

// sameDenial is the rule that makes one denial of several: the same scope, and the same code or words.
const sameDenial = "same-scope-same-denial"

// explainedDenials takes the "no known ..." assertions apart. A denial is no entry, so that its row has no id.
func explainedDenials(t *terms, guarded []record.Answer, told *witness) []StitchedRow {
	asserted := map[*record.Provenance]*record.Negation{}
	for _, n := range assertedDenials(t, guarded) {
		for _, s := range n.Sources {
			asserted[s] = n
		}
	}
	var rows []StitchedRow
	for _, n := range denials(t, guarded) {
		row := StitchedRow{Kind: record.Allergies, Text: n.Code.Text, StatusText: "denied", Denies: &n.Scope}
		for i, source := range n.Sources {
			own := asserted[source]
			input := StitchedInput{Provenance: source, Codings: own.Code.Codings, SecurityLabels: own.SecurityLabels,
				StatusText: row.StatusText, Speaks: i == 0,
				Fields: []SaidField{{"code", own.Code.Text}, {"scope", string(own.Scope)}}}
			if len(n.Sources) > 1 {
				row.Rule, input.TiedBy = sameDenial, []string{sameDenial}
			}
			row.Inputs = append(row.Inputs, input)
			told.kept[source.Exchange.ID]++
		}
		rows = append(rows, row)
	}
	return rows
}

// witness sees what the rows of a section are made of, while they are made.
type witness struct {
	inputs map[record.Row][]StitchedInput
	// kept counts the entries of each exchange that came to be stitched, each once, however often it was told.
	kept map[record.ExchangeID]int
}

func newWitness() *witness {
	return &witness{inputs: map[record.Row][]StitchedInput{}, kept: map[record.ExchangeID]int{}}
}

// watch tells the patient's witness of the rows that groups of entries became.
func watch[T record.Row](p *Patient, r rules[T], entries []entry[T], groups []cluster[T], rows []T) {
	for _, e := range entries {
		if e.answer != nil { // a report's results came in with the report
			p.witness.kept[e.source.Exchange.ID]++
		}
	}
	for i, c := range groups {
		p.witness.inputs[rows[i]] = r.inputs(p, c)
	}
}

// inputs are the entries behind a row, in the order of its sources.
func (r rules[T]) inputs(p *Patient, c cluster[T]) []StitchedInput {
	byAge := newestSources(nil, c.entries)
	asserting, _ := r.voices(nil, byAge)
	ties := r.ties(p.terms, c)
	inputs := make([]StitchedInput, 0, len(c.entries))
	for _, e := range byAge {
		b := e.row.Base()
		input := StitchedInput{
			Provenance: e.source, When: b.When, StatusText: b.StatusText, Codings: b.Code.Codings, Warnings: oddDates(p, &e),
			Notes: b.Notes, SecurityLabels: b.SecurityLabels, Retracts: e.row.Retracted(), Speaks: e.number == asserting[0].number,
			TiedBy: ties[e.number],
		}
		for _, f := range r.fields {
			if words := f.words(e.row); words != "" {
				input.Fields = append(input.Fields, SaidField{f.name, words})
			}
		}
		if words := identifiersWords(b.Identifiers); words != "" {
			input.Fields = append(input.Fields, SaidField{"identifiers", words})
		}
		inputs = append(inputs, input)
	}
	return inputs
}

// ties names the rules by which each entry of a cluster is joined to another one of it, by the entry's number.
func (r rules[T]) ties(t *terms, c cluster[T]) map[int][]string {
	if len(c.entries) == 1 {
		return nil
	}
	ties := map[int][]string{}
	tie := func(number int, rule string) {
		if rule != "" && !slices.Contains(ties[number], rule) {
			ties[number] = append(ties[number], rule)
		}
	}
	part := slices.Clone(c.entries) // they get places of their own
	k := newKeyring(t)
	defer k.release()
	r.keys(k, part, k.everyone(len(part)))
	r.joins(k, part, func(rule string, i, j int) {
		tie(c.entries[i].number, rule)
		tie(c.entries[j].number, rule)
	})
	for _, e := range c.entries {
		tie(e.number, c.connected[e.number])
	}
	return ties
}

func identifiersWords(ids []record.Identifier) string {
	return listed(ids, func(id record.Identifier) string {
		if id.System == "" {
			return id.Value
		}
		return id.Value + " (" + id.System + ")"
	})
}
