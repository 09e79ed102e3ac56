package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// statement says what may be said about a person's allergies as a whole: the first that applies, in the contract's
// order.
func statement(p *Patient, rows []*record.Allergy, denials []*record.Negation, c Completeness) AllergyStatement {
	var active, inactive []*record.Allergy
	for _, row := range rows {
		if _, denies := p.terms.denialScope(row); denies || row.Retracted() || p.terms.allergyNotKnown.Holds(row.Code) {
			continue // none of these asserts an allergy
		}
		if row.Inactive() {
			inactive = append(inactive, row)
		} else {
			active = append(active, row)
		}
	}
	nobody := len(active)+len(inactive)+len(denials) == 0
	unrestricted := slices.ContainsFunc(denials, func(n *record.Negation) bool { return n.Scope == record.NegationAll })
	switch {
	case p.Restricted:
		return StatementUnknown
	case p.terms.contradicted(active, denials):
		return StatementConflicting
	case len(active) > 0:
		return StatementRecorded
	case !c.Complete, nobody && someDoNotShare(c):
		return StatementUnknown
	case len(inactive) > 0: // beside a denial too: that they are over is all the record says of them
		return StatementOnlyInactive
	case unrestricted:
		return StatementNoKnownAllergies
	case len(denials) > 0:
		return StatementPartlyNegated
	}
	return StatementNothingRecorded
}

// someDoNotShare tells that an exchange does not share its primary care or acute allergies (yet): then nobody's silence
// means anything.
func someDoNotShare(c Completeness) bool {
	return slices.ContainsFunc(c.Sources, func(s record.SourceStatus) bool {
		return slices.Contains(s.MissingSettings, record.PrimaryCare) || slices.Contains(s.MissingSettings, record.Acute)
	})
}

// contradicted tells that one of the allergies falls under one of the denials.
func (t *terms) contradicted(allergies []*record.Allergy, denials []*record.Negation) bool {
	for _, n := range denials {
		if slices.ContainsFunc(allergies, func(a *record.Allergy) bool { return t.fallsUnder(a, n.Scope) }) {
			return true
		}
	}
	return false
}

// fallsUnder tells whether the allergy is surely one that the scope denies. An allergy of no known category falls under
// the unrestricted denial only; beside a narrower one both are shown.
func (t *terms) fallsUnder(a *record.Allergy, scope record.NegationScope) bool {
	has := func(c record.AllergyCategory) bool { return slices.Contains(a.Categories, c) }
	switch scope {
	case record.NegationAll:
		return true
	case record.NegationDrug:
		return has(record.MedicineCat) || has(record.Biologic) || t.isDrug(a.Code)
	case record.NegationFood:
		return has(record.Food)
	case record.NegationEnvironment:
		return has(record.Environment)
	case record.NegationLatex:
		return t.latexAllergy.Holds(a.Code) || slices.ContainsFunc(a.Reactions, func(r record.AllergyReaction) bool {
			return r.Substance != nil && t.latexAllergy.Holds(*r.Substance)
		})
	}
	return false
}

// medicineSystems are code systems that hold medicines only.
var medicineSystems = []string{record.SystemDMD, "http://www.whocc.no/atc", "http://www.nlm.nih.gov/research/umls/rxnorm"}

// isDrug tells whether a code says that the allergy is to a medicine.
func (t *terms) isDrug(c record.CodeableConcept) bool {
	if _, ok := t.drugAllergy.Coding(c); ok {
		return true
	}
	return slices.ContainsFunc(c.Codings, func(k record.Coding) bool {
		return slices.ContainsFunc(medicineSystems, func(s string) bool { return strings.HasPrefix(k.System, s) && k.Code != "" })
	})
}
