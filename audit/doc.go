// Package audit notes who asked for whose record, and what left: append-only, chained, durable.
//
// Each operation leaves two entries per person. A Decision is durable before any exchange is asked, an Outcome before
// the answer leaves; a decision without an outcome means that nothing left. Only a written decision gives a Receipt,
// and only a receipt can be concluded. While the store can't be written, both fail, and nothing may be asked or
// released (rule S25).
//
// Entries stand in a chain, one for each gateway process: every entry is authenticated with a secret key together with
// the entry before it, so that a change, a gap, an insertion or another order shows. The store holds no NHS number in
// clear: a person is found by a pseudonym, a keyed hash, and the number itself is encrypted beside it.
package audit
