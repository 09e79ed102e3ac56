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

// beside gives a function that finds a resource that came in the same answer by "Type/id" or by fullUrl.
func (c *Client) beside(r *reply) func(ref string) *Referent {
	found := map[string]*Referent{}
	keep := func(ref string, there *Referent) {
		if _, taken := found[ref]; !taken {
			found[ref] = there
		}
	}
	for _, e := range r.entries {
		if !aboutNobody[e.typ] {
			continue
		}
		there := newReferent(e.typ, e.id, e.resource)
		if e.fullURL != "" {
			keep(e.fullURL, there)
		}
		if e.id != "" && c.own(e.fullURL) {
			keep(e.typ+"/"+e.id, there)
		}
	}
	return func(ref string) *Referent { return found[ref] }
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
