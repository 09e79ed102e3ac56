// Package hie knows the region's health information exchanges: which there are, what each shares, how each is asked
// and how each has been doing. It gives facts and an outcome for every question, never an error that takes the other
// exchanges down with it.
//
// What guards one exchange from the others and from itself begins in guard.go; what stands around a whole question is in ask.go.
package hie
