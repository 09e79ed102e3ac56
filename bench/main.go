// Command bench measures the gateway, and others doing its job, over exchanges that answer from memory after a set time.
//
//	go run . gate       asks a few questions and fails when the exchanges are asked more than the budget allows; for CI
//	go run . all        measures everything; -docs ../docs writes benchmarks.md, scaling.md and the plots; -quick in three minutes
//	go run . compare    one part of it: the gateway beside its peers and floors; also audit, curve and profile
//	go run . soak       an open loop with faults, then far too much of it: ten minutes, or GATEWAY_SLICE
//
// It runs on Linux, from this folder. The peers need npm ci here first.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/london-care-record/gateway/bench/floors"
	"github.com/london-care-record/gateway/bench/upstream"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

var commands = map[string]func(context.Context, []string) error{
	"gate":    runGate,
	"all":     runParts(),
	"compare": runParts("compare"),
	"audit":   runParts("audit"),
	"curve":   runParts("curve"),
	"profile": runParts("profile"),
	"soak":    runSoak,
	// What this program runs of itself:
	"upstream": func(ctx context.Context, names []string) error { return upstream.Run(ctx, names, os.Stdout) },
	"floor":    floors.Run,
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		if command, ok := commands[args[0]]; ok {
			return command(ctx, args[1:])
		}
	}
	return errors.New("say what to do: gate, all, compare, audit, curve, profile or soak")
}
