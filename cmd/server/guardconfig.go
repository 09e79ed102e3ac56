package main

import (
	"strings"
	"time"

	"github.com/london-care-record/gateway/hie"
)

// guardConfig says how the requests to an exchange are guarded; what it leaves out is hie's default.
type guardConfig struct {
	Retry struct {
		Attempts int      `yaml:"attempts"`
		Budget   float64  `yaml:"budget"`
		Pause    duration `yaml:"pause"`
	} `yaml:"retry"`
	Breaker struct {
		Off      bool     `yaml:"off"`
		Failures int      `yaml:"failures"`
		Of       int      `yaml:"of"`
		Open     duration `yaml:"open"`
	} `yaml:"breaker"`
	Bulkhead struct {
		Concurrent int      `yaml:"concurrent"`
		Queue      int      `yaml:"queue"`
		Wait       duration `yaml:"wait"`
	} `yaml:"bulkhead"`
	Hedge struct {
		Quantile float64 `yaml:"quantile"`
	} `yaml:"hedge"`
	Adaptive struct {
		Min int `yaml:"min"`
		Max int `yaml:"max"`
	} `yaml:"adaptive"`
}

// guard turns the configuration into the exchange's.
func (g guardConfig) guard() hie.Guard {
	return hie.Guard{
		Retry:    hie.Retry{Attempts: g.Retry.Attempts, Budget: g.Retry.Budget, Pause: time.Duration(g.Retry.Pause)},
		Breaker:  hie.Breaker{Off: g.Breaker.Off, Failures: g.Breaker.Failures, Of: g.Breaker.Of, Open: time.Duration(g.Breaker.Open)},
		Bulkhead: hie.Bulkhead{Concurrent: g.Bulkhead.Concurrent, Queue: g.Bulkhead.Queue, Wait: time.Duration(g.Bulkhead.Wait)},
		Hedge:    hie.Hedge{Quantile: g.Hedge.Quantile},
		Adaptive: hie.Adaptive{Min: g.Adaptive.Min, Max: g.Adaptive.Max},
	}
}

// checkGuard says which setting of an exchange's guard is wrong.
func (c *config) checkGuard(e *exchangeConfig) error {
	if err := e.Guard.guard().Check(); err != nil {
		key, problem, _ := strings.Cut(err.Error(), " ")
		return c.problem("exchanges."+string(e.id)+".guard."+key, "%s", problem)
	}
	return nil
}
