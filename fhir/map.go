package fhir

import (
	"bytes"
	"errors"
	"maps"
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/london-care-record/gateway/record"
)

// Surroundings is what a resource may be resolved against: the exchange, its base URL, and the resources that came in
// the same answer.
type Surroundings struct {
	Exchange *record.Exchange
	Base     *url.URL
	// Beside finds a resource that came in the same Bundle, by "Type/id" or by a fullUrl such as urn:uuid:...; it gives
	// nil when the resource is not there. It may itself be nil. Resources that are mapped at the same time may not share
	// referents, because those remember how they were read.
	Beside func(ref string) *Referent

	desk *desk
}

// Mapped is one resource in our own words.
type Mapped struct {
	Type, ID string
	// Facts usually holds one entry. A List without a denial holds none, a FamilyMemberHistory one for each condition.
	Facts record.Facts
	// Subjects are those whom the resource is about. Local is set when the reference is on the exchange's own server,
	// Identifier when it is logical or when a contained Patient carries one. Empty when the resource names nobody;
	// several only where FHIR allows it (an Appointment of several patients).
	Subjects []record.Reference
	// Unreadable counts elements and modifier extensions that could not be read (S09). The entry survives where that is
	// safe, and its warnings name them.
	Unreadable int
}

// maxDepth is how deep a resource may nest. HL7's own examples stay below 20; a resource beyond it is built to hurt.
const maxDepth = 64

// The errors of Map. They hold no text of the resource: what a decoder quotes can be patient data.
var (
	errNotResource = errors.New("fhir: not a readable JSON resource")
	errTooDeep     = errors.New("fhir: resource nests too deeply")
	errNotMapped   = errors.New("fhir: resource type is not mapped")
	errTooBroken   = errors.New("fhir: resource has too many unreadable elements")
)

// Map reads one resource. An error means that nothing of it could be used: the caller counts it. The error holds no
// text of the resource.
func Map(raw []byte, in Surroundings) (Mapped, error) {
	s := sheets.Get().(*sheet)
	defer s.wipe()
	in.desk = newDesk()
	defer in.desk.wipe()
	return mapAs(s.alone(raw), in)
}

// mapped reads the resource of an entry, whose type was read with the page.
func (e *bundled) mapped(in Surroundings) (Mapped, error) {
	m, err := mapAs(&e.sent, in)
	if err == nil && !utf8.Valid(e.raw) {
		m.Unreadable++ // it shows U+FFFD where a letter was, and what the letter was nobody knows
	}
	return m, err
}

func mapAs(e *sent, in Surroundings) (Mapped, error) {
	if nestsBeyond(e.raw, maxDepth) {
		return Mapped{}, errTooDeep
	}
	if e.typ == "" {
		return Mapped{}, errNotResource
	}
	mapping, ok := mappings[e.typ]
	if !ok {
		return Mapped{}, errNotMapped
	}
	return mapping.read(e, in)
}

// MappedTypes gives the FHIR resource types that Map understands, in alphabetical order.
func MappedTypes() []string { return slices.Sorted(maps.Keys(mappings)) }

// nestsBeyond tells whether the JSON nests deeper than limit. It looks at brackets outside strings only, and so never
// recurses. What holds few brackets, as most resources do, need not be looked at.
func nestsBeyond(raw []byte, limit int) bool {
	if bytes.Count(raw, []byte("{"))+bytes.Count(raw, []byte("[")) <= limit {
		return false
	}
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			i = endOfString(raw, i+1)
		case '{', '[':
			if depth++; depth > limit {
				return true
			}
		case '}', ']':
			depth--
		}
	}
	return false
}

// endOfString gives the place of the quotation mark that ends a string beginning at start.
func endOfString(raw []byte, start int) int {
	for i := start; i < len(raw); i++ {
		n := bytes.IndexByte(raw[i:], '"')
		if n < 0 {
			break
		}
		i += n
		escapes := 0
		for k := i - 1; k >= start && raw[k] == '\\'; k-- {
			escapes++
		}
		if escapes%2 == 0 {
			return i
		}
	}
	return len(raw)
}
