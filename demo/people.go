package demo

import "github.com/london-care-record/gateway/demo/lives"

// Person is one of the ten demo people.
type Person struct {
	NHSNumber string
	Name      string
	Age       int    // in years, on the region's today
	About     string // who it is, in a few words
	Shows     string // what the person is there to show
}

// People are the ten demo people.
func (r *Region) People() []Person {
	all := make([]Person, len(cast))
	for i, c := range cast {
		all[i] = c
		p, ok := r.book.Person(c.NHSNumber)
		if ok {
			all[i].Name, all[i].Age = p.Name(), r.book.AgeOf(p)
		}
	}
	return all
}

// Population are the NHS numbers of everybody, the demo people's first.
func (r *Region) Population() []string { return r.book.Numbers() }

// Key is what is true of a person, and which exchange tells it where.
type Key = lives.Key

// Fact is one thing that is true of a person.
type Fact = lives.Fact

// Key is the answer key of one person; ok is false for a number that nobody in the region has.
func (r *Region) Key(nhsNumber string) (key Key, ok bool) { return r.book.Key(nhsNumber) }

var cast = []Person{
	{NHSNumber: "9990000018", About: "of Clapham, in A&E at UCLH", Shows: "one record from SEL's GP record, SWL's hospital and NCL's A&E; penicillin anaphylaxis against \"no known allergies\""},
	{NHSNumber: "9990000026", About: "stroke unit, Croydon", Shows: "echocardiogram (SEL) and 24-hour ECG (NCL) already done; two strengths of warfarin; social care"},
	{NHSNumber: "9990000034", About: "two-week-wait referral", Shows: "an urgent suspected-cancer referral without an appointment in NEL, an older one with one in SEL"},
	{NHSNumber: "9990000042", About: "child with asthma", Shows: "one inhaler under three names, and two that must stay apart"},
	{NHSNumber: "9990000050", About: "number shared with a stranger", Shows: "NWL holds another birth date under her number: kept out; entries in NCL that only some may see"},
	{NHSNumber: "9990000069", About: "restricted record", Shows: "identity only, every section withheld"},
	{NHSNumber: "9990000077", About: "deceased", Shows: "a date of death in SEL, unknown to the others"},
	{NHSNumber: "9990000085", About: "long-term monitoring", Shows: "400 results over many pages; potassium at 09:00 and 23:00 of one day"},
	{NHSNumber: "9990000093", About: "new to London", Shows: "known nowhere but NCL, and everything empty there"},
	{NHSNumber: "9990000107", About: "a record with corrections", Shows: "entered in error, refuted, preliminary, corrected, amended"},
}
