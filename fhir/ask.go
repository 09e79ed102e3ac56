package fhir

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// maxPageSize is the most entries that a page is ever asked to hold. Large servers take no more.
const maxPageSize = 1000

// enquiry makes the search of a type for some values of a parameter, with all that is optional.
func (c *Client) enquiry(s Search, param string, values []string, people int) enquiry {
	return enquiry{
		search: s, param: param, values: values, includes: includesOf[s],
		count: max(c.config.PageSize, min(c.config.PageSize*people, maxPageSize)),
	}
}

// tokens writes NHS numbers as search values.
func tokens(people []record.NHSNumber) []string {
	values := make([]string, len(people))
	for i, n := range people {
		values[i] = token(n)
	}
	return values
}

func token(n record.NHSNumber) string { return record.NHSNumberSystem + "|" + string(n) }

// ask makes a search, and makes it again without its optional parameters where the server refuses those.
func (c *Client) ask(ctx context.Context, w watch, e enquiry) *reply {
	e = c.lessons.trim(e)
	exhausted := c.lessons.of(e.search).exhausted
	asked := e
	r := c.fetch(ctx, w, e)
	for r.failed.refusesOptions(e) && !exhausted {
		c.refusesIncludes(r.failed, e)
		e = e.without(r.failed.issues)
		r = c.fetch(ctx, w, e)
	}
	if r.failed == nil {
		c.leaveOut(e.search, asked.count != e.count, len(asked.includes) != len(e.includes))
		r.forgive(c, e)
	}
	if r.short {
		r = c.askWider(ctx, w, e, r)
	}
	if c.mute(e, r) {
		return c.askStrictly(ctx, w, e)
	}
	return r
}

// mute tells that a search that let the server leave out what it does not know brought nothing, and that nothing shows
// that the server took the parameter for the person. A search that is doubted in another way (trust.go) is none.
func (c *Client) mute(e enquiry, r *reply) bool {
	if e.inStyle || len(e.includes) == 0 && !r.lenient || r.failed != nil || r.matches+r.unreadable > 0 || r.truncated {
		return false
	}
	echoed := slices.ContainsFunc(e.values, func(v string) bool { return r.echoes(e.param, v) })
	return !echoed && !slices.Contains(c.lessons.of(e.search).strictly, e.param)
}

// askStrictly asks with nothing optional, so that a server that does not know the parameter for the person has the
// chance to say so. One that answers need not be asked this way again.
func (c *Client) askStrictly(ctx context.Context, w watch, e enquiry) *reply {
	e.includes, e.strictly = nil, true
	r := c.ask(ctx, w, e)
	if r.failed == nil {
		c.lessons.learn(e.search, func(l *lesson) {
			l.strictly = append(slices.Clip(l.strictly), e.param)
		})
	}
	return r
}

// refusesIncludes remembers that the server has no _include at all, which one that names the parameter and none of its
// values means.
func (c *Client) refusesIncludes(f *failure, e enquiry) {
	if len(e.includes) == 0 || !f.issues.mention("_include") {
		return
	}
	for _, i := range e.includes {
		if _, value, _ := strings.Cut(i, ":"); f.issues.mention(strings.ToLower(value)) {
			return
		}
	}
	c.lessons.learn(everyType, func(l *lesson) { l.noIncludes = true })
}

// leaveOut remembers which optional parameters a type's search is better off without.
func (c *Client) leaveOut(s Search, count, includes bool) {
	if !count && !includes {
		return
	}
	c.lessons.learn(s, func(l *lesson) {
		l.noCount = l.noCount || count
		l.noIncludes = l.noIncludes || includes
	})
}

// refusesOptions tells that a search was refused for its parameters, and that there are optional ones to leave out. A
// server that names the parameter for the person, and no other, means that one.
func (f *failure) refusesOptions(e enquiry) bool {
	if f == nil || e.count == 0 && len(e.includes) == 0 {
		return false
	}
	switch f.status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusNotImplemented:
	default:
		return false
	}
	named := f.issues.mention("_count", "_include")
	return named || !f.issues.mention(strings.ToLower(e.param))
}

// without leaves out the optional parameters that a refusal names, or all of them when it names none.
func (e enquiry) without(refusal issues) enquiry {
	count, include := refusal.mention("_count"), refusal.mention("_include")
	switch {
	case count && !include && e.count > 0:
		e.count = 0
		return e
	case include && !count && len(e.includes) > 0:
		e.includes = nil
		return e
	}
	return e.bare()
}

// forgive takes out the warnings that an optional parameter was ignored, and leaves it out from now on.
func (r *reply) forgive(c *Client, e enquiry) {
	optional := func(i issue) bool {
		return issues{i}.mention("_include", "_count") && !issues{i}.mention(strings.ToLower(e.param))
	}
	if !slices.ContainsFunc(r.issues, optional) {
		return
	}
	c.leaveOut(e.search, r.issues.mention("_count"), r.issues.mention("_include"))
	r.issues = slices.DeleteFunc(r.issues, optional)
}

// askWider asks once more for a greater page where a server held entries back and gave no link to them. The wider reply
// stands only where it holds more.
func (c *Client) askWider(ctx context.Context, w watch, e enquiry, r *reply) *reply {
	if e.count == 0 || r.pages > 1 || c.lessons.of(e.search).noWider {
		return r
	}
	wider := e
	wider.count = min(max(r.total, 10*e.count), c.config.MaxEntries)
	if wider.count <= e.count {
		return r
	}
	second := c.fetch(ctx, w, wider)
	if second.failed != nil || second.matches <= r.matches {
		c.lessons.learn(e.search, func(l *lesson) { l.noWider = true })
		return r
	}
	second.forgive(c, e)
	return second
}
