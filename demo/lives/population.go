package lives

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// phone is a number from the range that Ofcom keeps for drama in London.
func phone(i int) string { return fmt.Sprintf("020 7946 %04d", i%1000) }

// towns are where people live, by exchange of the area, with a postcode district there.
var towns = [exchanges][][2]string{
	NEL: {{"Tower Hamlets", "E2"}, {"Hackney", "E8"}, {"Newham", "E13"}, {"Ilford", "IG1"}},
	SEL: {{"Clapham", "SW4"}, {"Peckham", "SE15"}, {"Greenwich", "SE10"}, {"Bromley", "BR1"}},
	SWL: {{"Balham", "SW12"}, {"Croydon", "CR0"}, {"Kingston", "KT2"}, {"Tooting", "SW17"}},
	NCL: {{"Camden", "NW1"}, {"Islington", "N1"}, {"Haringey", "N22"}, {"Barnet", "EN5"}},
	NWL: {{"Kensington", "W10"}, {"Ealing", "W5"}, {"Hillingdon", "UB8"}, {"Westminster", "W2"}},
}

var streets = split("Acacia Alma Beech Cavendish Clarence Devonshire Elm Fernhead Grange Hollybush Ivydale Jubilee Kelvin Lavender Mafeking Northcote Osborne Palace Queens Rectory Sandringham Tennyson Upland Vicarage Westfield")

// ages are the upper ends of age bands, with the share of people in each of a thousand.
var ages = [][2]int{{5, 60}, {17, 150}, {39, 300}, {59, 230}, {74, 150}, {84, 80}, {97, 30}}

// ordinaryLife makes one of the two thousand.
func (b *Book) ordinaryLife(l *life, i int) {
	l.p = l.somebody(i)
	l.until = b.today
	if l.age() > 72 && l.chance(7) {
		l.p.Died = on(l.ago(l.between(20, 700)), l.between(0, 23), 15)
		l.until = day0(l.p.Died)
	}
	l.chooseCircle()
	for _, by := range l.circle {
		l.at(by.at.ex)
	}
	l.longTerm()
	l.allergyHistory()
	l.episodes()
	l.consultations()
	l.checks()
	l.vaccines()
	l.support()
	l.oddities()
}

func (l *life) somebody(i int) *Person {
	set := nameSets[l.rng.IntN(len(nameSets))]
	p := &Person{Index: i, NHSNumber: l.b.numbers[i], Gender: "female", Title: "Ms", Home: l.rng.IntN(exchanges), Phone: phone(i)}
	first := set.female
	if l.chance(49) {
		p.Gender, p.Title, first = "male", "Mr", set.male
	}
	p.Given = []string{first[l.rng.IntN(len(first))]}
	if l.chance(40) {
		if second := first[l.rng.IntN(len(first))]; second != p.Given[0] {
			p.Given = append(p.Given, second)
		}
	}
	families := set.family
	if l.chance(12) {
		families = nameSets[l.rng.IntN(len(nameSets))].family
	}
	p.Family = families[l.rng.IntN(len(families))]
	town := towns[p.Home][l.rng.IntN(len(towns[p.Home]))]
	p.Address = Address{
		Line: fmt.Sprintf("%d %s Road", l.between(1, 180), streets[l.rng.IntN(len(streets))]), Town: town[0],
		Postcode: fmt.Sprintf("%s %d%c%c", town[1], l.between(0, 9), 'A'+l.rng.IntN(8), 'N'+l.rng.IntN(8)),
	}
	p.Birth = l.birth()
	if p.AgeOn(l.b.today) < 16 {
		p.Title = ""
	}
	return p
}

func (l *life) birth() time.Time {
	draw, low := l.rng.IntN(1000), 0
	for _, band := range ages {
		if draw -= band[1]; draw < 0 {
			return l.b.today.AddDate(-l.between(low, band[0]), 0, -l.between(1, 360))
		}
		low = band[0] + 1
	}
	return l.b.today.AddDate(-30, 0, -1)
}

