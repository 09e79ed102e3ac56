package main

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
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

// schemaExchanges are knownExchanges in their own type.
func schemaExchanges() []record.ExchangeID {
	var ids []record.ExchangeID
	for _, id := range knownExchanges() {
		ids = append(ids, record.ExchangeID(id))
	}
	return ids
}
