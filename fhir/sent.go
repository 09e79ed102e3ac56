package fhir

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// sent is a resource as it was sent, and where in it its members stand.
type sent struct {
	raw     []byte
	typ, id string
	members []span
	// plain tells that the members are known, and that their names are written without escapes.
	plain bool
}

// span is the place of one member: where its name begins, where it ends, and where its value ends.
type span struct{ name, end, until uint32 }

// member gives the name and the value of a member.
func (e *sent) member(i int) (name []byte, value jsontext.Value) {
	at := e.members[i]
	return e.raw[at.name:at.end], e.raw[at.end+uint32(len(`":`)) : at.until]
}

// mayHave tells whether the resource can have a member of this name.
func (e *sent) mayHave(name string) bool {
	if !e.plain {
		return true
	}
	for i := range e.members {
		if own, _ := e.member(i); string(own) == name {
			return true
		}
	}
	return false
}

// sentAlone reads a resource that does not come in a Bundle onto a sheet of its own. Its members are known where it is
// whole.
func sentAlone(raw []byte) *sent { return new(sheet).alone(raw) }

func (s *sheet) alone(raw []byte) *sent {
	d := jsontext.NewDecoder(bytes.NewBuffer(raw), decodeLax)
	if e, err := s.resource(d); err == nil && e.typ != "" && len(bytes.TrimSpace(raw[d.InputOffset():])) == 0 {
		return &e
	}
	typ, id := nameOf(raw)
	return &sent{raw: raw, typ: typ, id: id}
}

// resource reads a resource: it puts down its text, with nothing between its members, and notes their places. Nothing in it
// is understood but its type and id, and it may hold duplicate names and bad UTF-8. One that is no object, or longer than
// what is read of an entry, is passed over and has no type.
func (s *sheet) resource(d *jsontext.Decoder) (sent, error) {
	if d.PeekKind() != '{' {
		return sent{}, d.SkipValue()
	}
	began := d.InputOffset()
	if _, err := d.ReadToken(); err != nil {
		return sent{}, err
	}
	e := sent{plain: true}
	c := copying{sheet: s, start: len(s.room), first: len(s.members)}
	for d.PeekKind() == '"' {
		quoted, err := d.ReadValue()
		if err != nil {
			return sent{}, err
		}
		name := c.name(quoted)
		value, err := d.ReadValue()
		if err != nil {
			return sent{}, err
		}
		s.longest = max(s.longest, len(value))
		if d.InputOffset()-began > longestEntry {
			c.giveUp()
		}
		if bytes.IndexByte(name, '\\') >= 0 {
			e.plain = false
			name = s.unquoted(name)
		}
		if e.typ == "" || e.id == "" {
			switch string(name) {
			case "resourceType":
				e.typ = s.text(value)
			case "id":
				e.id = s.text(value)
			}
		}
		c.value(value)
	}
	if _, err := d.ReadToken(); err != nil {
		return sent{}, err
	}
	if c.gaveUp {
		return sent{}, nil
	}
	e.raw, e.members = c.finish()
	return e, nil
}

// copying puts down the text of one resource on a sheet.
type copying struct {
	*sheet
	// start is where the text begins in the sheet's room, first which of the sheet's spans is its first.
	start, first int
	gaveUp       bool
}

// room makes room for so many bytes more, with all of the resource's text in one piece.
func (c *copying) room(n int) {
	if cap(c.sheet.room)-len(c.sheet.room) >= n {
		return
	}
	begun := c.sheet.room[c.start:]
	size := max(leastSheet, min(2*cap(c.sheet.room), mostSheet), 2*(len(begun)+n))
	c.sheet.room, c.start = append(make([]byte, 0, size), begun...), 0
}

// name puts down the name of a member, and gives it as it stands there, without its quotation marks.
func (c *copying) name(quoted []byte) []byte {
	if c.gaveUp {
		return nil
	}
	c.room(len(quoted) + len(`,:`))
	mark := byte(',')
	if len(c.members) == c.first {
		mark = '{'
	}
	name := len(c.sheet.room) + len(`,"`)
	c.sheet.room = append(append(append(c.sheet.room, mark), quoted...), ':')
	end := len(c.sheet.room) - len(`":`)
	c.members = append(c.members, span{name: uint32(name - c.start), end: uint32(end - c.start)})
	return c.sheet.room[name:end]
}

func (c *copying) value(value []byte) {
	if c.gaveUp {
		return
	}
	c.room(len(value) + len("}"))
	c.sheet.room = append(c.sheet.room, value...)
	c.members[len(c.members)-1].until = uint32(len(c.sheet.room) - c.start)
}

// giveUp takes away what was put down.
func (c *copying) giveUp() {
	if !c.gaveUp {
		c.sheet.room, c.members, c.gaveUp = c.sheet.room[:c.start], c.members[:c.first], true
	}
}

// finish gives the text and the places of the members.
func (c *copying) finish() ([]byte, []span) {
	if len(c.members) == c.first {
		c.room(len("{}"))
		c.sheet.room = append(c.sheet.room, '{')
	}
	c.sheet.room = append(c.sheet.room, '}')
	end, last := len(c.sheet.room), len(c.members)
	return c.sheet.room[c.start:end:end], c.members[c.first:last:last]
}
