package stitch

import (
	"slices"
	"strconv"
	"time"

	"github.com/london-care-record/gateway/record"
)

// documentRules: sure when code or words, the instant of the reference, title, description, author, custodian and attachments are
// equal; or when code or words, that instant and the author's own number are, whatever title a copy was given. Undated ones
// are never joined.
var documentRules = rules[*record.Document]{
	kind:   record.Documents,
	copies: copier[record.Document],
	rest:   text(documentKey),
	same: append(codeOrText[*record.Document]("same-type-same-date-same-content", "same-text-same-date-same-content"),
		rule[*record.Document]{name: "same-document-number-same-type-same-date", keys: documentNumber}),
	contradict: contradictingDocuments,
	likely:     likelyDocuments,
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
	return all(d.Date.UTC().Format(time.RFC3339Nano), normal(string(d.Title)), normal(string(d.Description)),
		normal(practitionersWords(d.Authors)), organisationKey(d.Custodian), periodKey(d.Period), filesKey(d), lengthsOf(d))
}

// filesKey writes down a document's files: title, type and date of each.
func filesKey(d *record.Document) string {
	return listed(d.Attachments, func(a record.Attachment) string {
		return all(normal(string(a.Title)), string(a.ContentType), dateKey(a.Creation))
	})
}

// lengthsOf writes down how long a document's files are, where that is told: two of other lengths are other files.
func lengthsOf(d *record.Document) string {
	return listed(d.Attachments, func(a record.Attachment) string {
		if a.Size == nil {
			return ""
		}
		return strconv.Itoa(*a.Size)
	})
}

// documentNumber are the keys of a document by its business identifiers, with type and instant.
func documentNumber(k *keyring, e *entry[*record.Document]) {
	if e.row.Date.IsZero() {
		return
	}
	for _, id := range e.row.Identifiers {
		if isBusiness(id) {
			rest := keyOfText(all("number", record.CanonicalSystem(id.System), id.Value, e.row.Date.UTC().Format(time.RFC3339Nano)))
			k.codes(e.row.Code, rest)
			k.words(e.row.Code, rest)
		}
	}
}

// contradictingDocuments tells that documents can't all be one: two of them say different things of custodian, author,
// time of care, description or files.
func contradictingDocuments(t *terms, group []entry[*record.Document]) bool {
	for n, e := range group {
		for _, other := range group[:n] {
			if e.rest != other.rest && !t.compatibleDocuments(e.row, other.row) {
				return true
			}
		}
	}
	return contradictingCodes(t, group)
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
	relate(p.terms, rows, r.likely)
	return &DocumentList{Entries: rows, Completeness: completeness}
}

// relateVersions lets a document and those that it replaces name each other. A reference to a document that is not in
// the list, or to the document itself, leads nowhere and is left out; two that each say to replace the other are told as
// that, because nobody can know which is the later one.
func relateVersions(rows []*record.Document, replaced map[*record.Document][]sourceID) {
	by := map[sourceID]*record.Document{}
	for _, row := range rows {
		for _, s := range row.Sources {
			by[sourceOf(s)] = row
		}
	}
	replaces := func(row, old *record.Document) bool {
		return slices.ContainsFunc(replaced[row], func(name sourceID) bool { return by[name] == old })
	}
	for _, row := range rows {
		for _, name := range replaced[row] {
			old := by[name]
			switch {
			case old == nil || old == row:
			case replaces(old, row):
				row.Related = related(row.Related, old.ID, "Each of the two documents says that it replaces the other.")
			default:
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
