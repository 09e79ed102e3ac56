package stitch

import (
	"bytes"
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// canonical is the one code that stands for all codes of a meaning: the SNOMED CT code that the terminology gives for
// it, else the code itself.
func (t *terms) canonical(c terminology.Code) terminology.Code {
	for _, other := range t.Equivalents(c) {
		if other.System == record.SystemSNOMED {
			return other
		}
	}
	return c
}

// called adds the keys of everything that a concept is called, with the rest: its codes, what they translate to, its
// words, and what the words are short for.
func (k *keyring) called(c record.CodeableConcept, rest key) {
	if rest.isNone() {
		return
	}
	k.translations(c, rest)
	k.words(c, rest)
	if !wordy(c) {
		return
	}
	for _, other := range k.terms.AlsoCalled(k.about(c.Text).normal) {
		if other.System == terminology.SystemWords {
			k.add(rest, "words", other.Value)
		} else {
			k.code(c, other, rest)
		}
	}
}

// clash tells that both say something, and not the same: no code in common, and other words.
func (t *terms) clash(a, b *record.CodeableConcept) bool {
	if a == nil || b == nil || a.IsZero() || b.IsZero() || normal(a.Text) == normal(b.Text) {
		return false
	}
	for _, x := range a.Codings {
		code := t.canonical(terminology.CodeOf(x))
		if !code.IsZero() && slices.ContainsFunc(b.Codings, func(y record.Coding) bool { return t.canonical(terminology.CodeOf(y)) == code }) {
			return false
		}
	}
	return true
}

// clashingCodes tells that two concepts are coded in one code system, and have no code in it in common.
func (t *terms) clashingCodes(a, b record.CodeableConcept) bool {
	clashes := false
	for _, x := range a.Codings {
		code := terminology.CodeOf(x)
		if code.IsZero() || t.general(code) {
			continue
		}
		for _, y := range b.Codings {
			switch other := terminology.CodeOf(y); {
			case other.System != code.System || t.general(other):
			case other.Value == code.Value:
				return false
			default:
				clashes = true
			}
		}
	}
	return clashes
}

// sameQualifiers tells that the words of two texts qualify them alike.
func (t *terms) sameQualifiers(a, b string) bool { return a == b || t.Qualifiers(a) == t.Qualifiers(b) }

// alikeNames tells that two concepts share a code, a code after translation, or their words.
func (t *terms) alikeNames(a, b record.CodeableConcept) bool {
	if !t.sameQualifiers(a.Text, b.Text) {
		return false
	}
	return wordy(a) && wordy(b) && (a.Text == b.Text || normal(a.Text) == normal(b.Text)) || t.sameMeaning(&a, &b)
}

// sameMeaning tells that two concepts mean the same: see writer.meaning.
func (t *terms) sameMeaning(a, b *record.CodeableConcept) bool {
	var room, more [usualKey]byte
	x, y := writer{terms: t, b: room[:0]}, writer{terms: t, b: more[:0]}
	x.meaning(a)
	y.meaning(b)
	return bytes.Equal(x.b, y.b)
}

// otherPlace tells that two entries name two organisations.
func otherPlace(a, b *record.Organisation) bool {
	return differ(organisationKey(a), organisationKey(b))
}

// samePlace tells that two entries name one organisation.
func samePlace(a, b *record.Organisation) bool {
	return organisationKey(a) != "" && organisationKey(a) == organisationKey(b)
}
