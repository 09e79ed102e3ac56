package stitch

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// samePrescription is the rule that makes one row of the statement, the order and the plan of one prescription (S15). It
// needs the source's own word that they belong together (basedOn, derivedFrom, or a number of the prescription that they
// share), and everything that both say of product, strength, form, route, dose and course must agree.
const samePrescription = "same-prescription"

// mostSharing is how many entries may share a number of a prescription: one that more share is no prescription's.
const mostSharing = 64

// placed is an entry and its group.
type placed struct {
	group int
	entry *entry[*record.Medication]
}

// connection is the source's word that one entry belongs to another. named is set where the one refers to the other.
type connection struct {
	a, b  placed
	named bool
}

// prescriptionsTogether puts groups together that tell one prescription. Each group is already of one kind, and all its
// entries say the same.
func prescriptionsTogether(t *terms, groups []cluster[*record.Medication]) []cluster[*record.Medication] {
	connections := sureConnections(append(namedConnections(t, groups), numberedConnections(t, groups)...))
	if len(connections) == 0 {
		return groups
	}
	sets := newForest(len(groups))
	connected := map[int]string{}
	for _, c := range connections {
		sets.join(c.a.group, c.b.group)
		connected[c.a.entry.number], connected[c.b.entry.number] = samePrescription, samePrescription
	}
	out := make([]cluster[*record.Medication], 0, len(groups))
	for members := range sets.groups() {
		if len(members) > 1 {
			if one, ok := onePrescription(t, groups, members); ok {
				one.connected = connected
				out = append(out, one)
				continue
			}
		}
		for _, m := range members {
			out = append(out, groups[m])
		}
	}
	return out
}

// onePrescription makes one group of several. What contradicts wins over whatever connects: when any two of the entries
// can't be one prescription, all stay apart.
func onePrescription(t *terms, groups []cluster[*record.Medication], members []int) (cluster[*record.Medication], bool) {
	var c cluster[*record.Medication]
	var grounds []string
	for _, m := range members {
		c.entries = append(c.entries, groups[m].entries...)
		if groups[m].by != "" {
			grounds = append(grounds, groups[m].by)
		}
	}
	slices.SortFunc(c.entries, func(a, b entry[*record.Medication]) int { return cmp.Compare(a.number, b.number) })
	slices.Sort(grounds)
	c.by = strings.Join(append(slices.Compact(grounds), samePrescription), ", ")
	if contradictingMedicines(t, c.entries) {
		return c, false
	}
	for i := range c.entries {
		for j := range i {
			if !mayBeOnePrescription(&c.entries[i], &c.entries[j]) {
				return c, false
			}
		}
	}
	return c, true
}

// mayBeOnePrescription tells that two entries may tell one prescription: one exchange does not hold two of a kind for it,
// and its order is of the plan's own day. An issue of another day is an act of its own.
func mayBeOnePrescription(a, b *entry[*record.Medication]) bool {
	switch {
	case a.of == b.of && a.row.Type == b.row.Type:
		return false
	case !isStatement(a) && !isStatement(b) && !ofOneDay(a.row.When, b.row.When):
		return false
	}
	return !medicationsDiffer(a.row, b.row)
}

// isPrescription leaves out proposals, and single acts of supply: each of those stands for itself.
func isPrescription(m *record.Medication) bool { return slices.Contains(orderFirst, m.Type) }

// prescriptionsNamed are the entries of the same exchange that an entry says it is based on.
func prescriptionsNamed(m *record.Medication) []sourceID {
	if !isPrescription(m) {
		return nil
	}
	var names []sourceID
	for _, ref := range m.BasedOn {
		if ref.Local != "" {
			names = append(names, sourceID{m.Source().Exchange.ID, ref.Local})
		}
	}
	return names
}

