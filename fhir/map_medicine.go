package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// medicine is FHIR's medication[x].
type medicine struct {
	MedicationCodeableConcept *codeableConcept `json:"medicationCodeableConcept"`
	MedicationReference       *reference       `json:"medicationReference"`
}

// medication is a Medication that another resource points at.
type medication struct {
	Code       *codeableConcept `json:"code"`
	Status     string           `json:"status"`
	Form       *codeableConcept `json:"form"`
	Ingredient []struct {
		ItemCodeableConcept *codeableConcept `json:"itemCodeableConcept"`
		ItemReference       *reference       `json:"itemReference"`
		Strength            *ratio           `json:"strength"`
	} `json:"ingredient"`
}

// medicine reads which medicine it is: coded in place, or referred to. A reference that leads to nothing the answer holds
// is shown with its display, and marked (S06).
func (m *mapper) medicine(r *record.Medication, what medicine) {
	r.Code = m.concept(what.MedicationCodeableConcept)
	r.Resolved = !r.Code.IsZero()
	if ref := what.MedicationReference; !r.Resolved && !ref.isZero() {
		if there, ok := m.find(ref); ok && there.typ == "Medication" {
			r.Resolved = true
			m.ingredients(r, look[medication](there), there.next)
		}
		if r.Code.IsZero() {
			r.Code = worded(ref.Display)
		}
		if !r.Resolved {
			m.warn("It points to a medicine that was not sent: %s.", quote(sayReference(ref)))
		}
	}
	if r.Code.IsZero() && len(r.Ingredients) > 0 {
		r.Code = record.CodeableConcept{Text: strings.Join(textsOf(r.Ingredients), ", ")}
	}
	if r.Code.IsZero() {
		r.Code = m.nameless("Medicine")
	}
}

func (m *mapper) ingredients(r *record.Medication, medicine *medication, at finder) {
	r.Code = m.concept(medicine.Code)
	r.Form = m.conceptOrNil(medicine.Form)
	if medicine.Status == "entered-in-error" {
		m.warn("The medicine that it points to was entered in error.")
	}
	for _, i := range medicine.Ingredient {
		c := m.concept(i.ItemCodeableConcept)
		if c.IsZero() {
			c = at.meaning(i.ItemReference)
		}
		if strength := sayRatio(m.ratio("strength", i.Strength)); strength != "" && !c.IsZero() {
			c.Text += " " + strength
		}
		if !c.IsZero() {
			r.Ingredients = append(r.Ingredients, c)
		}
	}
}

// meaning gives what a reference stands for in words: its display, else the code of the resource that it leads to.
func (f finder) meaning(r *reference) record.CodeableConcept {
	if r.isZero() {
		return record.CodeableConcept{}
	}
	if there, ok := f.find(r); ok {
		c := look[struct {
			Code *codeableConcept `json:"code"`
		}](there).Code
		if read := f.concept(c); !read.IsZero() {
			return read
		}
	}
	return worded(r.Display)
}

// reasons joins coded reasons with those that are referred to.
func (m *mapper) reasons(codes []codeableConcept, refs []reference) []record.CodeableConcept {
	all := m.conceptList(codes)
	for i := range refs {
		if c := m.meaning(&refs[i]); !c.IsZero() {
			all = append(all, c)
		}
	}
	return all
}

// sayReference gives the best there is to tell of a reference that leads nowhere.
func sayReference(r *reference) string {
	if r.Identifier != nil && r.Identifier.Value != "" && r.Reference == "" {
		return joinWords(r.Display, r.Identifier.Value)
	}
	return joinWords(r.Display, r.Reference)
}

// sourceWord writes a FHIR code as words: not-taken is "not taken".
func sourceWord(code, otherwise string) string {
	if code == "" {
		return otherwise
	}
	return strings.ReplaceAll(code, "-", " ")
}
