package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// referralRules: sure when code or words, the day or instant of writing, category, intent, and the service asked for are
// equal; or when all but the words are, the service is told, and both carry one national booking number. Undated ones are
// never joined, and business identifiers alone join nothing.
var referralRules = rules[*record.Referral]{
	kind:   record.Referrals,
	copies: copier[record.Referral],
	when:   func(r *record.Referral) record.PartialDate { return r.AuthoredOn },
	rest:   text(referralKey),
	same: append(codeOrText[*record.Referral]("same-code-same-date", "same-text-same-date"),
		rule[*record.Referral]{name: "same-booking-number-same-date-same-service", keys: bookedTogether}),
	contradict: contradictingReferrals,
	likely:     likelyReferrals,
	fields: []field[*record.Referral]{
		coded[*record.Referral](),
		kept("status", func(r *record.Referral) string { return string(r.Status) }),
		filled("priority", func(r *record.Referral) **record.RequestPriority { return &r.Priority }, priorityWords),
		filled("occurrence", func(r *record.Referral) **record.Period { return &r.Occurrence }, periodWords),
		filled("requester", func(r *record.Referral) **record.Practitioner { return &r.Requester }, practitionerWords),
		filled("service", func(r *record.Referral) **record.Organisation { return &r.Service }, organisationWords),
		filled("specialty", func(r *record.Referral) **record.CodeableConcept { return &r.Specialty }, conceptWords),
		filled("reasons", func(r *record.Referral) *[]record.CodeableConcept { return &r.Reasons }, conceptsWords),
		filled("priorityReasons", func(r *record.Referral) *[]record.CodeableConcept { return &r.PriorityReasons }, conceptsWords),
	},
}

// contradictingReferrals tells that requests can't all be one: their codes have nothing in common, or two of them give
// reasons of which none is the same. One clinic can be asked twice on a day.
func contradictingReferrals(t *terms, group []entry[*record.Referral]) bool {
	for n, e := range group {
		for _, other := range group[:n] {
			if otherReasons(t, e.row, other.row) {
				return true
			}
		}
	}
	return contradictingCodes(t, group)
}

func otherReasons(t *terms, a, b *record.Referral) bool {
	if len(a.Reasons) == 0 || len(b.Reasons) == 0 {
		return false
	}
	for i := range a.Reasons {
		for j := range b.Reasons {
			if !t.clash(&a.Reasons[i], &b.Reasons[j]) {
				return false
			}
		}
	}
	return true
}

func referralKey(r *record.Referral) string {
	date := dateKey(r.AuthoredOn)
	if date == "" {
		return ""
	}
	return all(date, string(r.Category), r.Intent, organisationKey(r.Service), conceptKey(r.Specialty))
}

func priorityWords(p *record.RequestPriority) string {
	if p == nil {
		return ""
	}
	return string(*p)
}

// Referrals makes the referrals section: every request, orders too.
func Referrals(p *Patient, answers []record.Answer, o ReferralOptions) *ReferralList {
	r := referralRules
	r.unite = func(row *record.Referral, asserting, _ []*record.Referral) { p.terms.suspectCancer(row, asserting) }
	rows, completeness := section(p, answers, r, func(f record.Facts) []*record.Referral { return f.Referrals })
	ownIdentifiers(rows)
	rows = current(rows, o.IncludeRetracted)
	if o.Filter != nil {
		rows = slices.DeleteFunc(rows, func(r *record.Referral) bool { return !o.Filter.keeps(r) })
	}
	relate(p.terms, rows, r.likely)
	return &ReferralList{Entries: rows, Completeness: completeness}
}

func (f *ReferralFilter) keeps(r *record.Referral) bool {
	if len(f.Categories) > 0 && !slices.Contains(f.Categories, r.Category) {
		return false
	}
	if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, r.Status) {
		return false
	}
	if f.UrgentSuspectedCancer != nil && *f.UrgentSuspectedCancer != r.UrgentSuspectedCancer {
		return false
	}
	return within(&r.Entry, f.From, f.To, f.IncludeUndated)
}
