package stitch

import (
	"hash/maphash"
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// key stands for everything that must be equal. It is a hash of 128 bits under seeds of this process: whoever writes the
// entries can't know them, and two keys never meet by chance.
type key [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// keyring makes the keys of entries, and holds them by rule and entry.
type keyring struct {
	terms *terms
	keys  []key
	// ends are where the keys of each entry end in keys, rule after rule.
	ends    []int
	entries int
	buf     []byte
}

// reserve makes room for the keys of some entries under some rules.
func (k *keyring) reserve(entries, rules int) {
	k.entries = entries
	k.keys = make([]key, 0, entries*rules)
	k.ends = make([]int, 0, entries*rules)
}

// close ends the keys of one entry under one rule.
func (k *keyring) close() { k.ends = append(k.ends, len(k.keys)) }

// of gives the keys of an entry under a rule, each by its number.
func (k *keyring) of(rule, entry int) []key {
	i := rule*k.entries + entry
	from := 0
	if i > 0 {
		from = k.ends[i-1]
	}
	return k.keys[from:k.ends[i]]
}

// none tells that no entry has a key under a rule.
func (k *keyring) none(rule int) bool {
	if k.entries == 0 {
		return true
	}
	from := 0
	if rule > 0 {
		from = k.ends[rule*k.entries-1]
	}
	return from == k.ends[(rule+1)*k.entries-1]
}

// add adds the key of all parts together.
func (k *keyring) add(parts ...string) {
	k.buf = k.buf[:0]
	for _, p := range parts {
		k.buf = append(append(k.buf, p...), '\x1f')
	}
	k.keys = append(k.keys, key{maphash.Bytes(seeds[0], k.buf), maphash.Bytes(seeds[1], k.buf)})
}

// codes adds a key for each coding of the concept, with the rest: whatever else must be equal. A code that is too
// general to mean anything counts only together with its text (transfer-degraded codes above all), and words for side,
// negation and doubt in the text are part of every key. There is no key where the rest is "".
func (k *keyring) codes(c record.CodeableConcept, rest string) {
	if rest == "" || len(c.Codings) == 0 {
		return
	}
	qualified := k.terms.Qualifiers(c.Text)
	for _, coding := range c.Codings {
		k.code(c, terminology.CodeOf(coding), qualified, rest)
	}
}

// translations adds the keys of codes, and those of every code that means the same by the terminology.
func (k *keyring) translations(c record.CodeableConcept, rest string) {
	if rest == "" || len(c.Codings) == 0 {
		return
	}
	qualified := k.terms.Qualifiers(c.Text)
	for _, coding := range c.Codings {
		own := terminology.CodeOf(coding)
		k.code(c, own, qualified, rest)
		for _, other := range k.terms.Equivalents(own) {
			k.code(c, other, qualified, rest)
		}
	}
}

func (k *keyring) code(c record.CodeableConcept, code terminology.Code, qualified, rest string) {
	switch {
	case code.IsZero():
	case !k.terms.general(code):
		k.add("code", code.System, code.Value, qualified, rest)
	case c.Worded && !k.terms.tooGeneral.Says(c.Text):
		k.add("general", code.System, code.Value, normal(c.Text), rest)
	}
}

// words adds the key of the concept's own words, with the rest; none when the words are only the code itself or too
// general.
func (k *keyring) words(c record.CodeableConcept, rest string) {
	if rest != "" && wordy(c) && !k.terms.tooGeneral.Says(c.Text) {
		k.add("words", normal(c.Text), rest)
	}
}

// equivalents are the codes that mean the same as a coding by the terminology.
func (t *terms) equivalents(c record.Coding) []terminology.Code {
	return t.Equivalents(terminology.CodeOf(c))
}

// wordy tells that the text is somebody's words for the thing: the source's own or a code's display. A code shown for want
// of words is none, and neither is a name that the gateway gave to an entry without any: two of those are not the same.
func wordy(c record.CodeableConcept) bool {
	if c.Text == "" || c.Worded {
		return c.Worded
	}
	return len(c.Codings) > 0 && !slices.ContainsFunc(c.Codings, func(k record.Coding) bool { return k.Code == c.Text })
}
