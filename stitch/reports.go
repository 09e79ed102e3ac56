package stitch

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// investigationsIn are an exchange's investigations: its reports with their results, and the laboratory results and images
// that no report names, each with its panel's members.
func investigationsIn(t *terms, a record.Answer) []*record.Investigation {
	if len(a.Facts.Investigations)+len(a.Facts.Observations) == 0 {
		return nil
	}
	shelf := newShelf(t, a.Facts)
	investigations := make([]*record.Investigation, 0, len(a.Facts.Investigations))
	for _, report := range a.Facts.Investigations {
		investigations = append(investigations, shelf.report(report))
	}
	for _, o := range shelf.alone() {
		investigations = append(investigations, shelf.standingAlone(o))
	}
	return investigations
}

// observationsIn are an exchange's observations that are no part of an investigation.
func observationsIn(t *terms, a record.Answer) []*record.Observation {
	if len(a.Facts.Observations) == 0 {
		return nil
	}
	shelf := newShelf(t, a.Facts)
	for _, o := range shelf.alone() {
		shelf.reach(o.Source().Reference, shelf.taken)
	}
	var rest []*record.Observation
	for _, o := range a.Facts.Observations {
		if !shelf.taken[o.Source().Reference] {
			rest = append(rest, shelf.told(o))
		}
	}
	return rest
}

// each gives the entries of every answer.
func each[T any](t *terms, answers []record.Answer, of func(*terms, record.Answer) []T) [][]T {
	out := make([][]T, len(answers))
	for i, a := range answers {
		out[i] = of(t, a)
	}
	return out
}

// shelf holds one exchange's results while it is told which belong to a report.
type shelf struct {
	terms *terms
	// by holds the latest version of each result.
	by map[string]*record.Observation
	// taken are the results that belong to a report or a panel.
	taken map[string]bool
	// left are results that only retracted reports name, with a warning that says so.
	left map[string]*record.Observation
}

// newShelf marks the results that a report names as taken. A report that was retracted speaks only for itself: a result
// that its source still asserts is not lost with it (S13).
func newShelf(t *terms, facts record.Facts) *shelf {
	s := &shelf{terms: t, by: make(map[string]*record.Observation, len(facts.Observations)), taken: make(map[string]bool, len(facts.Observations))}
	for _, o := range facts.Observations {
		ref := o.Source().Reference
		if known := s.by[ref]; known == nil || later(o, known) {
			s.by[ref] = o
		}
	}
	for _, report := range facts.Investigations {
		for _, o := range report.Results {
			s.taken[o.Source().Reference] = true
		}
		for _, ref := range report.ResultReferences {
			if o := s.by[ref.Local]; o != nil && (!report.Retracted() || o.Retracted()) {
				s.reach(ref.Local, s.taken)
			}
		}
	}
	s.leave(facts.Investigations)
	return s
}

// resultLeft is the warning of a result whose report was retracted.
const resultLeft = "The report that names this result was cancelled or entered in error; its source has not retracted the result itself."

// leave marks the results that only retracted reports name.
func (s *shelf) leave(reports []*record.Investigation) {
	for _, report := range reports {
		if !report.Retracted() {
			continue
		}
		for _, ref := range report.ResultReferences {
			if o := s.by[ref.Local]; o != nil && !s.taken[ref.Local] && s.left[ref.Local] == nil {
				o = clone(o)
				o.Warnings = append(slices.Clip(o.Warnings), resultLeft)
				if s.left == nil {
					s.left = map[string]*record.Observation{}
				}
				s.left[ref.Local] = o
			}
		}
	}
}

// told gives a result as it is told outside its report.
func (s *shelf) told(o *record.Observation) *record.Observation {
	if left := s.left[o.Source().Reference]; left != nil {
		return left
	}
	return o
}

// later tells which of two versions of one resource counts: the one that changed last, else whichever is written first,
// so that no order of pages decides.
func later(a, b *record.Observation) bool {
	if c := a.Source().LastUpdated.Compare(b.Source().LastUpdated); c != 0 {
		return c > 0
	}
	return content(a) < content(b)
}

// report gives the report with its results: those it holds itself, those it names, and the members of named panels.
func (s *shelf) report(source *record.Investigation) *record.Investigation {
	report := clone(source)
	report.Results = slices.Clone(source.Results)
	seen := map[string]bool{}
	for _, o := range source.Results {
		seen[o.Source().Reference] = true
	}
	missing, elsewhere := 0, 0
	for _, ref := range source.ResultReferences {
		switch {
		case ref.Local == "":
			elsewhere++ // contained in the report, or named without saying where it is
		case s.by[ref.Local] == nil && !seen[ref.Local]:
			missing++
		default:
			report.Results = s.take(report.Results, ref.Local, seen)
		}
	}
	missing += max(0, elsewhere-len(source.Results))
	if missing > 0 {
		report.Warnings = append(slices.Clip(report.Warnings), fmt.Sprintf("%d of the results that this report names could not be found.", missing))
	}
	return report
}

