// Package sections writes the lists of an answer.
//
// gqlgen writes a list by a goroutine for each element and a dozen allocations for each field, which was the largest part
// of an answer's cost. Nothing below most lists has to be asked for, though: every field is at hand. Such a list is
// written in one go, by a plan that is made once from what was selected.
//
// graph/lists.generated.go holds a function for each type of the schema, made by `go tool gqlgen generate` from the same
// bindings as the rest of graph/, so that a new field needs no word here. A list in which a field is selected that has to
// be resolved (Referral.appointments), and one that holds a null where the schema allows none, are left to gqlgen.
package sections
