// Command server is the London Care Record gateway: a GraphQL API that asks the regional health information exchanges
// and stitches one patient record.
//
//	server                          runs the demo region: five pretend exchanges on loopback, synthetic people
//	server -config region.yaml      runs against configured exchanges
//	server -check -config region.yaml
//	                                says for each exchange whether it answers and what it supports
//	server -explain 9990000018      prints how that person's record is put together, row by row, for safety review
//	server audit verify             finds what was changed in the audit trail; also export and retain
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/london-care-record/gateway/internal/server"
)

func main() {
	tuneMemory()
	os.Exit(code(os.Args[1:]))
}

// code runs the program until it is told to end, and gives its exit code.
func code(args []string) int {
	ctx, stop := untilToldToEnd()
	defer stop()
	err := run(ctx, args, os.Stdout, os.Stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case !errors.Is(err, errUsage): // else the flag package has said it
		fmt.Fprintln(os.Stderr, "server:", err)
	}
	return exitCode(err)
}

// untilToldToEnd gives a context that ends with the first interrupt or SIGTERM. Whoever interrupts sits there and waits; a
// SIGTERM comes from what runs the gateway, and leaves a balancer time to notice. A second signal ends the process at once.
func untilToldToEnd() (ctx context.Context, stop func()) {
	ctx, end := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		signal.Stop(signals)
		if s == os.Interrupt {
			end(server.ErrWithoutDelay)
			return
		}
		end(nil)
	}()
	return ctx, func() { end(nil) }
}

// errUsage is a wrong command line: the flag package has said what is wrong.
var errUsage = errors.New("usage")

// flags are the command line.
type flags struct {
	config, listen, admin    string
	explain, kind, tokenFile string
	check, explains, version bool
}

func parseFlags(args []string, stderr io.Writer) (flags, error) {
	var f flags
	set := flag.NewFlagSet("server", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.config, "config", "", "configuration `file`; without it the demo region runs")
	set.StringVar(&f.listen, "listen", "", "`address` to listen on; wins over the file (default 127.0.0.1:8080)")
	set.StringVar(&f.admin, "admin", "", "`address` for health, readiness and metrics, or off; wins over the file (default 127.0.0.1:9090)")
	set.BoolVar(&f.check, "check", false, "ask each configured exchange whether it answers and what it supports, then exit")
	set.Func("explain", "print how the record of the person with this NHS `number` is put together, then exit", func(number string) error {
		f.explain, f.explains = number, true
		return nil
	})
	set.StringVar(&f.kind, "kind", "", "with -explain: only these `kinds` of record, such as ALLERGIES,MEDICATIONS")
	set.StringVar(&f.tokenFile, "token-file", "", "with -explain and -config: the `file` of the access token to ask with")
	set.BoolVar(&f.version, "version", false, "print the version and exit")
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return f, err
		}
		return f, errUsage
	}
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("%q is not understood; see -help", set.Arg(0))
	case f.check && f.config == "":
		return f, errors.New("-check needs -config: it asks the exchanges of a configuration file")
	case f.check && f.explains:
		return f, errors.New("-check and -explain are two programs: use one at a time")
	case f.kind != "" && !f.explains:
		return f, errors.New("-kind needs -explain")
	case f.tokenFile != "" && (!f.explains || f.config == ""):
		return f, errors.New("-token-file needs -explain and -config")
	}
	return f, nil
}

// run is main without the process: it returns when ctx ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "audit" {
		return runAudit(ctx, args[1:], stdout, stderr)
	}
	f, err := parseFlags(args, stderr)
	switch {
	case err != nil:
		return err
	case f.version:
		fmt.Fprintln(stdout, version())
		return nil
	case f.explains:
		return runExplain(ctx, f, stdout, stderr)
	case f.config == "":
		return runDemo(ctx, f, stdout, stderr)
	}
	c, err := readConfig(f.config)
	if err != nil {
		return err
	}
	c.apply(f)
	if f.check {
		return runCheck(ctx, c, stdout)
	}
	return runConfigured(ctx, c, f, stdout, stderr)
}

// apply lets the command line win over the file.
func (c *config) apply(f flags) {
	if f.listen != "" {
		c.Listen = f.listen
	}
	if f.admin != "" {
		c.Admin = f.admin
	}
}

// version is the module's, as the build knows it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
