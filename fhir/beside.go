package fhir

import (
	"net/url"
	"strings"
)

// aboutNobody are the types that entries may take words from when they come in the same answer. Resources about a
// person are not among them: an entry never borrows from another person's resource.
var aboutNobody = map[string]bool{
	"Medication": true, "Organization": true, "Practitioner": true, "PractitionerRole": true, "Location": true,
	"HealthcareService": true, "Substance": true, "Device": true,
}

// surroundings are what the entries of a reply are mapped in, one after the other.
func (c *Client) surroundings(r *reply) Surroundings {
	in := Surroundings{Exchange: c.config.Exchange, Base: c.config.Base}
	if len(r.entries) == 0 {
		return in
	}
	in.desk = newDesk()
	r.hold.keep(in.desk)
	if there := c.beside(r); there != nil {
		in.Beside = there.find
	}
	return in
}

// referents are the resources that came in one answer, by "Type/id" and by fullUrl.
type referents map[string]*Referent

func (there referents) find(ref string) *Referent { return there[ref] }

func (there referents) holds(ref string) bool { return there[ref] != nil }

// beside gives the resources of an answer that entries may take words from; nil where there are none.
func (c *Client) beside(r *reply) referents {
	var found referents
	keep := func(ref string, there *Referent) {
		if _, taken := found[ref]; !taken {
			found[ref] = there
		}
	}
	for i := range r.entries {
		e := &r.entries[i]
		if !aboutNobody[e.typ] {
			continue
		}
		if found == nil {
			found = referents{}
		}
		there := newReferent(e.typ, e.id, e.raw)
		if e.fullURL != "" {
			keep(e.fullURL, there)
		}
		if e.id != "" && c.own(e.fullURL) {
			keep(e.typ+"/"+e.id, there)
		}
	}
	return found
}

// own tells whether an entry is the exchange's own resource, so that its type and id name it. A resource of another
// server can have the same type and id and mean something else.
func (c *Client) own(fullURL string) bool {
	if !strings.Contains(fullURL, "://") {
		return true
	}
	u, err := url.Parse(fullURL)
	return err == nil && c.within(u)
}
