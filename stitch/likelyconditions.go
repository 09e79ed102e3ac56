package stitch

import "github.com/london-care-record/gateway/record"

// Why two rows are likely one condition, in words for a clinician.
const (
	conditionOfThatTime  = "Likely the same episode: another exchange tells the same condition, and nothing that both say of its date, side or stage differs."
	conditionOfCertainty = "Likely the same episode: another exchange tells the same condition at the same time, with another certainty."
	conditionForLife     = "Likely the same condition: it is one that stays once it is there, and another exchange tells it with another date."
	conditionOfAKind     = "Perhaps the same episode: another exchange tells a kind of this condition, or a wider one, at the same time."
)

// likelyConditions are the grounds for conditions. What words deny, doubt, or say of a relative is part of every key, so
// that a row names nothing but its like.
var likelyConditions = []likelihood[*record.Condition]{
	{reason: conditionOfThatTime, keys: conditionNames, fits: sameEpisode, one: true},
	{reason: conditionOfCertainty, asBefore: true, fits: sameButForCertainty, one: true},
	{reason: conditionForLife, keys: lifelongNames, fits: sameForLife},
	{reason: conditionOfAKind, keys: conditionKinds, fits: kindOfCondition, one: true},
}

func conditionNames(k *keyring, c *record.Condition) {
	k.called(k.terms.sideless(c.Code), keyOfText(ownOrRelatives(c.FamilyMember)))
}

func conditionKinds(k *keyring, c *record.Condition) {
	k.kindKeys(k.terms.sideless(c.Code), ownOrRelatives(c.FamilyMember))
}

// lifelongNames are the names of a condition of which a person has only one, and for life.
func lifelongNames(k *keyring, c *record.Condition) {
	if k.terms.lifelong(c.Code) {
		conditionNames(k, c)
	}
}

// lifelong tells that the concept names a condition that stays once it is there, by a code, by its words, or by what they
// are another name of.
func (t *terms) lifelong(c record.CodeableConcept) bool {
	set := t.ValueSet("lifelong-conditions")
	if set.Says(c.Text) {
		return true
	}
	for _, m := range t.meanings(c) {
		if set.Has(m) {
			return true
		}
	}
	return false
}

func ownOrRelatives(of *record.CodeableConcept) string {
	if of == nil {
		return "own"
	}
	return "a relative's"
}

// agrees tells that two conditions agree in everything but date and certainty: the same person's, no two sides, sites or
// stages, and no two codes of one system.
func (t *terms) agrees(a, b *record.Condition) bool {
	return !a.Retracted() && !b.Retracted() && samePerson(a.FamilyMember, b.FamilyMember) &&
		!t.otherSite(a.Code, b.Code, a.BodySites, b.BodySites) && !differ(conceptsKey(a.Stages), conceptsKey(b.Stages))
}

// samePerson tells that two conditions are both the person's own, or of the same relative.
func samePerson(a, b *record.CodeableConcept) bool {
	if a == nil || b == nil {
		return a == b
	}
	return normal(a.Text) == normal(b.Text) || conceptKey(a) == conceptKey(b)
}

func sameEpisode(t *terms, a, b *record.Condition) bool {
	return t.agrees(a, b) && !t.clashingCodes(a.Code, b.Code) && certainty(a.VerificationStatus) == certainty(b.VerificationStatus) &&
		sameTime(a, b)
}

func sameButForCertainty(t *terms, a, b *record.Condition) bool {
	return t.agrees(a, b) && !t.clashingCodes(a.Code, b.Code) && certainty(a.VerificationStatus) != certainty(b.VerificationStatus) &&
		dated(a) && dated(b) && sameTime(a, b)
}

func sameForLife(t *terms, a, b *record.Condition) bool {
	return t.agrees(a, b) && !t.clashingCodes(a.Code, b.Code) && certainty(a.VerificationStatus) == certainty(b.VerificationStatus)
}

func kindOfCondition(t *terms, a, b *record.Condition) bool {
	return t.agrees(a, b) && certainty(a.VerificationStatus) == certainty(b.VerificationStatus) && dated(a) && dated(b) &&
		sameTime(a, b) && t.kindOf(t.sideless(a.Code), t.sideless(b.Code))
}

// dated tells that the condition has a date of its own; when a relative's was written down says nothing of it.
func dated(c *record.Condition) bool {
	return !c.Onset.IsZero() || c.OnsetText == "" && c.FamilyMember == nil && !c.RecordedDate.IsZero()
}

// sameTime tells that two conditions can be of one time: their onsets can be the same, or one has none and was written
// down on the day of the other, or one is without any date. Two without any date can be any two episodes, but those of a
// relative are told once; and an age or a span in words is not compared with anything.
func sameTime(a, b *record.Condition) bool {
	switch {
	case a.OnsetText != "" || b.OnsetText != "":
		return false
	case !a.Onset.IsZero() && !b.Onset.IsZero():
		return canBeOne(a.Onset, b.Onset)
	case dated(a) && dated(b):
		return own(a).Agrees(own(b))
	}
	return dated(a) || dated(b) || a.FamilyMember != nil
}

// own is the date that a condition is compared by: its onset, else when it was written down.
func own(c *record.Condition) record.PartialDate {
	if c.Onset.IsZero() {
		return c.RecordedDate
	}
	return c.Onset
}
