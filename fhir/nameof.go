package fhir

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// nameOf gives the type and id of a resource; no type when it is no resource.
func nameOf(resource jsontext.Value) (typ, id string) {
	s := new(sheet)
	return s.names.read(resource, s.text)
}

// nameReader reads the types and ids of resources, one after the other.
type nameReader struct {
	d   jsontext.Decoder
	raw bytes.Buffer
	// name is the last member's.
	name []byte
}

// read gives the type and id of a resource, which stand at its beginning almost everywhere, so that little is read.
func (n *nameReader) read(resource jsontext.Value, text func(jsontext.Value) string) (typ, id string) {
	n.look(resource)
	if t, err := n.d.ReadToken(); err != nil || t.Kind() != '{' {
		return "", ""
	}
	for (typ == "" || id == "") && n.d.PeekKind() == '"' {
		name, err := n.member(&n.d)
		if err != nil {
			break
		}
		v, err := n.d.ReadValue()
		if err != nil {
			break
		}
		switch string(name) {
		case "resourceType":
			typ = text(v)
		case "id":
			id = text(v)
		}
	}
	return typ, id
}

// mode gives the search mode of an entry.
func (n *nameReader) mode(search jsontext.Value) string {
	if string(search) == `{"mode":"match"}` { // as nearly always
		return "match"
	}
	n.look(search)
	if t, err := n.d.ReadToken(); err != nil || t.Kind() != '{' {
		return ""
	}
	mode := ""
	for n.d.PeekKind() == '"' {
		name, err := n.member(&n.d)
		if err != nil {
			return ""
		}
		v, err := n.d.ReadValue()
		if err != nil {
			return ""
		}
		if string(name) != "mode" {
			continue
		}
		if kind := v.Kind(); kind != '"' && kind != 'n' {
			return ""
		}
		mode = modeOf(v)
	}
	return mode
}

func modeOf(v jsontext.Value) string {
	switch string(v) {
	case `"match"`:
		return "match"
	case `"include"`:
		return "include"
	}
	return text(v)
}

func (n *nameReader) look(v jsontext.Value) {
	n.raw = *bytes.NewBuffer(v)
	n.d.Reset(&n.raw, decodeLax)
}

// forget lets go of what was read.
func (n *nameReader) forget() {
	n.look(nil)
	clear(n.name[:cap(n.name)])
}

// member reads the name of an object's member. It is good until the next one.
func (n *nameReader) member(d *jsontext.Decoder) ([]byte, error) {
	quoted, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	n.name, _ = jsontext.AppendUnquote(n.name[:0], quoted) // bad UTF-8 is replaced
	return n.name, nil
}
