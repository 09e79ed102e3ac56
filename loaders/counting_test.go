package loaders

import (
	"context"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
)

// counting counts what is written to the real audit trail behind it.
type counting struct {
	access.Trail
	calls, decisions int
}

func (c *counting) Decide(ctx context.Context, decisions ...audit.Decision) ([]audit.Receipt, error) {
	c.calls++
	c.decisions += len(decisions)
	return c.Trail.Decide(ctx, decisions...)
}
