package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// explanation is one person's stitching, and how it reads.
type explanation struct {
	number  record.NHSNumber
	patient *explainedPatient
	// unasked are the exchanges that could not be asked for some kind.
	unasked []record.ExchangeID
}

// print writes the explanation. It is an error when an exchange could not be asked, or when what came in is not what is
// told of.
func (e *explanation) print(to io.Writer) error {
	w := bufio.NewWriter(to)
	e.head(w)
	rows := e.patient.Stitching.byID()
	wrong := false
	for _, k := range e.patient.Stitching.Kinds {
		wrong = !e.kind(w, k, rows) || wrong
	}
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case wrong:
		return errors.New("what came in is not what is told of: this is a fault of the gateway; please report it")
	case len(e.unasked) > 0:
		slices.Sort(e.unasked)
		return exitError{fmt.Errorf("this explanation is incomplete: %s could not be asked", joined(e.unasked)), exitIncomplete}
	}
	return nil
}

func (e *explanation) head(w io.Writer) {
	p := e.patient
	fmt.Fprintf(w, "How the record of NHS number %s is put together\n\n", spaced(string(e.number)))
	name, born := "name not recorded", "date of birth not recorded"
	if p.Name != nil {
		name = string(p.Name.Text)
	}
	if p.BirthDate != "" {
		born = "born " + string(p.BirthDate)
	}
	fmt.Fprintf(w, "%s, %s. Identity: %s.", name, born, p.Identity.State)
	if p.Identity.Summary != "" {
		fmt.Fprintf(w, " %s", p.Identity.Summary)
	}
	fmt.Fprintln(w)
	for _, d := range p.Identity.Differences {
		var values []string
		for _, v := range d.Values {
			var from []record.ExchangeID
			for _, source := range v.Sources {
				from = append(from, source.Exchange.ID)
			}
			values = append(values, fmt.Sprintf("%s (%s)", v.Value, joined(from)))
		}
		fmt.Fprintf(w, "  The exchanges differ in %s: %s\n", d.Field, strings.Join(values, "; "))
	}
	fmt.Fprint(w, `
Below each row stand the source entries that it is made of, newest first, as they came in.
  >  speaks for the row; the others complete it. Severity, criticality and reactions add up whoever speaks.
  x  was retracted by its source.
  !  marks a field in which the entries of a row differ.
A report's results stand below it, and are counted with it.
`)
}

// kind writes one kind, and tells whether what came in adds up.
func (e *explanation) kind(w io.Writer, k explainedKind, all map[word]*explainedRow) bool {
	s := e.patient.Stitching
	fmt.Fprintf(w, "\n%s\n%s\n", strings.ReplaceAll(string(k.Kind), "_", " "), k.Completeness.Summary)
	line, right := s.sum(k)
	fmt.Fprint(w, line)
	for i := range s.Rows {
		if row := &s.Rows[i]; s.kindOf(row, all) == k.Kind {
			row.print(w, all)
		}
	}
	s.printLeftOut(w, k.Kind)
	return right
}

// kindOf is the section that a row is told in: that of its report, for a result of one.
func (s *explainedStitching) kindOf(row *explainedRow, all map[word]*explainedRow) record.Kind {
	if report := all[row.PartOf]; report != nil {
		return report.Kind
	}
	return row.Kind
}

func (s *explainedStitching) byID() map[word]*explainedRow {
	all := map[word]*explainedRow{}
	for i := range s.Rows {
		if row := &s.Rows[i]; row.Entry != "" && row.PartOf == "" {
			all[row.Entry] = row
		}
	}
	return all
}

// sum writes how many entries came in and in how many rows they are, and tells whether that adds up for every exchange.
func (s *explainedStitching) sum(k explainedKind) (string, bool) {
	right, came, rows := true, 0, 0
	shown := map[record.ExchangeID]int{}
	for _, row := range s.Rows {
		if row.Kind != k.Kind || row.PartOf != "" {
			continue
		}
		rows++
		for _, input := range row.Inputs {
			shown[input.Exchange.ID]++
		}
	}
	again := map[record.ExchangeID]int{}
	for _, l := range s.LeftOut {
		if l.Kind == k.Kind && l.Reason == "REPEATED" && l.Count != nil {
			again[l.Exchange.ID] += *l.Count
		}
	}
	var parts []string
	for _, source := range k.Completeness.Sources {
		id := source.Exchange.ID
		came += source.Count
		right = right && source.Count == shown[id]+again[id]
		if source.Count > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", id, source.Count))
		}
	}
	switch {
	case !right:
		return fmt.Sprintf("THIS DOES NOT ADD UP: %d came in (%s), and the rows below hold others.\n", came, strings.Join(parts, ", ")), false
	case came == 0:
		return "", true
	}
	return fmt.Sprintf("%s came in (%s): %s.\n", entries(came), strings.Join(parts, ", "), amount(rows, "row", "rows")), true
}

func entries(n int) string { return amount(n, "entry", "entries") }

func amount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// print writes a row with what it is made of.
func (r *explainedRow) print(w io.Writer, all map[word]*explainedRow) {
	in := "\n"
	indent := "  "
	if r.PartOf != "" {
		in, indent = "", "      "
	}
	fmt.Fprintf(w, "%s%s%s\n", in, indent, r.title())
	indent += "  "
	fmt.Fprintf(w, "%s%s\n", indent, r.madeOf())
	for _, warning := range r.Warnings {
		fmt.Fprintf(w, "%swarns: %s\n", indent, warning)
	}
	for _, related := range r.Related {
		name := string(related.Entry)
		if other := all[related.Entry]; other != nil {
			name = fmt.Sprintf("%s (%s)", other.title(), name)
		}
		fmt.Fprintf(w, "%skept apart from %s: %s\n", indent, name, related.Reason)
	}
	for _, input := range r.Inputs {
		input.print(w, indent, r.Differences)
	}
}

