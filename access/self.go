package access

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Self is what the token says of the caller's own life, as far as the issuer tells it. It decides nothing; it lets a look
// at one's own or at a relative's record stand out in the privacy officer's report.
type Self struct {
	// NHSNumber is the caller's own, as a patient.
	NHSNumber record.NHSNumber
	// FamilyName is the caller's surname. Where it is empty, the last word of the caller's name stands for it.
	FamilyName string
	// PostalCode and Street are where the caller lives; Street begins with the number of the house.
	PostalCode, Street string
}

// Format names nobody, whatever the verb, because a caller may end in a log.
func (s Self) Format(f fmt.State, _ rune) { fmt.Fprint(f, "access.Self") }

// MarshalJSON is as Format, because logs may be JSON.
func (s Self) MarshalJSON() ([]byte, error) { return []byte(`"access.Self"`), nil }

// owns tells whether a person is the caller, as a patient.
func (c Caller) owns(person record.NHSNumber) bool {
	return c.Self.NHSNumber != "" && c.Self.NHSNumber == person
}

// Alike tells what the caller shares with somebody, by what the exchanges say of that person.
func (c Caller) Alike(persons []record.Answer) []audit.Unusual {
	var alike []audit.Unusual
	some := func(is func(*record.Person) bool) bool {
		return slices.ContainsFunc(persons, func(a record.Answer) bool { return slices.ContainsFunc(a.Facts.Persons, is) })
	}
	if some(c.sharesSurname) {
		alike = append(alike, audit.SameSurname)
	}
	if some(c.sharesAddress) {
		alike = append(alike, audit.SameAddress)
	}
	return alike
}

func (c Caller) sharesSurname(p *record.Person) bool {
	if p.Name == nil {
		return false
	}
	theirs := string(p.Name.Family)
	if theirs == "" {
		theirs = lastWord(p.Name.Text)
	}
	ours := c.Self.FamilyName
	if ours == "" {
		ours = lastWord(c.Name)
	}
	return shareName(ours, theirs)
}

// shareName tells whether two surnames are the same, or one of their parts is: Okafor-Smith and Okafor may be relatives.
func shareName(a, b string) bool {
	other := nameParts(b)
	return slices.ContainsFunc(nameParts(a), func(part string) bool { return slices.Contains(other, part) })
}

// nameParts gives a surname's letters in small, whole and by its hyphens.
func nameParts(name string) []string {
	var parts []string
	for _, part := range append(strings.Split(name, "-"), name) {
		if letters := keep(part, unicode.IsLetter); letters != "" {
			parts = append(parts, letters)
		}
	}
	return parts
}

func lastWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// keep gives a text in small with nothing left but what is wanted.
func keep(s string, wanted func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if wanted(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sharesAddress compares postal codes and, where both are known, the numbers of the houses: streets are written in too many
// ways.
func (c Caller) sharesAddress(p *record.Person) bool {
	ours := keep(c.Self.PostalCode, inCode)
	if ours == "" {
		return false
	}
	return slices.ContainsFunc(p.Addresses, func(a record.Address) bool {
		mine, theirs := numberOf(c.Self.Street), numberOf(strings.Join(a.Lines, " "))
		return keep(string(a.PostalCode), inCode) == ours && (mine == "" || theirs == "" || mine == theirs)
	})
}

func inCode(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// numberOf gives the first word with a digit in a street: 5, 12A; "" where there is none.
func numberOf(street string) string {
	for _, word := range strings.Fields(street) {
		if strings.ContainsFunc(word, unicode.IsDigit) {
			return keep(word, inCode)
		}
	}
	return ""
}
