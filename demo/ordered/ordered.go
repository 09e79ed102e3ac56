// Package ordered writes JSON objects whose members keep the order in which they were given and whose absent members are left out.
// FHIR servers write resourceType first and never write null, "" or an empty list; a Go map can promise neither.
package ordered

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Object is a JSON object under construction. The zero value is the empty object.
type Object struct{ members []member }

type member struct {
	name  string
	value any
}

// Decimal is a JSON number written with exactly these digits, so that "1.50" stays 1.50.
type Decimal string

// Raw is JSON that is already written.
type Raw []byte

// List is a JSON array of mixed values.
type List []any

// Of builds an object from name, value pairs. Absent values (nil, "", an empty list, an empty object) are left out.
// A pair without a value or with a name that is no string is a mistake in the calling code, and panics.
func Of(pairs ...any) Object {
	o := Object{members: make([]member, 0, len(pairs)/2)}
	o.Add(pairs...)
	return o
}

// Add appends name, value pairs by the rules of Of.
func (o *Object) Add(pairs ...any) {
	if len(pairs)%2 != 0 {
		panic("ordered: a member has no value")
	}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			panic(fmt.Sprintf("ordered: member name is a %T", pairs[i]))
		}
		if absent(pairs[i+1]) {
			continue
		}
		o.members = append(o.members, member{name, pairs[i+1]})
	}
}

// Join appends the members of another object.
func (o *Object) Join(other Object) { o.members = append(o.members, other.members...) }

// Text returns the named member when it is a string, and "" otherwise.
func (o Object) Text(name string) string {
	for _, m := range o.members {
		if s, ok := m.value.(string); ok && m.name == name {
			return s
		}
	}
	return ""
}

// Empty reports whether the object has no members.
func (o Object) Empty() bool { return len(o.members) == 0 }

// Bytes returns the object as JSON.
func (o Object) Bytes() []byte { return o.append(make([]byte, 0, 512)) }

func absent(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case Decimal:
		return v == ""
	case Raw:
		return len(v) == 0
	case Object:
		return v.Empty()
	case []Object:
		return len(v) == 0
	case []string:
		return len(v) == 0
	case List:
		return len(v) == 0
	}
	return false
}

func (o Object) append(b []byte) []byte {
	b = append(b, '{')
	for i, m := range o.members {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, m.name)
		b = append(b, ':')
		b = appendValue(b, m.value)
	}
	return append(b, '}')
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case Decimal:
		return append(b, v...)
	case Raw:
		return append(b, v...)
	case Object:
		return v.append(b)
	case []Object:
		return appendList(b, v)
	case []string:
		return appendList(b, v)
	case List:
		return appendList(b, v)
	}
	panic(fmt.Sprintf("ordered: no JSON for a %T", v))
}

func appendList[T any](b []byte, list []T) []byte {
	b = append(b, '[')
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v)
	}
	return append(b, ']')
}

func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // a string always has a JSON form
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
