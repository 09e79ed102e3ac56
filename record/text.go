package record

import (
	"encoding/json"
	"fmt"
	"io"
)

// Text is a string that may be absent: the empty Text is written as null in GraphQL.
type Text string

// MarshalGQL writes the text as a JSON string, or null when it is empty.
func (t Text) MarshalGQL(w io.Writer) {
	if t == "" {
		_, _ = io.WriteString(w, "null")
		return
	}
	writeJSONString(w, string(t))
}

// UnmarshalGQL reads a string.
func (t *Text) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("must be a string")
	}
	*t = Text(s)
	return nil
}

// writeJSONString writes s as a JSON string. Errors of the writer are the caller's to see: gqlgen hands in a buffer
// that can't fail.
func writeJSONString(w io.Writer, s string) {
	b, err := json.Marshal(s)
	if err != nil { // a string always marshals
		b = []byte(`""`)
	}
	_, _ = w.Write(b)
}
