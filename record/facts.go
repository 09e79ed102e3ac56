package record

import "slices"

// Facts are source entries of one person from one exchange, by kind.
type Facts struct {
	Persons        []*Person        `json:"persons,omitempty"`
	Alerts         []*Alert         `json:"alerts,omitempty"`
	Allergies      []*Allergy       `json:"allergies,omitempty"`
	Negations      []*Negation      `json:"negations,omitempty"`
	Medications    []*Medication    `json:"medications,omitempty"`
	Conditions     []*Condition     `json:"conditions,omitempty"`
	Investigations []*Investigation `json:"investigations,omitempty"` // reports and imaging studies
	Observations   []*Observation   `json:"observations,omitempty"`   // all of them, a report's results too
	Procedures     []*Procedure     `json:"procedures,omitempty"`
	Immunisations  []*Immunisation  `json:"immunisations,omitempty"`
	Encounters     []*Encounter     `json:"encounters,omitempty"`
	Referrals      []*Referral      `json:"referrals,omitempty"`
	Appointments   []*Appointment   `json:"appointments,omitempty"`
	Documents      []*Document      `json:"documents,omitempty"`
	Assessments    []*Assessment    `json:"assessments,omitempty"`
	CarePlans      []*CarePlan      `json:"carePlans,omitempty"`
	CareTeams      []*CareTeam      `json:"careTeams,omitempty"`
}

// Join gives the facts of both without changing either.
func (f Facts) Join(g Facts) Facts {
	return Facts{
		Persons:        slices.Concat(f.Persons, g.Persons),
		Alerts:         slices.Concat(f.Alerts, g.Alerts),
		Allergies:      slices.Concat(f.Allergies, g.Allergies),
		Negations:      slices.Concat(f.Negations, g.Negations),
		Medications:    slices.Concat(f.Medications, g.Medications),
		Conditions:     slices.Concat(f.Conditions, g.Conditions),
		Investigations: slices.Concat(f.Investigations, g.Investigations),
		Observations:   slices.Concat(f.Observations, g.Observations),
		Procedures:     slices.Concat(f.Procedures, g.Procedures),
		Immunisations:  slices.Concat(f.Immunisations, g.Immunisations),
		Encounters:     slices.Concat(f.Encounters, g.Encounters),
		Referrals:      slices.Concat(f.Referrals, g.Referrals),
		Appointments:   slices.Concat(f.Appointments, g.Appointments),
		Documents:      slices.Concat(f.Documents, g.Documents),
		Assessments:    slices.Concat(f.Assessments, g.Assessments),
		CarePlans:      slices.Concat(f.CarePlans, g.CarePlans),
		CareTeams:      slices.Concat(f.CareTeams, g.CareTeams),
	}
}

// Add adds the facts of g, which is not changed. f's own lists may grow in place: it must not share them.
func (f *Facts) Add(g *Facts) {
	f.Persons = append(f.Persons, g.Persons...)
	f.Alerts = append(f.Alerts, g.Alerts...)
	f.Allergies = append(f.Allergies, g.Allergies...)
	f.Negations = append(f.Negations, g.Negations...)
	f.Medications = append(f.Medications, g.Medications...)
	f.Conditions = append(f.Conditions, g.Conditions...)
	f.Investigations = append(f.Investigations, g.Investigations...)
	f.Observations = append(f.Observations, g.Observations...)
	f.Procedures = append(f.Procedures, g.Procedures...)
	f.Immunisations = append(f.Immunisations, g.Immunisations...)
	f.Encounters = append(f.Encounters, g.Encounters...)
	f.Referrals = append(f.Referrals, g.Referrals...)
	f.Appointments = append(f.Appointments, g.Appointments...)
	f.Documents = append(f.Documents, g.Documents...)
	f.Assessments = append(f.Assessments, g.Assessments...)
	f.CarePlans = append(f.CarePlans, g.CarePlans...)
	f.CareTeams = append(f.CareTeams, g.CareTeams...)
}

// Len counts the source entries, persons aside.
func (f Facts) Len() int {
	return len(f.Alerts) + len(f.Allergies) + len(f.Negations) + len(f.Medications) + len(f.Conditions) +
		len(f.Investigations) + len(f.Observations) + len(f.Procedures) + len(f.Immunisations) + len(f.Encounters) +
		len(f.Referrals) + len(f.Appointments) + len(f.Documents) + len(f.Assessments) + len(f.CarePlans) + len(f.CareTeams)
}
