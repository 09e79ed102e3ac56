package lives

import (
	"math/rand/v2"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/exchange"
)

// Book is the whole synthetic region: everybody in it, and on demand their lives. It is safe for use by many goroutines.
type Book struct {
	seed    uint64
	today   time.Time
	bases   [exchanges]string
	ids     ids
	numbers []string       // NHS numbers by index; 0 is unused
	index   map[string]int // index by NHS number
	places  []*place
	byODS   map[string]*place
	shelves [exchanges]*shelf // the directory of each exchange
	cache   lifeCache
	// medicineID are the ids of NCL's Medication resources.
	medicineID map[*catalogue.Medicine]string
}

// firstNine are the first nine digits of the first number of the population.
const firstNine = 999_100_000

// demoNumbers are the numbers of the ten demo people.
var demoNumbers = []string{
	"9990000018", "9990000026", "9990000034", "9990000042", "9990000050",
	"9990000069", "9990000077", "9990000085", "9990000093", "9990000107",
}

// NewBook makes a region of the ten demo people and so many others, as of a day; bases are the servers' base URLs in the order of IDs.
func NewBook(seed uint64, people int, today time.Time, bases [5]string) *Book {
	total := len(demoNumbers) + people
	b := &Book{
		seed: seed, today: today, bases: bases, ids: ids{seed, total},
		numbers: append([]string{""}, demoNumbers...), index: make(map[string]int, total),
	}
	for nine := firstNine; len(b.numbers) <= total; nine++ {
		if number, ok := NHSNumber(nine); ok {
			b.numbers = append(b.numbers, number)
		}
	}
	for i, number := range b.numbers[1:] {
		b.index[number] = i + 1
	}
	b.furnish()
	return b
}

// Numbers are everybody's NHS numbers, the demo people's first.
func (b *Book) Numbers() []string { return append([]string{}, b.numbers[1:]...) }

// Key is what is true of a person; ok is false for a number that nobody has.
func (b *Book) Key(number string) (key Key, ok bool) {
	i, ok := b.index[number]
	if !ok {
		return Key{}, false
	}
	return b.life(i).key(), true
}

// Person tells who has a number; ok is false for a number that nobody has.
func (b *Book) Person(number string) (p Person, ok bool) {
	i, ok := b.index[number]
	if !ok {
		return Person{}, false
	}
	return *b.life(i).p, true
}

func (b *Book) life(i int) *life { return b.cache.get(i, b.live) }

// live generates one life from the seed.
func (b *Book) live(i int) *life {
	l := &life{b: b, rng: rand.New(rand.NewPCG(b.seed, mix(uint64(i))))}
	if i <= len(demoNumbers) {
		b.demoLife(l, i)
	} else {
		b.ordinaryLife(l, i)
	}
	return l
}

// practice is the person's general practice.
func (b *Book) practice(p *Person) *place {
	var own []*place
	for _, pl := range b.places {
		if pl.setting == PrimaryCare && pl.ex == p.Home {
			own = append(own, pl)
		}
	}
	if len(own) == 0 {
		return nil // a practice in North West London, which is not connected yet
	}
	for _, pl := range own {
		if pl.town == p.Address.Town {
			return pl
		}
	}
	return own[p.Index%len(own)]
}

// at is the n-th clinician of the organisation with an ODS code.
func (b *Book) at(ods string, n int) *clinician {
	staff := b.byODS[ods].staff
	return staff[n%len(staff)]
}

// View is one exchange's part of the region.
func (b *Book) View(ex int) exchange.Store { return view{b, ex} }
