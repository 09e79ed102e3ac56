// Package loaders batches what one operation asks of the exchanges: one loader for each exchange and FHIR search, so
// that fifty people cost as many upstream requests as one, and one person waits for nobody.
//
// A Set belongs to one operation. Loaders are never shared by operations: a shared one would mix callers and their
// cancellations.
package loaders
