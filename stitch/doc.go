// Package stitch makes one record of what several exchanges said of one person. Its functions are pure: the same
// answers give the same record whatever their order; there is no clock, no context and no network here.
//
// When two entries are not surely the same, they are kept apart.
//
// Identify compares who the exchanges say the person is. Patient.Guard then lets their answers into the record, or
// keeps them out, and each section takes its answers through the same steps: collect the source entries in an order of
// their own; group those that a rule of their kind makes surely one; make a row of each group, in which the entries that
// still assert the fact speak, with every source and every difference beside it; leave out what was not asked for; let
// rows that are likely one name each other; and say how complete the list is. What a kind is told apart by stands in the
// file of that kind and in docs/stitching.md, and what codes mean in terminology.
//
// Source entries are shared with other readers and are never written to.
package stitch
