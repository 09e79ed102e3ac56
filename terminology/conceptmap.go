package terminology

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// conceptMap is what a FHIR ConceptMap says from one code to others.
type conceptMap struct{ equivalents, wider map[Code][]Code }

// parseConceptMap reads the lines that say that two codes mean the same (equal, equivalent) or that the target means more
// (wider, subsumes). A line that says less (relatedto, inexact, narrower, unmatched, disjoint) or that holds only together
// with other elements joins nothing and is left out.
func parseConceptMap(raw []byte) (conceptMap, error) {
	var file struct {
		Group []struct {
			Source, Target string
			Element        []struct {
				Code   string
				Target []struct {
					Code, Equivalence string
					DependsOn         []json.RawMessage
				}
			}
		}
	}
	m := conceptMap{map[Code][]Code{}, map[Code][]Code{}}
	if err := json.Unmarshal(raw, &file); err != nil {
		return m, err
	}
	for _, g := range file.Group {
		for _, e := range g.Element {
			from := codeIn(g.Source, e.Code)
			for _, target := range e.Target {
				to := codeIn(g.Target, target.Code)
				if len(target.DependsOn) > 0 || target.Equivalence == "unmatched" || target.Equivalence == "disjoint" {
					continue
				}
				if from.IsZero() || to.IsZero() {
					return m, fmt.Errorf("one of its codes has no system or no code")
				}
				if err := m.add(from, to, target.Equivalence); err != nil {
					return m, err
				}
			}
		}
	}
	if len(m.equivalents)+len(m.wider) == 0 {
		return m, fmt.Errorf("it maps no code to one that means the same or more")
	}
	return m, nil
}

func (m conceptMap) add(from, to Code, equivalence string) error {
	switch equivalence {
	case "equal", "equivalent":
		m.equivalents[from] = append(m.equivalents[from], to)
	case "wider", "subsumes":
		m.wider[from] = append(m.wider[from], to)
	case "relatedto", "inexact", "narrower", "specializes": //nolint:misspell // FHIR's own word
	default:
		return fmt.Errorf("%q is no equivalence of R4", equivalence)
	}
	return nil
}

// codeIn is a code of a system, or a phrase where the system is that of words.
func codeIn(system, code string) Code {
	if system == SystemWords && code != "" {
		return Words(code)
	}
	return CodeOf(record.Coding{System: system, Code: code})
}

// combined puts maps together. A code that is said to mean the same as two codes of one system means surely neither: both
// are left out, because a wrong translation would join what is two.
func combined(all map[string]conceptMap) (equivalents, wider map[Code][]Code) {
	equivalents, wider = map[Code][]Code{}, map[Code][]Code{}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		for from, to := range all[id].equivalents {
			equivalents[from] = append(equivalents[from], to...)
		}
		for from, to := range all[id].wider {
			wider[from] = append(wider[from], to...)
		}
	}
	for from, to := range equivalents {
		if to = unambiguous(tidy(to)); len(to) == 0 {
			delete(equivalents, from)
		} else {
			equivalents[from] = to
		}
	}
	for from, to := range wider {
		wider[from] = tidy(to)
	}
	return equivalents, wider
}

func tidy(codes []Code) []Code {
	codes = slices.Clone(codes)
	slices.SortFunc(codes, func(a, b Code) int { return cmp.Or(cmp.Compare(a.System, b.System), cmp.Compare(a.Value, b.Value)) })
	return slices.Compact(codes)
}

// unambiguous leaves out the codes of each system of which there are several.
func unambiguous(codes []Code) []Code {
	in := map[string]int{}
	for _, c := range codes {
		in[c.System]++
	}
	return slices.DeleteFunc(codes, func(c Code) bool { return in[c.System] > 1 })
}
