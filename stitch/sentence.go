package stitch

import (
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// sentence says in words what a completeness says in states: first what is missing, from where and why, then who did
// answer, then what is not connected.
func (p *Patient) sentence(kind record.Kind, c Completeness) string {
	switch {
	case p.Restricted && kind == record.Demographics:
		return restrictedSummary
	case p.Restricted:
		return "Withheld: this person's record is restricted, so no " + plural(kind) + " are shown from any exchange."
	case len(c.Sources) == 0:
		return "Incomplete: no exchange was asked."
	}
	var parts []string
	if missing := missingClauses(kind, c.Sources); len(missing) > 0 {
		parts = append(parts, "Incomplete: "+strings.Join(missing, "; ")+".")
	}
	if answered := answeredClause(c); answered != "" {
		parts = append(parts, answered)
	}
	if absent := notConnected(c.Sources); absent != "" {
		parts = append(parts, "Not connected: "+absent+".")
	}
	return strings.Join(parts, " ")
}

// reason is a state in which something is missing, and how a sentence says it of one and of several exchanges; %
// stands for the entries of the kind.
type reason struct {
	state     record.SourceState
	one, many string
}

var reasons = []reason{
	{record.StateUnavailable, "could not be reached, so its % are not shown", "could not be reached, so their % are not shown"},
	{record.StatePending, "has not answered yet, so its % are not shown", "have not answered yet, so their % are not shown"},
	{record.StateTimedOut, "did not answer in time, so its % are not shown", "did not answer in time, so their % are not shown"},
	{record.StateRefused, "refused access, so its % are not shown", "refused access, so their % are not shown"},
	{record.StateWithheld, "may not show its % to this caller", "may not show their % to this caller"},
	{record.StateIdentityMismatch, "holds a birth date that does not agree, so its % are kept out", "hold birth dates that do not agree, so their % are kept out"},
	{record.StatePartial, "answered only in part, so that some of its % may be missing or incomplete", "answered only in part, so that some of their % may be missing or incomplete"},
}

// missingClauses says what is missing, one clause for each reason, in the region's order within it.
func missingClauses(kind record.Kind, sources []record.SourceStatus) []string {
	var clauses []string
	for _, r := range reasons {
		var es []*record.Exchange
		for _, s := range sources {
			if s.State == r.state {
				es = append(es, s.Exchange)
			}
		}
		if len(es) > 0 {
			clauses = append(clauses, names(es)+" "+strings.ReplaceAll(verb(es, r.one, r.many), "%", plural(kind)))
		}
	}
	for _, s := range sources {
		if s.State == record.StateStale {
			clauses = append(clauses, s.Exchange.Name+" could not be asked, and an earlier answer is shown, read "+age(s))
		}
	}
	return clauses
}

// age is the time of an earlier answer, in UTC: stitching knows no clock to count from.
func age(s record.SourceStatus) string {
	if s.FetchedAt.IsZero() {
		return "at an unknown time"
	}
	return "on " + s.FetchedAt.UTC().Format("2 January 2006 at 15:04 UTC")
}

// answeredClause says who answered in full.
func answeredClause(c Completeness) string {
	var holding, empty, unknown, absent int
	for _, s := range c.Sources {
		switch {
		case s.State == record.StatePatientUnknown:
			unknown++
		case s.State == record.StateNotConnected:
			absent++
		case s.State == record.StateComplete && s.Count > 0:
			holding++
		case s.State == record.StateComplete:
			empty++
		}
	}
	answered := holding + empty + unknown
	if answered == 0 {
		if absent == len(c.Sources) {
			return "No exchange shares this kind of record."
		}
		return ""
	}
	subject := who(answered, len(c.Sources)-absent, absent > 0) + " answered in full"
	var told []string
	for _, t := range []struct {
		n         int
		one, many string
	}{{holding, "holds entries", "hold entries"}, {empty, "holds none", "hold none"}, {unknown, "does not know this person", "do not know this person"}} {
		switch {
		case t.n == 0:
		case answered == 1:
			return subject + " and " + t.one + "."
		case t.n == 1:
			told = append(told, "1 "+t.one)
		default:
			told = append(told, strconv.Itoa(t.n)+" "+t.many)
		}
	}
	return subject + ": " + strings.Join(told, ", ") + "."
}

// who names those that answered in full: all that are connected, or the rest beside those named before.
func who(answered, asked int, someAbsent bool) string {
	connected := ""
	if someAbsent {
		connected = "connected "
	}
	switch {
	case answered < asked && answered == 1:
		return "The other one"
	case answered < asked:
		return "The other " + number(answered)
	case asked == 1:
		return "The one " + connected + "exchange"
	case asked == 2:
		return "Both " + connected + "exchanges"
	}
	return "All " + number(asked) + " " + connected + "exchanges"
}

// notConnected names what each exchange does not share (yet): the whole kind, or care settings of it.
func notConnected(sources []record.SourceStatus) string {
	var parts []string
	for _, s := range sources {
		switch {
		case s.State == record.StateNotConnected:
			parts = append(parts, string(s.Exchange.ID))
		case len(s.MissingSettings) > 0:
			missing := make([]string, len(s.MissingSettings))
			for i, m := range s.MissingSettings {
				missing[i] = settingNames[m]
			}
			parts = append(parts, string(s.Exchange.ID)+" "+series(missing))
		}
	}
	return strings.Join(parts, "; ")
}
