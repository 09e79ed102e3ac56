package stitch

import "github.com/london-care-record/gateway/record"

// Alerts makes the section of what the exchanges said.
func Alerts(p *Patient, answers []record.Answer, includeRetracted bool) *AlertList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Alert { return f.Alerts }, func(e *record.Alert) bool { return includeRetracted || !e.Retracted() })
	return &AlertList{Entries: entries, Completeness: Complete(p, record.Alerts, guarded)}
}

// Procedures makes the section of what the exchanges said.
func Procedures(p *Patient, answers []record.Answer, includeRetracted bool) *ProcedureList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Procedure { return f.Procedures }, func(e *record.Procedure) bool { return includeRetracted || !e.Retracted() })
	return &ProcedureList{Entries: entries, Completeness: Complete(p, record.Procedures, guarded)}
}

// Immunisations makes the section of what the exchanges said.
func Immunisations(p *Patient, answers []record.Answer, includeRetracted bool) *ImmunisationList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Immunisation { return f.Immunisations }, func(e *record.Immunisation) bool { return includeRetracted || !e.Retracted() })
	return &ImmunisationList{Entries: entries, Completeness: Complete(p, record.Immunisations, guarded)}
}

// Documents makes the section of what the exchanges said.
func Documents(p *Patient, answers []record.Answer, includeRetracted bool) *DocumentList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Document { return f.Documents }, func(e *record.Document) bool { return includeRetracted || !e.Retracted() })
	return &DocumentList{Entries: entries, Completeness: Complete(p, record.Documents, guarded)}
}

// Assessments makes the section of what the exchanges said.
func Assessments(p *Patient, answers []record.Answer, includeRetracted bool) *AssessmentList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Assessment { return f.Assessments }, func(e *record.Assessment) bool { return includeRetracted || !e.Retracted() })
	return &AssessmentList{Entries: entries, Completeness: Complete(p, record.Assessments, guarded)}
}

// CarePlans makes the section of what the exchanges said.
func CarePlans(p *Patient, answers []record.Answer, includeRetracted bool) *CarePlanList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.CarePlan { return f.CarePlans }, func(e *record.CarePlan) bool { return includeRetracted || !e.Retracted() })
	return &CarePlanList{Entries: entries, Completeness: Complete(p, record.CarePlans, guarded)}
}

// CareTeams makes the section of what the exchanges said.
func CareTeams(p *Patient, answers []record.Answer, includeRetracted bool) *CareTeamList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.CareTeam { return f.CareTeams }, func(e *record.CareTeam) bool { return includeRetracted || !e.Retracted() })
	return &CareTeamList{Entries: entries, Completeness: Complete(p, record.CareTeams, guarded)}
}

// Allergies makes the section of what the exchanges said.
func Allergies(p *Patient, answers []record.Answer, o AllergyOptions) *AllergyList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Allergy { return f.Allergies }, func(e *record.Allergy) bool { return o.IncludeRetracted || !e.Retracted() })
	return &AllergyList{Entries: entries, Completeness: Complete(p, record.Allergies, guarded)}
}

// Medications makes the section of what the exchanges said.
func Medications(p *Patient, answers []record.Answer, o MedicationOptions) *MedicationList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Medication { return f.Medications }, func(e *record.Medication) bool { return o.IncludeRetracted || !e.Retracted() })
	return &MedicationList{Entries: entries, Completeness: Complete(p, record.Medications, guarded)}
}

// Conditions makes the section of what the exchanges said.
func Conditions(p *Patient, answers []record.Answer, o ConditionOptions) *ConditionList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Condition { return f.Conditions }, func(e *record.Condition) bool { return o.IncludeRetracted || !e.Retracted() })
	return &ConditionList{Entries: entries, Completeness: Complete(p, record.Conditions, guarded)}
}

// Investigations makes the section of what the exchanges said.
func Investigations(p *Patient, answers []record.Answer, o InvestigationOptions) *InvestigationList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Investigation { return f.Investigations }, func(e *record.Investigation) bool { return o.IncludeRetracted || !e.Retracted() })
	return &InvestigationList{Entries: entries, Completeness: Complete(p, record.Investigations, guarded)}
}

// Observations makes the section of what the exchanges said.
func Observations(p *Patient, answers []record.Answer, o ObservationOptions) *ObservationList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Observation { return f.Observations }, func(e *record.Observation) bool { return o.IncludeRetracted || !e.Retracted() })
	return &ObservationList{Entries: entries, Completeness: Complete(p, record.Observations, guarded)}
}

// Encounters makes the section of what the exchanges said.
func Encounters(p *Patient, answers []record.Answer, o PeriodOptions) *EncounterList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Encounter { return f.Encounters }, func(e *record.Encounter) bool { return o.IncludeRetracted || !e.Retracted() })
	return &EncounterList{Entries: entries, Completeness: Complete(p, record.Encounters, guarded)}
}

// Appointments makes the section of what the exchanges said.
func Appointments(p *Patient, answers []record.Answer, o PeriodOptions) *AppointmentList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Appointment { return f.Appointments }, func(e *record.Appointment) bool { return o.IncludeRetracted || !e.Retracted() })
	return &AppointmentList{Entries: entries, Completeness: Complete(p, record.Appointments, guarded)}
}

// Referrals makes the section of what the exchanges said.
func Referrals(p *Patient, answers []record.Answer, o ReferralOptions) *ReferralList {
	guarded := p.Guard(answers)
	entries := union(guarded, func(f record.Facts) []*record.Referral { return f.Referrals }, func(e *record.Referral) bool { return o.IncludeRetracted || !e.Retracted() })
	return &ReferralList{Entries: entries, Completeness: Complete(p, record.Referrals, guarded)}
}

// ReferralAppointments gives the appointments that surely belong to the referral; answers are those of APPOINTMENTS.
func ReferralAppointments(p *Patient, referral *record.Referral, answers []record.Answer) *AppointmentList {
	return &AppointmentList{Completeness: Complete(p, record.Appointments, p.Guard(answers))}
}

// Coverage tells exchange by kind who answered.
func CoverageOf(p *Patient, answers map[record.Kind][]record.Answer) *Coverage { return &Coverage{} }

// Complete says how complete a kind is.
func Complete(p *Patient, kind record.Kind, guarded []record.Answer) Completeness {
	return Completeness{}
}

// Identify compares who the exchanges say the person is.
func Identify(nhs record.NHSNumber, birthDate record.PartialDate, answers []record.Answer) (*Patient, *record.Error) {
	return nil, record.Errorf(record.CodeRecordUnavailable, "The record is not available.")
}

// Guard gives the answers as they may enter this patient's record.
func (p *Patient) Guard(answers []record.Answer) []record.Answer { return answers }

// Groups are the names of the groups of investigation codes.
func Groups() []string { return nil }

// KnownGroup tells whether there is a group of that name.
func KnownGroup(name string) bool { return false }

// Timeline puts rows on one line of time.
func Timeline(p *Patient, rows []record.Row, page TimelinePage, completeness []Completeness) (*TimelineConnection, *record.Error) {
	return &TimelineConnection{}, nil
}

// Rows gives the entries of a list of any kind as rows of the timeline.
func Rows[T record.Row](entries []T) []record.Row {
	rows := make([]record.Row, len(entries))
	for i, e := range entries {
		rows[i] = e
	}
	return rows
}
