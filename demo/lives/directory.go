package lives

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/ordered"
)

// shelf is what an exchange holds about nobody: organisations, practitioners and their roles, medicines.
type shelf struct {
	byType map[string][]*exchange.Resource
	byID   map[string]*exchange.Resource
	seq    int
}

// directoryDate is when the directories were last changed.
var directoryDate = time.Date(2020, time.September, 14, 8, 0, 0, 0, time.UTC)

func (b *Book) furnish() {
	b.places = region()
	b.byODS = make(map[string]*place, len(b.places))
	for ex := range b.shelves {
		b.shelves[ex] = &shelf{byType: map[string][]*exchange.Resource{}, byID: map[string]*exchange.Resource{}}
	}
	for n, p := range b.places {
		b.byODS[p.ods] = p
		b.organisation(p)
		for i, role := range roles[p.setting] {
			c := &clinician{name: staffName(n*7+i, role), role: role, sds: fmt.Sprintf("5558%05d", n*100+i+1), at: p}
			p.staff = append(p.staff, c)
			b.practitioner(c)
		}
	}
	b.medicines()
}

// shelve puts a directory entry on an exchange's shelf under its next id, which is returned.
func (b *Book) shelve(ex int, typ string, identifiers []string, body ordered.Object) string {
	s := b.shelves[ex]
	id := b.ids.make(ex, 0, s.seq)
	s.seq++
	whole := ordered.Of("resourceType", typ, "id", id,
		"meta", ordered.Of("versionId", "1", "lastUpdated", directoryDate.Format(time.RFC3339)))
	whole.Join(body)
	r := &exchange.Resource{Type: typ, ID: id, Version: 1, Updated: directoryDate, Identifiers: identifiers, JSON: whole.Bytes()}
	s.byType[typ] = append(s.byType[typ], r)
	s.byID[typ+"/"+id] = r
	return id
}

func (b *Book) organisation(p *place) {
	p.id = b.shelve(p.ex, "Organization", []string{odsSystem + "|" + p.ods}, ordered.Of(
		"identifier", []ordered.Object{ordered.Of("system", odsSystem, "value", p.ods)},
		"active", true,
		"type", []ordered.Object{ordered.Of("coding", []ordered.Object{ordered.Of("system", settingSystem, "code", p.setting)})},
		"name", p.name,
		"address", []ordered.Object{ordered.Of("line", []string{p.town}, "city", "London")}))
}

func (b *Book) practitioner(c *clinician) {
	identifier := []ordered.Object{ordered.Of("system", sdsSystem, "value", c.sds)}
	tokens := []string{sdsSystem + "|" + c.sds}
	c.id = b.shelve(c.at.ex, "Practitioner", tokens, ordered.Of(
		"identifier", identifier, "active", true, "name", []ordered.Object{ordered.Of("text", c.name)}))
	c.roleID = b.shelve(c.at.ex, "PractitionerRole", tokens, ordered.Of(
		"identifier", identifier, "active", true,
		"practitioner", ordered.Of("reference", "Practitioner/"+c.id, "display", c.name),
		"organization", ordered.Of("reference", "Organization/"+c.at.id,
			"identifier", ordered.Of("system", odsSystem, "value", c.at.ods), "display", c.at.name),
		"code", []ordered.Object{words(c.role)}))
}
