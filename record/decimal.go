package record

import "io"

// Decimal is a decimal number in exactly the digits in which it was recorded: "1.50" stays "1.50". It is never
// converted to a binary float. The empty Decimal is no number.
type Decimal string

// MarshalGQL writes the digits as a JSON string, or null when there is no number.
func (d Decimal) MarshalGQL(w io.Writer) { Text(d).MarshalGQL(w) }

// UnmarshalGQL reads the digits given as a string.
func (d *Decimal) UnmarshalGQL(v any) error { return (*Text)(d).UnmarshalGQL(v) }
