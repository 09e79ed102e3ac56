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
	if plain(s) { // as nearly all words, codes and dates are
		_, _ = io.WriteString(w, `"`)
		_, _ = io.WriteString(w, s)
		_, _ = io.WriteString(w, `"`)
		return
	}
	b, err := json.Marshal(s)
	if err != nil { // a string always marshals
		b = []byte(`""`)
	}
	_, _ = w.Write(b)
}

// plain tells that a string is its own JSON between quotation marks.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}
