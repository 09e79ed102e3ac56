package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/london-care-record/gateway/audit"
)

const (
	day = 24 * time.Hour
	// retainEvery is how often old entries are deleted.
	retainEvery = day
	// retainTime bounds one deletion; what is left waits for the next.
	retainTime = 10 * time.Minute
)

// retain deletes what is older than a number of days, now and every day, until the function that it gives is called.
func retain(trail *audit.Log, days int, log *slog.Logger) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(retainEvery)
		defer tick.Stop()
		for {
			retainOnce(ctx, trail, days, log)
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return func() error {
		cancel()
		<-done
		return nil
	}
}

func retainOnce(ctx context.Context, trail *audit.Log, days int, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(ctx, retainTime)
	defer cancel()
	gone, err := trail.Retain(ctx, time.Now().AddDate(0, 0, -days), "audit.retentionDays")
	if gone.Count > 0 {
		log.Info("old entries of the audit trail were deleted", "count", gone.Count)
	}
	if err != nil && ctx.Err() == nil {
		log.Error("old entries of the audit trail can't be deleted", "error", err)
	}
}
