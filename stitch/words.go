package stitch

import (
	"cmp"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// The functions of this file put values into words, for differences and for comparing. They give "" for no value.

func textWords(t record.Text) string { return string(t) }

func dateWords(d record.PartialDate) string { return d.String() }

func timeWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func conceptWords(c *record.CodeableConcept) string {
	if c == nil {
		return ""
	}
	return c.Text
}

func conceptsWords(cs []record.CodeableConcept) string {
	return listed(cs, func(c record.CodeableConcept) string { return c.Text })
}

// listed joins the words of a list's values in the source's own order.
func listed[E any](list []E, words func(E) string) string {
	if len(list) == 0 {
		return ""
	}
	parts := make([]string, 0, len(list))
	for _, e := range list {
		if w := words(e); w != "" {
			parts = append(parts, w)
		}
	}
	return strings.Join(parts, "; ")
}

func periodWords(p *record.Period) string {
	switch {
	case p == nil || p.IsZero():
		return ""
	case p.End.IsZero():
		return "from " + p.Start.String()
	case p.Start.IsZero():
		return "until " + p.End.String()
	}
	return p.Start.String() + " to " + p.End.String()
}

func quantityWords(q *record.Quantity) string {
	if q == nil {
		return ""
	}
	unit := cmp.Or(string(q.Unit), string(q.Code))
	return strings.TrimSpace(strings.TrimSpace(string(q.Comparator)+" "+string(q.Value)) + " " + unit)
}

func organisationWords(o *record.Organisation) string {
	if o == nil {
		return ""
	}
	return cmp.Or(string(o.Name), string(o.ODSCode))
}

func practitionerWords(p *record.Practitioner) string {
	if p == nil {
		return ""
	}
	var parts []string
	for _, w := range []string{string(p.Name), string(p.Role), organisationWords(p.Organisation)} {
		if w != "" {
			parts = append(parts, w)
		}
	}
	return strings.Join(parts, ", ")
}

func practitionersWords(ps []record.Practitioner) string {
	return listed(ps, func(p record.Practitioner) string { return practitionerWords(&p) })
}

func dosagesWords(ds []record.Dosage) string {
	return listed(ds, func(d record.Dosage) string { return d.Text })
}

func attachmentsWords(as []record.Attachment) string {
	return listed(as, func(a record.Attachment) string { return cmp.Or(string(a.Title), string(a.ContentType)) })
}

func stringsWords(s []string) string { return listed(s, itself) }

func boolWords(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}

func addressesWords(as []record.Address) string {
	return listed(as, func(a record.Address) string { return a.Text })
}
