// Package exchange is one pretend FHIR R4 server: search in one of three styles, paging, reads, batches, faults.
// What it holds comes from a Store; how it behaves comes from a Temper.
package exchange

import "time"

// Resource is one FHIR resource as a server holds it, already written out.
type Resource struct {
	Type, ID string
	Version  int
	Updated  time.Time
	// Patient is the local id of the Patient whose compartment it is in; empty for directory entries.
	Patient string
	// Identifiers are its business identifiers as "system|value".
	Identifiers []string
	// Links are the references that _include can follow.
	Links []Link
	// JSON is the whole resource, meta included. It is shared and must not be changed.
	JSON []byte
}

// Link is one outgoing reference, by the search parameter that names it.
type Link struct{ Param, Type, ID string }

// Compartment is everything that one exchange holds about one NHS number, by FHIR type.
type Compartment map[string][]*Resource

// Store is what a server serves. Its methods may be called from many goroutines, and what they return is read only.
type Store interface {
	// ByNumber returns the compartment of an NHS number, nil when the number is not known here.
	ByNumber(nhsNumber string) Compartment
	// ByPatient returns the compartment that holds this local Patient, nil when there is none.
	ByPatient(patientID string) Compartment
	// Read returns one resource, nil when there is none.
	Read(typ, id string) *Resource
	// Directory returns the resources of a type that belong to nobody: organisations, practitioners, medicines.
	Directory(typ string) []*Resource
	// Stranger returns the compartment of somebody else who has resources of this type here, for the wrong-patient fault.
	Stranger(typ string, not Compartment) Compartment
}
