package fhir

import "github.com/london-care-record/gateway/record"

type careTeam struct {
	resource
	Identifier           []identifier          `json:"identifier"`
	Status               string                `json:"status"`
	Category             []codeableConcept     `json:"category"`
	Name                 string                `json:"name"`
	Subject              *reference            `json:"subject"`
	Encounter            ignored               `json:"encounter"`
	Period               *period               `json:"period"`
	Participant          []careTeamParticipant `json:"participant"`
	ReasonCode           ignored               `json:"reasonCode"`
	ReasonReference      ignored               `json:"reasonReference"`
	ManagingOrganization []reference           `json:"managingOrganization"`
	Telecom              ignored               `json:"telecom"`
	Note                 []annotation          `json:"note"`
}

type careTeamParticipant struct {
	Role       []codeableConcept `json:"role"`
	Member     *reference        `json:"member"`
	OnBehalfOf *reference        `json:"onBehalfOf"`
	Period     *period           `json:"period"`
}

var careTeamStatuses = map[string]record.CareTeamStatus{
	"proposed": record.CareTeamProposed, "active": record.CareTeamActive, "suspended": record.CareTeamSuspended,
	"inactive": record.CareTeamInactive, "entered-in-error": record.CareTeamEnteredInError,
}

// mapCareTeam reads a team that looks after somebody.
func mapCareTeam(m *mapper, r *careTeam) record.Facts {
	t := &record.CareTeam{
		Status:     enum(m, "status", r.Status, careTeamStatuses, record.CareTeamUnknown),
		Name:       record.Text(r.Name),
		Categories: m.conceptList(r.Category),
		Period:     m.period("period", r.Period),
	}
	for i := range r.ManagingOrganization {
		if t.Organisation == nil {
			t.Organisation = m.organisation(&r.ManagingOrganization[i])
		}
	}
	for _, p := range r.Participant {
		member := m.member(p.Member)
		member.Period = m.period("member's period", p.Period)
		if role := m.firstConcept(p.Role); role != nil {
			member.Role = role
		}
		if o := m.organisation(p.OnBehalfOf); o != nil {
			member.Organisation = o
		}
		if member.Name != "" || member.Role != nil || member.Organisation != nil {
			t.Members = append(t.Members, member)
		}
	}
	m.about(r.Subject)
	t.When = startOf(t.Period)
	m.begin(&t.Entry, record.CareTeams, told{organisations: m.each(r.ManagingOrganization)})
	t.Identifiers = m.identifierList(r.Identifier)
	t.Notes = m.notes(r.Note)
	t.Code = teamCode(t)
	t.StatusText = words(m.stock, t.Status)
	return record.Facts{CareTeams: []*record.CareTeam{t}}
}

// member reads who belongs to a team, with the contact details of their own where they came along.
func (m *mapper) member(r *reference) record.CareTeamMember {
	var member record.CareTeamMember
	who := m.practitioner(r)
	if who == nil {
		return member
	}
	member.Name, member.Organisation = who.Name, who.Organisation
	if who.Role != "" {
		member.Role = &record.CodeableConcept{Text: string(who.Role)}
	}
	if there, ok := m.find(r); ok && there.typ != "Patient" {
		member.Telecoms = telecoms(look[struct {
			Telecom []contactPoint `json:"telecom"`
		}](there).Telecom)
	}
	return member
}

// teamCode names a team: by its name, else its category.
func teamCode(t *record.CareTeam) record.CodeableConcept {
	var c record.CodeableConcept
	if len(t.Categories) > 0 {
		c = t.Categories[0]
	}
	switch {
	case t.Name != "":
		c.Text, c.Worded = string(t.Name), true
	case c.IsZero():
		c.Text = "Care team"
	}
	return c
}
