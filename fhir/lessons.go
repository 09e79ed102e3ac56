package fhir

import (
	"context"
	"slices"
	"sync"
	"time"
)

// lesson is what the client has learnt about one type's search on this server. A server's CapabilityStatement is often
// missing or wrong; what it did is neither.
type lesson struct {
	// noCount and noIncludes: it refuses these optional parameters.
	noCount, noIncludes bool
	// noWider: asked for a greater page, it gave no more.
	noWider bool
	// withoutSystem, of Patient: it finds people by their number only where no system stands before it.
	withoutSystem bool
	// medicinesCome: those that did not come with their entries were not there when they were asked for.
	medicinesCome bool
	// includes, where not nil, are those that it says it knows.
	includes []string
	// subject: it knows the parameter subject, but not patient.
	subject bool
	// local: the configured style does not work for this type, so that people are asked about by their Patient's id.
	local bool
	// proven: a search in the configured style has shown that it finds all that the ids would (trust.go).
	// Of everyType: it has for some type.
	proven bool
	// both: the configured style works, and may miss what the ids find (bothways.go). Of everyType: for some type.
	both bool
	// typedIDs and bareIDs, of everyType: naming people as "Patient/1" has brought entries, or only "1" has.
	typedIDs, bareIDs bool
	// strictly are the parameters for the person that it took when it was to refuse what it does not know.
	strictly []string
	// noBatch, of everyType: it takes no batch, whatever the configuration says.
	noBatch bool
	// noConditions, of everyType: asked whether an answer still stands, it said what can't be made use of.
	noConditions bool
	// exhausted: it refused every way of asking, so that there is no point in trying them all each time.
	exhausted bool
}

// everyType stands for what is true of the server as a whole.
const everyType Search = "*"

// lessonTTL is how long a lesson holds. A server learns too, and one bad answer must not count for ever.
const lessonTTL = time.Hour

// lessons are the lessons of all types. The zero value needs its clock and nothing else.
type lessons struct {
	now func() time.Time

	mu     sync.Mutex
	byType map[Search]*dated
	// changed is closed when something is learnt.
	changed chan struct{}
}

type dated struct {
	lesson
	since time.Time
}

func (l *lessons) of(s Search) lesson {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.byType[s]; d != nil && l.now().Sub(d.since) < lessonTTL {
		return d.lesson
	}
	return lesson{}
}

// learn changes the lesson of a type. A lesson that has run out is forgotten first.
func (l *lessons) learn(s Search, change func(*lesson)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.byType[s]
	if d == nil || l.now().Sub(d.since) >= lessonTTL {
		if l.byType == nil {
			l.byType = map[Search]*dated{}
		}
		d = &dated{since: l.now()}
		l.byType[s] = d
	}
	change(&d.lesson)
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}

// change gives a channel that is closed when something is learnt.
func (l *lessons) change() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed == nil {
		l.changed = make(chan struct{})
	}
	return l.changed
}

// minPatience is the least time that a silent search waits for others to show that silence is to be believed.
const minPatience = 50 * time.Millisecond

// soon tells whether something is known of the server as a whole. When it is not yet, the searches that run side by
// side may still show it: they are given as long again as this one took.
func (l *lessons) soon(ctx context.Context, w watch, known func(lesson) bool) bool {
	enough := time.NewTimer(max(minPatience, w.elapsed()))
	defer enough.Stop()
	for {
		change := l.change()
		if known(l.of(everyType)) {
			return true
		}
		select {
		case <-change:
		case <-enough.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// trim takes out of an enquiry what the server is known to refuse.
func (l *lessons) trim(e enquiry) enquiry {
	known := l.of(e.search)
	if known.noCount {
		e.count = 0
	}
	if known.noIncludes || known.exhausted || l.of(everyType).noIncludes {
		e.includes = nil
	}
	if known.includes != nil {
		e.includes = slices.DeleteFunc(slices.Clone(e.includes), func(i string) bool {
			return !slices.Contains(known.includes, i)
		})
	}
	return e
}

// prime takes over which includes a server says it knows: a server without a list "does not support includes" (R4,
// CapabilityStatement.rest.resource.searchInclude). It saves a refused request a type; a server that is wrong about
// itself costs no more than a name.
func (l *lessons) prime(c Capabilities) {
	for s, all := range includesOf {
		t, ok := c.Types[string(s)]
		if !ok {
			continue
		}
		known := []string{}
		for _, i := range all {
			if slices.Contains(t.Includes, i) || slices.Contains(t.Includes, "*") || slices.Contains(t.Includes, string(s)+":*") {
				known = append(known, i)
			}
		}
		l.learn(s, func(l *lesson) { l.includes = known })
	}
}
