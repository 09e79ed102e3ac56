package fhir

import (
	"net/url"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// place says where a reference leads.
type place int

const (
	nowhere   place = iota // nothing, or nothing that can be read
	inside                 // a contained resource: #id
	atHome                 // a resource of the exchange's own server: Type/id
	inBundle               // a resource that only its Bundle names: urn:uuid:..., urn:oid:...
	elsewhere              // another server: never followed (S28)
)

// locateReference tells where a literal reference leads, and its canonical form: the id of a contained resource, "Type/id" at home
// without a version, the text itself otherwise.
func locateReference(text string, base *url.URL) (place, string) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nowhere, ""
	case strings.HasPrefix(text, "#"):
		return inside, text[1:]
	case strings.HasPrefix(text, "urn:uuid:"), strings.HasPrefix(text, "urn:oid:"):
		return inBundle, text
	case strings.Contains(text, "://"):
		rest, ok := onBase(text, base)
		if !ok {
			return elsewhere, text
		}
		text = rest
	}
	if local, ok := localReference(text); ok {
		return atHome, local
	}
	return nowhere, text
}

// onBase gives the part of an absolute URL behind the exchange's own base. Scheme, host and port must be the exchange's: a
// host that merely begins alike is another server.
func onBase(text string, base *url.URL) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || base == nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	if !strings.EqualFold(u.Scheme, base.Scheme) || !strings.EqualFold(u.Host, base.Host) {
		return "", false
	}
	return strings.CutPrefix(u.EscapedPath(), strings.TrimSuffix(base.EscapedPath(), "/")+"/")
}

// localReference reads "Type/id" or "Type/id/_history/version" and gives the former.
func localReference(text string) (string, bool) {
	typ, rest, ok := strings.Cut(text, "/")
	if !ok || !typeName(typ) {
		return "", false
	}
	id, version, versioned := strings.Cut(rest, "/")
	if !logicalID(id) || versioned && !strings.HasPrefix(version, "_history/") {
		return "", false
	}
	return text[:len(typ)+len("/")+len(id)], true
}

// typeName tells whether s can be the name of a resource type.
func typeName(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// logicalID tells whether s can be a logical id. FHIR allows letters, digits, hyphens and dots; servers in the field also
// give underscores. Dots alone would climb out of a path.
func logicalID(s string) bool {
	if s == "" || len(s) > 128 || strings.Trim(s, ".") == "" {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_':
		default:
			return false
		}
	}
	return true
}

// typeOf gives the type part of "Type/id".
func typeOf(local string) string {
	typ, _, _ := strings.Cut(local, "/")
	return typ
}

// maxHops is how many references are followed from one resource to the next: role to practitioner to organisation.
const maxHops = 3

// maxFollowed is how many bytes of other resources are read for the references of one. An honest resource needs a few
// thousand; one that repeats a reference to something great a million times is built to hurt (S27).
const maxFollowed = 8 << 20

// finder follows references from one resource: into its own contained resources, or to those beside it in the answer. It
// never asks the network.
type finder struct {
	*stock
	in   *Surroundings
	own  *shelf
	hops int
	// left is how many bytes may still be read; below zero when references were left alone for it.
	left *int
}

// find follows a reference; ok is false when it leads nowhere that the answer holds.
func (f finder) find(r *reference) (found, bool) {
	if r == nil || f.hops >= maxHops || *f.left < 0 {
		return found{}, false
	}
	at, key := locateReference(r.Reference, f.in.Base)
	next := finder{stock: f.stock, in: f.in, own: f.own, hops: f.hops + 1, left: f.left}
	var there *Referent
	switch {
	case at == inside:
		there = f.own.get(key)
	case at != nowhere && f.in.Beside != nil:
		if there = f.in.Beside(key); there != nil {
			next.own = &there.shelf
		}
	}
	if there == nil {
		return found{}, false
	}
	if *f.left -= len(there.raw); *f.left < 0 || there.tooDeep {
		return found{}, false
	}
	if at == atHome && !there.is(key) {
		return found{}, false
	}
	return found{there, next}, true
}

// target tells which type of resource a reference leads to, as far as it says so or as can be seen; "" when unknown.
func (f finder) target(r *reference) string {
	if r == nil {
		return ""
	}
	if at, local := locateReference(r.Reference, f.in.Base); at == atHome {
		return typeOf(local)
	}
	if there, ok := f.find(r); ok {
		return there.typ
	}
	if r.Type != "" {
		return r.Type[strings.LastIndexByte(r.Type, '/')+1:] // a type may be given as its canonical URL
	}
	if !strings.Contains(r.Reference, "://") {
		return ""
	}
	if rest := strings.Split(r.Reference, "/"); typeName(rest[len(rest)-2]) {
		return rest[len(rest)-2]
	}
	return ""
}

// reference gives a reference in our own words. It is local when it leads to the exchange's own server; a contained or
// bundled resource lends it its identifier; one that leads elsewhere keeps its display only.
func (f finder) reference(r *reference) record.Reference {
	if r.isZero() {
		return record.Reference{}
	}
	own := record.Reference{Display: r.Display}
	if i := r.Identifier; i != nil && i.Value != "" {
		own.Identifier = record.Identifier{System: i.System, Value: i.Value}
	}
	at, key := locateReference(r.Reference, f.in.Base)
	if at == atHome {
		own.Local = key
		return own
	}
	there, ok := f.find(r)
	if !ok {
		return own
	}
	if at == inBundle && logicalID(there.id) {
		own.Local = there.typ + "/" + there.id
	}
	if own.Identifier == (record.Identifier{}) {
		own.Identifier = f.bestIdentifier(there)
	}
	return own
}

// bestIdentifier gives the NHS number among a resource's identifiers, else its first identifier.
func (k *stock) bestIdentifier(there found) record.Identifier {
	all := k.identifierList(look[struct {
		Identifier []identifier `json:"identifier"`
	}](there).Identifier)
	for _, i := range all {
		if record.CanonicalSystem(i.System) == record.NHSNumberSystem {
			return i
		}
	}
	if len(all) == 0 {
		return record.Identifier{}
	}
	return all[0]
}

// references gives a list of references in our own words, without the empty ones.
func (f finder) references(all []reference) []record.Reference {
	var list []record.Reference
	for i := range all {
		r := f.reference(&all[i])
		if r.IsZero() {
			continue
		}
		if list == nil {
			list = f.stock.references.some(len(all) - i)[:0]
		}
		list = append(list, r)
	}
	return list
}
