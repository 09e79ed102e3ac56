package fhir

// mapping is how resources of one type are read.
type mapping struct {
	read func(raw []byte, in Surroundings) (Mapped, error)
}

// mappings are the types that are read for their own sake.
var mappings = map[string]mapping{}
