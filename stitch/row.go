package stitch

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// stitched makes rows of entries: retracted ones too, newest first, undated last.
func stitched[T record.Row](p *Patient, entries []entry[T], r rules[T]) []T {
	groups := clusters(p.terms, entries, r)
	if r.together != nil {
		groups = r.together(p.terms, groups)
	}
	rows := r.rows(p, entries, groups)
	newestFirst(rows)
	return rows
}

// rows makes a row of each group of the entries.
func (r rules[T]) rows(p *Patient, entries []entry[T], groups []cluster[T]) []T {
	rows := make([]T, len(groups))
	newMaker(r, len(groups)).fill(p, rows, entries, groups)
	return rows
}

// maker makes rows, one after the other in the same room.
type maker[T record.Row] struct {
	rules rules[T]
	// copied copies an entry.
	copied func(T) T
	// byAge and asserting are room for the entries of one row, and said for what unite is given of them.
	byAge, asserting []entry[T]
	said             []T
}

// newMaker expects to make so many rows.
func newMaker[T record.Row](r rules[T], rows int) *maker[T] {
	return &maker[T]{rules: r, copied: r.copies(rows)}
}

// fill makes the rows, one for each group of the entries.
func (m *maker[T]) fill(p *Patient, rows []T, entries []entry[T], groups []cluster[T]) {
	for i := range groups {
		if c := &groups[i]; len(c.entries) > 1 {
			rows[i] = m.merged(p, c)
		} else {
			rows[i] = m.single(p, &c.entries[0])
		}
	}
	if p.witness != nil {
		watch(p, m.rules, entries, groups, rows)
	}
}

// single makes a row of an entry that stands alone, as most do. The entry itself is the row where it was made for it.
func (m *maker[T]) single(p *Patient, e *entry[T]) T {
	r, row := &m.rules, e.row
	if !r.owned || p.witness != nil {
		row = m.copied(row)
	}
	b := row.Base()
	b.Warnings = oddDates(p, e)
	b.ID = entryID(r.kind, e)
	b.MergedBy = ""
	if r.unite != nil {
		m.said = append(m.said[:0], e.row)
		r.unite(row, m.said, nil)
	}
	return row
}

// merged makes one row of a cluster of several entries. Those that still assert the fact speak for it; a retraction among
// them speaks only for its own entry, is a difference and a source of the row, and adds nothing to its content (S13).
func (m *maker[T]) merged(p *Patient, c *cluster[T]) T {
	r := &m.rules
	m.byAge = newestSources(m.byAge[:0], c.entries)
	byAge := m.byAge
	asserting, retracted := r.voices(m.asserting[:0], byAge)
	m.asserting = asserting[:0]
	row := m.copied(asserting[0].row)
	b := row.Base()
	b.ID = entryID(r.kind, firstOfAll(c.entries))
	b.MergedBy = record.Text(c.by)
	b.Warnings = oddDates(p, &asserting[0])
	for i := range asserting[1:] {
		e := &asserting[1+i]
		r.fill(row, e.row, oddDates(p, e))
	}
	b.Sources = provenances(byAge)
	b.SecurityLabels = labels(byAge)
	b.Differences = r.differences(byAge)
	if r.unite != nil {
		m.said = appendRows(appendRows(m.said[:0], asserting), retracted)
		r.unite(row, m.said[:len(asserting):len(asserting)], m.said[len(asserting):])
	}
	return row
}

// voices tells the entries that still assert the fact, first the one that speaks for the row, from those that retract
// it. When all do, they all speak. The entries come with the newest first.
func (r *rules[T]) voices(room, byAge []entry[T]) (asserting, retracted []entry[T]) {
	if len(byAge) == 1 {
		return append(room, byAge...), nil
	}
	asserting = room
	for _, e := range byAge {
		if e.row.Retracted() {
			retracted = append(retracted, e)
		} else {
			asserting = append(asserting, e)
		}
	}
	if len(asserting) == 0 {
		asserting, retracted = retracted, nil
	}
	if r.standing != nil {
		slices.SortStableFunc(asserting, func(a, b entry[T]) int { return cmp.Compare(r.standing(a.row), r.standing(b.row)) })
	}
	return asserting, retracted
}

func appendRows[T record.Row](to []T, entries []entry[T]) []T {
	for i := range entries {
		to = append(to, entries[i].row)
	}
	return to
}

