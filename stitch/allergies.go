package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// allergyRules: sure when code or words are equal, in one exchange as across several (S14). A code that is too general,
// a transfer-degraded one above all, counts only with its words. Entries whose codes contradict each other are not brought
// together by words, and neither are class and member, or brand and substance: none of them is the other. What can hurt
// adds up: the worst criticality, every reaction, the surest verification, and where sources differ in the clinical
// status the one that says it is active speaks (S11).
var allergyRules = rules[*record.Allergy]{
	kind:   record.Allergies,
	copies: copier[record.Allergy],
	rest:   func(w *writer, _ *record.Allergy) { w.raw("allergy") },
	same: []rule[*record.Allergy]{
		{name: "same-code", keys: func(k *keyring, e *entry[*record.Allergy]) { k.codes(recorded(e.row.Code), e.rest) }},
		{name: "same-text", keys: func(k *keyring, e *entry[*record.Allergy]) { k.words(recorded(e.row.Code), e.rest) }},
		{
			name:    "same-code-translated",
			keys:    func(k *keyring, e *entry[*record.Allergy]) { k.translations(recorded(e.row.Code), e.rest) },
			applies: translatable[*record.Allergy],
		},
		{name: "same-substance", keys: bySubstance},
	},
	within:     true,
	contradict: contradictingCodes[*record.Allergy],
	likely:     likelyAllergies,
	standing:   func(a *record.Allergy) int { return slices.Index(hurtingFirst, a.ClinicalStatus) },
	fields: []field[*record.Allergy]{
		coded[*record.Allergy](),
		kept("clinicalStatus", func(a *record.Allergy) string { return string(a.ClinicalStatus) }),
		kept("verificationStatus", func(a *record.Allergy) string { return string(a.VerificationStatus) }),
		kept("criticality", criticalityWords),
		kept("categories", func(a *record.Allergy) string {
			return listed(a.Categories, func(c record.AllergyCategory) string { return string(c) })
		}),
		filled("type", func(a *record.Allergy) *record.Text { return &a.Type }, textWords),
		filled("onset", func(a *record.Allergy) *record.PartialDate { return &a.Onset }, dateWords),
		filled("onsetText", func(a *record.Allergy) *record.Text { return &a.OnsetText }, textWords),
		kept("lastOccurrence", func(a *record.Allergy) string { return a.LastOccurrence.String() }),
		kept("reactions", func(a *record.Allergy) string { return listed(a.Reactions, reactionWords) }),
	},
	unite: uniteAllergies,
}

// criticalityWords leaves out what nobody assessed: it is no view of its own.
func criticalityWords(a *record.Allergy) string {
	if a.Criticality == record.CriticalityUnknown {
		return ""
	}
	return string(a.Criticality)
}

// hurtingFirst orders clinical statuses by how much the allergy may hurt now.
var hurtingFirst = []record.AllergyClinicalStatus{record.AllergyActive, record.AllergyStatusUnknown, record.AllergyInactive, record.AllergyResolved}

// bySubstance gives the key of an allergy that has neither code nor words of its own, but a reaction's substances.
func bySubstance(k *keyring, e *entry[*record.Allergy]) {
	a := e.row
	if len(a.Code.Codings) > 0 || wordy(a.Code) {
		return
	}
	var substances []string
	for _, r := range a.Reactions {
		if r.Substance != nil {
			substances = append(substances, conceptKey(r.Substance))
		}
	}
	if len(substances) == 0 || slices.Contains(substances, "") {
		return
	}
	slices.Sort(substances)
	k.add(key{}, "substances", strings.Join(slices.Compact(substances), ";"))
}

// worstCriticality and worstSeverity order criticalities and severities from the worst, and surestFirst the
// verification statuses of what is asserted from the surest.
var (
	surestFirst = []record.VerificationStatus{record.Confirmed, record.Presumed, record.Provisional, record.Differential,
		record.Unconfirmed, record.VerificationUnknown}
	worstCriticality = []record.Criticality{record.CriticalityHigh, record.CriticalityLow, record.CriticalityUnableToAssess, record.CriticalityUnknown}
	worstSeverity    = []record.Severity{record.SeveritySevere, record.SeverityModerate, record.SeverityMild, record.SeverityUnknown}
)

// uniteAllergies gives the row the worst and the surest that any asserting source says, each reaction once, and the latest
// occurrence. What each source says stands in the differences.
func uniteAllergies(row *record.Allergy, asserting, _ []*record.Allergy) {
	if len(asserting) == 1 {
		return
	}
	row.Reactions, row.Categories = nil, nil
	at := map[string]int{}
	for _, a := range asserting {
		if slices.Index(worstCriticality, a.Criticality) < slices.Index(worstCriticality, row.Criticality) {
			row.Criticality = a.Criticality
		}
		if sure := slices.Index(surestFirst, a.VerificationStatus); sure >= 0 && sure < slices.Index(surestFirst, row.VerificationStatus) {
			row.VerificationStatus = a.VerificationStatus
		}
		if a.LastOccurrence.Compare(row.LastOccurrence) > 0 {
			row.LastOccurrence = a.LastOccurrence
		}
		for _, c := range a.Categories {
			if !slices.Contains(row.Categories, c) {
				row.Categories = append(row.Categories, c)
			}
		}
		for _, r := range a.Reactions {
			key := reactionKey(r)
			i, known := at[key]
			if !known {
				at[key] = len(row.Reactions)
				row.Reactions = append(row.Reactions, r)
			} else if slices.Index(worstSeverity, r.Severity) < slices.Index(worstSeverity, row.Reactions[i].Severity) {
				row.Reactions[i].Severity = r.Severity
			}
		}
	}
}

// reactionKey is what makes two reactions one, whatever their severity.
func reactionKey(r record.AllergyReaction) string {
	return all(conceptKey(r.Substance), conceptsKey(r.Manifestations), dateKey(r.Onset), conceptKey(r.ExposureRoute), normal(string(r.Description)))
}

// reactionWords tells a reaction: "Anaphylaxis (SEVERE)".
func reactionWords(r record.AllergyReaction) string {
	parts := []string{}
	for _, w := range []string{conceptWords(r.Substance), conceptsWords(r.Manifestations), string(r.Description)} {
		if w != "" {
			parts = append(parts, w)
		}
	}
	words := strings.Join(parts, ": ")
	if r.Severity != record.SeverityUnknown && r.Severity != "" {
		words = strings.TrimSpace(words + " (" + string(r.Severity) + ")")
	}
	return words
}

// Allergies makes the allergies section: allergies, the denials apart from them, and what may be said as a whole. A
// denial that was itself retracted or is inactive denies nothing; it comes back as an entry where those are asked for.
func Allergies(p *Patient, answers []record.Answer, o AllergyOptions) *AllergyList {
	guarded := p.Guard(answers)
	told := make([][]*record.Allergy, len(guarded))
	for i, a := range guarded {
		told[i] = allergiesOf(p.terms, a)
	}
	rows := stitched(p, collect(guarded, func(i int) []*record.Allergy { return told[i] }), allergyRules)
	list := &AllergyList{Negations: denials(p.terms, guarded), Completeness: Complete(p, record.Allergies, guarded)}
	list.Statement = statement(p, rows, list.Negations, list.Completeness)
	list.Entries = slices.DeleteFunc(current(rows, o.IncludeRetracted), func(a *record.Allergy) bool {
		return a.Inactive() && !o.IncludeInactive && !a.Retracted()
	})
	relate(p.terms, list.Entries, allergyRules.likely)
	return list
}
