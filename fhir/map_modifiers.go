package fhir

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// tellModifiers counts the modifier extensions anywhere in the resource. Each may turn the meaning of what holds it round, and
// none is known to this gateway: the entry is kept, because an allergy that is left out hurts more than one that is
// marked, and it says so (S09). The same goes for implicit rules.
func (m *mapper) tellModifiers(raw []byte) {
	if m.res.ImplicitRules != "" {
		m.modified = true
		m.unreadable++
		m.warn("It follows rules that could not be read, and may mean something else: %s.", quote(m.res.ImplicitRules))
	}
	if !mayHoldModifiers(raw) {
		return
	}
	d := lenient(raw)
	for {
		t, err := d.ReadToken()
		if err != nil {
			return
		}
		if !nameToken(d) || t.String() != "modifierExtension" {
			continue
		}
		path := parentPath(d.StackPointer())
		list, err := d.ReadValue()
		if err != nil {
			return
		}
		m.tellModifiersAt(path, list)
	}
}

// mayHoldModifiers tells whether a resource must be searched token by token. The end of the name is looked for, because
// its capital letter is rare, so that this takes little time. The name may be written with escapes, which the text alone
// does not show.
func mayHoldModifiers(raw []byte) bool {
	return bytes.Contains(raw, []byte(`Extension"`)) || bytes.Contains(raw, []byte(`\u00`))
}

// nameToken tells whether the token just read is the name of an object's member.
func nameToken(d *jsontext.Decoder) bool {
	kind, length := d.StackIndex(d.StackDepth())
	return kind == '{' && length%2 == 1
}

func parentPath(p jsontext.Pointer) string { return pathOf(p.Parent()) }

func (m *mapper) tellModifiersAt(path string, list jsontext.Value) {
	var holder struct {
		All []struct {
			URL string `json:"url"`
		} `json:"all"`
	}
	whole := bytes.Join([][]byte{[]byte(`{"all":`), list, []byte("}")}, nil)
	if _, err := decode(whole, &holder); err != nil || len(holder.All) == 0 {
		holder.All = append(holder.All, struct {
			URL string `json:"url"`
		}{})
	}
	m.modified = true
	for _, e := range holder.All {
		m.unreadable++
		if path == "" {
			m.warn("It has a modifier that could not be read, and may mean something else: %s.", quote(e.URL))
			continue
		}
		m.warn("Its %s has a modifier that could not be read, and may mean something else: %s.", path, quote(e.URL))
	}
}
