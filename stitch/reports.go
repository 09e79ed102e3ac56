package stitch

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// investigationsIn are an exchange's investigations: its reports with their results, and the laboratory results and images
// that no report names, each with its panel's members. They are made for whoever asks.
func investigationsIn(t *terms, a record.Answer) []*record.Investigation {
	if len(a.Facts.Investigations)+len(a.Facts.Observations) == 0 {
		return nil
	}
	shelf := newShelf(t, a.Facts)
	alone := shelf.alone()
	made := room[record.Investigation]{n: len(a.Facts.Investigations) + len(alone)}
	investigations := make([]*record.Investigation, 0, made.n)
	for _, report := range a.Facts.Investigations {
		investigations = append(investigations, shelf.report(made.next(), report))
	}
	lists := make([]*record.Observation, len(alone)) // most are lists of one
	for i, h := range alone {
		investigations = append(investigations, shelf.standingAlone(made.next(), h, lists[i:i:i+1]))
	}
	return investigations
}

// observationsIn are an exchange's observations that are no part of an investigation.
func observationsIn(t *terms, a record.Answer) []*record.Observation {
	if len(a.Facts.Observations) == 0 {
		return nil
	}
	shelf := newShelf(t, a.Facts)
	for _, h := range shelf.alone() {
		shelf.mark(h)
	}
	var rest []*record.Observation
	for _, o := range a.Facts.Observations {
		if h := shelf.by[o.Source().Reference]; !h.taken {
			rest = append(rest, h.told(o))
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
	by    map[string]*held
	// all are the results in the order in which they came.
	all []held
	// round counts the walks through panels.
	round int
}

// held is one result on the shelf.
type held struct {
	// latest is its latest version; nil for one that is only in its report.
	latest *record.Observation
	// taken tells that it belongs to a report or a panel.
	taken bool
	// left is the result with a warning that says so, where only retracted reports name it.
	left *record.Observation
	// member tells that it is one of another one's panel.
	member bool
	// seen is the last round that came by.
	seen int
}

// told gives a result as it is told outside its report.
func (h *held) told(o *record.Observation) *record.Observation {
	if h.left != nil {
		return h.left
	}
	return o
}

// newShelf marks the results that a report names as taken. A report that was retracted speaks only for itself: a result
// that its source still asserts is not lost with it (S13).
func newShelf(t *terms, facts record.Facts) *shelf {
	s := &shelf{terms: t, by: make(map[string]*held, len(facts.Observations)), all: make([]held, 0, len(facts.Observations))}
	for _, o := range facts.Observations {
		ref := o.Source().Reference
		switch known := s.by[ref]; {
		case known == nil:
			s.all = append(s.all, held{latest: o})
			s.by[ref] = &s.all[len(s.all)-1]
		case later(o, known.latest):
			known.latest = o
		}
	}
	for _, report := range facts.Investigations {
		for _, o := range report.Results {
			if h := s.by[o.Source().Reference]; h != nil {
				h.taken = true
			}
		}
		for _, ref := range report.ResultReferences {
			if h := s.by[ref.Local]; h != nil && (!report.Retracted() || h.latest.Retracted()) {
				s.mark(h)
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
			if h := s.by[ref.Local]; h != nil && !h.taken && h.left == nil {
				h.left = clone(h.latest)
				h.left.Warnings = append(slices.Clip(h.left.Warnings), resultLeft)
			}
		}
	}
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
func (s *shelf) report(report, source *record.Investigation) *record.Investigation {
	*report = *source
	report.Results = slices.Clone(source.Results)
	s.round++
	own := map[string]bool{}
	for _, o := range source.Results {
		ref := o.Source().Reference
		own[ref] = true
		if h := s.by[ref]; h != nil {
			h.seen = s.round
		}
	}
	missing, elsewhere := 0, 0
	for _, ref := range source.ResultReferences {
		switch h := s.by[ref.Local]; {
		case ref.Local == "":
			elsewhere++ // contained in the report, or named without saying where it is
		case h != nil:
			report.Results = s.take(report.Results, h)
		case !own[ref.Local]:
			missing++
		}
	}
	missing += max(0, elsewhere-len(source.Results))
	if missing > 0 {
		report.Warnings = append(slices.Clip(report.Warnings), fmt.Sprintf("%d of the results that this report names could not be found.", missing))
	}
	return report
}

// take adds a result and the members of its panel, once each in a round; panels that contain themselves end.
func (s *shelf) take(results []*record.Observation, h *held) []*record.Observation {
	if h == nil || h.seen == s.round {
		return results
	}
	h.seen = s.round
	results = append(results, h.latest)
	for _, member := range h.latest.MemberReferences {
		results = s.take(results, s.by[member.Local])
	}
	return results
}

// mark marks a result and its panel's members as taken, up to those that are.
func (s *shelf) mark(h *held) {
	if h == nil || h.taken {
		return
	}
	h.taken = true
	for _, m := range h.latest.MemberReferences {
		s.mark(s.by[m.Local])
	}
}

// reach passes by a result and its panel's members, once each in a round.
func (s *shelf) reach(h *held) {
	if h == nil || h.seen == s.round {
		return
	}
	h.seen = s.round
	for _, m := range h.latest.MemberReferences {
		s.reach(s.by[m.Local])
	}
}

// alone gives the results that no report names and that are investigations by themselves, without those that belong to
// a panel among them. Of a panel that contains itself the first is given.
func (s *shelf) alone() []*held {
	free := make([]*held, 0, len(s.all))
	for i := range s.all {
		if h := &s.all[i]; !h.taken && s.standsAlone(h.latest) {
			free = append(free, h)
		}
	}
	for _, h := range free {
		for _, m := range h.latest.MemberReferences {
			if other := s.by[m.Local]; other != nil && other != h {
				other.member = true
			}
		}
	}
	slices.SortFunc(free, func(a, b *held) int {
		return cmp.Compare(a.latest.Source().Reference, b.latest.Source().Reference)
	})
	heads := make([]*held, 0, len(free))
	s.round++
	for _, h := range free {
		if !h.member {
			heads = append(heads, h)
			s.reach(h)
		}
	}
	for _, h := range free {
		if h.seen != s.round {
			heads = append(heads, h)
			s.reach(h)
		}
	}
	return heads
}

// standingAlone makes an investigation of a result that stands alone, with itself as the result, in an empty list.
func (s *shelf) standingAlone(i *record.Investigation, h *held, results []*record.Observation) *record.Investigation {
	o := h.told(h.latest)
	*i = record.Investigation{
		Entry: o.Entry, Category: categoryOf(o), Status: o.Status, Effective: o.Effective, EffectivePeriod: o.EffectivePeriod,
		Issued: o.Issued, Performer: o.Performer, BasedOn: o.BasedOn,
	}
	i.Kind = record.Investigations
	if o.BodySite != nil {
		i.BodySites = []record.CodeableConcept{*o.BodySite}
	}
	s.round++
	i.Results = s.take(results, h)
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
