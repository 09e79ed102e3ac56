package exchange

import "time"

// Style is how a server lets a search name its person.
type Style string

// The styles of the region. Every server also takes patient=Patient/id, which FHIR demands of all of them.
const (
	Chained Style = "chained" // patient.identifier=system|value
	Logical Style = "logical" // patient:identifier=system|value
	Local   Style = "local"   // patient=Patient/id only
)

// NHSNumberSystem is the identifier system of NHS numbers.
const NHSNumberSystem = "https://fhir.nhs.uk/Id/nhs-number"

// Temper is what sets one server apart from another.
type Temper struct {
	Software                string // as the CapabilityStatement names it
	Search                  Style
	PageSize, MaxPageSize   int  // entries per page: when _count is not given, and at most
	Total                   bool // writes Bundle.total
	Gzip                    bool // compresses when asked
	Batch                   bool // takes a batch Bundle at its base
	Include                 bool // follows _include
	MinLatency, MaxLatency  time.Duration
	PageParam, PageIndexKey string // names of the parameters in a next link: the token, and the page number where it is shown
	PageAtBase              bool   // the next link goes to [base]?token rather than to [base]/[type]?token
}
