package stitch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// comparePersons puts the most recently updated Patient first; those that another replaced come last. The order is
// total, so that who answers first decides nothing.
func comparePersons(a, b *record.Person) int {
	return cmp.Or(
		order(a.ReplacedBy != "", b.ReplacedBy != ""),
		b.LastUpdated().Compare(a.LastUpdated()),
		compareSources(a.Source, b.Source),
		lazily(func() int { return cmp.Compare(content(a), content(b)) }, a.Source.Reference == b.Source.Reference))
}

// order puts false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func lazily(compare func() int, when bool) int {
	if when {
		return compare()
	}
	return 0
}

// describe fills in who the person is, from the exchanges that may be taken to mean the same one: each part from the
// Patient that was updated last, among those whose birth date was checked first (S03). Nothing is averaged.
func (p *Patient) describe(kept []claim) {
	persons := personsIn(kept)
	for _, person := range persons {
		if p.Name == nil {
			p.Name = person.Name
		}
		if person.BirthDate.Precision() > p.BirthDate.Precision() {
			p.BirthDate = person.BirthDate
		}
		if p.Gender == record.UnknownGender && person.Gender != "" {
			p.Gender = person.Gender
		}
	}
	if p.Restricted {
		return // S04: number, name, birth date and gender only
	}
	for _, person := range persons {
		p.Deceased = p.Deceased || person.Deceased || !person.DeceasedDate.IsZero()
		if person.DeceasedDate.Precision() > p.DeceasedDate.Precision() {
			p.DeceasedDate = person.DeceasedDate
		}
		if len(p.Addresses) == 0 {
			p.Addresses = person.Addresses
		}
		if len(p.Telecoms) == 0 {
			p.Telecoms = person.Telecoms
		}
		if p.GeneralPractice == nil {
			p.GeneralPractice = person.GeneralPractice
		}
	}
}

// personsIn gives the Patients behind the claims in the order in which they may speak for the person.
func personsIn(claims []claim) []*record.Person {
	var persons []*record.Person
	for _, c := range claims {
		persons = append(persons, c.persons...)
	}
	slices.SortFunc(persons, func(a, b *record.Person) int {
		return cmp.Or(order(a.BirthDate.IsZero(), b.BirthDate.IsZero()), comparePersons(a, b))
	})
	return persons
}

// trait is a part of who somebody is, as it is compared and as it is shown.
type trait struct {
	name string
	key  func(*record.Person) string
	// words are shown; nil shows the key.
	words func(*record.Person) string
}

// traits are compared across exchanges that agree on number and birth date (S03). Precision is no difference.
var traits = []trait{
	{"name", nameKey, nameWords},
	{"birthDate", birthDateKey, birthDateWords},
	{"gender", genderKey, nil},
	{"address", func(p *record.Person) string { return placeKey(p.Addresses) }, func(p *record.Person) string { return addressesWords(p.Addresses) }},
	{"generalPractice", func(p *record.Person) string { return organisationKey(p.GeneralPractice) }, func(p *record.Person) string { return organisationWords(p.GeneralPractice) }},
	{"deceased", deceasedKey, nil},
	{"deceasedDate", func(p *record.Person) string { return p.DeceasedDate.String() }, nil},
	{"replacedBy", replacedKey, nil},
}

// notRecorded stands where a trait is missing and that matters.
const notRecorded = "not recorded"

// telling tells that a trait is worth showing even when the exchanges don't differ in it: a number that was replaced,
// and that no exchange holds a birth date to check.
func telling(t trait, key string) bool { return t.name == "replacedBy" || key == notRecorded }

// traitDifferences tells in what the Patients differ.
func traitDifferences(persons []*record.Person) []record.Difference {
	var out []record.Difference
	for _, t := range traits {
		d := record.Difference{Field: t.name}
		var keys []string
		for _, person := range persons {
			key := t.key(person)
			if key == "" {
				continue
			}
			at := slices.Index(keys, key)
			if at < 0 {
				at = len(keys)
				keys = append(keys, key)
				words := key
				if t.words != nil {
					words = t.words(person)
				}
				d.Values = append(d.Values, record.DifferingValue{Value: words})
			}
			d.Values[at].Sources = append(d.Values[at].Sources, person.Source)
		}
		if len(keys) > 1 || len(keys) == 1 && telling(t, keys[0]) {
			out = append(out, d)
		}
	}
	return out
}

// nameKey leaves out titles, case and the order in which a name is written.
func nameKey(p *record.Person) string {
	switch {
	case p.Name == nil:
		return ""
	case p.Name.Family != "" && len(p.Name.Given) > 0:
		return normal(string(p.Name.Family) + ", " + strings.Join(p.Name.Given, " "))
	}
	return normal(p.Name.Text)
}

func nameWords(p *record.Person) string { return p.Name.Text }

// birthDateKey tells apart those who hold a birth date and those who don't: all that do agree on it.
func birthDateKey(p *record.Person) string {
	if p.BirthDate.IsZero() {
		return notRecorded
	}
	return "recorded"
}

func birthDateWords(p *record.Person) string { return cmp.Or(p.BirthDate.String(), notRecorded) }

func genderKey(p *record.Person) string {
	if p.Gender == record.UnknownGender {
		return ""
	}
	return string(p.Gender)
}

func placeKey(as []record.Address) string {
	return normal(strings.ReplaceAll(addressesWords(as), ",", " "))
}

// deceasedKey shows that an exchange does not know of a death: FHIR can't tell "alive" from "not recorded".
func deceasedKey(p *record.Person) string {
	if p.Deceased || !p.DeceasedDate.IsZero() {
		return "deceased"
	}
	return "not recorded as deceased"
}

func replacedKey(p *record.Person) string {
	if p.ReplacedBy == "" && p.ReplacedByNumber == "" {
		return ""
	}
	return cmp.Or(string(p.ReplacedByNumber), p.ReplacedBy)
}
