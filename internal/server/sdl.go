package server

import (
	"net/http"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// schema gives the contract as SDL, with all its descriptions. It holds no patient data, and is there for whoever may read the
// schema by introspection.
func (h *graphqlHandler) schema(w http.ResponseWriter, r *http.Request) {
	if _, ok := h.admit(w, r, typeJSON); !ok {
		return
	}
	w.Header().Set("Content-Type", "application/graphql; charset=utf-8")
	formatter.NewFormatter(w).FormatSchema(forClients(h.config.Schema.Schema()))
}

// forClients is the schema without federation's directives, which clients' tools do not know. A federated gateway composes
// from Query._service.
func forClients(s *ast.Schema) *ast.Schema {
	shown := *s
	shown.SchemaDirectives = nil
	shown.Types = make(map[string]*ast.Definition, len(s.Types))
	for name, definition := range s.Types {
		plain := *definition
		plain.Directives = slices.DeleteFunc(slices.Clone(plain.Directives), func(d *ast.Directive) bool { return d.Name == "key" })
		shown.Types[name] = &plain
	}
	return &shown
}
