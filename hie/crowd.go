package hie

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/failsafe-go/failsafe-go/adaptivelimiter"
	"github.com/failsafe-go/failsafe-go/bulkhead"

	"github.com/london-care-record/gateway/fhir"
)

// crowd bounds how many requests to an exchange are under way, and how many wait for their turn: a slow exchange holds up
// no more of the gateway than that, and is not pushed over by us.
type crowd struct {
	limits   Bulkhead
	bulkhead bulkhead.Bulkhead[*fhir.Page]
	adaptive adaptivelimiter.AdaptiveLimiter[*fhir.Page] // nil: the bulkhead stands

	inFlight, queued atomic.Int64
}

// errCrowded tells that a request was not sent because too many are under way.
var errCrowded = errors.New("hie: too many requests under way")

func newCrowd(b Bulkhead, a Adaptive) *crowd {
	c := &crowd{limits: b}
	if a.Max > 0 {
		least, most := uint(a.Min), uint(a.Max)
		c.adaptive = adaptivelimiter.NewBuilder[*fhir.Page]().WithLimits(least, most, max(least, min(20, most))).Build()
	} else {
		c.bulkhead = bulkhead.New[*fhir.Page](uint(b.Concurrent))
	}
	return c
}

// enter waits for a place for a while. leave gives it back; it is told whether the time that the request took says
// something about the exchange. The error is errCrowded or the context's.
func (c *crowd) enter(ctx context.Context) (leave func(measured bool), err error) {
	if c.queued.Add(1) > int64(c.limits.Queue) {
		c.queued.Add(-1)
		return c.enterNow()
	}
	defer c.queued.Add(-1)
	if c.adaptive != nil {
		permit, err := c.adaptive.AcquirePermitWithMaxWait(ctx, c.limits.Wait)
		return c.admitted(permit, crowded(ctx, err))
	}
	err = c.bulkhead.AcquirePermitWithMaxWait(ctx, c.limits.Wait)
	return c.admitted(nil, crowded(ctx, err))
}

// enterNow is for those who find the queue full.
func (c *crowd) enterNow() (leave func(bool), err error) {
	if c.adaptive != nil {
		if permit, ok := c.adaptive.TryAcquirePermit(); ok {
			return c.admitted(permit, nil)
		}
		return nil, errCrowded
	}
	if c.bulkhead.TryAcquirePermit() {
		return c.admitted(nil, nil)
	}
	return nil, errCrowded
}

func (c *crowd) admitted(permit adaptivelimiter.Permit, err error) (func(bool), error) {
	if err != nil {
		return nil, err
	}
	c.inFlight.Add(1)
	return func(measured bool) {
		c.inFlight.Add(-1)
		switch {
		case permit == nil:
			c.bulkhead.ReleasePermit()
		case measured:
			permit.Record()
		default:
			permit.Drop()
		}
	}, nil
}

func crowded(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil {
		return errCrowded
	}
	return err
}

// sentence says why a request was not sent.
func (c *crowd) sentence() string {
	return "was not asked, because as many requests to it are under way as it may be sent at once; please try again in a moment"
}
