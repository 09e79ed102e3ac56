package stitch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// scopes are the scopes of a denial, the narrow ones before the unrestricted: a denial coded both ways denies the less.
var scopes = []record.NegationScope{record.NegationDrug, record.NegationFood, record.NegationEnvironment,
	record.NegationLatex, record.NegationOther, record.NegationAll}

// denialScope tells whether an AllergyIntolerance is a denial, and of what (S12). Words decide only where no national
// code says what the entry is, and only as a whole: "no known" within other words denies nothing. An entry with a
// reaction is an allergy, whatever its code, and so is one whose code denies while its words name something (S05).
func (t *terms) denialScope(a *record.Allergy) (record.NegationScope, bool) {
	if len(a.Reactions) > 0 || t.namesSomething(a.Code) {
		return "", false
	}
	for i, s := range scopes {
		if _, ok := t.denials[s].Coding(a.Code); ok {
			return t.narrowedByWords(a.Code, scopes[:i], s), true
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

// narrowedByWords is the scope of a coded denial, or the narrower one that the source's own words tell: "no known drug
// allergies" under the code of "no known allergy" denies no food.
func (t *terms) narrowedByWords(c record.CodeableConcept, narrower []record.NegationScope, scope record.NegationScope) record.NegationScope {
	for _, s := range narrower {
		if c.Worded && t.denials[s].MentionedIn(c.Text) {
			return s
		}
	}
	return scope
}

// namesSomething tells that the source's own words deny nothing and are no mere heading: "Penicillin - rash" under the
// code of "no known allergies" must not vanish into a denial.
func (t *terms) namesSomething(c record.CodeableConcept) bool {
	if !c.Worded || t.tooGeneral.Says(c.Text) || slices.Contains(strings.Split(t.Qualifiers(c.Text), ","), "no") {
		return false
	}
	words := append(strings.Fields(c.Text), c.Text)
	return !slices.ContainsFunc(scopes, func(s record.NegationScope) bool {
		return slices.ContainsFunc(words, t.denials[s].Says)
	})
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
// code as one, unless their words say more.
func denials(t *terms, answers []record.Answer) []*record.Negation {
	by := map[string]*record.Negation{}
	var out []*record.Negation
	for _, n := range assertedDenials(t, answers) {
		key := all(string(n.Scope), conceptKey(&n.Code), t.wordsOfDenial(n))
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

// wordsOfDenial are the source's own words where they say more than the denial itself: who said so, or when.
func (t *terms) wordsOfDenial(n *record.Negation) string {
	if !n.Code.Worded || t.denials[n.Scope].Says(n.Code.Text) {
		return ""
	}
	return normal(n.Code.Text)
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
