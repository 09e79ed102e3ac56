package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// inGroup tells whether the investigation belongs to the group, by its own code or words or by those of a result. A
// phrase counts beside a code that the group does not list, and among other words: to miss an examination that was done
// is worse than to show one too many.
func (t *terms) inGroup(name string, i *record.Investigation) bool {
	set := t.Group(name)
	in := func(c record.CodeableConcept) bool { return set.Holds(c) || set.MentionedIn(c.Text) }
	return in(i.Code) || slices.ContainsFunc(i.Results, func(o *record.Observation) bool { return in(o.Code) })
}
