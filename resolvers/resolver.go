// Package resolvers loads what a selection needs, has it stitched, and returns it. It knows no HTTP, no FHIR and no
// rule of merging. Files are named after those of the schema; gqlgen keeps the bodies in *.resolvers.go, and all
// helpers live elsewhere.
package resolvers

import (
	"github.com/london-care-record/gateway/terminology"
)

// Resolver is what all resolvers share.
type Resolver struct {
	// Terminology is what stitching knows of codes and words.
	Terminology *terminology.Terminology
}
