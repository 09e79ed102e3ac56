package main

import (
	"os"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// gcPercent lets the heap grow further between collections than Go's own 100: what an answer is made of lives for
// milliseconds, and collecting it a quarter as often took a fifth off the time of a query about a long record (compare
// `cd bench && go run . gate -latency 0ms` with and without GOGC=100). GOGC wins.
const gcPercent = 400

// uncontained is how much memory Go aims to stay below where nothing limits the process: enough for what runs at once by
// default, and little enough for a machine that has other things to do.
const uncontained = 768 << 20

// ofTheContainer is the part of a container's memory that Go aims to stay below. The rest is for what Go does not count.
const ofTheContainer = 0.9

// tuneMemory fits the collector to the memory that there is. The environment's GOGC and GOMEMLIMIT win.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	limit, err := memlimit.ApplyRatio(memlimit.FromCgroup, ofTheContainer)()
	if err != nil || limit == 0 {
		limit = uncontained
	}
	debug.SetMemoryLimit(int64(min(limit, 1<<62)))
}
