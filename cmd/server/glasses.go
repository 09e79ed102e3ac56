package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/london-care-record/gateway/access"
)

const (
	// glassesEvery is how soon a glass that was broken at another gateway is known here to those who have a relationship.
	glassesEvery = 2 * time.Second
	// glassesTime bounds one reading.
	glassesTime = 10 * time.Second
)

// watchGlasses reads which glasses are broken, now and again and again, until the function that it gives is called.
func watchGlasses(ctx context.Context, door *access.Door, log *slog.Logger) (stop func() error) {
	failing := refreshGlasses(ctx, door, false, log)
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(glassesEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				failing = refreshGlasses(ctx, door, failing, log)
			}
		}
	}()
	return func() error {
		cancel()
		<-done
		return nil
	}
}

// refreshGlasses reads once, and tells the log when it begins to fail.
func refreshGlasses(ctx context.Context, door *access.Door, failing bool, log *slog.Logger) bool {
	reading, cancel := context.WithTimeout(ctx, glassesTime)
	defer cancel()
	err := door.RefreshGlasses(reading)
	if err != nil && !failing && ctx.Err() == nil {
		log.Warn("broken glasses can't be read from the audit trail", "error", err)
	}
	return err != nil
}
