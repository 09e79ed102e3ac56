package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// The extensions of a Coding that hold the term which the recorder chose: HL7's and UK Core's names for it.
const (
	termExtension       = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CodingSCTDescDisplay"
	termExtensionSTU3   = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-coding-sctdescid"
	termExtensionSTU3v2 = "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-coding-sctdescid"
)

// concept reads a CodeableConcept. Its text is the source's own words first, then the display of the coding that the user
// selected or else the best known one, then a code: never empty when anything was recorded.
func (k *stock) concept(c *codeableConcept) record.CodeableConcept {
	if c == nil {
		return record.CodeableConcept{}
	}
	var r record.CodeableConcept
	best, bestRank := -1, -1
	for i := range c.Coding {
		from := &c.Coding[i]
		read := toCoding(from)
		if read.Code == "" && read.Display == "" {
			continue
		}
		if r.Codings == nil {
			r.Codings = k.codings.some(len(c.Coding) - i)[:0]
		}
		r.Codings = append(r.Codings, read)
		if rank := preference(from, read); rank > bestRank {
			best, bestRank = len(r.Codings)-1, rank
		}
	}
	switch text := strings.TrimSpace(c.Text); {
	case text != "":
		r.Text, r.Worded = c.Text, true
	case best >= 0 && r.Codings[best].Display != "":
		r.Text = string(r.Codings[best].Display)
	case best >= 0:
		r.Text = r.Codings[best].Code
	}
	return r
}

// preference ranks a coding for showing: one with words before one without, then the one that the user selected, then
// SNOMED CT and dm+d, which British clinicians know.
func preference(k *coding, read record.Coding) int {
	rank := 0
	if read.Display != "" {
		rank += 4
	}
	if k.UserSelected {
		rank += 2
	}
	switch record.CanonicalSystem(k.System) {
	case record.SystemSNOMED, record.SystemDMD:
		rank++
	}
	return rank
}

func toCoding(k *coding) record.Coding {
	display := k.Display
	if display == "" {
		display = chosenTerm(k.Extension)
	}
	return record.Coding{System: k.System, Code: k.Code, Display: record.Text(display), Version: record.Text(k.Version)}
}

// chosenTerm gives the term that belongs to a SNOMED CT description id, where a Coding carries it.
func chosenTerm(all []extension) string {
	for _, e := range all {
		switch e.URL {
		case termExtension:
			if e.ValueString != "" {
				return e.ValueString
			}
		case termExtensionSTU3, termExtensionSTU3v2:
			for _, part := range e.Extension {
				if part.URL == "descriptionDisplay" && part.ValueString != "" {
					return part.ValueString
				}
			}
		}
	}
	return ""
}

// conceptOrNil reads a CodeableConcept that may be absent.
func (k *stock) conceptOrNil(c *codeableConcept) *record.CodeableConcept {
	if c == nil {
		return nil
	}
	r := k.concept(c)
	if r.IsZero() {
		return nil
	}
	return k.concepts.one(r)
}

// conceptList reads a list of CodeableConcepts, without the empty ones.
func (k *stock) conceptList(all []codeableConcept) []record.CodeableConcept {
	var found []record.CodeableConcept
	for i := range all {
		c := k.concept(&all[i])
		if c.IsZero() {
			continue
		}
		if found == nil {
			found = k.concepts.some(len(all) - i)[:0]
		}
		found = append(found, c)
	}
	return found
}

// conceptOf makes a CodeableConcept of a lone Coding.
func (k *stock) conceptOf(c *coding) record.CodeableConcept {
	if c == nil {
		return record.CodeableConcept{}
	}
	return k.concept(&codeableConcept{Coding: []coding{*c}})
}

// worded makes a CodeableConcept of words alone.
func worded(text string) record.CodeableConcept {
	return record.CodeableConcept{Text: text, Worded: text != ""}
}

// codingList reads a list of Codings, such as security labels.
func (k *stock) codingList(all []coding) []record.Coding {
	var found []record.Coding
	for i := range all {
		if c := toCoding(&all[i]); c.Code != "" || c.Display != "" {
			found = append(found, c)
		}
	}
	return found
}

// textsOf gives what concepts say.
func textsOf(all []record.CodeableConcept) []string {
	var texts []string
	for _, c := range all {
		if c.Text != "" {
			texts = append(texts, c.Text)
		}
	}
	return texts
}
