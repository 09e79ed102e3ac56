package exchange

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"github.com/london-care-record/gateway/demo/ordered"
)

// maxSearches is how many searches with further pages a server remembers; older ones answer 410, as real page caches do.
const maxSearches = 512

// pages is one search result that is handed out page by page.
type pages struct {
	typ      string
	hits     []*Resource
	includes []include
	size     int
	self     string
	token    string
}

// pageCache remembers searches by token, so that next links are opaque and carry no NHS number.
type pageCache struct {
	mu     sync.Mutex
	byName map[string]*pages
	order  []string
	made   uint64
}

func (c *pageCache) put(salt uint64, p *pages) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made++
	p.token = fmt.Sprintf("%016x", mix(salt^c.made))
	if c.byName == nil {
		c.byName = map[string]*pages{}
	}
	c.byName[p.token] = p
	c.order = append(c.order, p.token)
	if len(c.order) > maxSearches {
		delete(c.byName, c.order[0])
		c.order = c.order[1:]
	}
}

func (c *pageCache) get(token string) *pages {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byName[token]
}

// nextPage answers a next link that an earlier page gave.
func (s *Server) nextPage(p *pages, index string, f Fault) answer {
	n, err := strconv.Atoi(index)
	if err != nil || n < 1 {
		return outcome(http.StatusBadRequest, "invalid", "the page number can't be read")
	}
	if f.Kind == CutPage {
		return outcome(http.StatusInternalServerError, "exception", "the next page could not be read")
	}
	if n*p.size >= len(p.hits) && f.Kind != EndlessPages {
		return outcome(http.StatusGone, "not-found", "there is no such page")
	}
	return s.page(p, n, f)
}

func (s *Server) page(p *pages, n int, f Fault) answer {
	from := min(n*p.size, len(p.hits))
	to := min(from+p.size, len(p.hits))
	links := []ordered.Object{ordered.Of("relation", "self", "url", p.self)}
	if next := s.nextLink(p, n, to, f); next != "" {
		links = append(links, ordered.Of("relation", "next", "url", next))
	}
	entries := make(ordered.List, 0, to-from)
	for _, r := range p.hits[from:to] {
		entries = append(entries, s.entry(r, "match"))
	}
	entries = s.spoilt(p.typ, p.hits[from:to], entries, f)
	for _, r := range s.included(p.hits[from:to], p.includes) {
		entries = append(entries, s.entry(r, "include"))
	}
	if f.Kind == Partial {
		entries = append(entries, ordered.Of(
			"resource", outcomeObject("warning", "incomplete", "part of the record could not be read"),
			"search", ordered.Of("mode", "outcome")))
	}
	var total any
	if s.temper.Total {
		total = len(p.hits)
	}
	return answer{status: http.StatusOK, tagged: true, body: ordered.Of(
		"resourceType", "Bundle", "type", "searchset", "total", total, "link", links, "entry", entries).Bytes()}
}

func (s *Server) nextLink(p *pages, n, to int, f Fault) string {
	more := to < len(p.hits)
	switch {
	case f.Kind == EndlessPages:
	case f.Kind == CutPage && n == 0:
	case !more:
		return ""
	}
	if p.token == "" {
		s.cache.put(s.salt, p)
	}
	base := s.base
	if f.Kind == ForeignPage {
		base = s.elsewhere
	}
	return base + s.pagePath(p, n+1)
}

// pagePath writes the token and the page number in this server's own layout; where the layout shows no page number, the token carries it.
func (s *Server) pagePath(p *pages, n int) string {
	path := "/" + p.typ
	if s.temper.PageAtBase {
		path = ""
	}
	v := url.Values{}
	if s.temper.PageIndexKey == "" {
		v.Set(s.temper.PageParam, p.token+"."+strconv.Itoa(n))
	} else {
		v.Set(s.temper.PageParam, p.token)
		v.Set(s.temper.PageIndexKey, strconv.Itoa(n))
	}
	return path + "?" + v.Encode()
}

func (s *Server) entry(r *Resource, mode string) ordered.Object {
	return ordered.Of(
		"fullUrl", s.base+"/"+r.Type+"/"+r.ID,
		"resource", ordered.Raw(r.JSON),
		"search", ordered.Of("mode", mode))
}

// included follows the _include parameters from a page's matches, each target once and never a match again.
func (s *Server) included(matches []*Resource, includes []include) []*Resource {
	if len(includes) == 0 {
		return nil
	}
	seen := make(map[string]bool)
	for _, r := range matches {
		seen[r.Type+"/"+r.ID] = true
	}
	var found []*Resource
	for _, r := range matches {
		for _, l := range r.Links {
			key := l.Type + "/" + l.ID
			if seen[key] || !wanted(includes, l.Param) {
				continue
			}
			seen[key] = true
			if target := s.store.Read(l.Type, l.ID); target != nil {
				found = append(found, target)
			}
		}
	}
	return found
}

func wanted(includes []include, param string) bool {
	for _, i := range includes {
		if i.param == param || i.param == "*" {
			return true
		}
	}
	return false
}

// mix spreads the bits of a number (the finaliser of SplitMix64), so that tokens look alike to nobody.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}
