package fhir

import (
	"bytes"
	"hash/maphash"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

// reader reads resources that are written as FHIR requires, which nearly all are, into structs that are used again for the
// next one. What a resource repeats of those before it, such as its category, its person or a reference range, is not read
// again. Whatever the reader meets that is out of the ordinary, it gives up, and the resource is read by decode, which can tell
// what is wrong and what can be saved. So it never decides anything: where it does not give up, decode would have read the
// same (TestSwiftlyReadIsTheSame, FuzzSwiftlyReadIsTheSame). What is read is good until the next resource.
//
// The methods that read the data types and resources are generated from the structs: see readers.generated.go.
type reader struct {
	d       jsontext.Decoder
	raw     bytes.Buffer
	bad     bool
	escaped []byte
	words   vocabulary
	// scratch is where is read to: passing, which is for one resource, or lasting, for what comes again.
	scratch          *scratch
	passing, lasting scratch
	memos            memos
	// facts are those of one resource each, until they have been joined. The rest is what a resource is mapped with.
	facts    arena[record.Facts]
	mappers  arena[mapper]
	pointers arena[*reference]
}

// strictly are the options of what is read without a second look: names must be unique and all text UTF-8.
var strictly = []jsontext.Options{jsontext.AllowDuplicateNames(false), jsontext.AllowInvalidUTF8(false)}

// readers are kept for the room that they have made.
var readers = sync.Pool{New: func() any { return new(reader) }}

func newReader() *reader {
	r := readers.Get().(*reader)
	r.scratch = &r.passing
	return r
}

// release gives the reader to whoever reads next, with nothing of anybody's record in it.
func (r *reader) release() {
	r.raw = bytes.Buffer{}
	r.words = vocabulary{} // by itself: in one statement with another it would be put together on the stack
	r.memos.wipe()
	clear(r.escaped[:cap(r.escaped)])
	r.d.Reset(&r.raw)
	r.passing.wipe()
	r.lasting.wipe()
	r.facts.wipe()
	r.mappers.wipe()
	r.pointers.wipe()
	readers.Put(r)
}

// maxSwift is the size in bytes up to which a resource is read by a reader: its structs can take many times that, and are kept.
const maxSwift = 64 << 10

// begin makes the reader ready for a resource. It is false where the resource is not for it.
func (r *reader) begin(e *sent) bool {
	r.bad = false
	r.passing.reset()
	return e.plain && len(e.raw) <= maxSwift && utf8.Valid(e.raw)
}

// entire reads the whole of a value.
func entire[T any](r *reader, value []byte, to *T, read func(*reader, *T)) {
	if r.bad {
		return
	}
	r.raw = *bytes.NewBuffer(value)
	r.d.Reset(&r.raw, strictly...)
	read(r, to)
}

// wholeText reads a string.
func (r *reader) wholeText(value jsontext.Value, to *string) {
	switch value.Kind() {
	case '"':
		r.unquote(value, to)
	case 'n':
	default:
		r.bad = true
	}
}

// pass passes over a value. Only objects can be wrong in themselves.
func (r *reader) pass(value []byte) {
	if bytes.IndexByte(value, '{') >= 0 {
		entire(r, value, &struct{}{}, func(r *reader, _ *struct{}) { r.skip() })
	}
}

// other passes over a member that the type does not have. Only one that begins with an underscore means nothing.
func (r *reader) other(e *sent, i int) {
	name, value := e.member(i)
	if len(name) == 0 || name[0] != '_' {
		r.bad = true
		return
	}
	for k := range i {
		if before, _ := e.member(k); bytes.Equal(before, name) {
			r.bad = true
		}
	}
	r.pass(value)
}

// once tells whether an element came twice.
type once struct {
	seen  uint64
	twice bool
}

func (o *once) mark(element int) {
	o.twice = o.twice || o.seen&(1<<element) != 0
	o.seen |= 1 << element
}

// memo keeps the values of one type that came more than once, by their text.
type memo[T any] struct {
	used bool
	seen [16]uint64
	kept [8]struct {
		hash  uint64
		text  []byte
		value T
	}
}

// wipe forgets the values. All memos together are large, and an answer uses few of them.
func (m *memo[T]) wipe() {
	if m.used {
		*m = memo[T]{}
	}
}

// longestMemo is the size in bytes of the longest value that is looked for among those that came before.
const longestMemo = 2 << 10

// remembered reads a value, unless it came before.
func remembered[T any](r *reader, m *memo[T], value []byte, to *T, read func(*reader, *T)) {
	if len(value) > longestMemo {
		entire(r, value, to, read)
		return
	}
	m.used = true
	hash := maphash.Bytes(wordSeed, value)
	known := &m.kept[hash%uint64(len(m.kept))]
	if known.hash == hash && bytes.Equal(known.text, value) {
		*to = known.value
		return
	}
	before := &m.seen[hash%uint64(len(m.seen))]
	if *before != hash {
		*before = hash
		entire(r, value, to, read)
		return
	}
	r.scratch = &r.lasting
	entire(r, value, to, read)
	r.scratch = &r.passing
	if !r.bad {
		known.hash, known.text, known.value = hash, value, *to
	}
}

// open begins an object. It is false for null, which is as good as nothing, and where there is no object.
func (r *reader) open() bool {
	switch r.d.PeekKind() {
	case '{':
		r.token()
		return !r.bad
	case 'n':
		r.token()
	default:
		r.bad = true
	}
	return false
}

func (r *reader) token() {
	if _, err := r.d.ReadToken(); err != nil {
		r.bad = true
	}
}

// member gives the name of the next member of the object, nil at its end and when the reader has given up. It is good until
// the next read.
func (r *reader) member() []byte {
	if r.bad {
		return nil
	}
	switch r.d.PeekKind() {
	case '"':
		quoted, err := r.d.ReadValue()
		if err == nil && bytes.IndexByte(quoted, '\\') < 0 {
			return quoted[1 : len(quoted)-1]
		}
		r.bad = true
	case '}':
		r.token()
	default:
		r.bad = true
	}
	return nil
}

func (r *reader) skip() {
	if r.d.SkipValue() != nil {
		r.bad = true
	}
}

// value gives a value of one of three kinds of JSON, null among them.
func (r *reader) value(kind, or jsontext.Kind) jsontext.Value {
	v, err := r.d.ReadValue()
	if err == nil {
		if k := v.Kind(); k == kind || k == or || k == 'n' {
			return v
		}
	}
	r.bad = true
	return nil
}

func (r *reader) text(to *string) {
	v := r.value('"', '"')
	if r.bad || v.Kind() == 'n' {
		return
	}
	r.unquote(v, to)
}

func (r *reader) unquote(v jsontext.Value, to *string) {
	text := v[1 : len(v)-1]
	if bytes.IndexByte(text, '\\') >= 0 {
		var err error
		if r.escaped, err = jsontext.AppendUnquote(r.escaped[:0], v); err != nil {
			r.bad = true
		}
		text = r.escaped
	}
	*to = r.words.text(text)
}

func (r *reader) truth(to *bool) { *to = r.value('t', 'f').Kind() == 't' }

// verbatim keeps the value as it was sent. It shares the resource's own text. A null is left to decode.
func (r *reader) verbatim(to *jsontext.Value) {
	v, err := r.d.ReadValue()
	if err != nil || v.Kind() == 'n' {
		r.bad = true
		return
	}
	*to = v
}

func (r *reader) isPresent(to *present) {
	*to = r.d.PeekKind() != 'n'
	r.skip()
}

// optional reads a value for which there may be null.
func optional[T any](r *reader, room *arena[T], to **T, read func(*reader, *T)) {
	if r.d.PeekKind() == 'n' {
		r.token()
		return
	}
	*to = &room.take(1)[0]
	read(r, *to)
}

// list reads a list.
func list[T any](r *reader, room *arena[T], to *[]T, read func(*reader, *T)) {
	if r.d.PeekKind() == 'n' {
		r.token()
		return
	}
	if r.d.PeekKind() != '[' {
		r.bad = true
		return
	}
	r.token()
	all, n := room.take(2), 0
	for ; !r.bad && r.d.PeekKind() != ']'; n++ {
		if n == len(all) {
			longer := room.take(2 * n)
			copy(longer, all)
			all = longer
		}
		read(r, &all[n])
	}
	if !r.bad {
		r.token()
	}
	*to = all[:n:n]
}

// arena is room for values of one type that are all given up together.
type arena[T any] struct {
	all  []T
	used int
}

// take gives room for n zero values.
func (a *arena[T]) take(n int) []T {
	if n > len(a.all)-a.used {
		a.all, a.used = make([]T, max(n, 2*len(a.all))), 0 // what was taken from the old room stays where it is
	}
	taken := a.all[a.used : a.used+n : a.used+n]
	a.used += n
	clear(taken)
	return taken
}

func (a *arena[T]) reset() { a.used = 0 }

// mostOfArena is how many values' room is kept.
const mostOfArena = 1 << 10

// wipe forgets what was in the room.
func (a *arena[T]) wipe() {
	clear(a.all)
	if a.used = 0; len(a.all) > mostOfArena {
		a.all = nil
	}
}
