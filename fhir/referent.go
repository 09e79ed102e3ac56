package fhir

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Referent is a resource that references lead to. It is taken apart once, however many references lead there: the
// results of one laboratory all name the same few people. It is not safe for concurrent use.
type Referent struct {
	typ, id string
	raw     []byte
	// tooDeep tells that it nests too deeply to be read.
	tooDeep bool
	// shelf is what it contains itself.
	shelf shelf
	// view is what it was last read as; see look.
	view any
}

// NewReferent makes a referent of a resource. The text must not change as long as it is used.
func NewReferent(raw []byte) *Referent {
	typ, id := nameOf(raw)
	return newReferent(typ, id, raw)
}

// newReferent makes a referent of a resource whose type and id are known.
func newReferent(typ, id string, raw []byte) *Referent {
	return &Referent{typ: typ, id: id, raw: raw, tooDeep: nestsBeyond(raw, maxDepth), shelf: shelf{holder: raw}}
}

// is tells whether the resource is the one of this "Type/id".
func (r *Referent) is(local string) bool {
	typ, id, _ := strings.Cut(local, "/")
	return typ == r.typ && id == r.id
}

// found is a resource that a reference led to.
type found struct {
	*Referent
	// next follows the references of the resource that was found.
	next finder
}

// look reads a resource that was found; what can't be read of it stays zero. The value is shared with all who look, and
// must not be changed.
func look[T any](there found) *T {
	if v, ok := there.view.(*T); ok {
		return v
	}
	v := new(T)
	if _, err := decode(there.raw, v); err != nil {
		v = new(T)
	}
	there.view = v
	return v
}

// shelf is what one resource contains, found by id once it is asked for.
type shelf struct {
	holder    []byte // where contained has yet to be read from; nil when it was
	contained []jsontext.Value
	byID      map[string]*Referent
}

// get finds a contained resource, or nil. One that is beside the resource that is read seldom contains anything, so that
// it is looked at only when one of its references leads inside.
func (s *shelf) get(id string) *Referent {
	if s.byID == nil {
		s.byID = map[string]*Referent{}
		var holder struct {
			Contained []jsontext.Value `json:"contained"`
		}
		if s.holder != nil {
			if _, err := decode(s.holder, &holder); err == nil {
				s.contained = holder.Contained
			}
		}
		for _, raw := range s.contained {
			if there := NewReferent(raw); there.id != "" && s.byID[there.id] == nil {
				s.byID[there.id] = there
			}
		}
	}
	return s.byID[id]
}
