package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// meanings are the codes that a concept stands for: its own, those that mean the same, and those that its words are
// another name of; and its words themselves.
func (t *terms) meanings(c record.CodeableConcept) []terminology.Code {
	var all []terminology.Code
	add := func(code terminology.Code) {
		if !code.IsZero() && !t.general(code) {
			all = append(append(all, code), t.Equivalents(code)...)
		}
	}
	for _, k := range c.Codings {
		add(terminology.CodeOf(k))
	}
	if wordy(c) && !t.tooGeneral.Says(c.Text) {
		add(terminology.Words(c.Text))
	}
	return all
}

// wider are what includes each meaning by a concept map, and what means the same as that.
func (t *terms) wider(meanings []terminology.Code) []terminology.Code {
	var all []terminology.Code
	for _, m := range meanings {
		for _, w := range t.Wider(m) {
			all = append(append(all, w), t.Equivalents(w)...)
		}
	}
	return all
}

// kindKeys adds a key for everything that a concept means, and for what that is a kind of. Words that qualify it are
// part of every key.
func (k *keyring) kindKeys(c record.CodeableConcept, rest string) {
	qualified := k.terms.Qualifiers(c.Text)
	meanings := k.terms.meanings(c)
	for _, m := range slices.Concat(meanings, k.terms.wider(meanings)) {
		k.add(key{}, "kind", m.System, m.Value, qualified, rest)
	}
}

// kindOf tells that one of two concepts is a kind of the other, or another name of it. Two kinds of one thing are not, and
// neither are two codes under the same words.
func (t *terms) kindOf(a, b record.CodeableConcept) bool {
	x, y := t.meanings(a), t.meanings(b)
	return meet(t.wider(x), y) || meet(x, t.wider(y)) || meet(x, y) && !t.clashingCodes(a, b)
}

func meet(a, b []terminology.Code) bool {
	return slices.ContainsFunc(a, func(c terminology.Code) bool { return slices.Contains(b, c) })
}
