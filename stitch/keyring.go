package stitch

import (
	"slices"
	"sync"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// keyring makes the keys of entries, and holds them by entry and rule.
type keyring struct {
	terms *terms
	keys  []key
	// ends are where the keys of each entry under each rule end in keys.
	ends  []int
	rules int
	// w writes what must be equal beside a name.
	w      writer
	buf    []byte
	phrase phrase
	spoken codeSaid
	places places
	// meeting and moments are the room of rules.meeting.
	meeting []int
	moments []key
}

// phrase is what is known of the text that was looked at last: most rules look at the same one in turn.
type phrase struct {
	text, qualified string
	normal          []byte
	// empty tells that the words say too little to compare by.
	empty bool
}

// codeSaid is what is known of the code that was looked at last.
type codeSaid struct {
	code    terminology.Code
	general bool
}

// keyrings are those that nobody uses.
var keyrings = sync.Pool{New: func() any { return &keyring{} }}

// newKeyring gives a keyring with room in it, for release to be called when its keys are done with.
func newKeyring(t *terms) *keyring {
	k := keyrings.Get().(*keyring)
	k.terms, k.w.terms = t, t
	return k
}

// release gives the room back. Nothing of the entries stays behind but bytes that are written over.
func (k *keyring) release() {
	*k = keyring{
		keys: k.keys[:0], ends: k.ends[:0], w: writer{b: k.w.b[:0]}, buf: k.buf[:0], phrase: phrase{normal: k.phrase.normal[:0]},
		places: k.places, meeting: k.meeting[:0], moments: k.moments[:0],
	}
	keyrings.Put(k)
}

// close ends the keys of one entry under one rule.
func (k *keyring) close() { k.ends = append(k.ends, len(k.keys)) }

// of gives the keys of an entry under a rule, by its place among those that have keys.
func (k *keyring) of(rule, place int) []key {
	i := place*k.rules + rule
	from := 0
	if i > 0 {
		from = k.ends[i-1]
	}
	return k.keys[from:k.ends[i]]
}

// meet tells that the keys which two functions add have one in common. The keys are not kept.
func (k *keyring) meet(a, b func()) bool {
	start := len(k.keys)
	a()
	middle := len(k.keys)
	b()
	as, bs := k.keys[start:middle], k.keys[middle:]
	k.keys = k.keys[:start]
	return slices.ContainsFunc(as, func(id key) bool { return slices.Contains(bs, id) })
}

// moment adds the key of a date, none for no date.
func (k *keyring) moment(d record.PartialDate) {
	if id := momentKey(d); !id.isNone() {
		k.keys = append(k.keys, id)
	}
}

// day adds the key of the day of a date that is known to the day, none for another one.
func (k *keyring) day(d record.PartialDate) {
	k.buf = d.AppendDay(k.buf[:0])
	if id := keyOf(k.buf); !id.isNone() {
		k.keys = append(k.keys, id)
	}
}

// count is how many keys there are under a rule, of so many entries that have some.
func (k *keyring) count(rule, entries int) int {
	n := 0
	for place := range entries {
		n += len(k.of(rule, place))
	}
	return n
}

// everyone gives all numbers below n.
func (k *keyring) everyone(n int) []int {
	for i := range n {
		k.meeting = append(k.meeting, i)
	}
	return k.meeting
}

// rest gives a writer for what must be equal beside a name.
func (k *keyring) rest() *writer { return k.w.reset() }

// add adds the key of all parts together, with the rest: whatever else must be equal.
func (k *keyring) add(rest key, parts ...string) {
	k.buf = k.buf[:0]
	for _, p := range parts {
		k.buf = append(append(k.buf, p...), '\x1f')
	}
	k.buf = rest.append(k.buf)
	k.keys = append(k.keys, keyOf(k.buf))
}

// addWords is add for a text that is written down already.
func (k *keyring) addWords(rest key, kind string, normal []byte) {
	k.buf = append(append(k.buf[:0], kind...), '\x1f')
	k.buf = append(append(k.buf, normal...), '\x1f')
	k.buf = rest.append(k.buf)
	k.keys = append(k.keys, keyOf(k.buf))
}

// about tells what is known of a text.
func (k *keyring) about(text string) *phrase {
	p := &k.phrase
	if p.text != text {
		p.text, p.qualified, p.empty = text, k.terms.Qualifiers(text), k.terms.tooGeneral.Says(text)
		p.normal = terminology.AppendNormal(p.normal[:0], text)
	}
	return p
}

// general tells that a code says too little to compare by.
func (k *keyring) general(code terminology.Code) bool {
	if k.spoken.code != code {
		k.spoken = codeSaid{code, k.terms.general(code)}
	}
	return k.spoken.general
}

// codes adds a key for each coding of the concept, with the rest. A code that is too general to mean anything counts only
// together with its text (transfer-degraded codes above all), and words for side, negation and doubt in the text are part
// of every key. There is no key where there is no rest.
func (k *keyring) codes(c record.CodeableConcept, rest key) {
	if rest.isNone() {
		return
	}
	for _, coding := range c.Codings {
		k.code(c, terminology.CodeOf(coding), rest)
	}
}

// translations adds the keys of codes, and those of every code that means the same by the terminology.
func (k *keyring) translations(c record.CodeableConcept, rest key) {
	if rest.isNone() {
		return
	}
	for _, coding := range c.Codings {
		own := terminology.CodeOf(coding)
		k.code(c, own, rest)
		for _, other := range k.terms.Equivalents(own) {
			k.code(c, other, rest)
		}
	}
}

func (k *keyring) code(c record.CodeableConcept, code terminology.Code, rest key) {
	switch {
	case code.IsZero():
	case !k.general(code):
		k.add(rest, "code", code.System, code.Value, k.about(c.Text).qualified)
	case c.Worded && !k.about(c.Text).empty:
		k.add(rest, "general", code.System, code.Value, normal(c.Text))
	}
}

// words adds the key of the concept's own words, with the rest; none when the words are only the code itself or too
// general.
func (k *keyring) words(c record.CodeableConcept, rest key) {
	if !rest.isNone() && wordy(c) && !k.about(c.Text).empty {
		k.addWords(rest, "words", k.about(c.Text).normal)
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
