package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// rule is one ground on which two entries are surely the same: they share a key. A key holds everything that must be
// equal, so that a rule is transitive by itself. An entry without a key is never joined by the rule.
type rule[T record.Row] struct {
	name string
	keys func(k *keyring, e *entry[T])
	// applies tells that the rule can join the entry where those before it can't; nil where it always may.
	applies func(t *terms, row T) bool
}

// rules is what stitching knows of one kind.
type rules[T record.Row] struct {
	kind record.Kind
	// copies gives what copies some entries, so that they may be written to; what hangs on them is still shared.
	copies func(n int) func(T) T
	// owned tells that the entries were made for the rows: nobody else reads them.
	owned bool
	// when is a date that entries must share to be one, whatever joins them. Nil where entries of two dates, or of none,
	// may be one.
	when func(T) record.PartialDate
	// rest writes everything but its name that makes an entry what it is: its own date, and the kind's distinguishing
	// fields. It writes nothing where an entry has too little to be sure.
	rest func(w *writer, row T)
	// same are the grounds for being one, the strongest first.
	same []rule[T]
	// within lets entries of one exchange be one. Otherwise two ids of one exchange are two, however alike (S14).
	within bool
	// versions gives the keys that later and earlier versions of one entry share. Of entries of one exchange, only
	// versions of different standing can be one. Nil for kinds that have none.
	versions func(k *keyring, row T)
	// contradict tells that entries which share keys can't all be the same; nil for a kind whose keys say everything.
	contradict func(t *terms, group []entry[T]) bool
	// together puts whole groups together that are one although they share no key; nil for kinds that have none.
	together func(t *terms, groups []cluster[T]) []cluster[T]
	// likely are the grounds on which rows are likely one, the strongest first.
	likely []likelihood[T]
	// standing orders the asserting entries of a row before their age does: the lowest speaks for the row. Nil where
	// the newest speaks.
	standing func(T) int
	// fields are what is shown, in the order in which differences are told.
	fields []field[T]
	// unite puts together what no single entry says alone; nil where there is nothing of the kind. asserting are the
	// entries behind the row that still assert it, the one that speaks for it first; when all are retracted, they are
	// all of them. retracted are the others.
	unite func(row T, asserting, retracted []T)
}

// codeOrText are the rules of most kinds: entries with the same rest are one when they share a code, a code after
// translation, or their words.
func codeOrText[T record.Row](code, text string) []rule[T] {
	return []rule[T]{
		{name: code, keys: func(k *keyring, e *entry[T]) { k.codes(e.row.Base().Code, e.rest) }},
		{name: text, keys: func(k *keyring, e *entry[T]) { k.words(e.row.Base().Code, e.rest) }},
		{
			name:    code + "-translated",
			keys:    func(k *keyring, e *entry[T]) { k.translations(e.row.Base().Code, e.rest) },
			applies: translatable[T],
		},
	}
}

// versionsOfOne is the rule that joins the versions of one report or result.
func versionsOfOne[T record.Row](name string, versions func(k *keyring, row T)) rule[T] {
	return rule[T]{name: name, keys: func(k *keyring, e *entry[T]) { versions(k, e.row) }}
}

// translatable tells that the terminology translates a code of the entry.
func translatable[T record.Row](t *terms, row T) bool {
	return slices.ContainsFunc(row.Base().Code.Codings, func(c record.Coding) bool { return len(t.equivalents(c)) > 0 })
}

// text is a rest that is written as text.
func text[T any](rest func(T) string) func(*writer, T) {
	return func(w *writer, row T) { w.raw(rest(row)) }
}