// chooseCircle picks who looks after the person: the practice (a community service where practices are not connected), a hospital, and
// for many a hospital somewhere else in London.
func (l *life) chooseCircle() {
	if gp := l.b.practice(l.p); gp != nil {
		l.circle = []*clinician{gp.staff[2*l.rng.IntN(2)], l.placeIn(l.p.Home, Acute)}
	} else {
		l.circle = []*clinician{l.placeIn(NWL, Community)}
	}
	away := (l.p.Home + 1 + l.rng.IntN(exchanges-1)) % exchanges
	if l.chance(72) {
		setting := Acute
		if away == NWL {
			setting = Urgent
		}
		l.circle = append(l.circle, l.placeIn(away, setting))
	}
	if third := (away + 1) % exchanges; third != l.p.Home && third != NWL && l.chance(42) {
		l.circle = append(l.circle, l.placeIn(third, Acute))
	}
}

// placeIn is the first clinician of an organisation of a care setting in an exchange, nil where there is none.
func (l *life) placeIn(ex int, setting string) *clinician {
	var found []*place
	for _, p := range l.b.places {
		if p.ex == ex && p.setting == setting {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found[l.rng.IntN(len(found))].staff[0]
}

// main is who looks after the person most.
func (l *life) main() *clinician { return l.circle[0] }

// hospital is the hospital that the person goes to: the first of the circle that is one, or else whoever there is.
func (l *life) hospital() *clinician {
	for _, by := range l.circle[1:] {
		if by.at.setting == Acute {
			return by
		}
	}
	return l.main()
}

// helper is another member of the staff of the same organisation.
func helper(by *clinician, n int) *clinician { return by.at.staff[n%len(by.at.staff)] }

func (l *life) age() int                { return l.p.AgeOn(l.b.today) }
func (l *life) chance(percent int) bool { return l.rng.IntN(100) < percent }
func (l *life) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + l.rng.IntN(high-low+1)
}

// before is a day at most so many days before the end of the life (or today), and never before the day after birth.
func (l *life) before(low, high int) time.Time {
	d := l.until.AddDate(0, 0, -l.between(low, high))
	if first := l.p.Birth.AddDate(0, 0, 1); d.Before(first) {
		return first
	}
	return d
}

func day0(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// allergyHistory gives a third of the people an allergy or two, and most of the others a denial.
func (l *life) allergyHistory() {
	if !l.chance(33) {
		l.denyAllergies()
		return
	}
	for _, a := range l.someAllergies() {
		since := l.before(200, 9000)
		l.allergic = append(l.allergic, a.Term)
		f := l.fact("ALLERGIES", a.Term, year(since), "")
		worst := a.Reactions[l.rng.IntN(len(a.Reactions))]
		for i, by := range l.circle {
			if i > 0 && !l.chance(45) {
				continue
			}
			e := allergyEntry{onset: []string{year(since), month(since), day(since)}[l.rng.IntN(3)], reaction: &worst}
			e.criticality = "low"
			e.severity = "mild"
			if worst.Term == catalogue.Anaphylaxis.Term {
				e.criticality, e.severity = "high", "severe"
			}
			if i > 0 && l.chance(40) {
				e = allergyEntry{textOnly: a.Say(1 + l.rng.IntN(2))}
			}
			l.at(by.at.ex).allergy(f, a, by, on(since.AddDate(0, 0, i*40), 9, 30), e)
		}
	}
}

func (l *life) someAllergies() []catalogue.Allergy {
	first := l.rng.IntN(len(catalogue.Allergies))
	list := []catalogue.Allergy{catalogue.Allergies[first*first/len(catalogue.Allergies)]}
	if other := catalogue.Allergies[l.rng.IntN(len(catalogue.Allergies))]; l.chance(25) && other.Term != list[0].Term {
		list = append(list, other)
	}
	return list
}

func (l *life) denyAllergies() {
	for _, by := range l.circle {
		at := on(l.before(30, 1500), 9, 45)
		switch l.rng.IntN(6) {
		case 0, 1, 2:
			l.denies(catalogue.NoKnownAllergies, by, at)
		case 3:
			l.denies(catalogue.NoKnownDrugAllergy, by, at)
		case 4:
			f := l.fact("ALLERGIES", catalogue.NoKnownAllergies.Term, day(at), "denial")
			l.at(by.at.ex).emptyAllergyList(f, by, at)
		}
	}
}