// fill completes the row from another of its entries: fields that are blank so far, and the parts of every row that
// add up.
func (r rules[T]) fill(row, from T, warnings []string) {
	for _, f := range r.fields {
		if f.fill != nil {
			f.fill(row, from)
		}
	}
	b, o := row.Base(), from.Base()
	b.Code.Codings = union(b.Code.Codings, o.Code.Codings, codingName)
	b.Warnings = union(b.Warnings, warnings, itself)
	b.Notes = union(b.Notes, o.Notes, itself)
	b.Identifiers = union(b.Identifiers, o.Identifiers, func(i record.Identifier) record.Identifier { return i })
}

func itself(s string) string { return s }

func codingName(c record.Coding) terminology.Code {
	return terminology.Code{System: c.System, Value: c.Code}
}

// union gives a followed by what of b is new, without writing to either.
func union[E any, N comparable](a, b []E, name func(E) N) []E {
	if len(b) == 0 {
		return a
	}
	if len(b) == 1 {
		only := name(b[0])
		if slices.ContainsFunc(a, func(x E) bool { return name(x) == only }) {
			return a
		}
	}
	known := make(map[N]bool, len(a)+len(b))
	for _, x := range a {
		known[name(x)] = true
	}
	out := slices.Clip(a)
	for _, x := range b {
		if n := name(x); !known[n] {
			known[n] = true
			out = append(out, x)
		}
	}
	return out
}

// newestSources orders entries by when their source changed them last, then by when they were recorded, then by the
// region's order: the newest first.
func newestSources[T record.Row](room, entries []entry[T]) []entry[T] {
	room = append(room, entries...)
	slices.SortStableFunc(room, func(a, b entry[T]) int {
		if c := compareAge(a.source, b.source); c != 0 {
			return c
		}
		return compareSeeds(&a, &b)
	})
	return room
}

// compareAge puts what its source changed last first, then what was recorded last.
func compareAge(a, b *record.Provenance) int {
	if c := b.LastUpdated.Compare(a.LastUpdated); c != 0 {
		return c
	}
	if c := b.RecordedAt.Compare(a.RecordedAt); c != 0 {
		return c
	}
	return compareSources(a, b)
}

func provenances[T record.Row](entries []entry[T]) []*record.Provenance {
	out := make([]*record.Provenance, len(entries))
	for i, e := range entries {
		out[i] = e.source
	}
	return out
}

// labels passes on every security label of every source, retracted ones included: a label that was needed once may
// still be.
func labels[T record.Row](entries []entry[T]) []record.Coding {
	var all []record.Coding
	for _, e := range entries {
		all = union(all, e.row.Base().SecurityLabels, codingName)
	}
	return all
}

// firstOfAll is the entry that comes first in the order of entries, whose id is that of the row.
func firstOfAll[T record.Row](entries []entry[T]) *entry[T] {
	first := &entries[0]
	for i := range entries[1:] {
		if e := &entries[1+i]; compareSeeds(e, first) < 0 {
			first = e
		}
	}
	return first
}

// entryID names a row by its kind and its first source entry: stable between answers, and nothing can be read off it.
func entryID[T record.Row](kind record.Kind, first *entry[T]) string {
	var room [usualKey]byte
	return opaqueOf(first.appendSeed(append(append(room[:0], kind...), 0)))
}

// opaqueLetters are base 32 in lower case, without padding.
var opaqueLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// opaque gives 16 letters and digits, 80 bits of a hash, in which the parts can't be read.
func opaque(parts ...string) string {
	return opaqueOf([]byte(strings.Join(parts, "\x00")))
}

func opaqueOf(b []byte) string {
	sum := sha256.Sum256(b)
	var letters [16]byte
	opaqueLetters.Encode(letters[:], sum[:10])
	return string(letters[:])
}

// newestFirst sorts rows by their own dates, the newest first and those without a date last; ids decide between equals,
// so that the order is total.
func newestFirst[T record.Row](rows []T) {
	slices.SortFunc(rows, compareNewest)
}

func compareNewest[T record.Row](a, b T) int {
	x, y := a.Base(), b.Base()
	if c := y.When.Compare(x.When); c != 0 {
		return c
	}
	return cmp.Compare(x.ID, y.ID)
}

// current leaves out the retracted rows unless they are asked for.
func current[T record.Row](rows []T, includeRetracted bool) []T {
	if includeRetracted {
		return rows
	}
	return slices.DeleteFunc(rows, func(row T) bool { return row.Retracted() })
}
