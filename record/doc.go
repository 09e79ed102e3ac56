// Package record holds the clinical facts in the gateway's own words: one file per kind of record, and the small
// types they are made of (codes, partial dates, decimals, quantities, provenance, how an exchange answered).
//
// The words are those of HL7 FHIR R4 and UK Core, spelt in British English. The package imports the standard
// library only and nothing of this module: every other package may speak in its terms.
//
// A row of any kind is first a source entry, exactly what one exchange said, with one Provenance; stitching makes
// rows of one or more source entries, with all their provenances. Both have the same Go type. Source entries are
// shared by everything that reads an answer and must not be changed after they were made.
package record
