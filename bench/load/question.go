// Package load asks questions and measures the answers: closed loops, in which so many callers each wait for their
// answer before they ask again, and open ones, in which questions come when they come.
package load

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// Target is a GraphQL server with a question for it.
type Target struct {
	URL string
	// Document and Variable are the query and the name of its variable, which takes People NHS numbers: one of them as a
	// string, or several as a list.
	Document, Variable string
	People             int
	// Joined says that the variable takes one string in which the people are joined as FHIR joins the values of a search.
	Joined bool
	// Checks are what every answer must hold; one that does not is an error.
	Checks []Check
}

// Check is what must stand in an answer, and how many times.
type Check struct {
	Text  string
	Times int
}

func (c Check) hold(body []byte) error {
	if n := bytes.Count(body, []byte(c.Text)); n != c.Times {
		return fmt.Errorf("the answer should hold %q %d times; it is there %d times", c.Text, c.Times, n)
	}
	return nil
}

// Numbers gives out NHS numbers, each once: nobody's record is in anybody's memory.
type Numbers struct{ next atomic.Int64 }

// Next gives a valid number of the range 999, which is never issued. There are 900,000 before the first comes again.
func (n *Numbers) Next() string {
	for {
		first := 999_050_000 + n.next.Add(1)%949_000
		digits := fmt.Sprint(first)
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (10 - i)
		}
		if check := (11 - sum%11) % 11; check != 10 {
			return fmt.Sprintf("%s%d", digits, check)
		}
	}
}

// Client asks over as many connections as it needs.
type Client struct {
	http    *fasthttp.Client
	numbers *Numbers
}

// NewClient makes a client; timeout bounds one question.
func NewClient(numbers *Numbers, timeout time.Duration) *Client {
	return &Client{numbers: numbers, http: &fasthttp.Client{
		NoDefaultUserAgentHeader: true, MaxConnsPerHost: 1 << 16, ReadTimeout: timeout, WriteTimeout: timeout,
		// Shorter than servers keep an idle connection: Node closes it after five seconds, just as it may be used again.
		MaxIdleConnDuration: 2 * time.Second,
		// A question is asked once: one that fails is counted, not hidden.
		RetryIfErr:                func(*fasthttp.Request, int, error) (bool, bool) { return false, false },
		MaxIdemponentCallAttempts: 1,
	}}
}

// Close gives the idle connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Answer is one answer.
type Answer struct {
	Status     int
	RetryAfter string
	Bytes      int
	// Err is that there was no answer, or one that it should not have been. Body is then the beginning of it.
	Err  error
	Body string
}

// Ask asks once, about somebody new. inspect, if it is not nil, may look at a whole answer, which is gone afterwards.
func (c *Client) Ask(t *Target, inspect func([]byte) error) Answer {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	req.SetRequestURI(t.URL)
	req.Header.SetMethod(fasthttp.MethodPost)
	req.Header.SetContentType("application/json")
	req.SetBodyRaw(c.body(t))
	if err := c.http.Do(req, res); err != nil {
		return Answer{Err: err}
	}
	body := res.Body()
	a := Answer{Status: res.StatusCode(), RetryAfter: string(res.Header.Peek("Retry-After")), Bytes: len(body)}
	if a.Status != fasthttp.StatusOK {
		a.Err = fmt.Errorf("status %d", a.Status)
	}
	for i := 0; i < len(t.Checks) && a.Err == nil; i++ {
		a.Err = t.Checks[i].hold(body)
	}
	if a.Err == nil && inspect != nil {
		a.Err = inspect(body)
	}
	if a.Err != nil {
		a.Body = string(body[:min(len(body), 400)])
	}
	return a
}

// system is how FHIR names the identifier system of NHS numbers in a search.
const system = "https://fhir.nhs.uk/Id/nhs-number|"

func (c *Client) body(t *Target) []byte {
	b := append(make([]byte, 0, len(t.Document)+len(t.Variable)+64*t.People), `{"query":`...)
	b = fmt.Appendf(b, `%q,"variables":{%q:`, t.Document, t.Variable)
	switch {
	case t.Joined:
		b = append(b, '"')
		for i := range t.People {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(b, system...), c.numbers.Next()...)
		}
		b = append(b, '"')
	case t.People == 1:
		b = fmt.Appendf(b, "%q", c.numbers.Next())
	default:
		b = append(b, '[')
		for i := range t.People {
			if i > 0 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, "%q", c.numbers.Next())
		}
		b = append(b, ']')
	}
	return append(b, "}}"...)
}
