// Package hie knows the region's health information exchanges: which there are, what each shares, how each is asked
// and how each has been doing. It gives facts and an outcome for every question, never an error that takes the other
// exchanges down with it.
//
// Everything that guards one exchange from the others and from itself has its place in guard.go.
package hie
