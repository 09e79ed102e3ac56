package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Why two rows are likely one vaccination or one procedure, in words for a clinician.
const (
	doseOfThatDate   = "Likely the same dose: another exchange tells the same vaccine with a less exact date."
	doseInOtherWords = "Likely the same dose: another exchange tells a vaccine of the same day under another name or code."
	doseOfThatBatch  = "Likely the same dose: another exchange tells the same batch against the same disease on the same day."

	procedureOfThatTime = "Likely the same procedure: another exchange tells the same one, and nothing that both say of its date and side differs."
	procedureOfAKind    = "Perhaps the same procedure: another exchange tells a kind of it, or a wider one, on the same day."
)

// likelyImmunisations are the grounds for immunisations.
var likelyImmunisations = []likelihood[*record.Immunisation]{
	{reason: doseOfThatDate, keys: vaccineNames, fits: doseLessExact, one: true},
	{reason: doseInOtherWords, keys: vaccineKindsOfDay, fits: doseOfAKind, one: true},
	{reason: doseOfThatBatch, keys: batchOfDay, fits: doseOfTheDisease, one: true},
}

func vaccineNames(k *keyring, i *record.Immunisation) { k.called(i.Code, keyOfText("vaccine")) }

func vaccineKindsOfDay(k *keyring, i *record.Immunisation) {
	if day := i.Occurrence.Day(); day != "" {
		k.kindKeys(i.Code, day)
	}
}

func batchOfDay(k *keyring, i *record.Immunisation) {
	if day := i.Occurrence.Day(); day != "" && i.LotNumber != "" {
		k.add(key{}, "batch", batch(i), day)
	}
}

// batch is the number of the batch without the differences that mean nothing.
func batch(i *record.Immunisation) string { return normal(string(i.LotNumber)) }

// bothGivenOrNot tells that both were given or neither was, and that neither is retracted.
func bothGivenOrNot(a, b *record.Immunisation) bool {
	return !a.Retracted() && !b.Retracted() && doneOrNot(a.Status) == doneOrNot(b.Status)
}

func doseLessExact(t *terms, a, b *record.Immunisation) bool {
	return bothGivenOrNot(a, b) && lessExact(a.Occurrence, b.Occurrence) && !t.clashingCodes(a.Code, b.Code) &&
		!differ(batch(a), batch(b)) && !differ(string(a.DoseNumber), string(b.DoseNumber))
}

func doseOfAKind(t *terms, a, b *record.Immunisation) bool {
	return bothGivenOrNot(a, b) && t.kindOf(a.Code, b.Code) && !differ(batch(a), batch(b))
}

func doseOfTheDisease(_ *terms, a, b *record.Immunisation) bool {
	return bothGivenOrNot(a, b) && slices.ContainsFunc(a.TargetDiseases, func(x record.CodeableConcept) bool {
		return slices.ContainsFunc(b.TargetDiseases, func(y record.CodeableConcept) bool { return conceptKey(&x) == conceptKey(&y) })
	})
}

// likelyProcedures are the grounds for procedures.
var likelyProcedures = []likelihood[*record.Procedure]{
	{
		reason: procedureOfThatTime,
		keys: func(k *keyring, p *record.Procedure) {
			k.called(k.terms.sideless(p.Code), keyOfText(doneOrNot(p.Status)+" procedure"))
		},
		fits: func(t *terms, a, b *record.Procedure) bool {
			return procedureAgrees(t, a, b) && !t.clashingCodes(a.Code, b.Code)
		},
		one: true,
	},
	{
		reason: procedureOfAKind,
		keys: func(k *keyring, p *record.Procedure) {
			k.kindKeys(k.terms.sideless(p.Code), doneOrNot(p.Status)+" procedure")
		},
		fits: func(t *terms, a, b *record.Procedure) bool {
			return procedureAgrees(t, a, b) && begun(a).Day() != "" && begun(b).Day() != "" &&
				t.kindOf(t.sideless(a.Code), t.sideless(b.Code))
		},
		one: true,
	},
}

// procedureAgrees tells that two procedures can be of one time, and of one place in the body. Of an undated one nobody
// knows when it was.
func procedureAgrees(t *terms, a, b *record.Procedure) bool {
	x, y := begun(a), begun(b)
	return !x.IsZero() && !y.IsZero() && canBeOne(x, y) && !a.Retracted() && !b.Retracted() && !t.otherSite(a.Code, b.Code, a.BodySites, b.BodySites)
}

// begun is when a procedure was done or begun.
func begun(p *record.Procedure) record.PartialDate {
	if p.Performed.IsZero() && p.Period != nil {
		return p.Period.Start
	}
	return p.Performed
}
