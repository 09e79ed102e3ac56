package fhir

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Page is the answer to one request, read whole. What is in it is this package's own matter.
type Page = page

// Failure is why a request gave no answer.
type Failure = failure

// Attempt sends a request and reads its answer. It may be made several times, one after the other or at once: a search
// changes nothing on the server. Exactly one of its results is not nil. It returns soon after ctx is done.
type Attempt = func(ctx context.Context) (*Page, *Failure)

// Failed makes the failure of a request that was not sent. The detail is a phrase with the exchange as its subject.
func Failed(detail string) *Failure { return failed(detail) }

// State is the failure as a clinician sees it.
func (f *failure) State() record.SourceState { return f.state }

// Status is the HTTP status that the server answered with; 0 when it did not answer.
func (f *failure) Status() int { return f.status }

// RetryAfter is how long the server asked us to wait; 0 when it did not say.
func (f *failure) RetryAfter() time.Duration { return f.retryAfter }

// Unreadable tells that the server answered with something that is no Bundle, or showed a certificate that can't be
// trusted. It would do so again.
func (f *failure) Unreadable() bool {
	return f.detail == unreadableAnswer || f.detail == notFHIRJSON || strings.HasPrefix(f.detail, badCertificate)
}

// TimedOut is the outcome of a question that was not waited for any longer, after the time that it was given.
func TimedOut(given time.Duration) record.Outcome {
	return record.Outcome{State: record.StateTimedOut, Detail: "did not answer within " + seconds(given), Elapsed: given}
}

// Span writes a span of time for people: "1.5 s", "4 min".
func Span(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return seconds(d)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	}
	return fmt.Sprintf("%d h", int(d.Hours()))
}

// page sends a request and reads the Bundle that it is answered with, within what is left of the limits, as the guard
// allows. An attempt that failed has used up nothing of the limits.
func (c *Client) page(r *http.Request, w watch, left *allowance) (*page, *failure) {
	if c.config.Guard == nil {
		return c.attempt(r, w, left)
	}
	before := *left // an attempt may begin when another one has been answered, and the search has gone on
	p, f := c.config.Guard(r.Context(), func(ctx context.Context) (*page, *failure) {
		own := before
		again := r.Clone(ctx)
		if r.GetBody != nil {
			body, err := r.GetBody()
			if err != nil {
				return nil, failed("could not be asked")
			}
			again.Body = body
		}
		p, f := c.attempt(again, w, &own)
		if p != nil {
			p.left = own.bytes
		}
		return p, f
	})
	if f == nil {
		left.bytes = p.left
	}
	return p, f
}

// retryAfter reads the header of that name: seconds, or a date (RFC 9110, 10.2.3).
func (c *Client) retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(max(0, min(seconds, 24*60*60))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(c.config.Now()))
	}
	return 0
}
