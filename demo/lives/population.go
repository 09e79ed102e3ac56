package lives

import "fmt"

// phone is a number from the range that Ofcom keeps for drama in London.
func phone(i int) string { return fmt.Sprintf("020 7946 %04d", i%1000) }

func (b *Book) ordinaryLife(l *life, i int) {
	l.p = &Person{Index: i, NHSNumber: b.numbers[i], Given: []string{"A"}, Family: "B", Gender: "female", Birth: l.yearsAgo(40, i), Phone: phone(i), Home: i % 5}
	l.at(l.p.Home)
}
