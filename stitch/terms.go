package stitch

import (
	"sync/atomic"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// terms is the terminology as the rules ask for it.
type terms struct {
	*terminology.Terminology
	tooGeneral, allergyNotKnown, drugAllergy, latexAllergy, urgentCancer, substances, brandSensitive, modifiedRelease, undivided terminology.ValueSet
	denials                                                                                                                      map[record.NegationScope]terminology.ValueSet
}

// lastTerms are those of the terminology that was asked for last. A program has one.
var lastTerms atomic.Pointer[terms]

func termsOf(t *terminology.Terminology) *terms {
	last := lastTerms.Load()
	if last == nil || last.Terminology != t {
		last = newTerms(t)
		lastTerms.Store(last)
	}
	return last
}

func newTerms(t *terminology.Terminology) *terms {
	return &terms{
		Terminology:     t,
		tooGeneral:      t.ValueSet("too-general"),
		allergyNotKnown: t.ValueSet("allergy-not-known"),
		drugAllergy:     t.ValueSet("drug-allergy"),
		latexAllergy:    t.ValueSet("latex-allergy"),
		urgentCancer:    t.ValueSet("urgent-suspected-cancer"),
		substances:      t.ValueSet("medicine-substances"),
		brandSensitive:  t.ValueSet("brand-sensitive-medicines"),
		modifiedRelease: t.ValueSet("medicine-modified-release"),
		undivided:       t.ValueSet("icd10-undivided"),
		denials: map[record.NegationScope]terminology.ValueSet{
			record.NegationAll:         t.ValueSet("negation-all"),
			record.NegationDrug:        t.ValueSet("negation-drug"),
			record.NegationFood:        t.ValueSet("negation-food"),
			record.NegationEnvironment: t.ValueSet("negation-environment"),
			record.NegationLatex:       t.ValueSet("negation-latex"),
			record.NegationOther:       t.ValueSet("negation-other"),
		},
	}
}

// categoryLength is the length of an ICD-10 category. Most hold many diseases: S82 is any fracture of a leg.
const categoryLength = 3

// general tells that a code says too little to compare by: entries with it are the same only when their words are.
func (t *terms) general(c terminology.Code) bool {
	return t.tooGeneral.Has(c) || c.System == record.SystemICD10 && len(c.Value) <= categoryLength && !t.undivided.Has(c)
}

// nationalSystems are the code systems whose codes mean the same everywhere.
var nationalSystems = map[string]bool{record.SystemSNOMED: true, record.SystemLOINC: true, record.SystemReadV2: true,
	record.SystemCTV3: true, record.SystemICD10: true}

// nationallyCoded tells that a code whose meaning is the same everywhere, and not too general, says what it is.
func (t *terms) nationallyCoded(c record.CodeableConcept) bool {
	for _, k := range c.Codings {
		if code := terminology.CodeOf(k); nationalSystems[code.System] && !t.general(code) {
			return true
		}
	}
	return false
}
