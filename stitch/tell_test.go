package stitch

import (
	"fmt"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// tellRows writes rows down as a reader would note them: what it is, who says it, why it is one row, every field.
func tellRows[T record.Row](b *strings.Builder, rows []T, fields []field[T]) {
	tellSome(b, rows, rows, fields)
}

// tellSome writes down some rows of a list.
func tellSome[T record.Row](b *strings.Builder, rows, all []T, fields []field[T]) {
	for _, row := range rows {
		e := row.Base()
		when := "undated"
		if !e.When.IsZero() {
			when = e.When.String()
		}
		fmt.Fprintf(b, "- %s (%s), from %s", e.Code.Text, when, sourcesWords(e.Sources))
		if e.MergedBy != "" {
			fmt.Fprintf(b, ", by %s", e.MergedBy)
		}
		b.WriteString("\n")
		for _, f := range fields[1:] {
			if words := f.words(row); words != "" && words != "UNKNOWN" {
				fmt.Fprintf(b, "    %s: %s\n", f.name, words)
			}
		}
		tellDifferences(b, "    ", e.Differences)
		for _, l := range e.SecurityLabels {
			fmt.Fprintf(b, "    label: %s\n", l.Code)
		}
		for _, w := range e.Warnings {
			fmt.Fprintf(b, "    warning: %s\n", w)
		}
		for _, r := range e.Related {
			at := "nothing"
			for _, other := range all {
				if other.Base().ID == r.Entry {
					at = other.Base().Code.Text + " from " + sourcesWords(other.Base().Sources)
				}
			}
			fmt.Fprintf(b, "    related: %s: %s\n", at, r.Reason)
		}
	}
}

func tellDifferences(b *strings.Builder, indent string, ds []record.Difference) {
	for _, d := range ds {
		var values []string
		for _, v := range d.Values {
			values = append(values, v.Value+" ["+sourcesWords(v.Sources)+"]")
		}
		fmt.Fprintf(b, "%sdiffers in %s: %s\n", indent, d.Field, strings.Join(values, ", "))
	}
}

func tellCompleteness(b *strings.Builder, c Completeness) {
	for _, s := range c.Sources {
		fmt.Fprintf(b, "%s %s %d", s.Exchange.ID, s.State, s.Count)
		if s.Detail != "" {
			fmt.Fprintf(b, " (%s)", s.Detail)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "complete: %t\n%s\n", c.Complete, c.Summary)
}

func tellIdentity(b *strings.Builder, p *Patient) {
	fmt.Fprintf(b, "identity: %s\n", p.Identity.State)
	if p.Identity.Summary != "" {
		fmt.Fprintf(b, "%s\n", p.Identity.Summary)
	}
	name := "not shown"
	if p.Name != nil {
		name = p.Name.Text
	}
	fmt.Fprintf(b, "name: %s\nborn: %s\ngender: %s\ndeceased: %t %s\n", name, p.BirthDate, p.Gender, p.Deceased, p.DeceasedDate)
	fmt.Fprintf(b, "addresses: %s\npractice: %s\n", addressesWords(p.Addresses), organisationWords(p.GeneralPractice))
	tellDifferences(b, "", p.Identity.Differences)
	tellCompleteness(b, p.Demographics)
}

func sourcesWords(sources []*record.Provenance) string {
	var parts []string
	for _, s := range sources {
		parts = append(parts, string(s.Exchange.ID)+" "+s.Reference)
	}
	return strings.Join(parts, " + ")
}
