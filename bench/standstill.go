package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// standstill is a time in which this process could not run, though it had next to nothing to do.
type standstill struct{ from, until time.Time }

// shortestStandstill is far more than a process waits for its turn on a machine that is only busy.
const shortestStandstill = 150 * time.Millisecond

// standstills notes when the machine stood still: a virtual one does when its host has something else to do. What is due
// meanwhile comes all at once afterwards.
func standstills(ctx context.Context) (all []standstill) {
	for before := time.Now(); ctx.Err() == nil; {
		time.Sleep(5 * time.Millisecond)
		now := time.Now()
		if now.Sub(before) > shortestStandstill {
			all = append(all, standstill{before, now})
		}
		before = now
	}
	return all
}

// unexplainedBy says how many were turned away though the machine had not stood still within the budget before.
func (p *phase) unexplainedBy(stood []standstill) (n int) {
	for _, at := range p.turnedAway {
		if !slices.ContainsFunc(stood, func(x standstill) bool { return at.After(x.from) && at.Before(x.until.Add(budget)) }) {
			n++
		}
	}
	for _, x := range stood {
		fmt.Printf("%-24s stood still for %s after %s\n", "the machine", x.until.Sub(x.from).Round(time.Millisecond), x.from.Sub(p.start).Round(100*time.Millisecond))
	}
	for _, at := range p.turnedAway[:min(len(p.turnedAway), 20)] {
		fmt.Printf("%-24s one that was due after %s\n", "turned away", at.Sub(p.start).Round(time.Millisecond))
	}
	return n
}
