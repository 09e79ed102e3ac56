package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/hie"
)

// runCheck says for each exchange whether it answers, as what, and what it supports, and of everything at the door whether
// it answers. It is an error when one does not.
func runCheck(ctx context.Context, c *config, stdout io.Writer) error {
	region, err := hie.NewRegion(c.exchanges(), hie.Options{})
	if err != nil {
		return c.inFile(err)
	}
	defer region.Close()
	failed := 0
	for i, check := range region.Check(ctx) {
		printCheck(stdout, c.Exchanges[i], check)
		if check.Problem != "" {
			failed++
		}
	}
	noMemory := checkSharedMemory(ctx, c, stdout)
	atDoor := checkEntrance(ctx, c, stdout)
	switch {
	case failed == 1:
		err = errors.New("one exchange does not answer as it should")
	case failed > 1:
		err = fmt.Errorf("%d exchanges do not answer as they should", failed)
	}
	if atDoor > 0 {
		err = errors.Join(err, errors.New("who is let in, or where it is noted, is not as it should be"))
	}
	return errors.Join(err, noMemory)
}

func printCheck(w io.Writer, e exchangeConfig, check hie.Check) {
	verdict := "answers"
	if check.Problem != "" {
		verdict = check.Problem
	}
	fmt.Fprintf(w, "%s  %s: %s\n", check.Exchange.ID, check.Exchange.Name, verdict)
	style := e.Search
	if style == "" {
		style = fhir.Chained
	}
	fmt.Fprintf(w, "     asked at   %s, %s search\n", e.URL, style)
	if !check.Statement {
		if check.Problem == "" {
			fmt.Fprintln(w, "     says of itself nothing (no CapabilityStatement)")
		}
		return
	}
	fmt.Fprintf(w, "     says it is %s, FHIR %s\n", orUnnamed(check.Software), orUnnamed(check.FHIRVersion))
	fmt.Fprintf(w, "     offers     %s\n", list(check.Supported))
	if len(check.Missing) > 0 {
		fmt.Fprintf(w, "     lacks      %s\n", list(check.Missing))
	}
}

func orUnnamed(s string) string {
	if s = strings.TrimSpace(s); s != "" {
		return s
	}
	return "(unnamed)"
}

func list(searches []hie.Search) string {
	if len(searches) == 0 {
		return "nothing that is asked for"
	}
	names := make([]string, len(searches))
	for i, s := range searches {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}
