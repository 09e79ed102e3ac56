package fhir

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const searchMedication Search = "Medication"

// maxMedicines is how many medicines are fetched for one search.
const maxMedicines = 200

// nameMedicines fetches the Medication resources that entries point to and that did not come with them, in one request
// (Medication?_id=a,b): a server that does not follow _include would otherwise leave prescriptions without the name of
// the medicine. An entry whose medicine the server does not hold says so itself; that the server failed to give one is
// told.
func (c *Client) nameMedicines(ctx context.Context, w watch, s Search, r *reply) {
	if r.failed != nil || !strings.HasPrefix(string(s), "Medication") || c.includesMedicines(s, r) {
		return
	}
	wanted := c.unnamedMedicines(s, r)
	if len(wanted) == 0 {
		return
	}
	var ids []string
	for ref := range wanted {
		ids = addSorted(ids, ref[len("Medication/"):])
	}
	if len(ids) > maxMedicines {
		ids = ids[:maxMedicines]
	}
	found := c.ask(ctx, w, enquiry{search: searchMedication, param: "_id", values: ids, count: len(ids) + 1})
	c.lessons.learn(s, func(l *lesson) { l.medicinesCome = found.failed == nil && found.matches == 0 })
	for _, e := range found.entries {
		ref := e.typ + "/" + e.id
		if _, ok := wanted[ref]; ok && e.match(searchMedication) {
			e.mode = "include"
			r.entries = append(r.entries, e)
			delete(wanted, ref)
		}
	}
	if found.failed != nil && !found.failed.rejects() && slices.Contains(slices.Collect(maps.Values(wanted)), false) {
		r.note("did not name the medicines of some entries, because it " + found.failed.detail)
	}
}

// includesMedicines tells that the server followed _include, so that a medicine that did not come is not there. A self
// link that says so is believed once it has been found right: some servers just repeat what they were asked.
func (c *Client) includesMedicines(s Search, r *reply) bool {
	return slices.ContainsFunc(r.entries, func(e bundled) bool { return e.typ == string(searchMedication) }) ||
		strings.Contains(r.self, "_include") && c.lessons.of(s).medicinesCome
}

// unnamedMedicines finds the local medicines that entries point to and that did not come. The value tells whether the
// entries themselves say in words what they are.
func (c *Client) unnamedMedicines(s Search, r *reply) map[string]bool {
	wanted := map[string]bool{}
	there := c.beside(r)
	for i := range r.entries {
		e := &r.entries[i]
		if !e.match(s) || !e.mayHave("medicationReference") {
			continue
		}
		var m struct {
			Medication struct {
				Reference string         `json:"reference"`
				Display   jsontext.Value `json:"display"`
			} `json:"medicationReference"`
		}
		if json.Unmarshal(e.raw, &m, decodeLax) != nil || m.Medication.Reference == "" {
			continue // coded in the entry itself; or unreadable, which the mapping counts
		}
		at, ref := locateReference(m.Medication.Reference, c.config.Base)
		if at != atHome || !localRef(ref, "Medication") || there.holds(ref) || there.holds(m.Medication.Reference) {
			continue
		}
		displayed := text(m.Medication.Display) != ""
		if before, ok := wanted[ref]; ok {
			displayed = displayed && before
		}
		wanted[ref] = displayed
	}
	return wanted
}
