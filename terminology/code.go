package terminology

import "github.com/london-care-record/gateway/record"

// Code is a code of a code system, for comparing.
type Code struct{ System, Value string }

// CodeOf gives the code of a coding; the zero value when system or code is missing, because a code without a system means
// nothing outside its source. The identifiers of dm+d are SNOMED CT identifiers, so that the two systems are one.
func CodeOf(c record.Coding) Code {
	if c.System == "" || c.Code == "" {
		return Code{}
	}
	system := record.CanonicalSystem(c.System)
	if system == record.SystemDMD {
		system = record.SystemSNOMED
	}
	return Code{system, c.Code}
}

// Words gives a phrase as a code of SystemWords.
func Words(text string) Code { return Code{SystemWords, Normal(text)} }

// IsZero tells that there is no code.
func (c Code) IsZero() bool { return c == Code{} }

// String writes system|code.
func (c Code) String() string { return c.System + "|" + c.Value }
