package fhir

import "github.com/london-care-record/gateway/record"

// The resources that are read only because another one points at them.
type (
	organization struct {
		Identifier []identifier      `json:"identifier"`
		Name       string            `json:"name"`
		Type       []codeableConcept `json:"type"`
	}
	practitioner struct {
		Name []humanName `json:"name"`
	}
	practitionerRole struct {
		Practitioner *reference        `json:"practitioner"`
		Organization *reference        `json:"organization"`
		Code         []codeableConcept `json:"code"`
		Specialty    []codeableConcept `json:"specialty"`
	}
	relatedPerson struct {
		Relationship []codeableConcept `json:"relationship"`
	}
	location struct {
		Name                 string            `json:"name"`
		Type                 []codeableConcept `json:"type"`
		ManagingOrganization *reference        `json:"managingOrganization"`
	}
	device struct {
		DeviceName []struct {
			Name string `json:"name"`
		} `json:"deviceName"`
		Type *codeableConcept `json:"type"`
	}
)

// whoever is somebody who did something, with what tells of the organisation they did it for.
type whoever struct {
	person *record.Practitioner // nil when an organisation did it
	at     *reference           // the organisation; nil when unknown
	// specialties and roles are the codes of a role, which may name a care setting.
	specialties, roles []codeableConcept
}

// who reads a reference to a person, a role, a device or an organisation. The display in the reference is the source's
// own word for them, and wins over the resource that it leads to.
func (f finder) who(r *reference) (whoever, bool) {
	if r.isZero() {
		return whoever{}, false
	}
	var w whoever
	name, role := r.Display, ""
	typ := f.target(r)
	there, resolved := found{}, false
	if name == "" || typ == "PractitionerRole" || typ == "RelatedPerson" {
		there, resolved = f.find(r)
	}
	switch typ {
	case "Organization":
		return whoever{at: r}, true
	case "PractitionerRole":
		if resolved {
			name, role = f.roleOf(&w, there, name)
		}
	case "Patient":
		role = "Patient"
	case "RelatedPerson":
		role = "Related person"
		if resolved {
			role = orElse(firstText(f.conceptList(look[relatedPerson](there).Relationship)), role)
		}
	case "Device":
		role = "Device"
		if resolved {
			name = orElse(name, f.deviceName(look[device](there)))
		}
	}
	if resolved && name == "" {
		name = firstName(look[practitioner](there).Name)
	}
	if name != "" || role != "" || w.at != nil {
		w.person = f.stock.practitioners.one(record.Practitioner{Name: record.Text(name), Role: record.Text(role), Organisation: f.organisation(w.at)})
	}
	return w, w.person != nil
}

// roleOf reads a PractitionerRole: who has the role, what it is called, and for which organisation.
func (f finder) roleOf(w *whoever, there found, name string) (who, role string) {
	pr := look[practitionerRole](there)
	if name == "" {
		if p, ok := there.next.who(pr.Practitioner); ok && p.person != nil {
			name = string(p.person.Name)
		}
	}
	w.specialties, w.roles = pr.Specialty, pr.Code
	if org := pr.Organization; !org.isZero() {
		w.at = there.next.lasting(org)
	}
	return name, orElse(firstText(f.conceptList(pr.Code)), firstText(f.conceptList(pr.Specialty)))
}

// lasting gives a reference that says by itself what it leads to, so that it can be used outside the resource that holds it:
// name and identifier are filled in from a contained or bundled organisation.
func (f finder) lasting(r *reference) *reference {
	there, ok := f.find(r)
	if !ok || there.typ != "Organization" {
		return r
	}
	o := look[organization](there)
	copied := *r
	copied.Display = orElse(r.Display, o.Name)
	if copied.Identifier == nil {
		for i := range o.Identifier {
			if odsCode(o.Identifier[i]) != "" {
				copied.Identifier = &o.Identifier[i]
			}
		}
	}
	return &copied
}

// practitioner reads somebody who did something; an organisation that did it is named as their organisation. Nil when the
// reference says nothing that a clinician could read.
func (f finder) practitioner(r *reference) *record.Practitioner {
	w, ok := f.who(r)
	if !ok {
		return nil
	}
	if w.person != nil {
		return w.person
	}
	if o := f.organisation(w.at); o != nil {
		return f.stock.practitioners.one(record.Practitioner{Organisation: o})
	}
	return nil
}

// practitioners reads a list of those who did something.
func (f finder) practitioners(all []*reference) []record.Practitioner {
	var list []record.Practitioner
	for _, r := range all {
		if p := f.practitioner(r); p != nil {
			list = append(list, *p)
		}
	}
	return list
}

// organisation reads a reference to an organisation; nil when it gives neither name nor ODS code, or leads to something else.
func (f finder) organisation(r *reference) *record.Organisation {
	if r.isZero() {
		return nil
	}
	o := record.Organisation{Name: record.Text(r.Display)}
	if r.Identifier != nil {
		o.ODSCode = odsCode(*r.Identifier)
	}
	switch there, ok := f.find(r); {
	case ok && there.typ == "Organization":
		org := look[organization](there)
		if o.Name == "" {
			o.Name = record.Text(org.Name)
		}
		if o.ODSCode == "" {
			o.ODSCode = odsCode(org.Identifier...)
		}
	case ok && there.typ == "PractitionerRole":
		return there.next.organisation(look[practitionerRole](there).Organization)
	case ok && there.typ == "Location":
		return there.next.organisation(look[location](there).ManagingOrganization)
	case f.target(r) == "Location":
		return nil
	}
	if o == (record.Organisation{}) {
		return nil
	}
	return f.organisations.one(o)
}

// firstOrganisation gives the first of the references that leads to an organisation.
func (f finder) firstOrganisation(all []*reference) *record.Organisation {
	for _, r := range all {
		switch f.target(r) {
		case "Organization":
			if o := f.organisation(r); o != nil {
				return o
			}
		case "PractitionerRole":
			if there, ok := f.find(r); ok {
				if o := there.next.organisation(look[practitionerRole](there).Organization); o != nil {
					return o
				}
			}
		}
	}
	return nil
}

// organisationTypes gives the type codes of an organisation that came in the same answer.
func (f finder) organisationTypes(r *reference) []codeableConcept {
	there, ok := f.find(r)
	if !ok {
		return nil
	}
	switch there.typ {
	case "Organization":
		return look[organization](there).Type
	case "Location":
		return look[location](there).Type
	}
	return nil
}

// place names a location: the reference's display, else the location's own name.
func (f finder) place(r *reference) record.Text {
	if r.isZero() {
		return ""
	}
	if r.Display != "" {
		return record.Text(r.Display)
	}
	if there, ok := f.find(r); ok && there.typ == "Location" {
		return record.Text(look[location](there).Name)
	}
	return ""
}

func (k *stock) deviceName(d *device) string {
	for _, n := range d.DeviceName {
		if n.Name != "" {
			return n.Name
		}
	}
	return k.concept(d.Type).Text
}

func firstText(all []record.CodeableConcept) string {
	for _, c := range all {
		if c.Text != "" {
			return c.Text
		}
	}
	return ""
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// each gives pointers to the references of a list. They are good as long as the resource is.
func (k *stock) each(all []reference) []*reference {
	list := k.pointers.take(len(all))
	for i := range all {
		list[i] = &all[i]
	}
	return list
}

// one gives a reference as a list of at most one.
func one(r *reference) []*reference {
	if r.isZero() {
		return nil
	}
	return []*reference{r}
}
