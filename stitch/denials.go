package stitch

import (
	"cmp"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// scopes are the scopes of a denial, the narrow ones before the unrestricted: a denial coded both ways denies the less.
var scopes = []record.NegationScope{record.NegationDrug, record.NegationFood, record.NegationEnvironment,
	record.NegationLatex, record.NegationOther, record.NegationAll}

// denialScope tells whether an AllergyIntolerance is a denial, and of what (S12). Words decide only where no national
// code says what the entry is, and only as a whole: "no known" within other words denies nothing. An entry with a
// reaction is an allergy, whatever its code.
func (t *terms) denialScope(a *record.Allergy) (record.NegationScope, bool) {
	if len(a.Reactions) > 0 {
		return "", false
	}
	for _, s := range scopes {
		if _, ok := t.denials[s].Coding(a.Code); ok {
			return s, true
		}
	}
	if !t.nationallyCoded(a.Code) {
		for _, s := range scopes {
			if t.denials[s].Says(a.Code.Text) {
				return s, true
			}
		}
	}
	return "", false
}

// allergiesOf gives one exchange's allergies, and those denials that no longer deny anything.
func allergiesOf(t *terms, a record.Answer) []*record.Allergy {
	var out []*record.Allergy
	for _, e := range a.Facts.Allergies {
		if _, denies := t.denialScope(e); !denies || e.Retracted() || e.Inactive() {
			out = append(out, e)
		}
	}
	return out
}

// denials gives the denials of all exchanges, from AllergyIntolerance and from empty Lists, those of the same scope and
// code as one.
func denials(t *terms, answers []record.Answer) []*record.Negation {
	by := map[string]*record.Negation{}
	var out []*record.Negation
	for _, n := range assertedDenials(t, answers) {
		key := all(string(n.Scope), conceptKey(&n.Code))
		if known := by[key]; known != nil {
			known.Sources = union(known.Sources, n.Sources, sourceOf)
			known.SecurityLabels = union(known.SecurityLabels, n.SecurityLabels, codingName)
			continue
		}
		by[key] = clone(n)
		out = append(out, by[key])
	}
	for _, n := range out {
		n.Sources = slices.Clone(n.Sources)
		slices.SortStableFunc(n.Sources, compareAge)
	}
	slices.SortStableFunc(out, func(a, b *record.Negation) int {
		return cmp.Or(cmp.Compare(width(a.Scope), width(b.Scope)), compareAge(a.Sources[0], b.Sources[0]))
	})
	return out
}

// width puts the unrestricted denial first.
func width(s record.NegationScope) int { return -slices.Index(scopes, s) }

// assertedDenials gives every denial that still denies, in an order of their own.
func assertedDenials(t *terms, answers []record.Answer) []*record.Negation {
	var out []*record.Negation
	for _, a := range answers {
		out = append(out, a.Facts.Negations...)
		for _, e := range a.Facts.Allergies {
			if scope, denies := t.denialScope(e); denies && !e.Retracted() && !e.Inactive() {
				out = append(out, &record.Negation{Code: e.Code, Scope: scope, Sources: e.Sources, SecurityLabels: e.SecurityLabels})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *record.Negation) int {
		return cmp.Or(compareSources(a.Sources[0], b.Sources[0]), cmp.Compare(a.Code.Text, b.Code.Text))
	})
	return out
}
