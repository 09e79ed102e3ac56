package fhir

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// nameOf gives the type and id of a resource; no type when it is no resource.
func nameOf(resource jsontext.Value) (typ, id string) { return new(nameReader).read(resource) }

// nameReader reads the types and ids of resources, one after the other.
type nameReader struct {
	d   jsontext.Decoder
	raw bytes.Buffer
	// name is the last member's.
	name []byte
}

// read gives the type and id of a resource, which stand at its beginning almost everywhere, so that little is read.
func (n *nameReader) read(resource jsontext.Value) (typ, id string) {
	n.raw = *bytes.NewBuffer(resource)
	n.d.Reset(&n.raw, decodeLax)
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

// member reads the name of an object's member. It is good until the next one.
func (n *nameReader) member(d *jsontext.Decoder) ([]byte, error) {
	quoted, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	n.name, _ = jsontext.AppendUnquote(n.name[:0], quoted) // bad UTF-8 is replaced
	return n.name, nil
}
