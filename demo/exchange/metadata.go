package exchange

import (
	"maps"
	"net/http"
	"slices"

	"github.com/london-care-record/gateway/demo/ordered"
)

// metadata is the server's CapabilityStatement: what it truly does, its search style included.
func (s *Server) metadata() answer {
	types := slices.Concat([]string{"Patient"}, directoryTypes, slices.Collect(maps.Keys(clinicalTypes)))
	slices.Sort(types)
	resources := make([]ordered.Object, len(types))
	for i, typ := range types {
		resources[i] = ordered.Of(
			"type", typ,
			"interaction", []ordered.Object{ordered.Of("code", "read"), ordered.Of("code", "vread"), ordered.Of("code", "search-type")},
			"versioning", "versioned",
			"searchInclude", s.searchIncludes(typ),
			"searchParam", s.searchParams(typ))
	}
	rest := ordered.Of("mode", "server", "resource", resources)
	if s.temper.Batch {
		rest.Add("interaction", []ordered.Object{ordered.Of("code", "batch")})
	}
	return answer{status: http.StatusOK, body: ordered.Of(
		"resourceType", "CapabilityStatement", "status", "active", "date", "2020-10-01", "kind", "instance",
		"software", ordered.Of("name", s.temper.Software, "version", "1.0"),
		"implementation", ordered.Of("description", s.temper.Software+" (synthetic data)", "url", s.base),
		"fhirVersion", "4.0.1", "format", []string{"json"},
		"rest", []ordered.Object{rest}).Bytes()}
}

func (s *Server) searchParams(typ string) []ordered.Object {
	params := []ordered.Object{
		ordered.Of("name", "_id", "type", "token"),
		ordered.Of("name", "_lastUpdated", "type", "date"),
	}
	persons := clinicalTypes[typ]
	if persons == nil {
		return append(params, ordered.Of("name", "identifier", "type", "token"))
	}
	words := map[Style]string{
		Chained: "chained: patient.identifier, or a local reference",
		Logical: "by identifier: patient:identifier, or a local reference",
		Local:   "a local reference only",
	}
	for _, p := range persons {
		params = append(params, ordered.Of("name", p, "type", "reference", "documentation", words[s.temper.Search]))
	}
	return params
}

func (s *Server) searchIncludes(typ string) []string {
	if !s.temper.Include {
		return nil
	}
	return IncludeParams[typ]
}
