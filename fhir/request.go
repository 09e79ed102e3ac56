package fhir

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// enquiry is one search as it goes over the wire.
type enquiry struct {
	search Search
	// param names what is asked about ("patient.identifier"), values whom: they are an OR-list.
	param  string
	values []string
	// count and includes are optional: 0 and nil leave them out.
	count    int
	includes []string
	// since, where not empty, asks only for what has changed at that moment or later.
	since string
	// inStyle: people are named in the configured style, and silence is doubted by asking in another one.
	inStyle bool
	// strictly: the server is to refuse what it does not know, in a batch as well.
	strictly bool
}

// form writes the enquiry as url.Values would, without making one: there are dozens for each answer.
func (e enquiry) form() string {
	var b strings.Builder
	b.Grow(256)
	if e.count > 0 {
		b.WriteString("_count=" + strconv.Itoa(e.count) + "&")
	}
	for _, include := range e.includes {
		b.WriteString("_include=" + url.QueryEscape(include) + "&")
	}
	if e.since != "" {
		b.WriteString("_lastUpdated=ge" + url.QueryEscape(e.since) + "&")
	}
	b.WriteString(url.QueryEscape(e.param) + "=" + url.QueryEscape(strings.Join(e.values, ",")))
	return b.String()
}

// bare gives the enquiry without what a server may refuse.
func (e enquiry) bare() enquiry {
	e.count, e.includes = 0, nil
	return e
}

// searchRequest makes the first request of a search. By POST the person's number stands in the body, out of URLs and
// access logs (R4, 3.1.1.1.5); a redirect can't repeat the body, so none is followed.
func (c *Client) searchRequest(ctx context.Context, e enquiry) (*http.Request, error) {
	form, target := e.form(), *c.target(e.search)
	if c.config.GETOnly {
		target.RawQuery = form
		r, err := c.request(ctx, http.MethodGet, &target, nil)
		if err == nil {
			e.prefer(r)
		}
		return r, err
	}
	r, err := c.request(ctx, http.MethodPost, &target, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	e.prefer(r)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	// A search changes nothing: on a connection that the server has just closed it may be sent again. The empty header
	// tells net/http so, and does not go over the wire.
	r.Header["Idempotency-Key"] = nil
	return r, nil
}

// target gives the URL of a type's searches, not to be changed. It is put together once.
func (c *Client) target(s Search) *url.URL {
	if known, ok := c.targets.Load(s); ok {
		return known.(*url.URL)
	}
	path := []string{string(s), "_search"}
	if c.config.GETOnly {
		path = path[:1]
	}
	target := c.under(path...)
	c.targets.Store(s, target)
	return target
}

// under gives a URL under the base. Where the base has no path, JoinPath leaves out the slash that a request must have.
func (c *Client) under(path ...string) *url.URL {
	target := c.config.Base.JoinPath(path...)
	if !strings.HasPrefix(target.Path, "/") {
		target.Path = "/" + target.Path
	}
	return target
}

// request makes a request, which keeps the target.
func (c *Client) request(ctx context.Context, method string, target *url.URL, body io.Reader) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, "", body)
	if err != nil {
		return nil, err
	}
	r.URL, r.Host = target, target.Host
	r.Header.Set("Accept", "application/fhir+json")
	r.Header.Set("Accept-Encoding", "gzip")
	return r, nil
}

// prefer says what a server is to do about a parameter that it does not know (R4, 3.1.1.3): refuse, rather than answer
// another question. Where the search asks for includes it may leave those out instead, so that it is not asked twice;
// that it left out the person shows in what it brings (trust.go).
func (e enquiry) prefer(r *http.Request) {
	handling := "handling=strict"
	if len(e.includes) > 0 {
		handling = "handling=lenient"
	}
	r.Header.Set("Prefer", handling)
}

// send makes a request. The caller closes the body by finish.
func (c *Client) send(r *http.Request, w watch) (*http.Response, *failure) {
	if c.config.Authorise != nil {
		if err := c.config.Authorise(r); err != nil {
			if r.Context().Err() != nil {
				return nil, transportFailure(r.Context(), w, err)
			}
			return nil, failed("could not be asked, because the gateway has no credentials for it")
		}
	}
	res, err := c.http.Do(r)
	if err != nil {
		return nil, transportFailure(r.Context(), w, err)
	}
	return res, nil
}

// confined gives a client on the same connections that follows a redirect only within the base, and only for a
// request without a body.
func (c *Client) confined(h *http.Client) *http.Client {
	confined := *h
	confined.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if via[0].Method != http.MethodGet || len(via) > 3 || !c.within(r.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return &confined
}

// within tells whether a URL lies under the base: same origin, and under its path (S28).
func (c *Client) within(u *url.URL) bool {
	if u.User != nil || !strings.EqualFold(u.Scheme, c.config.Base.Scheme) || !sameHost(u, c.config.Base) {
		return false
	}
	// Dot segments could lead out of the base's path. A resolved URL has none, unless they are encoded.
	path := u.JoinPath().Path
	if strings.Contains(path, "/../") || strings.HasSuffix(path, "/..") {
		return false
	}
	return path == c.config.Base.Path || strings.HasPrefix(path, c.config.Base.Path+"/")
}

func sameHost(a, b *url.URL) bool {
	return strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if strings.EqualFold(u.Scheme, "https") {
		return "443"
	}
	return "80"
}

// attempt sends a request and reads the Bundle that it is answered with, within what is left of the limits.
func (c *Client) attempt(r *http.Request, w watch, left *allowance) (*page, *failure) {
	res, f := c.send(r, w) //nolint:bodyclose // finish closes it
	if f != nil {
		return nil, f
	}
	defer finish(res.Body)
	if res.StatusCode == http.StatusNotModified {
		return conditionOf(r).confirmed(stampOf(res.Header))
	}
	if res.StatusCode != http.StatusOK {
		f := statusFailure(res.StatusCode, readIssues(readSome(res)))
		f.retryAfter = c.retryAfter(res.Header)
		return nil, f
	}
	if !labelledJSON(res.Header) {
		return nil, failed(notFHIRJSON)
	}
	body, err := unpacked(res, left)
	if err != nil {
		return nil, c.unreadable(r, w, err)
	}
	p, err := readBundle(body, left.entries, holdOf(r.Context()))
	if err != nil {
		return nil, c.unreadable(r, w, err)
	}
	p.stamp = c.usable(stampOf(res.Header).by(r.Method))
	return p, nil
}

// unreadable tells a broken answer from a broken connection.
func (c *Client) unreadable(r *http.Request, w watch, err error) *failure {
	if r.Context().Err() != nil || timedOut(err) {
		return transportFailure(r.Context(), w, err)
	}
	return failed(unreadableAnswer)
}
