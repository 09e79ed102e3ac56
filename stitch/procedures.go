package stitch

import "github.com/london-care-record/gateway/record"

// procedureRules: sure when code or words, own date or span, body sites, and whether it was done are equal. Undated ones
// are never joined.
var procedureRules = rules[*record.Procedure]{
	kind:       record.Procedures,
	copies:     copier[record.Procedure],
	when:       func(p *record.Procedure) record.PartialDate { return firstOf(p.Performed, p.Period) },
	rest:       procedureRest,
	same:       codeOrText[*record.Procedure]("same-code-same-date", "same-text-same-date"),
	contradict: contradictingCodes[*record.Procedure],
	likely:     likelyProcedures,
	fields: []field[*record.Procedure]{
		coded[*record.Procedure](),
		kept("status", func(p *record.Procedure) string { return string(p.Status) }),
		filled("statusReason", func(p *record.Procedure) **record.CodeableConcept { return &p.StatusReason }, conceptWords),
		filled("category", func(p *record.Procedure) **record.CodeableConcept { return &p.Category }, conceptWords),
		filled("performed", func(p *record.Procedure) *record.PartialDate { return &p.Performed }, dateWords),
		filled("period", func(p *record.Procedure) **record.Period { return &p.Period }, periodWords),
		filled("performers", func(p *record.Procedure) *[]record.Practitioner { return &p.Performers }, practitionersWords),
		filled("reasons", func(p *record.Procedure) *[]record.CodeableConcept { return &p.Reasons }, conceptsWords),
		filled("bodySites", func(p *record.Procedure) *[]record.CodeableConcept { return &p.BodySites }, conceptsWords),
		filled("outcome", func(p *record.Procedure) **record.CodeableConcept { return &p.Outcome }, conceptWords),
		filled("complications", func(p *record.Procedure) *[]record.CodeableConcept { return &p.Complications }, conceptsWords),
	},
}

func procedureRest(w *writer, p *record.Procedure) {
	w.effective(p.Performed, p.Period)
	if len(w.b) > 0 {
		w.next()
		w.raw(doneOrNot(p.Status))
		w.next()
		w.concepts(p.BodySites)
	}
}

// doneOrNot keeps what was not done apart from what was.
func doneOrNot(s record.EventStatus) string {
	if s == record.EventNotDone {
		return "not done"
	}
	return ""
}

// Procedures makes the procedures section.
func Procedures(p *Patient, answers []record.Answer, includeRetracted bool) *ProcedureList {
	rows, completeness := section(p, answers, procedureRules, func(f record.Facts) []*record.Procedure { return f.Procedures })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, procedureRules.likely)
	return &ProcedureList{Entries: rows, Completeness: completeness}
}
