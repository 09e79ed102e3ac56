package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// CoverageOf tells exchange by kind who answered. answers are those of each kind, as its section takes them; a kind
// without answers is left out.
func CoverageOf(p *Patient, answers map[record.Kind][]record.Answer) *Coverage {
	c := &Coverage{}
	var all []Completeness
	for _, kind := range record.Kinds {
		given, ok := answers[kind]
		if !ok {
			continue
		}
		completeness := Complete(p, kind, p.Guard(given))
		all = append(all, completeness)
		c.Kinds = append(c.Kinds, KindCoverage{Kind: kind, Completeness: completeness})
	}
	whole := p.joined(all)
	c.Complete, c.Summary = whole.Complete, whole.Summary
	return c
}

// joined is the completeness of several kinds together: for each exchange the worst of its states, its entries added
// up, and its oldest answer.
func (p *Patient) joined(parts []Completeness) Completeness {
	var c Completeness
	for _, part := range parts {
		c.hidden = c.hidden || part.hidden
		for _, s := range part.Sources {
			at := slices.IndexFunc(c.Sources, func(k record.SourceStatus) bool { return k.Exchange.ID == s.Exchange.ID })
			if at < 0 {
				c.Sources = append(c.Sources, s)
			} else {
				c.Sources[at] = joinedStatus(c.Sources[at], s)
			}
		}
	}
	slices.SortFunc(c.Sources, func(a, b record.SourceStatus) int { return compareExchanges(a.Exchange, b.Exchange) })
	return p.summed("", c)
}

func joinedStatus(a, b record.SourceStatus) record.SourceStatus {
	outcome := func(s record.SourceStatus) record.Outcome {
		return record.Outcome{State: s.State, FetchedAt: s.FetchedAt, Detail: string(s.Detail)}
	}
	whole := outcome(a).Join(outcome(b))
	a.State, a.FetchedAt, a.Detail = whole.State, whole.FetchedAt, record.Text(whole.Detail)
	a.Count += b.Count
	a.MissingSettings = sharedByNone(a.MissingSettings, b.MissingSettings)
	if b.ElapsedMs != nil && (a.ElapsedMs == nil || *a.ElapsedMs < *b.ElapsedMs) {
		a.ElapsedMs = b.ElapsedMs
	}
	return a
}

// sharedByNone are the care settings that are missing from both kinds.
func sharedByNone(a, b []record.CareSetting) []record.CareSetting {
	var out []record.CareSetting
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
