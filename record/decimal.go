package record

// Decimal is a decimal number in exactly the digits in which it was recorded: "1.50" stays "1.50". It is never
// converted to a binary float. The empty Decimal is no number.
type Decimal string
