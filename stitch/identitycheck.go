package stitch

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// check says whether the exchanges that know the number mean the same person, and what a clinician must know of it.
// Another birth date is never shown: it may be that of somebody else.
func (p *Patient) check(answers []record.Answer, claims, kept []claim, tied bool) {
	persons := personsIn(kept)
	var differences []record.Difference
	if !p.Restricted {
		differences = traitDifferences(persons)
	}
	p.Identity = IdentityCheck{State: IdentityAgreed, Differences: differences, Summary: p.identitySummary(claims, kept, tied)}
	switch {
	case len(kept) < len(claims):
		p.Identity.State = IdentityConflict
	case p.Restricted: // that a single exchange knows the person is not told
	case len(claims) == 1:
		p.Identity.State = IdentitySingleSource
	case len(differences) > 0:
		p.Identity.State = IdentityMinorDifferences
	}
}

func (p *Patient) identitySummary(claims, kept []claim, tied bool) record.Text {
	if p.Restricted {
		return restrictedSummary
	}
	var divided, other, unchecked, replaced []*record.Exchange
	for _, c := range claims {
		isKept := false
		for _, k := range kept {
			isKept = isKept || k.exchange == c.exchange
		}
		switch {
		case c.divided:
			divided = append(divided, c.exchange)
		case !isKept:
			other = append(other, c.exchange)
		case c.birthDate.IsZero():
			unchecked = append(unchecked, c.exchange)
		}
		if isKept && replacedKey(c.persons[len(c.persons)-1]) != "" {
			replaced = append(replaced, c.exchange)
		}
	}
	var s []string
	if tied {
		s = append(s, names(other)+" hold different birth dates under this NHS number, and none is held by most: nothing from them is shown. Give the person's full date of birth to decide.")
	} else if len(other) > 0 {
		s = append(s, names(other)+verb(other, " holds", " hold")+" another birth date under this NHS number: nothing from "+verb(other, "it", "them")+" is shown.")
	}
	if len(divided) > 0 {
		s = append(s, names(divided)+verb(divided, " holds", " each hold")+" people with different birth dates under this NHS number: nothing from "+verb(divided, "it", "them")+" is shown.")
	}
	if len(unchecked) > 0 {
		s = append(s, names(unchecked)+verb(unchecked, " holds", " hold")+" no birth date: that "+verb(unchecked, "it means", "they mean")+" the same person could not be checked.")
	}
	if len(replaced) > 0 {
		s = append(s, names(replaced)+verb(replaced, " has", " have")+" replaced the record under this NHS number by another.")
	}
	return record.Text(strings.Join(s, " "))
}

// restrictedSummary is all that is said of a restricted person's identity.
const restrictedSummary = "This person's record is restricted: only name, birth date, gender and NHS number are shown."
