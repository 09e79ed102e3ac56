package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// role is one of the ten demo people: who they are, and what makes their life.
type role struct {
	title, given, family, gender string
	age                          int
	month                        time.Month
	day                          int
	home                         int
	address                      Address
	live                         func(*life)
}

var cast = []role{
	{"Mrs", "Ada", "Okafor", "female", 71, time.March, 14, SEL, Address{"18 Larkhall Road", "Clapham", "SW4 6QX"}, ada},
	{"Mr", "Brian", "Teague", "male", 78, time.June, 2, SWL, Address{"5 Addington Street", "Croydon", "CR0 4JW"}, brian},
	{"Ms", "Chipo", "Moyo", "female", 54, time.January, 29, NEL, Address{"77 Approach Road", "Hackney", "E9 2QP"}, chipo},
	{"", "Dai", "Nguyen", "male", 9, time.August, 11, SEL, Address{"9 Asylum Road", "Peckham", "SE15 2RJ"}, dai},
	{"Ms", "Erin", "Walsh", "female", 33, time.April, 2, NCL, Address{"41 Arlington Road", "Camden", "NW1 7EX"}, erin},
	{"Mr", "Farid", "Haddad", "male", 66, time.July, 19, NEL, Address{"3 Turners Road", "Tower Hamlets", "E3 4LH"}, farid},
	{"Mrs", "Grace", "Lim", "female", 88, time.May, 6, SEL, Address{"60 Royal Hill Street", "Greenwich", "SE10 8RT"}, grace},
	{"Ms", "Hana", "Novak", "female", 45, time.February, 21, NEL, Address{"112 Romford Road", "Newham", "E15 4EH"}, hana},
	{"Mr", "Idris", "Khan", "male", 29, time.September, 17, NCL, Address{"26 Bounds Green Road", "Haringey", "N22 8HD"}, idris},
	{"Mx", "Jo", "Marsh", "other", 50, time.January, 8, NCL, Address{"14 Tufnell Park Road", "Islington", "N7 0DW"}, jo},
}

func (b *Book) demoLife(l *life, i int) {
	r := cast[i-1]
	birth := time.Date(b.today.Year()-r.age, r.month, r.day, 0, 0, 0, 0, time.UTC)
	if birth.AddDate(r.age, 0, 0).After(b.today) {
		birth = birth.AddDate(-1, 0, 0)
	}
	l.p = &Person{Index: i, NHSNumber: b.numbers[i], Title: r.title, Given: []string{r.given}, Family: r.family, Gender: r.gender,
		Birth: birth, Address: r.address, Phone: phone(i), Home: r.home}
	r.live(l)
}

// AgeOf is a person's age on the region's today.
func (b *Book) AgeOf(p Person) int { return p.AgeOn(b.today) }

// yearsAgo is a day some years and days before today.
func (l *life) yearsAgo(years, days int) time.Time { return l.b.today.AddDate(-years, 0, -days) }

// denies writes "no known allergies" for the exchange of a clinician.
func (l *life) denies(c catalogue.Concept, by *clinician, at time.Time) {
	l.at(by.at.ex).denial(l.fact("ALLERGIES", c.Term, day(at), "denial"), c, by, at)
}
