package fhir

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// reply is what one search brought, all its pages together.
type reply struct {
	entries []bundled
	// self is the first page's self link: the search as the server understood it.
	self string
	// unreadable counts entries that are no entries.
	unreadable int
	truncated  bool
	// short tells that the server may have held entries back without a way to get at them.
	short bool
	// details say in what the reply falls short.
	details []string
	// issues are the grave ones that came with the entries.
	issues issues
	// failed is why there is nothing at all.
	failed *failure
	at     time.Time
	// hold is the account on which it was read; nil for none.
	hold *hold

	// lenient: the server was not asked to refuse what it does not know, because the search went in a batch.
	lenient bool
	// bareIDs: it was asked for by the short form of ids.
	bareIDs bool

	pages   int
	linked  bool
	total   int
	matches int
}

// truncate notes that entries were cut off, and why (S23).
func (r *reply) truncate(why string) {
	r.truncated = true
	r.note(why)
}

func (r *reply) note(detail string) {
	if !slices.Contains(r.details, detail) {
		r.details = append(r.details, detail)
	}
}

// maxEmptyPages is how many pages without entries may follow each other. Some servers filter after they page, so that
// one such page means nothing; a server whose pages never end gives nothing else.
const maxEmptyPages = 3

// fetch makes a search and follows its pages by the server's own next links.
func (c *Client) fetch(ctx context.Context, w watch, e enquiry) *reply {
	r := &reply{total: -1, hold: holdOf(ctx)}
	request, err := c.searchRequest(ctx, e)
	if err != nil {
		r.failed = failed("could not be asked")
		return r
	}
	left, standing := c.allowance(e), standingOf(ctx)
	visited := map[string]bool{}
	for empty := 0; ; {
		var p *page
		var f *failure
		if r.pages == 0 {
			p, f, r.lenient = c.opening(request, w, e, left)
		} else {
			p, f = c.page(request, w, left)
		}
		c.saw(standing, e, p)
		if f != nil {
			r.broke(f)
			return r
		}
		r.add(p, e.search, c.config.Now())
		left.entries -= len(p.entries) + p.unreadable
		if empty++; len(p.entries) > 0 {
			empty = 0
		}
		next, why := c.next(request.URL, p)
		switch {
		case next == nil && why == "":
			r.heldBack(e.count)
			return r
		case why != "":
		case visited[next.String()]:
			why = "its pages go round in a circle"
		case empty > maxEmptyPages:
			why = "its pages do not end"
		case r.pages >= c.config.MaxPages:
			why = fmt.Sprintf("has more than the %d pages that the gateway reads", c.config.MaxPages)
		}
		if why != "" {
			r.truncate(why)
			return r
		}
		visited[next.String()] = true
		if request, err = c.request(ctx, http.MethodGet, next, nil); err != nil {
			r.truncate("a next link could not be followed")
			return r
		}
	}
}

// allowance is what a search may read.
func (c *Client) allowance(e enquiry) *allowance {
	return &allowance{bytes: c.config.MaxBytes, entries: min(c.config.MaxEntries, mostOfOne*len(e.values))}
}

// broke ends a reply by a page that failed: what came before it stands.
func (r *reply) broke(f *failure) {
	if r.pages == 0 {
		r.failed = f
		return
	}
	r.truncate("gave only its first pages, and then " + f.detail)
}

func (r *reply) add(p *page, s Search, now time.Time) {
	if r.pages == 0 {
		r.self, r.total, r.at = p.self, p.total, now
	}
	r.pages++
	r.linked = r.linked || p.linked
	r.unreadable += p.unreadable
	for i := range p.entries {
		e := &p.entries[i]
		if e.outcome() {
			r.issues = append(r.issues, readIssues(e.raw).grave()...)
		} else if e.match(s) {
			r.matches++
		}
	}
	if r.entries == nil && !slices.ContainsFunc(p.entries, bundled.outcome) { // as nearly always
		r.entries = slices.Clip(p.entries)
		return
	}
	for _, e := range p.entries {
		if !e.outcome() {
			r.entries = append(r.entries, e)
		}
	}
}

// next gives the URL of the page that follows; nil at the end. why says why a next link is not followed.
func (c *Client) next(from *url.URL, p *page) (next *url.URL, why string) {
	switch {
	case p.long:
		return nil, "sent an entry that is longer than the gateway reads"
	case p.cut:
		return nil, "sent more than the gateway reads in one search"
	case p.lostLinks:
		return nil, "its page links could not be read"
	case p.next == "":
		return nil, ""
	}
	next, err := from.Parse(p.next)
	if err != nil {
		return nil, "a next link could not be read"
	}
	next.Fragment = ""
	if !c.within(next) {
		return nil, "a next link led elsewhere"
	}
	return next, ""
}

// heldBack notes what a server without a next link may have kept: fewer entries than the total that it names; or, from
// a server that names neither total nor any link, a page filled to the last place that it was asked for. R4 lets a
// missing next link mean the end, but a server without any links has no other way to say that there is more. One that
// silently caps pages below the size asked for can't be found out.
func (r *reply) heldBack(count int) {
	known := r.matches + r.unreadable
	switch {
	case r.total > known:
		r.short = true
		r.truncate(fmt.Sprintf("held back %d of %d entries", r.total-known, r.total))
	case r.full(count):
		r.short = true
		r.truncate("filled its page and did not say whether there is more")
	}
}

func (r *reply) full(count int) bool {
	return count > 0 && r.pages == 1 && !r.linked && r.total < 0 && r.matches+r.unreadable >= count
}

// outcome tells that an entry speaks about the search rather than answering it.
func (e bundled) outcome() bool { return e.mode == "outcome" || e.typ == "OperationOutcome" }

// match tells that an entry is offered as an answer. Where the server does not say, its type does.
func (e bundled) match(s Search) bool {
	return e.mode == "match" || e.mode != "include" && e.typ == string(s)
}
