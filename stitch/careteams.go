package stitch

import "github.com/london-care-record/gateway/record"

// careTeamRules: sure when name or code, period, organisation and members are equal. A team without a period is never
// joined.
var careTeamRules = rules[*record.CareTeam]{
	kind:       record.CareTeams,
	copies:     copier[record.CareTeam],
	rest:       text(careTeamKey),
	same:       codeOrText[*record.CareTeam]("same-code-same-period-same-members", "same-text-same-period-same-members"),
	contradict: contradictingCodes[*record.CareTeam],
	likely:     likelyCareTeams,
	fields: []field[*record.CareTeam]{
		coded[*record.CareTeam](),
		kept("status", func(c *record.CareTeam) string { return string(c.Status) }),
		filled("name", func(c *record.CareTeam) *record.Text { return &c.Name }, textWords),
		filled("categories", func(c *record.CareTeam) *[]record.CodeableConcept { return &c.Categories }, conceptsWords),
		filled("organisation", func(c *record.CareTeam) **record.Organisation { return &c.Organisation }, organisationWords),
	},
}

func careTeamKey(c *record.CareTeam) string {
	date := periodKey(c.Period)
	if date == "" {
		return ""
	}
	members := listed(c.Members, func(m record.CareTeamMember) string {
		return normal(string(m.Name)) + "\x1d" + conceptKey(m.Role) + "\x1d" + organisationKey(m.Organisation)
	})
	return all(date, normal(string(c.Name)), organisationKey(c.Organisation), members)
}

// CareTeams makes the care team section.
func CareTeams(p *Patient, answers []record.Answer, includeRetracted bool) *CareTeamList {
	rows, completeness := section(p, answers, careTeamRules, func(f record.Facts) []*record.CareTeam { return f.CareTeams })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, careTeamRules.likely)
	return &CareTeamList{Entries: rows, Completeness: completeness}
}
