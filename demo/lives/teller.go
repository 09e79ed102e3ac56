package lives

import (
	"strconv"
	"time"

	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/ordered"
)

// The identifier systems and extensions of the demo region; doc.go of package demo explains them to readers of its FHIR.
const (
	odsSystem       = "https://fhir.nhs.uk/Id/ods-organization-code"
	sdsSystem       = "https://fhir.nhs.uk/Id/sds-user-id"
	settingSystem   = "https://london-care-record.example/care-setting"
	recordingURL    = "https://london-care-record.example/StructureDefinition/recording-organisation"
	confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	sensitivity     = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
)

// holding is what one exchange holds about one person.
type holding struct {
	compartment exchange.Compartment
	byID        map[string]*exchange.Resource
}

// teller writes down one person's life as one exchange tells it.
type teller struct {
	b    *Book
	l    *life
	ex   int
	seq  int
	subj string // id of the local Patient that entries are about
	// replacedBy is set while a superseded Patient is written: the id of the one that took its place.
	replacedBy string
}

// at returns the teller of an exchange, and makes the exchange know the person if it does not yet.
func (l *life) at(ex int) *teller {
	t := l.tellers[ex]
	if t == nil {
		t = &teller{b: l.b, l: l, ex: ex}
		l.tellers[ex] = t
		l.held[ex] = holding{exchange.Compartment{}, map[string]*exchange.Resource{}}
		t.subj = t.patient(l.p)
	}
	return t
}

// draft is a resource that is being written.
type draft struct {
	t           *teller
	f           *Fact
	typ, id     string
	by          *clinician
	on          time.Time
	version     int
	contained   []ordered.Object
	identifiers []string
	links       []exchange.Link
	security    string
	body        ordered.Object
}

// draft begins a resource that a clinician recorded at an instant. It belongs to a fact of the answer key when f is not nil.
func (t *teller) draft(f *Fact, typ string, by *clinician, on time.Time) *draft {
	d := &draft{t: t, f: f, typ: typ, id: t.b.ids.make(t.ex, t.l.p.Index, t.seq), by: by, on: on}
	d.version = 1 + int(mix(t.b.seed^uint64(t.l.p.Index)<<20^uint64(t.seq))%3)
	t.seq++
	if t.seq >= maxSeq {
		panic("lives: a person has more resources than ids")
	}
	return d
}

// add appends members to the resource; they are written in this order after id, meta and contained.
func (d *draft) add(pairs ...any) *draft {
	d.body.Add(pairs...)
	return d
}

// identify adds a business identifier.
func (d *draft) identify(system, value string) *draft {
	d.identifiers = append(d.identifiers, system+"|"+value)
	d.body.Add("identifier", []ordered.Object{ordered.Of("system", system, "value", value)})
	return d
}

// save puts the resource into the exchange and returns its local reference, Type/id.
func (d *draft) save() string {
	updated := d.on.Add(time.Duration(d.version) * 7 * time.Minute)
	meta := ordered.Of(
		"extension", d.recording(),
		"versionId", strconv.Itoa(d.version),
		"lastUpdated", d.t.instant(updated))
	label := d.security
	if d.f != nil && d.f.Label != "" {
		label = d.f.Label
	}
	if label != "" {
		meta.Add("security", []ordered.Object{ordered.Of("system", labelSystem(label), "code", label)})
	}
	if d.by != nil {
		meta.Add("tag", []ordered.Object{ordered.Of("system", settingSystem, "code", d.by.at.setting)})
	}
	whole := ordered.Of("resourceType", d.typ, "id", d.id, "meta", meta, "contained", d.contained)
	whole.Join(d.body)
	r := &exchange.Resource{
		Type: d.typ, ID: d.id, Version: d.version, Updated: updated.UTC(), Patient: d.t.subj,
		Identifiers: d.identifiers, Links: d.links, JSON: whole.Bytes(),
	}
	if d.typ == "Patient" {
		r.Patient = d.id
	}
	h := d.t.l.held[d.t.ex]
	h.compartment[d.typ] = append(h.compartment[d.typ], r)
	h.byID[d.typ+"/"+d.id] = r
	ref := d.typ + "/" + d.id
	if d.f != nil {
		ex := IDs[d.t.ex]
		if d.f.Held == nil {
			d.f.Held = map[string][]string{}
		}
		d.f.Held[ex] = append(d.f.Held[ex], ref)
	}
	return ref
}

// labelSystem is the code system of a security label: one letter is a confidentiality, all others are subjects.
func labelSystem(code string) string {
	if len(code) == 1 {
		return confidentiality
	}
	return sensitivity
}

func (d *draft) recording() []ordered.Object {
	if d.by == nil {
		return nil
	}
	return []ordered.Object{ordered.Of("url", recordingURL, "valueReference", d.org(d.by.at))}
}

// subject is the reference to the person, in the exchange's own manner.
func (d *draft) subject() ordered.Object {
	t := d.t
	ref := "Patient/" + t.subj
	switch t.ex {
	case SWL:
		return ordered.Of("reference", ref, "display", t.l.p.Name())
	case NCL:
		return ordered.Of("reference", ref+"/_history/2")
	}
	return ordered.Of("reference", ref)
}

// orgAs is org for an element that a search parameter names, so that _include follows it.
func (d *draft) orgAs(p *place, param string) ordered.Object {
	d.link(param, "Organization", p.id)
	return d.org(p)
}

// org is a reference to an organisation: resolvable, and with ODS code and name inside.
func (d *draft) org(p *place) ordered.Object {
	return ordered.Of(
		"reference", d.t.local("Organization/"+p.id),
		"identifier", ordered.Of("system", odsSystem, "value", p.ods),
		"display", p.name)
}

// who is a reference to a clinician, in the exchange's own manner: contained in SWL, logical in NWL, versioned in NCL.
func (d *draft) who(c *clinician, param string) ordered.Object {
	switch d.t.ex {
	case SWL:
		return ordered.Of("reference", "#"+d.contain(c), "display", c.name)
	case NWL:
		return ordered.Of("type", "Practitioner", "identifier", ordered.Of("system", sdsSystem, "value", c.sds), "display", c.name)
	}
	d.link(param, "Practitioner", c.id)
	ref := d.t.local("Practitioner/" + c.id)
	if d.t.ex == NCL {
		ref += "/_history/1"
	}
	return ordered.Of("reference", ref, "display", c.name)
}

func (d *draft) contain(c *clinician) string {
	id := "prac-" + c.sds
	for _, o := range d.contained {
		if o.Text("id") == id {
			return id
		}
	}
	d.contained = append(d.contained, ordered.Of("resourceType", "Practitioner", "id", id,
		"identifier", []ordered.Object{ordered.Of("system", sdsSystem, "value", c.sds)},
		"name", []ordered.Object{ordered.Of("text", c.name)}))
	return id
}

func (d *draft) link(param, typ, id string) {
	for _, l := range d.links {
		if l.Param == param && l.ID == id {
			return
		}
	}
	d.links = append(d.links, exchange.Link{Param: param, Type: typ, ID: id})
}

// ref is a reference to another resource of this exchange, given as Type/id.
func (d *draft) ref(local string) ordered.Object {
	return ordered.Of("reference", d.t.local(local))
}

// local writes a local reference; SEL gives some of its references absolutely, on its own base.
func (t *teller) local(ref string) string {
	if t.ex == SEL && mix(uint64(t.seq))%2 == 0 {
		return t.b.bases[SEL] + "/" + ref
	}
	return ref
}

// ref is a relative reference with words beside it.
func ref(local, display string) ordered.Object {
	return ordered.Of("reference", local, "display", display)
}
