package sections

import (
	"io"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Rows writes a list of objects that are held by pointer, of an interface or of a union; of is the name of their type.
// It gives nil where the list is gqlgen's to write. None of the rows may change until the answer has left.
func Rows[T any](oc *graphql.OperationContext, types Types, of string, selected ast.SelectionSet, rows []T, write func(*Writer, *Plan, T)) graphql.Marshaler {
	return list(oc, types, of, selected, len(rows), func(w *Writer, p *Plan, i int) { write(w, p, rows[i]) })
}

// Values writes a list of objects that are held by value.
func Values[T any](oc *graphql.OperationContext, types Types, of string, selected ast.SelectionSet, rows []T, write func(*Writer, *Plan, *T)) graphql.Marshaler {
	return list(oc, types, of, selected, len(rows), func(w *Writer, p *Plan, i int) { write(w, p, &rows[i]) })
}

func list(oc *graphql.OperationContext, types Types, of string, selected ast.SelectionSet, n int, row func(*Writer, *Plan, int)) (m graphql.Marshaler) {
	if n == 0 {
		return &written{[]byte("[]")}
	}
	plan, ok := types.plan(oc, selected, of)
	if !ok {
		return nil
	}
	defer func() {
		if recover() != nil { // gqlgen will meet it again, log it, and lose no more than its field
			m = nil
		}
	}()
	var w Writer
	w.Byte('[')
	for i := range n {
		w.Element(i)
		row(&w, plan, i)
		if w.broken {
			return nil
		}
		if i == 0 { // the others will be about as long as the first
			w.out = slices.Grow(w.out, (len(w.out)+len(w.out)/8)*(n-1))
		}
	}
	w.Byte(']')
	return &written{w.out}
}

// written is a list that is ready to leave.
type written struct{ json []byte }

// MarshalGQL writes the list. An error of the writer is the caller's to see: gqlgen hands in a buffer.
func (l *written) MarshalGQL(w io.Writer) { _, _ = w.Write(l.json) }
