package stitch

import (
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// Why two rows are likely one allergy, in words for a clinician.
const (
	allergyInOtherWords = "Likely the same allergy: both name the same substance, in other words or under another code."
	allergyOfAKind      = "Perhaps the same allergy: one names a kind, a brand or another name of what the other names."
)

// likelyAllergies are the grounds for allergies. What words deny, doubt, or say of a relative is part of every key, so that
// it names nothing but its like.
var likelyAllergies = []likelihood[*record.Allergy]{
	{reason: allergyInOtherWords, keys: allergenKeys, fits: bothAsserted},
	{reason: allergyOfAKind, keys: allergenKindKeys, fits: allergenOfAKind},
}

func bothAsserted(_ *terms, a, b *record.Allergy) bool { return !a.Retracted() && !b.Retracted() }

// allergenKeys adds a key for each substance that the allergy names.
func allergenKeys(k *keyring, a *record.Allergy) {
	qualified := k.terms.Qualifiers(recorded(a.Code).Text)
	for _, name := range k.terms.allergens(a) {
		k.add(key{}, "allergen", name.Text, qualified)
	}
}

// allergenKindKeys adds a key for all that the allergy names, and for what that is a kind of.
func allergenKindKeys(k *keyring, a *record.Allergy) {
	qualified := k.terms.Qualifiers(recorded(a.Code).Text)
	k.kindKeys(recorded(a.Code), qualified)
	for _, name := range k.terms.allergens(a) {
		k.kindKeys(name, qualified)
	}
}

func allergenOfAKind(t *terms, a, b *record.Allergy) bool {
	if !bothAsserted(t, a, b) {
		return false
	}
	as, bs := append(t.allergens(a), recorded(a.Code)), append(t.allergens(b), recorded(b.Code))
	for _, x := range as {
		for _, y := range bs {
			if t.kindOf(x, y) {
				return true
			}
		}
	}
	return false
}

// allergens are the names of what the allergy is to, each by itself: from its words, from the words of its codes, and from
// the substances of its reactions where it has no words of its own.
func (t *terms) allergens(a *record.Allergy) []record.CodeableConcept {
	var names []record.CodeableConcept
	add := func(words string) {
		if name := allergen(words); name != "" && !t.tooGeneral.Says(words) && !t.tooGeneral.Says(name) {
			names = append(names, record.CodeableConcept{Text: name, Worded: true})
		}
	}
	if c := recorded(a.Code); wordy(a.Code) {
		add(c.Text)
	}
	for _, c := range a.Code.Codings {
		if !t.general(terminology.CodeOf(c)) {
			add(recorded(record.CodeableConcept{Text: string(c.Display)}).Text)
		}
	}
	if len(names) == 0 {
		for _, r := range a.Reactions {
			if r.Substance != nil && wordy(*r.Substance) {
				add(r.Substance.Text)
			}
		}
	}
	return names
}

// beforeAllergen and afterAllergen are words around the name of a substance which say only that it is an allergy.
var (
	beforeAllergen = []string{"known ", "allergy to ", "allergic to ", "allergic reaction to ", "intolerance to ", "intolerance of ",
		"intolerant of ", "intolerant to ", "hypersensitivity to ", "sensitivity to ", "sensitive to ", "adverse reaction to ", "reaction to "}
	afterAllergen = []string{" allergy", " intolerance", " hypersensitivity", " sensitivity", " adverse reaction", " reaction"}
)

// allergen is the name of the substance in an allergy's words: "penicillin" of "H/O: penicillin allergy" and of
// "PENICILLIN - anaphylaxis". It serves to find likely rows only, never to join any.
func allergen(words string) string {
	name := normal(words)
	for _, p := range beforeAllergen {
		name = strings.TrimPrefix(name, p)
	}
	for _, end := range []string{" - ", " (", ":"} {
		name, _, _ = strings.Cut(name, end)
	}
	for _, s := range afterAllergen {
		name = strings.TrimSuffix(name, s)
	}
	return strings.ReplaceAll(name, "sulph", "sulf")
}

// historyOf are the words by which Read v2 and ICD-10 enter an allergy. They say of no allergy that it is past.
var historyOf = []string{"h/o:", "h/o", "personal history of"}

// recorded is the concept without such words before its own.
func recorded(c record.CodeableConcept) record.CodeableConcept {
	for _, mark := range historyOf {
		if len(c.Text) > len(mark) && strings.EqualFold(c.Text[:len(mark)], mark) {
			c.Text = strings.TrimLeft(c.Text[len(mark):], " ")
			return c
		}
	}
	return c
}
