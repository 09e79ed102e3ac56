package lives

import (
	"container/list"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// life is one person with everything that every exchange tells about them. It is read only once made.
type life struct {
	b       *Book
	p       *Person
	rng     *rand.Rand
	tellers [exchanges]*teller
	held    [exchanges]holding
	facts   []*Fact

	// The rest is the memory of the writing of an ordinary life.
	until      time.Time    // today, or the day of death
	circle     []*clinician // who looks after the person, the main one first
	conditions []string
	medicines  []*catalogue.Medicine
	allergic   []string
	hadEpisode map[string]bool
	dangling   []string
}

// fact opens an entry of the answer key.
func (l *life) fact(kind, what, when, status string) *Fact {
	f := &Fact{Kind: kind, What: what, When: when, Status: status}
	l.facts = append(l.facts, f)
	return f
}

// labelled opens an entry of the answer key all of whose resources carry a security label.
func (l *life) labelled(label, kind, what, when, status string) *Fact {
	f := l.fact(kind, what, when, status)
	f.Label = label
	return f
}

func (l *life) key() Key {
	k := Key{
		NHSNumber: l.p.NHSNumber, Name: l.p.Name(), BirthDate: day(l.p.Birth), Gender: l.p.Gender,
		Home: IDs[l.p.Home], Dangling: append([]string{}, l.dangling...), Patients: map[string][]string{},
	}
	if !l.p.Died.IsZero() {
		k.Deceased = day(l.p.Died)
	}
	for ex := range exchanges {
		for _, r := range l.held[ex].compartment["Patient"] {
			k.Patients[IDs[ex]] = append(k.Patients[IDs[ex]], r.ID)
		}
	}
	for _, f := range l.facts {
		if len(f.Held) > 0 {
			k.Facts = append(k.Facts, f.clone())
		}
	}
	return k
}

func (f *Fact) clone() Fact {
	c := *f
	c.Held = make(map[string][]string, len(f.Held))
	for ex, refs := range f.Held {
		c.Held[ex] = append([]string{}, refs...)
	}
	return c
}

// ago is so many days before the region's today.
func (l *life) ago(days int) time.Time { return l.b.today.AddDate(0, 0, -days) }

// maxLives is how many lives are kept in memory; a life takes about a quarter of a megabyte at most.
const maxLives = 256

// lifeCache keeps the lives that were looked at last, and makes each only once however many ask for it at the same time.
type lifeCache struct {
	mu    sync.Mutex
	byKey map[int]*list.Element
	order *list.List // of *shelved, the latest first
}

type shelved struct {
	index int
	once  sync.Once
	life  *life
}

func (c *lifeCache) get(i int, generate func(int) *life) *life {
	s := c.slot(i)
	s.once.Do(func() { s.life = generate(i) })
	return s.life
}

func (c *lifeCache) slot(i int) *shelved {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.order == nil {
		c.order, c.byKey = list.New(), map[int]*list.Element{}
	}
	if e, ok := c.byKey[i]; ok {
		c.order.MoveToFront(e)
		return e.Value.(*shelved)
	}
	s := &shelved{index: i}
	c.byKey[i] = c.order.PushFront(s)
	if c.order.Len() > maxLives {
		oldest := c.order.Back()
		delete(c.byKey, c.order.Remove(oldest).(*shelved).index)
	}
	return s
}
