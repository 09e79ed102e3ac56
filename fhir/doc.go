// Package fhir speaks FHIR R4 to one exchange's server and gives back records.
//
// A Client asks. It names people as the server takes them (by NHS number or by the server's own ids), follows the
// server's pages, reads no more than its limits allow, and gives everybody asked about an answer with an outcome, never
// an error: what an exchange could not do is part of what is known of it. Whatever comes is checked against the
// exchange's own Patients before it is anybody's (attribution.go), and silence is not taken for absence (trust.go).
//
// Map reads one resource into record entries, and counts what it can't read.
//
// No error, outcome or detail of this package holds a URL, a person's data or a server's words.
package fhir
