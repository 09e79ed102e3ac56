package fhir

import "github.com/london-care-record/gateway/record"

type carePlan struct {
	resource
	Identifier            []identifier       `json:"identifier"`
	InstantiatesCanonical ignored            `json:"instantiatesCanonical"`
	InstantiatesURI       ignored            `json:"instantiatesUri"`
	BasedOn               ignored            `json:"basedOn"`
	Replaces              ignored            `json:"replaces"`
	PartOf                ignored            `json:"partOf"`
	Status                string             `json:"status"`
	Intent                string             `json:"intent"`
	Category              []codeableConcept  `json:"category"`
	Title                 string             `json:"title"`
	Description           string             `json:"description"`
	Subject               *reference         `json:"subject"`
	Encounter             ignored            `json:"encounter"`
	Period                *period            `json:"period"`
	Created               string             `json:"created"`
	Author                *reference         `json:"author"`
	Contributor           []reference        `json:"contributor"`
	CareTeam              ignored            `json:"careTeam"`
	Addresses             []reference        `json:"addresses"`
	SupportingInfo        ignored            `json:"supportingInfo"`
	Goal                  []reference        `json:"goal"`
	Activity              []carePlanActivity `json:"activity"`
	Note                  []annotation       `json:"note"`
}

type carePlanActivity struct {
	Progress  []annotation    `json:"progress"`
	Reference *reference      `json:"reference"`
	Detail    *activityDetail `json:"detail"`
}

type activityDetail struct {
	Code            *codeableConcept `json:"code"`
	Status          string           `json:"status"`
	DoNotPerform    bool             `json:"doNotPerform"`
	ScheduledTiming *timing          `json:"scheduledTiming"`
	ScheduledPeriod *period          `json:"scheduledPeriod"`
	ScheduledString string           `json:"scheduledString"`
	Description     string           `json:"description"`
}

// mapCarePlan reads a plan of care.
func mapCarePlan(m *mapper, r *carePlan) record.Facts {
	p := &record.CarePlan{
		Status:      enum(m, "status", r.Status, requestStatuses, record.RequestUnknown),
		Intent:      orElse(r.Intent, "unknown"),
		Categories:  m.conceptList(r.Category),
		Title:       record.Text(r.Title),
		Description: record.Text(r.Description),
		Period:      m.period("period", r.Period),
		Created:     m.date("created date", r.Created),
		Author:      m.practitioner(r.Author),
		Addresses:   textsOf(m.reasons(nil, r.Addresses)),
	}
	for i := range r.Goal {
		if said := m.goal(&r.Goal[i]); said != "" {
			p.Goals = append(p.Goals, said)
		}
	}
	m.about(r.Subject)
	who := append(one(r.Author), m.each(r.Contributor)...)
	m.begin(&p.Entry, record.CarePlans, told{recorders: who, recorded: p.Created})
	p.Identifiers = m.identifierList(r.Identifier)
	p.Notes = m.notes(r.Note)
	for i := range r.Activity {
		a := &r.Activity[i]
		p.Notes = append(p.Notes, m.notes(a.Progress)...)
		if activity := m.activity(a.Reference, a.Detail); activity != (record.CarePlanActivity{}) {
			p.Activities = append(p.Activities, activity)
		}
	}
	if p.Title == "" && p.Description == "" && len(p.Activities) == 0 {
		if p.Description = record.Text(m.narrative()); p.Description != "" {
			m.warn("The description is taken from the plan's narrative: the source gives it nowhere else.")
		}
	}
	p.Code = planCode(p)
	p.When = firstDate(startOf(p.Period), p.Created)
	p.StatusText = words(m.stock, p.Status)
	return record.Facts{CarePlans: []*record.CarePlan{p}}
}

// planCode names a plan: by its title, else its category, else its description.
func planCode(p *record.CarePlan) record.CodeableConcept {
	var c record.CodeableConcept
	if len(p.Categories) > 0 {
		c = p.Categories[0]
	}
	switch {
	case p.Title != "":
		c.Text, c.Worded = string(p.Title), true
	case !c.IsZero():
	case p.Description != "":
		c.Text = shorten(string(p.Description))
	default:
		c.Text = "Care plan"
	}
	return c
}

// goal says what a plan is to reach: the reference's display, else the goal's own description.
func (m *mapper) goal(r *reference) string {
	if r.Display != "" {
		return r.Display
	}
	there, ok := m.find(r)
	if !ok {
		return ""
	}
	return m.concept(look[struct {
		Description *codeableConcept `json:"description"`
	}](there).Description).Text
}

// activity reads one step of a plan, told in place or referred to.
func (m *mapper) activity(r *reference, d *activityDetail) record.CarePlanActivity {
	if d == nil {
		c := m.meaning(r)
		if c.IsZero() {
			return record.CarePlanActivity{}
		}
		return record.CarePlanActivity{Code: &c}
	}
	a := record.CarePlanActivity{
		Code: m.conceptOrNil(d.Code), Description: record.Text(d.Description), Status: record.Text(d.Status),
		Scheduled: record.Text(d.ScheduledString),
	}
	if a.Scheduled == "" {
		a.Scheduled = record.Text(joinWords(m.timing(d.ScheduledTiming), sayPeriod(m.period("scheduled period", d.ScheduledPeriod))))
	}
	if d.DoNotPerform {
		m.warn("DO NOT PERFORM: one of its activities is not to be done.")
		a.Status = record.Text(joinWords("do not perform", d.Status))
	}
	return a
}
