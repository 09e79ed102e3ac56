package main

import (
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/hie"
)

func TestAGuardIsReadAndABadOneRefused(t *testing.T) {
	const head = "access: {mode: open}\nexchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    guard:\n      "
	c, err := readConfig(write(t, head+"{retry: {attempts: 2, budget: 0.5}, breaker: {open: 2s}, hedge: {quantile: 0.9}, bulkhead: {wait: 10ms}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := hie.Guard{Retry: hie.Retry{Attempts: 2, Budget: 0.5}, Breaker: hie.Breaker{Open: 2 * time.Second},
		Bulkhead: hie.Bulkhead{Wait: 10 * time.Millisecond}, Hedge: hie.Hedge{Quantile: 0.9}}
	if got := c.exchanges()[0].Guard; got != want {
		t.Errorf("the guard is %+v", got)
	}
	for text, problem := range map[string]string{
		"retry: {budget: 2}":            ":6: exchanges.NEL.guard.retry.budget: must be a share from 0 to 1",
		"breaker: {failures: 9, of: 3}": ":6: exchanges.NEL.guard.breaker.failures: must not be more than breaker.of",
		"hedge: {quantile: 1}":          ":6: exchanges.NEL.guard.hedge.quantile: must be a share below 1",
		"adaptive: {min: 9, max: 3}":    ":6: exchanges.NEL.guard.adaptive.min: must be from 0 to adaptive.max",
		"bulkhead: {concurrent: -1}":    ":6: exchanges.NEL.guard.bulkhead: must not hold negative numbers",
	} {
		if _, err := readConfig(write(t, head+text+"\n")); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: the error is %v", text, err)
		}
	}
}