// namedConnections are those that refer: a to b, in one exchange.
func namedConnections(t *terms, groups []cluster[*record.Medication]) []connection {
	naming := slices.ContainsFunc(groups, func(g cluster[*record.Medication]) bool {
		return slices.ContainsFunc(g.entries, func(e entry[*record.Medication]) bool { return len(e.row.BasedOn) > 0 })
	})
	if !naming {
		return nil
	}
	by := map[sourceID]placed{}
	eachPrescription(groups, func(x placed) { by[sourceOf(x.entry.source)] = x })
	var found []connection
	eachPrescription(groups, func(x placed) {
		for _, name := range prescriptionsNamed(x.entry.row) {
			c := connection{a: x, b: by[name], named: true}
			if c.b.entry != nil && connects(t, c) && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	})
	return found
}

// eachPrescription visits the entries that may be part of a prescription.
func eachPrescription(groups []cluster[*record.Medication], visit func(placed)) {
	for g := range groups {
		for i := range groups[g].entries {
			if e := &groups[g].entries[i]; isPrescription(e.row) {
				visit(placed{g, e})
			}
		}
	}
}

// numberedConnections are those by a number that two entries of one day share. The number alone joins nothing: the
// medicine in it must be the same too, and entries of one kind are never connected by it.
func numberedConnections(t *terms, groups []cluster[*record.Medication]) []connection {
	sharing := map[record.Identifier][]placed{}
	eachPrescription(groups, func(x placed) {
		for _, id := range x.entry.row.Identifiers {
			if isBusiness(id) {
				sharing[id] = append(sharing[id], x)
			}
		}
	})
	var found []connection
	for _, these := range sharing {
		if len(these) > mostSharing {
			continue
		}
		for i, b := range these {
			for _, a := range these[:i] {
				if c := (connection{a: a, b: b}); ofOneDay(a.entry.row.When, b.entry.row.When) && connects(t, c) {
					found = append(found, c)
				}
			}
		}
	}
	return found
}

// connects tells that two entries of different kinds and groups tell the same product, and agree in all that both say.
func connects(t *terms, c connection) bool {
	a, b := c.a.entry.row, c.b.entry.row
	return c.a.group != c.b.group && a.Type != b.Type && !a.When.IsZero() && !b.When.IsZero() &&
		!medicationsDiffer(a, b) && t.sameMedicine(a, b)
}

// sureConnections leaves out a reference to another day, other than that of a prescription's only statement: a statement is
// often written long after the order. A statement of the order's own day, and one that refers to one prescription of
// several by its day, are surely of that.
func sureConnections(all []connection) []connection {
	references, statements := map[sourceID]int{}, map[sourceID]int{}
	for _, c := range all {
		if c.named {
			references[sourceOf(c.a.entry.source)]++
			if isStatement(c.a.entry) {
				statements[sourceOf(c.b.entry.source)]++
			}
		}
	}
	return slices.DeleteFunc(all, func(c connection) bool {
		a, b := c.a.entry, c.b.entry
		if ofOneDay(a.row.When, b.row.When) {
			return false
		}
		only := references[sourceOf(a.source)] == 1 && statements[sourceOf(b.source)] == 1
		return !isStatement(a) || !only
	})
}

func isStatement(e *entry[*record.Medication]) bool { return e.row.Type == record.MedicationStatement }

// ofOneDay tells that two dates are of one day, each of them known to the day.
func ofOneDay(a, b record.PartialDate) bool {
	return min(a.Precision(), b.Precision()) >= record.PrecisionDay && a.Agrees(b)
}

// medicationsDiffer tells that two entries say different things of what keeps two medicines apart. What one of them does
// not say is no difference.
func medicationsDiffer(a, b *record.Medication) bool {
	return a.DoNotPerform != b.DoNotPerform || differ(strengthKey(medicineWords(a)), strengthKey(medicineWords(b))) || differ(ingredientsKey(a.Ingredients), ingredientsKey(b.Ingredients)) ||
		differ(conceptKey(a.Form), conceptKey(b.Form)) || differ(courseKey(a.Course), courseKey(b.Course)) ||
		dosagesDiffer(a.Dosages, b.Dosages)
}

// dosagesDiffer compares dosages part by part.
func dosagesDiffer(a, b []record.Dosage) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	var of, other writer
	return !slices.EqualFunc(a, b, func(x, y record.Dosage) bool {
		return !slices.ContainsFunc(dosageParts, func(part func(*writer, *record.Dosage)) bool {
			part(of.reset(), &x)
			part(other.reset(), &y)
			return len(of.b) > 0 && len(other.b) > 0 && !bytes.Equal(of.b, other.b)
		})
	})
}

// sameMedicine tells that two entries share a product's code or its words, and that no other code says otherwise.
func (t *terms) sameMedicine(a, b *record.Medication) bool {
	if contradictingMedicines(t, []entry[*record.Medication]{{row: a}, {row: b}}) {
		return false
	}
	k := newKeyring(t)
	defer k.release()
	rest := keyOfText(samePrescription)
	called := func(m *record.Medication) {
		k.translations(m.Code, rest)
		k.words(m.Code, rest)
	}
	return k.meet(func() { called(a) }, func() { called(b) })
}
