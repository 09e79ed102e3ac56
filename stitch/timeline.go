package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Rows gives the entries of a list of any kind as rows of the timeline.
func Rows[T record.Row](entries []T) []record.Row {
	rows := make([]record.Row, len(entries))
	for i, e := range entries {
		rows[i] = e
	}
	return rows
}

// Timeline puts rows of any kinds on one line of time, the newest first and the undated last, and gives the page asked
// for. completeness are those of the lists that the rows come from. rows is not changed.
//
// A cursor is a hash of its entry: it stays the same between answers and tells nothing of the person. The error is
// BAD_REQUEST, for a cursor that is not on the timeline (any more) or a negative number of entries.
func Timeline(p *Patient, rows []record.Row, page TimelinePage, completeness []Completeness) (*TimelineConnection, *record.Error) {
	if page.First < 0 {
		return nil, record.Errorf(record.CodeBadRequest, "The number of entries on a page can't be negative.")
	}
	line := slices.Clone(rows)
	newestFirst(line)
	start := 0
	if page.After != "" {
		at := slices.IndexFunc(line, func(row record.Row) bool { return cursor(row) == page.After })
		if at < 0 {
			return nil, record.Errorf(record.CodeBadRequest, "This cursor is not on the timeline, or not any more. Please start again without a cursor.")
		}
		start = at + 1
	}
	end := start + min(page.First, len(line)-start)
	c := &TimelineConnection{Edges: make([]TimelineEdge, 0, end-start), TotalCount: len(line), Completeness: p.joined(completeness)}
	for _, row := range line[start:end] {
		c.Edges = append(c.Edges, TimelineEdge{Cursor: cursor(row), Node: row})
	}
	c.PageInfo.HasPreviousPage = start > 0
	c.PageInfo.HasNextPage = end < len(line)
	if len(c.Edges) > 0 {
		c.PageInfo.StartCursor = record.Text(c.Edges[0].Cursor)
		c.PageInfo.EndCursor = record.Text(c.Edges[len(c.Edges)-1].Cursor)
	}
	return c, nil
}

// cursor names a row's place on the timeline.
func cursor(row record.Row) string {
	b := row.Base()
	return opaque("timeline", b.ID, b.When.String())
}
