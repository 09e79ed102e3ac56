// Package stitch makes one record of what several exchanges said of one person. Its functions are pure: the same
// answers give the same record whatever their order; there is no clock, no context and no network here.
//
// When two entries are not surely the same, they are kept apart.
package stitch
