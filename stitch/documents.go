package stitch

import (
	"slices"
	"time"

	"github.com/london-care-record/gateway/record"
)

// documentRules: sure when code or words, the instant of the reference, title, description, author and attachments are
// equal. Undated ones are never joined.
var documentRules = rules[*record.Document]{
	kind:       record.Documents,
	copy:       clone[record.Document],
	rest:       documentKey,
	same:       codeOrText[*record.Document]("same-type-same-date-same-content", "same-text-same-date-same-content"),
	contradict: contradictingCodes[*record.Document],
	fields: []field[*record.Document]{
		coded[*record.Document](),
		kept("status", func(d *record.Document) string { return string(d.Status) }),
		filled("docStatus", func(d *record.Document) *record.Text { return &d.DocStatus }, textWords),
		filled("categories", func(d *record.Document) *[]record.CodeableConcept { return &d.Categories }, conceptsWords),
		filled("title", func(d *record.Document) *record.Text { return &d.Title }, textWords),
		filled("description", func(d *record.Document) *record.Text { return &d.Description }, textWords),
		filled("period", func(d *record.Document) **record.Period { return &d.Period }, periodWords),
		filled("authors", func(d *record.Document) *[]record.Practitioner { return &d.Authors }, practitionersWords),
		filled("custodian", func(d *record.Document) **record.Organisation { return &d.Custodian }, organisationWords),
		filled("attachments", func(d *record.Document) *[]record.Attachment { return &d.Attachments }, attachmentsWords),
	},
}

func documentKey(d *record.Document) string {
	if d.Date.IsZero() {
		return ""
	}
	files := listed(d.Attachments, func(a record.Attachment) string {
		return all(normal(string(a.Title)), string(a.ContentType), dateKey(a.Creation))
	})
	return all(d.Date.UTC().Format(time.RFC3339Nano), normal(string(d.Title)), normal(string(d.Description)),
		normal(practitionersWords(d.Authors)), periodKey(d.Period), files)
}

// Documents makes the documents section. A superseded document stays, with its status, and names the one that replaces
// it, as that one names it.
func Documents(p *Patient, answers []record.Answer, includeRetracted bool) *DocumentList {
	r := documentRules
	replaced := map[*record.Document][]sourceID{}
	r.unite = func(row *record.Document, asserting, _ []*record.Document) {
		row.Replaces = nil // followed below: nothing is left that could lead nowhere (S18)
		for _, d := range asserting {
			for _, ref := range d.Replaces {
				replaced[row] = append(replaced[row], sourceID{d.Source().Exchange.ID, ref.Local})
			}
		}
	}
	rows, completeness := section(p, answers, r, func(f record.Facts) []*record.Document { return f.Documents })
	rows = current(rows, includeRetracted)
	relateVersions(rows, replaced)
	return &DocumentList{Entries: rows, Completeness: completeness}
}

// relateVersions lets a document and those that it replaces name each other. A reference to a document that is not in
// the list, or to the document itself, leads nowhere and is left out.
func relateVersions(rows []*record.Document, replaced map[*record.Document][]sourceID) {
	by := map[sourceID]*record.Document{}
	for _, row := range rows {
		for _, s := range row.Sources {
			by[sourceOf(s)] = row
		}
	}
	for _, row := range rows {
		for _, name := range replaced[row] {
			if old := by[name]; old != nil && old != row {
				row.Related = related(row.Related, old.ID, "It is replaced by this document.")
				old.Related = related(old.Related, row.ID, "It replaces this document.")
			}
		}
	}
}

// related adds a related entry, once.
func related(known []record.RelatedEntry, to, reason string) []record.RelatedEntry {
	r := record.RelatedEntry{Entry: to, Reason: reason}
	if slices.ContainsFunc(known, func(k record.RelatedEntry) bool { return k.Entry == to }) {
		return known
	}
	return append(slices.Clip(known), r)
}
