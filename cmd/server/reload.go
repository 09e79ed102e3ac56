package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// reloadOnHangUp reads the configuration file again on each SIGHUP, and asks the exchanges that it names from then on.
// The signal is caught from now on; stop ends that. What it is given to reload with comes later: a signal before then
// waits.
func reloadOnHangUp() *reloads {
	r := &reloads{signals: make(chan os.Signal, 1), stopped: make(chan struct{})}
	signal.Notify(r.signals, syscall.SIGHUP)
	return r
}

type reloads struct {
	signals chan os.Signal
	stopped chan struct{}
	running sync.WaitGroup
}

// serve begins to act on the signals.
func (r *reloads) serve(ctx context.Context, s *service, c *config, f flags) {
	r.running.Go(func() {
		for {
			select {
			case <-r.stopped:
				return
			case <-ctx.Done():
				return
			case <-r.signals:
				c = s.reload(ctx, c, f)
			}
		}
	})
}

// stop lets signals pass again, and returns when none is acted on any more.
func (r *reloads) stop() {
	signal.Stop(r.signals)
	close(r.stopped)
	r.running.Wait()
}

// reload takes over the exchanges of the file as it is now, and gives the configuration that then holds. Who is being
// answered goes on with the exchanges that the answer began with. From a file with anything wrong in it, nothing is taken
// over. Other keys hold from the next start; those that differ are named in the log.
func (s *service) reload(ctx context.Context, c *config, f flags) *config {
	fresh, err := readConfig(c.file)
	if err == nil {
		fresh.apply(f)
		err = fresh.mayReplace(c)
	}
	if err != nil {
		s.log.ErrorContext(ctx, "the configuration was not reloaded, nothing has changed", "error", err.Error())
		return c
	}
	region, err := s.newRegion(fresh)
	if err != nil {
		s.log.ErrorContext(ctx, "the configuration was not reloaded, nothing has changed", "error", err.Error())
		return c
	}
	if waiting := differences(c, fresh); len(waiting) > 0 {
		s.log.WarnContext(ctx, "these keys of the configuration have changed and hold from the next start", "keys", strings.Join(waiting, ", "))
	}
	changes := exchangeChanges(c.Exchanges, fresh.Exchanges)
	next := *c
	next.Exchanges = fresh.Exchanges
	if len(changes) == 0 {
		region.Close()
		s.log.InfoContext(ctx, "the configuration was read again: no exchange has changed")
		return &next
	}
	s.region.Replace(region)
	s.log.InfoContext(ctx, "the exchanges were reloaded", "changes", strings.Join(changes, ", "))
	return &next
}

// mayReplace holds what only the running gateway knows against a new configuration: where anybody is let in, every exchange
// must stay on this machine.
func (c *config) mayReplace(running *config) error {
	if running.Access.Mode != access.ModeOpen {
		return nil
	}
	if _, err := access.Open(running.Listen, c.loopbackOnly()); err != nil {
		return c.problem("exchanges", "%s", err)
	}
	return nil
}

// differences names the keys at the top of the file, but for the exchanges, whose values differ. What the command line
// has said is the same in both.
func differences(a, b *config) []string {
	var keys []string
	x, y := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for i := range x.NumField() {
		key := x.Type().Field(i).Tag.Get("yaml")
		if key == "" || key == "exchanges" {
			continue
		}
		if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			keys = append(keys, key)
		}
	}
	return keys
}

// exchangeChanges says which exchanges came, went or are asked otherwise, and whether their order has changed.
func exchangeChanges(before, after exchangeConfigs) []string {
	var changes []string
	at := func(list exchangeConfigs, id record.ExchangeID) int {
		return slices.IndexFunc(list, func(e exchangeConfig) bool { return e.id == id })
	}
	for _, e := range after {
		switch i := at(before, e.id); {
		case i < 0:
			changes = append(changes, fmt.Sprintf("%s connected", e.id))
		case !reflect.DeepEqual(before[i], e):
			changes = append(changes, fmt.Sprintf("%s changed", e.id))
		}
	}
	for _, e := range before {
		if at(after, e.id) < 0 {
			changes = append(changes, fmt.Sprintf("%s disconnected", e.id))
		}
	}
	ids := func(list exchangeConfigs) (all []record.ExchangeID) {
		for _, e := range list {
			all = append(all, e.id)
		}
		return all
	}
	if len(changes) == 0 && !slices.Equal(ids(before), ids(after)) {
		changes = append(changes, "the order changed")
	}
	return changes
}
