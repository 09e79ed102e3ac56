package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

type patient struct {
	resource
	Identifier           []identifier   `json:"identifier"`
	Active               *bool          `json:"active"`
	Name                 []humanName    `json:"name"`
	Telecom              []contactPoint `json:"telecom"`
	Gender               string         `json:"gender"`
	BirthDate            string         `json:"birthDate"`
	DeceasedBoolean      bool           `json:"deceasedBoolean"`
	DeceasedDateTime     string         `json:"deceasedDateTime"`
	Address              []address      `json:"address"`
	MaritalStatus        ignored        `json:"maritalStatus"`
	MultipleBirthBoolean ignored        `json:"multipleBirthBoolean"`
	MultipleBirthInteger ignored        `json:"multipleBirthInteger"`
	Photo                ignored        `json:"photo"`
	Contact              ignored        `json:"contact"`
	Communication        ignored        `json:"communication"`
	GeneralPractitioner  []reference    `json:"generalPractitioner"`
	ManagingOrganization *reference     `json:"managingOrganization"`
	Link                 []patientLink  `json:"link"`
}

type patientLink struct {
	Other *reference `json:"other"`
	Type  string     `json:"type"`
}

var genders = map[string]record.Gender{
	"male": record.Male, "female": record.Female, "other": record.OtherGender, "unknown": record.UnknownGender,
}

// mapPatient reads who somebody is. Nothing of it is guessed: an NHS number counts only under its own system and with a
// right check digit.
func mapPatient(m *mapper, r *patient) record.Facts {
	p := &record.Person{
		NHSNumbers: m.nhsNumbers(r.Identifier),
		Active:     r.Active == nil || *r.Active,
		Name:       bestName(r.Name),
		BirthDate:  m.date("date of birth", r.BirthDate),
		Gender:     record.UnknownGender,
		Addresses:  m.addresses(r.Address),
		Telecoms:   telecoms(r.Telecom),
	}
	if r.Gender != "" {
		p.Gender = enum(m, "gender", r.Gender, genders, record.UnknownGender)
	}
	// A date of death that can't be read is a death all the same.
	p.Deceased = r.DeceasedBoolean || r.DeceasedDateTime != ""
	p.DeceasedDate = m.date("date of death", r.DeceasedDateTime)
	p.GeneralPractice = m.generalPractice(r.GeneralPractitioner)
	p.SecurityLabels = m.codingList(r.Meta.Security)
	for _, l := range r.Link {
		if l.Type != "replaced-by" || p.ReplacedBy != "" || p.ReplacedByNumber != "" {
			continue
		}
		other := m.reference(l.Other)
		p.ReplacedBy = other.Local
		if record.CanonicalSystem(other.Identifier.System) == record.NHSNumberSystem {
			p.ReplacedByNumber, _ = record.ParseNHSNumber(other.Identifier.Value)
		}
	}
	p.Source = m.provenance(told{organisations: one(r.ManagingOrganization)})
	if m.res.ID != "" {
		m.subjects = []record.Reference{{Local: p.Source.Reference}}
	}
	m.sinks = append(m.sinks, &p.Warnings)
	return record.Facts{Persons: []*record.Person{p}}
}

// nhsNumbers gives the valid NHS numbers among identifiers. An invalid one may be somebody else's, mistyped: it is told
// without its digits, and not used.
func (m *mapper) nhsNumbers(all []identifier) []record.NHSNumber {
	var numbers []record.NHSNumber
	for _, i := range all {
		if record.CanonicalSystem(i.System) != record.NHSNumberSystem || i.Value == "" {
			continue
		}
		n, err := record.ParseNHSNumber(i.Value)
		if err != nil {
			m.warn("It carries an NHS number that fails its check digit.")
			continue
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// nameRank orders names by their use: the one that somebody goes by first, old and maiden names last.
var nameRank = map[string]int{"usual": 6, "official": 5, "": 4, "temp": 3, "nickname": 2, "anonymous": 1, "maiden": 0, "old": 0}

// bestName gives the name to show; nil when none was recorded.
func bestName(all []humanName) *record.HumanName {
	var best *record.HumanName
	bestRank := -1
	for i := range all {
		rank := nameRank[all[i].Use]
		if p := all[i].Period; p != nil && p.End != "" {
			rank = 0
		}
		if n := toName(&all[i]); n.Text != "" && rank > bestRank {
			best, bestRank = n, rank
		}
	}
	return best
}

func toName(n *humanName) *record.HumanName {
	r := &record.HumanName{
		Text: strings.TrimSpace(n.Text), Family: record.Text(n.Family), Use: record.Text(n.Use),
		Given: nonEmpty(n.Given), Prefix: nonEmpty(n.Prefix), Suffix: nonEmpty(n.Suffix),
	}
	if r.Text == "" {
		parts := append(append(append([]string{}, r.Prefix...), r.Given...), n.Family)
		r.Text = joinWords(append(parts, r.Suffix...)...)
	}
	return r
}

// firstName gives the text of the best name.
func firstName(all []humanName) string {
	if n := bestName(all); n != nil {
		return n.Text
	}
	return ""
}

// nonEmpty gives the strings that are not empty: FHIR writes null for an element that has extensions only.
func nonEmpty(all []string) []string {
	var list []string
	for _, s := range all {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (m *mapper) addresses(all []address) []record.Address {
	var list []record.Address
	for i := range all {
		a := &all[i]
		r := record.Address{
			Text: a.Text, Lines: nonEmpty(a.Line), City: record.Text(a.City), District: record.Text(a.District),
			PostalCode: record.Text(a.PostalCode), Country: record.Text(a.Country), Use: record.Text(a.Use),
			Period: m.period("address period", a.Period),
		}
		if r.Text == "" {
			parts := append(append([]string{}, r.Lines...), a.City, a.District, a.State, a.PostalCode, a.Country)
			r.Text = strings.Join(nonEmpty(parts), ", ")
		}
		if r.Text != "" {
			list = append(list, r)
		}
	}
	return list
}

func telecoms(all []contactPoint) []record.ContactPoint {
	var list []record.ContactPoint
	for _, c := range all {
		if c.Value != "" {
			list = append(list, record.ContactPoint{System: record.Text(c.System), Value: c.Value, Use: record.Text(c.Use)})
		}
	}
	return list
}

// generalPractice gives the practice that somebody is registered with: an organisation first, else the organisation of a
// role, else the practitioner's own name.
func (m *mapper) generalPractice(all []reference) *record.Organisation {
	if o := m.firstOrganisation(m.each(all)); o != nil {
		return o
	}
	for i := range all {
		if o := m.organisation(&all[i]); o != nil {
			return o
		}
		if p := m.practitioner(&all[i]); p != nil {
			return &record.Organisation{Name: p.Name}
		}
	}
	return nil
}

// about notes whom the resource is about. A reference that leads to another server stays in the list: it names somebody, and nobody
// that can be checked (S02).
func (m *mapper) about(all ...*reference) {
	for _, r := range all {
		if r.isZero() {
			continue
		}
		if m.subjects == nil {
			m.subjects = m.stock.references.some(len(all))[:0]
		}
		m.subjects = append(m.subjects, m.reference(r))
	}
}