// title names a row: what it is about, its date and status.
func (r *explainedRow) title() string {
	parts := []string{string(r.Text)}
	if r.Text == "" {
		parts[0] = "(without words)"
	}
	if r.Denies != "" {
		return fmt.Sprintf("%s: a denial of allergies, scope %s", parts[0], r.Denies)
	}
	if r.When != "" {
		parts = append(parts, string(r.When))
	}
	if r.StatusText != "" {
		parts = append(parts, string(r.StatusText))
	}
	title := strings.Join(parts, ", ")
	if r.PartOf != "" {
		title = "result: " + title
	}
	if r.Retracted {
		title += " (not in the current list)"
	}
	return title
}

// madeOf says of how many entries, by which rule, and in what they differ.
func (r *explainedRow) madeOf() string {
	made := "one entry, joined with nothing"
	if len(r.Inputs) > 1 {
		made = fmt.Sprintf("%s, one row by %s", entries(len(r.Inputs)), r.Rule)
	}
	if len(r.Differences) > 0 {
		names := make([]string, len(r.Differences))
		for i, d := range r.Differences {
			names[i] = string(d)
		}
		made += "; they differ in " + strings.Join(names, ", ")
	}
	if r.Entry != "" {
		made += "; row " + string(r.Entry)
	}
	return made
}

// print writes a source entry.
func (in *explainedInput) print(w io.Writer, indent string, differences []word) {
	mark := " "
	switch {
	case in.Retracts:
		mark = "x"
	case in.Speaks:
		mark = ">"
	}
	fmt.Fprintf(w, "%s%s %s %s\n", indent, mark, in.Exchange.ID, strings.Join(in.origin(), ", "))
	indent += "    "
	if len(in.TiedBy) > 0 {
		tied := make([]string, len(in.TiedBy))
		for i, rule := range in.TiedBy {
			tied[i] = string(rule)
		}
		fmt.Fprintf(w, "%s  tied to the others by %s\n", indent, strings.Join(tied, ", "))
	}
	in.printSaid(w, indent, differences)
}

// origin says where an entry comes from, and when it was written.
func (in *explainedInput) origin() []string {
	parts := []string{string(in.Reference)}
	if o := in.Organisation; o != nil {
		name := string(o.Name)
		if o.ODSCode != "" {
			name = strings.TrimSpace(name + " (" + string(o.ODSCode) + ")")
		}
		parts = append(parts, name)
	}
	if in.CareSetting != record.UnknownSetting {
		parts = append(parts, strings.ToLower(strings.ReplaceAll(string(in.CareSetting), "_", " ")))
	}
	if r := in.Recorder; r != nil {
		parts = append(parts, strings.TrimSpace(strings.TrimSpace("by "+string(r.Name))+" "+string(r.Role)))
	}
	for _, at := range []struct {
		what string
		when word
	}{{"recorded", in.RecordedAt}, {"last changed", in.LastUpdated}} {
		if at.when != "" {
			parts = append(parts, at.what+" "+string(at.when))
		}
	}
	return parts
}

// printSaid writes what an entry says by itself, a line for each field.
func (in *explainedInput) printSaid(w io.Writer, indent string, differences []word) {
	say := func(mark, name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s%s %-18s  %s\n", indent, mark, name, value)
		}
	}
	say(" ", "date", string(in.When))
	say(" ", "in short", string(in.StatusText))
	for _, f := range in.Fields {
		mark := " "
		if slices.Contains(differences, f.Name) {
			mark = "!"
		}
		say(mark, string(f.Name), string(f.Value))
	}
	for _, c := range in.Codings {
		say(" ", "coded as", c.text())
	}
	for _, l := range in.SecurityLabels {
		say(" ", "security label", l.text())
	}
	for _, text := range in.Warnings {
		say(" ", "warning", string(text))
	}
	for _, text := range in.Notes {
		say(" ", "note", string(text))
	}
}

func (c explainedCoding) text() string { return strings.TrimSpace(string(c.Code + " " + c.System)) }

// printLeftOut writes what is in no row, the exchanges with one reason and number together.
func (s *explainedStitching) printLeftOut(w io.Writer, kind record.Kind) {
	type group struct {
		exchanges []string
		words     string
	}
	var groups []group
	for _, l := range s.LeftOut {
		if l.Kind != kind {
			continue
		}
		words := string(l.Reason)
		if l.Count != nil {
			words += fmt.Sprintf(", %d", *l.Count)
		}
		words += ": " + string(l.Explanation)
		if l.Reason == "NOT_ASKED" {
			words += " It is " + string(l.State) + "."
		}
		at := slices.IndexFunc(groups, func(g group) bool { return g.words == words })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{words: words})
		}
		groups[at].exchanges = append(groups[at].exchanges, string(l.Exchange.ID))
	}
	if len(groups) == 0 {
		return
	}
	fmt.Fprint(w, "\n  In no row:\n")
	for _, g := range groups {
		fmt.Fprintf(w, "    %s  %s\n", strings.Join(g.exchanges, ", "), g.words)
	}
}
