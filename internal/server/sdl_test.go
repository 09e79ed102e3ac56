package server_test

import (
	"net/http"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/london-care-record/gateway/internal/server"
)

func TestTheSchemaCanBeFetchedWhereIntrospectionIsOn(t *testing.T) {
	g := start(t, nil)
	a := g.send(http.MethodGet, "/graphql/schema.graphql", "", "", nil)
	if a.status != http.StatusOK {
		t.Fatalf("%d %s", a.status, a.body)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: a.body})
	if err != nil {
		t.Fatalf("what is given is no schema: %v", err)
	}
	patient := schema.Types["Patient"]
	if patient == nil || patient.Description == "" || patient.Fields.ForName("allergies") == nil || schema.Subscription == nil {
		t.Errorf("the schema lacks its types or descriptions: %.300s", a.body)
	}
	bad := *g
	bad.token = "nonsense"
	if a := bad.send(http.MethodGet, "/graphql/schema.graphql", "", "", nil); a.status != http.StatusUnauthorized {
		t.Errorf("with a bad token: %d", a.status)
	}
	closed := start(t, func(c *server.Config) { c.Introspection = false })
	if a := closed.send(http.MethodGet, "/graphql/schema.graphql", "", "", nil); a.status != http.StatusNotFound {
		t.Errorf("without introspection: %d", a.status)
	}
}
