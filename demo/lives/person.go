// Package lives makes the synthetic population: who the people are, what happened to them, and how each exchange tells it in FHIR.
// Everything follows from the seed: the same seed and the same day give the same people, byte for byte.
package lives

import (
	"strconv"
	"time"
)

// Person is who somebody is.
type Person struct {
	Index     int // 1 to the number of people; the demo people come first
	NHSNumber string
	Title     string
	Given     []string
	Family    string
	Gender    string // female, male, other, unknown
	Birth     time.Time
	Address   Address
	Phone     string
	// Home is the exchange of the area in which the person lives.
	Home int
	// Hidden marks a restricted person.
	Hidden bool
	// Died is zero for the living.
	Died time.Time
}

// Address is where somebody lives. Streets and postcodes are invented; London has no postcode district ending in 99.
type Address struct{ Line, Town, Postcode string }

// Name is the name as people say it.
func (p *Person) Name() string { return p.Given[0] + " " + p.Family }

// AgeOn is the age in whole years on a day.
func (p *Person) AgeOn(day time.Time) int {
	age := day.Year() - p.Birth.Year()
	if day.Month() < p.Birth.Month() || day.Month() == p.Birth.Month() && day.Day() < p.Birth.Day() {
		age--
	}
	return age
}

// NHSNumber completes nine digits by the check digit of modulus 11; ok is false where there is none (10).
func NHSNumber(nine int) (number string, ok bool) {
	digits := strconv.Itoa(nine)
	if len(digits) != 9 {
		return "", false
	}
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	check := 11 - sum%11
	if check == 11 {
		check = 0
	}
	return digits + strconv.Itoa(check), check != 10
}
