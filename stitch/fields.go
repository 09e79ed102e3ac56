package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// field is one field that a kind shows: what it says in words, and how a row takes it over from another of its
// entries. A nil fill never takes over: such a field is decided by the entry that speaks, or by unite.
type field[T any] struct {
	name  string
	words func(T) string
	fill  func(row, from T)
	// quiet is set for a field that each source has for itself, such as when it wrote the entry down: that its values
	// differ says nothing of the person, and is no difference.
	quiet bool
}

// kept is a field that is compared and never filled in.
func kept[T any](name string, words func(T) string) field[T] {
	return field[T]{name: name, words: words}
}

// filled is a field that is compared, and taken over while the row's own is blank.
func filled[T, V any](name string, at func(T) *V, words func(V) string) field[T] {
	return field[T]{
		name:  name,
		words: func(t T) string { return words(*at(t)) },
		fill: func(row, from T) {
			if words(*at(row)) == "" {
				*at(row) = *at(from)
			}
		},
	}
}

// filledWhere is filled, but takes over only from entries that go together with the row in this respect.
func filledWhere[T, V any](goes func(row, from T) bool, name string, at func(T) *V, words func(V) string) field[T] {
	f := filled(name, at, words)
	fill := f.fill
	f.fill = func(row, from T) {
		if goes(row, from) {
			fill(row, from)
		}
	}
	return f
}

// quiet makes a field that is never a difference.
func quiet[T any](f field[T]) field[T] {
	f.quiet = true
	return f
}

// coded is the field that every kind shows: what it is called.
func coded[T record.Row]() field[T] {
	return kept("code", func(t T) string { return t.Base().Code.Text })
}

// differences tells every field in which the sources of one row disagree. A source that says nothing of a field does
// not disagree about it.
func (r rules[T]) differences(entries []entry[T]) []record.Difference {
	var out []record.Difference
	for _, f := range r.fields {
		if f.quiet {
			continue
		}
		if disagree(f, entries) {
			out = append(out, compare(f, entries))
		}
	}
	return out
}

// disagree tells that two of the entries say different things of a field.
func disagree[T record.Row](f field[T], entries []entry[T]) bool {
	said := ""
	for i := range entries {
		switch words := f.words(entries[i].row); {
		case words == "" || words == said:
		case said != "":
			return true
		default:
			said = words
		}
	}
	return false
}

func compare[T record.Row](f field[T], entries []entry[T]) record.Difference {
	d := record.Difference{Field: f.name}
	for _, e := range entries {
		words := f.words(e.row)
		if words == "" {
			continue
		}
		at := slices.IndexFunc(d.Values, func(v record.DifferingValue) bool { return v.Value == words })
		if at < 0 {
			at = len(d.Values)
			d.Values = append(d.Values, record.DifferingValue{Value: words})
		}
		d.Values[at].Sources = append(d.Values[at].Sources, e.source)
	}
	return d
}
