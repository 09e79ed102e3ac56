package fhir

import (
	"net/http"
	"strings"
)

// Conditional is by what an exchange may be asked whether its earlier answer still stands.
type Conditional string

// What an exchange may be trusted to know its answers by. Each holds what stands before it. R4 knows conditions for reads
// alone; for searches they are HTTP's (RFC 9110, 13), so that what a server says by them is only as good as how it makes its
// tags.
const (
	// Unconditional asks for every answer in full.
	Unconditional Conditional = "off"
	// StrongTags asks by entity tags that change with every byte of an answer.
	StrongTags Conditional = "strong"
	// WeakTags asks by tags too that a server need not change where it thinks a change does not matter.
	WeakTags Conditional = "weak"
	// Dates asks by the time of the last change as well, where there is no tag. Only a server that counts what is taken away as
	// a change can be asked so, and whatever changes twice within a second is missed.
	Dates Conditional = "dates"
)

// Conditionals are all of them.
var Conditionals = []Conditional{Unconditional, StrongTags, WeakTags, Dates}

// byBatch is the way of a search that goes in a batch. The others are by their HTTP method.
const byBatch = "batch"

// stamp is what an answer can be recognised by, as the server wrote it. It is good for the same search sent in the same way: a
// server may number its answers differently in each.
type stamp struct {
	Way string `json:"way"`
	// Tag is an entity tag, quotes and all; Modified the time of the last change, where there is no tag.
	Tag      string `json:"tag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// longestStamp bounds what is kept of an exchange's own words.
const longestStamp = 200

// stampOf reads the stamp of an answer.
func stampOf(h http.Header) stamp {
	if len(h.Values("ETag")) > 1 || len(h.Values("Last-Modified")) > 1 {
		return stamp{}
	}
	return stamp{Tag: h.Get("ETag"), Modified: h.Get("Last-Modified")}
}

// conditionOf gives the stamp that a request was made on condition of.
func conditionOf(r *http.Request) stamp {
	return stamp{Tag: r.Header.Get("If-None-Match"), Modified: r.Header.Get("If-Modified-Since")}
}

func (m stamp) by(way string) stamp {
	m.Way = way
	return m
}

// as gives the stamp where it is good for a way, and otherwise none.
func (m stamp) as(way string) stamp {
	if m.Way != way {
		return stamp{}
	}
	return m
}

// condition makes a request one about the answer with this stamp. It is the exchange that is asked, and no cache on the way: that
// would say what was so when it was told itself. (no-cache would say the same, but has some servers answer in full.)
func (m stamp) condition(r *http.Request) {
	if m != (stamp{}) {
		r.Header.Set("Cache-Control", "max-age=0")
	}
	if m.Tag != "" {
		r.Header.Set("If-None-Match", m.Tag)
	}
	if m.Modified != "" {
		r.Header.Set("If-Modified-Since", m.Modified)
	}
}

// usable gives what of a stamp may be asked by, as configured: one of the two.
func (c *Client) usable(m stamp) stamp {
	kind := c.config.Conditional
	strong := entityTag(m.Tag)
	weak := !strong && strings.HasPrefix(m.Tag, "W/") && entityTag(m.Tag[len("W/"):])
	switch {
	case kind == Unconditional:
	case strong, weak && kind != StrongTags:
		return stamp{Way: m.Way, Tag: m.Tag}
	case kind == Dates && m.Tag == "" && plain(m.Modified):
		return stamp{Way: m.Way, Modified: m.Modified}
	}
	return stamp{}
}

// entityTag tells that a text is a strong entity tag (RFC 9110, 8.8.3), of ASCII and of a length to keep.
func entityTag(s string) bool {
	return len(s) > 2 && s[0] == '"' && s[len(s)-1] == '"' && plain(s) && !strings.ContainsAny(s[1:len(s)-1], `" `)
}

func plain(s string) bool {
	return s != "" && len(s) <= longestStamp && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

const (
	unaskedUnchanged = "said that nothing has changed, which it was not asked"
	otherUnchanged   = "said that nothing has changed, and meant another answer"
)

// confirmed reads what a server says that answers that nothing has changed. It must have been asked, and must name the answer
// that it was asked about, as HTTP demands of it (RFC 9110, 15.4.5): whatever else it means is no answer (S20).
func (m stamp) confirmed(said stamp) (*page, *failure) {
	why := ""
	switch {
	case m.Tag == "" && m.Modified == "":
		why = unaskedUnchanged
	case m.Tag != "" && strings.TrimPrefix(said.Tag, "W/") != strings.TrimPrefix(m.Tag, "W/"):
		why = otherUnchanged
	case m.Modified != "" && said.Modified != "" && said.Modified != m.Modified:
		why = otherUnchanged
	}
	if why != "" {
		return nil, &failure{state: failed("").state, detail: why, status: http.StatusNotModified}
	}
	return &page{total: -1, unchanged: true}, nil
}

// refusesCondition tells that a server that was asked whether an answer still stands did not say so in a way that can be
// used, and may give the answer when it is asked for it in full. By HTTP's letter a condition that holds makes a POST fail
// with 412.
func (f *failure) refusesCondition() bool {
	return f.rejects() || f != nil && (f.status == http.StatusNotModified || f.status == http.StatusPreconditionFailed)
}
