// Package terminology is what the gateway knows of codes and words, as data: value sets and translations, each a FHIR R4
// ValueSet or ConceptMap in a file of its own. The files under data are embedded; a folder of the operator's adds to them
// and replaces those of the same id. Everything is looked up in memory and nothing changes after reading, so that all
// methods may be called at once.
package terminology
