package main

import (
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/internal/server"
)

func TestRatesAndLoadAreReadOverTheirDefaults(t *testing.T) {
	read := func(limits string) *config {
		t.Helper()
		c, err := readConfig(write(t, "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n"+limits))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	d := server.DefaultRates()
	if c := read(""); c.rates() != d || c.load() != (server.Load{}) {
		t.Errorf("%+v %+v", c.rates(), c.load())
	}
	c := read("limits: {rates: {caller: off, client: {perSecond: 10}, refused: {burst: 5}}, load: off}\n")
	want := server.Rates{Client: server.Rate{PerSecond: 10, Burst: 20}, Refused: server.Rate{PerSecond: d.Refused.PerSecond, Burst: 5}}
	if c.rates() != want || c.load().Running >= 0 {
		t.Errorf("%+v %+v", c.rates(), c.load())
	}
	c = read("limits: {rates: {caller: {perSecond: 0.5, burst: 3}}, load: {running: 7, waiting: 3, patience: 10ms}}\n")
	if c.rates().Caller != (server.Rate{PerSecond: .5, Burst: 3}) || c.load() != (server.Load{Running: 7, Waiting: 3, Patience: 10 * time.Millisecond}) {
		t.Errorf("%+v %+v", c.rates(), c.load())
	}
	for limits, want := range map[string]string{
		"{rates: {caller: {perSecond: -1}}}": "limits.rates.caller: must not be negative",
		"{rates: {client: on}}":              "must be off, or give perSecond and burst",
		"{rates: {client: {perDay: 1}}}":     "perDay: this key is not known",
		"{load: {running: -1}}":              "limits.load: must not be negative",
		"{load: {patience: 2s}}":             "limits.load.patience: must be less than the budget, 2s",
	} {
		if _, err := readConfig(write(t, "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\nlimits: "+limits+"\n")); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", limits, err)
		}
	}
}
