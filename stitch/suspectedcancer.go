package stitch

import "github.com/london-care-record/gateway/record"

// suspectCancer says whether a referral is on the urgent suspected-cancer pathway, and on what ground: a code or a
// phrase of the value set, in its code, category, reason or priority reason. Any asserting source is enough. A priority
// of URGENT alone says nothing of cancer.
func (t *terms) suspectCancer(row *record.Referral, asserting []*record.Referral) {
	row.UrgentSuspectedCancer, row.UrgentSuspectedCancerBasis = false, ""
	for _, r := range asserting {
		if basis := t.cancerBasis(r); basis != "" {
			row.UrgentSuspectedCancer, row.UrgentSuspectedCancerBasis = true, record.Text(basis)
			return
		}
	}
}

// cancerBasis names what says that a request is an urgent suspected-cancer referral; "" where nothing does.
func (t *terms) cancerBasis(r *record.Referral) string {
	places := []struct {
		name     string
		concepts []record.CodeableConcept
	}{{"code", []record.CodeableConcept{r.Code}}, {"priority reason", r.PriorityReasons}, {"reason", r.Reasons}, {"category", r.Categories}}
	for _, place := range places {
		for _, c := range place.concepts {
			if basis := t.basisIn(c); basis != "" {
				return place.name + basis
			}
		}
	}
	if r.Specialty != nil {
		if basis := t.basisIn(*r.Specialty); basis != "" {
			return "specialty" + basis
		}
	}
	return ""
}

// basisIn is how a concept says it, to follow the name of its place.
func (t *terms) basisIn(c record.CodeableConcept) string {
	if k, ok := t.urgentCancer.Coding(c); ok {
		if k.Display != "" {
			return " " + k.Code + " " + string(k.Display)
		}
		return " " + k.Code
	}
	if t.saysCancer(c.Text) {
		return `, in the words "` + c.Text + `"`
	}
	return ""
}
