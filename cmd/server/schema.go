package main

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/london-care-record/gateway/graph"
)

// executableSchema is gqlgen's name for a contract with its resolvers.
type executableSchema = graphql.ExecutableSchema

// knownExchanges are the exchanges that the schema names. One more is an enum value there and an entry in the
// configuration.
func knownExchanges() []string {
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	var ids []string
	for _, v := range schema.Types["ExchangeID"].EnumValues {
		ids = append(ids, v.Name)
	}
	slices.Sort(ids)
	return ids
}
