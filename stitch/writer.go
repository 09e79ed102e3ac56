package stitch

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strconv"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// key stands for everything that must be equal. It is a hash of 128 bits under seeds of this process: whoever writes the
// entries can't know them, and two keys never meet by chance. The zero key is none.
type key [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func (k key) isNone() bool { return k == key{} }

func compareKeys(a, b key) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }

// keyOf is the key of what is written down; nothing has none.
func keyOf(b []byte) key {
	if len(b) == 0 {
		return key{}
	}
	return key{maphash.Bytes(seeds[0], b), maphash.Bytes(seeds[1], b)}
}

// keyOfText is the key of a text; none where there is none.
func keyOfText(s string) key {
	if s == "" {
		return key{}
	}
	return key{maphash.String(seeds[0], s), maphash.String(seeds[1], s)}
}

// momentKey is the key of a date with its precision, none for no date.
func momentKey(d record.PartialDate) key {
	if d.IsZero() {
		return key{}
	}
	from := d.Start()
	b := [13]byte{byte(d.Precision())}
	binary.LittleEndian.PutUint64(b[1:], uint64(from.Unix()))       //nolint:gosec // any bits will do
	binary.LittleEndian.PutUint32(b[9:], uint32(from.Nanosecond())) //nolint:gosec // less than 1e9
	return keyOf(b[:])
}

// firstOf is a date, else the start or the end of a span.
func firstOf(d record.PartialDate, p *record.Period) record.PartialDate {
	switch {
	case !d.IsZero() || p == nil:
		return d
	case !p.Start.IsZero():
		return p.Start
	}
	return p.End
}

// writer writes down what must be equal, for a key: many entries are compared, and few of them meet.
type writer struct {
	terms *terms
	b     []byte
}

// reset empties the writer.
func (w *writer) reset() *writer {
	w.b = w.b[:0]
	return w
}

// key is that of everything written since the reset.
func (w *writer) key() key { return keyOf(w.b) }

// String is what was written.
func (w *writer) String() string { return string(w.b) }

// next ends one of the parts that must each be equal: see all.
func (w *writer) next() { w.b = append(w.b, partEnd...) }

func (w *writer) raw(s string) { w.b = append(w.b, s...) }

// words writes a text without the differences that mean nothing.
func (w *writer) words(text string) { w.b = terminology.AppendNormal(w.b, text) }

// each writes n parts in an order of their own, so that the order in which a source gives them does not count.
func (w *writer) each(n int, write func(i int)) {
	if n == 1 {
		write(0)
		return
	}
	var room [16]key
	keys, start := room[:0], len(w.b)
	for i := range n {
		write(i)
		keys = append(keys, keyOf(w.b[start:]))
		w.b = w.b[:start]
	}
	slices.SortFunc(keys, compareKeys)
	for _, k := range keys {
		w.b = append(k.append(w.b), ';')
	}
}

// date writes the same for dates that are the same: the same instant in the same precision. It writes nothing for no
// date, which is the same as nothing.
func (w *writer) date(d record.PartialDate) {
	if d.IsZero() {
		return
	}
	from := d.Start()
	w.b = append(strconv.AppendInt(w.b, int64(d.Precision()), 10), '@')
	w.b = append(strconv.AppendInt(w.b, from.Unix(), 36), '.')
	w.b = strconv.AppendInt(w.b, int64(from.Nanosecond()), 10)
}

func (w *writer) period(p *record.Period) {
	if p == nil || p.IsZero() {
		return
	}
	w.date(p.Start)
	w.raw("/")
	w.date(p.End)
}

// effective writes a result's own date, else its own span.
func (w *writer) effective(d record.PartialDate, p *record.Period) {
	if d.IsZero() {
		w.period(p)
		return
	}
	w.date(d)
}

// concept writes a whole concept, for kinds in which a concept is a distinguishing field: its codes in an order of their
// own, else its words.
func (w *writer) concept(c *record.CodeableConcept) {
	if c == nil {
		return
	}
	var room [8]terminology.Code
	codes := room[:0]
	for _, k := range c.Codings {
		if code := terminology.CodeOf(k); !code.IsZero() {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		w.words(c.Text)
		return
	}
	w.codes(codes)
}

// codes writes codes in an order of their own, each once.
func (w *writer) codes(codes []terminology.Code) {
	if len(codes) > 1 {
		slices.SortFunc(codes, func(a, b terminology.Code) int {
			return cmp.Or(cmp.Compare(a.System, b.System), cmp.Compare(a.Value, b.Value))
		})
		codes = slices.Compact(codes)
	}
	for i, c := range codes {
		if i > 0 {
			w.raw(",")
		}
		w.raw(c.System)
		w.raw("|")
		w.raw(c.Value)
	}
}

func (w *writer) concepts(cs []record.CodeableConcept) {
	if len(cs) > 0 {
		w.each(len(cs), func(i int) { w.concept(&cs[i]) })
	}
}

// meaning writes what a concept means, for a result within its report: its national codes, each as its canonical one,
// else its own codes, else its words. Words for side, negation and doubt are part of it.
func (w *writer) meaning(c *record.CodeableConcept) {
	var some, more [8]terminology.Code
	national, own := some[:0], more[:0]
	for _, k := range c.Codings {
		code := terminology.CodeOf(k)
		switch {
		case code.IsZero(), w.terms.general(code):
		case nationalSystems[code.System]:
			national = append(national, w.terms.canonical(code))
		default:
			own = append(own, code)
		}
	}
	codes := national
	if len(codes) == 0 {
		codes = own
	}
	if len(codes) == 0 {
		w.words(c.Text)
		return
	}
	w.codes(codes)
	w.raw(w.terms.Qualifiers(c.Text))
}

// append writes the key's bytes.
func (k key) append(b []byte) []byte {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, k[0]), k[1])
}
