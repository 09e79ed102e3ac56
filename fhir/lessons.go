package fhir

import (
	"sync"
	"time"
)

// lesson is what the client has learnt about one type's search on this server. A server's CapabilityStatement is often
// missing or wrong; what it did is neither.
type lesson struct {
	// noCount and noIncludes: it refuses these optional parameters.
	noCount, noIncludes bool
	// subject: it knows the parameter subject, but not patient.
	subject bool
	// local: the configured style does not work for this type, so that people are asked about by their Patient's id.
	local bool
	// proven: a search in the configured style has given entries of the people asked about, and of nobody else.
	proven bool
	// exhausted: it refused every way of asking, so that there is no point in trying them all each time.
	exhausted bool
}

// lessonTTL is how long a lesson holds. A server learns too, and one bad answer must not count for ever.
const lessonTTL = time.Hour

// lessons are the lessons of all types. The zero value needs its clock and nothing else.
type lessons struct {
	now func() time.Time

	mu     sync.Mutex
	byType map[Search]*dated
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
}