// take adds a result and the members of its panel, once each; panels that contain themselves end.
func (s *shelf) take(results []*record.Observation, ref string, seen map[string]bool) []*record.Observation {
	o := s.by[ref]
	if o == nil || seen[ref] {
		return results
	}
	seen[ref] = true
	results = append(results, o)
	for _, member := range o.MemberReferences {
		results = s.take(results, member.Local, seen)
	}
	return results
}

// alone gives the results that no report names and that are investigations by themselves, without those that belong to
// a panel among them. Of a panel that contains itself the first is given.
func (s *shelf) alone() []*record.Observation {
	var free []*record.Observation
	member := map[string]bool{}
	for ref, o := range s.by {
		if s.taken[ref] || !s.standsAlone(o) {
			continue
		}
		free = append(free, o)
		for _, m := range o.MemberReferences {
			member[m.Local] = member[m.Local] || m.Local != ref
		}
	}
	slices.SortFunc(free, func(a, b *record.Observation) int { return cmp.Compare(a.Source().Reference, b.Source().Reference) })
	var heads []*record.Observation
	reached := map[string]bool{}
	visit := func(o *record.Observation) {
		heads = append(heads, o)
		s.reach(o.Source().Reference, reached)
	}
	for _, o := range free {
		if !member[o.Source().Reference] {
			visit(o)
		}
	}
	for _, o := range free {
		if !reached[o.Source().Reference] {
			visit(o)
		}
	}
	return heads
}

// reach marks a result and its panel's members.
func (s *shelf) reach(ref string, reached map[string]bool) {
	o := s.by[ref]
	if o == nil || reached[ref] {
		return
	}
	reached[ref] = true
	for _, m := range o.MemberReferences {
		s.reach(m.Local, reached)
	}
}

// standingAlone makes an investigation of a result that stands alone, with itself as the result.
func (s *shelf) standingAlone(o *record.Observation) *record.Investigation {
	o = s.told(o)
	i := &record.Investigation{
		Entry: o.Entry, Category: categoryOf(o), Status: o.Status, Effective: o.Effective, EffectivePeriod: o.EffectivePeriod,
		Issued: o.Issued, Performer: o.Performer, BasedOn: o.BasedOn,
	}
	i.Kind = record.Investigations
	if o.BodySite != nil {
		i.BodySites = []record.CodeableConcept{*o.BodySite}
	}
	i.Results = s.take(nil, o.Source().Reference, map[string]bool{})
	return i
}

// resultCategories are the categories under which a result that stands alone is an investigation: HL7's
// observation-category, and the service sections of version 2 (table 0074).
var resultCategories = map[string]record.InvestigationCategory{
	"laboratory": record.Laboratory, "imaging": record.Imaging,
	"LAB": record.Laboratory, "CH": record.Laboratory, "HM": record.Laboratory, "SR": record.Laboratory,
	"IMM": record.Laboratory, "TX": record.Laboratory, "BLB": record.Laboratory, "BG": record.Laboratory,
	"MB": record.Microbiology, "MCB": record.Microbiology, "VR": record.Microbiology, "MYC": record.Microbiology,
	"SP": record.Pathology, "CP": record.Pathology, "PAT": record.Pathology, "CY": record.Pathology,
	"RAD": record.Imaging, "RUS": record.Imaging, "CT": record.Imaging, "NMR": record.Imaging, "OUS": record.Imaging,
	"CUS": record.Cardiology, "EC": record.Cardiology, "EN": record.Neurophysiology,
}

// standsAlone tells whether a result outside any report is an investigation: by its category, or because it is one of
// the examinations that clinicians look for by name.
func (s *shelf) standsAlone(o *record.Observation) bool {
	for _, c := range o.Categories {
		for _, k := range c.Codings {
			if resultCategories[k.Code] != "" {
				return true
			}
		}
	}
	return s.terms.Examinations().Holds(o.Code)
}

func categoryOf(o *record.Observation) record.InvestigationCategory {
	for _, c := range o.Categories {
		for _, k := range c.Codings {
			if category := resultCategories[k.Code]; category != "" {
				return category
			}
		}
	}
	return record.OtherInvestigation
}
