package exchange

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/demo/ordered"
)

// search answers one search of a type.
func (s *Server) search(typ string, params url.Values, strict bool, f Fault) answer {
	q, err := readQuery(&s.temper, s.base, typ, params)
	if err != nil {
		return outcome(http.StatusBadRequest, "invalid", err.Error())
	}
	if strict && len(q.ignored) > 0 {
		return outcome(http.StatusBadRequest, "not-supported", "this server does not support the search parameter "+q.ignored[0])
	}
	hits := s.hits(q, f)
	if q.summary {
		return s.totals(q, len(hits))
	}
	p := &pages{typ: typ, hits: hits, includes: q.includes, size: q.count, self: s.selfLink(q)}
	return s.page(p, 0, f)
}

func (s *Server) selfLink(q *query) string {
	link := s.base + "/" + q.typ
	if len(q.processed) > 0 {
		link += "?" + q.processed.Encode()
	}
	return link
}

func (s *Server) totals(q *query, n int) answer {
	return answer{status: http.StatusOK, body: ordered.Of(
		"resourceType", "Bundle", "type", "searchset", "total", n,
		"link", []ordered.Object{ordered.Of("relation", "self", "url", s.selfLink(q))},
	).Bytes()}
}

// hits finds what a query asks for, each resource once, in the order of the people asked for.
func (s *Server) hits(q *query, f Fault) []*Resource {
	var found []*Resource
	switch {
	case slices.Contains(directoryTypes, q.typ):
		found = s.store.Directory(q.typ)
	case q.typ == "Patient":
		found = s.patients(q, f)
	case q.byPerson:
		found = s.compartments(q, f)
	case len(q.ids) > 0:
		for _, id := range q.ids {
			if r := s.store.Read(q.typ, id); r != nil {
				found = append(found, r)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(r *Resource) bool { return !q.keeps(r) })
}

func (s *Server) patients(q *query, f Fault) []*Resource {
	var found []*Resource
	for _, id := range q.ids {
		if r := s.store.Read("Patient", id); r != nil {
			found = append(found, r)
		}
	}
	for _, token := range q.idents {
		number, ok := nhsNumber(token)
		if !ok {
			continue
		}
		own := s.store.ByNumber(number)
		found = append(found, s.intruders("Patient", own, f)...)
		found = append(found, own.ofType("Patient", f)...)
	}
	return unique(found)
}

func (s *Server) compartments(q *query, f Fault) []*Resource {
	var found []*Resource
	add := func(own Compartment, keep func(*Resource) bool) {
		found = append(found, s.intruders(q.typ, own, f)...)
		for _, r := range own.ofType(q.typ, f) {
			if keep(r) {
				found = append(found, r)
			}
		}
	}
	for _, n := range q.numbers {
		add(s.store.ByNumber(n), func(*Resource) bool { return true })
	}
	for _, id := range q.patients {
		add(s.store.ByPatient(id), func(r *Resource) bool { return r.Patient == id })
	}
	return unique(found)
}

func (q *query) keeps(r *Resource) bool {
	if len(q.ids) > 0 && !slices.Contains(q.ids, r.ID) {
		return false
	}
	for _, b := range q.updated {
		if !b.holds(r.Updated) {
			return false
		}
	}
	return len(q.idents) == 0 || q.typ == "Patient" || slices.ContainsFunc(q.idents, r.identifiedBy)
}

func (r *Resource) identifiedBy(token string) bool {
	if strings.Contains(token, "|") {
		return slices.Contains(r.Identifiers, token)
	}
	return slices.ContainsFunc(r.Identifiers, func(i string) bool { return strings.HasSuffix(i, "|"+token) })
}

func unique(list []*Resource) []*Resource {
	seen := make(map[*Resource]bool, len(list))
	return slices.DeleteFunc(list, func(r *Resource) bool {
		was := seen[r]
		seen[r] = true
		return was
	})
}
