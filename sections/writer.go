package sections

import (
	"strconv"
	"time"
)

// Writer puts one list's JSON together. It is what the functions in graph/lists.generated.go write to.
type Writer struct {
	out []byte
	// broken tells that there was a null where the schema allows none.
	broken bool
}

// Write and WriteString let types that write themselves (MarshalGQL) write here. They never fail.
func (w *Writer) Write(b []byte) (int, error) {
	w.out = append(w.out, b...)
	return len(b), nil
}

// WriteString appends s as it is.
func (w *Writer) WriteString(s string) (int, error) {
	w.out = append(w.out, s...)
	return len(s), nil
}

// Field begins the i-th field of a plan and gives its number.
func (w *Writer) Field(p *Plan, i int) int {
	if i > 0 {
		w.out = append(w.out, ',')
	}
	w.out = append(w.out, p.fields[i].key...)
	return p.fields[i].number
}

// Element begins the i-th element of a list.
func (w *Writer) Element(i int) {
	if i > 0 {
		w.out = append(w.out, ',')
	}
}

// Byte appends a bracket.
func (w *Writer) Byte(b byte) { w.out = append(w.out, b) }

// Null writes a null, which the schema allows here.
func (w *Writer) Null() { w.out = append(w.out, "null"...) }

// Missing stands for a null that the schema does not allow. The list will be given to gqlgen, which knows what becomes of
// it and what to say.
func (w *Writer) Missing() { w.broken = true }

// Bool writes a Boolean.
func (w *Writer) Bool(b bool) { w.out = strconv.AppendBool(w.out, b) }

// Int writes an Int.
func (w *Writer) Int(n int) { w.out = strconv.AppendInt(w.out, int64(n), 10) }

// Time writes a DateTime that may be null, which the zero time is.
func (w *Writer) Time(t time.Time) {
	if t.IsZero() {
		w.Null()
		return
	}
	w.out = append(w.out, '"')
	w.out = t.AppendFormat(w.out, time.RFC3339Nano)
	w.out = append(w.out, '"')
}

// SomeTime writes a DateTime that may not be null.
func (w *Writer) SomeTime(t time.Time) {
	if t.IsZero() {
		w.Missing()
		return
	}
	w.Time(t)
}

// String writes a String, an ID or an enum's value, with the escapes that gqlgen uses.
func (w *Writer) String(s string) {
	const hex = "0123456789ABCDEF"
	w.out = append(w.out, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		w.out = append(w.out, s[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			w.out = append(w.out, `\t`...)
		case '\r':
			w.out = append(w.out, `\r`...)
		case '\n':
			w.out = append(w.out, `\n`...)
		case '"', '\\':
			w.out = append(w.out, '\\', c)
		default:
			w.out = append(w.out, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
	}
	w.out = append(w.out, s[start:]...)
	w.out = append(w.out, '"')
}
