package stitch

import "github.com/london-care-record/gateway/record"

// union gives every source entry of one kind, as it came.
func union[T record.Row](answers []record.Answer, of func(record.Facts) []T, keep func(T) bool) []T {
	var rows []T
	for _, a := range answers {
		for _, e := range of(a.Facts) {
			if keep(e) {
				rows = append(rows, e)
			}
		}
	}
	return rows
}
