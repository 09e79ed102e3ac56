package record

import (
	"fmt"
	"io"
)

// NHSNumberSystem is the FHIR identifier system of the NHS number (NHS Data Dictionary, UK Core).
const NHSNumberSystem = "https://fhir.nhs.uk/Id/nhs-number"

// NHSNumber is a checked NHS number of ten digits. The zero value is no number.
type NHSNumber string

// errNHSNumber holds no digit of what was given: a mistyped number may be another person's.
var errNHSNumber = Errorf(CodeInvalidNHSNumber,
	"This is not a valid NHS number. It has ten digits, the last of which is a check digit; please check it and try again.")

// ParseNHSNumber reads ten digits with a right modulus-11 check digit; spaces and hyphens between them are accepted
// ("943 476 5919"). Placeholders (one digit ten times over, such as 0000000000) are refused. The error is always an
// *Error with CodeInvalidNHSNumber and does not repeat the input.
// Source: NHS Data Dictionary, NHS NUMBER.
func ParseNHSNumber(s string) (NHSNumber, error) {
	var digits [10]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if n == len(digits) {
				return "", errNHSNumber
			}
			digits[n] = c
			n++
		case c == ' ' || c == '-':
		default:
			return "", errNHSNumber
		}
	}
	if n != len(digits) || placeholder(digits) || !checkDigitHolds(digits) {
		return "", errNHSNumber
	}
	return NHSNumber(digits[:]), nil
}

func placeholder(d [10]byte) bool {
	for _, c := range d[1:] {
		if c != d[0] {
			return false
		}
	}
	return true
}

func checkDigitHolds(d [10]byte) bool {
	sum := 0
	for i := range 9 {
		sum += int(d[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check != 10 && check == int(d[9]-'0')
}

// String gives the ten digits without spaces.
func (n NHSNumber) String() string { return string(n) }

// MarshalGQL writes the ten digits as a string.
func (n NHSNumber) MarshalGQL(w io.Writer) { writeJSONString(w, string(n)) }

// UnmarshalGQL reads and checks a number given as a string.
func (n *NHSNumber) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return errNHSNumber
	}
	parsed, err := ParseNHSNumber(s)
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

// GoString keeps a number out of %#v output, where it would end in logs.
func (n NHSNumber) GoString() string { return fmt.Sprintf("record.NHSNumber(%d digits)", len(n)) }
