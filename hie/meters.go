package hie

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/london-care-record/gateway/record"
)

// instruments are the region's metrics.
type instruments struct {
	duration metric.Float64Histogram
	retries  metric.Int64Counter
	hedges   metric.Int64Counter
	refused  metric.Int64Counter
	breaker  metric.Int64Counter
	memory   metric.Int64Counter
	inFlight metric.Int64UpDownCounter
}

func newInstruments(m metric.Meter) (*instruments, error) {
	var i instruments
	var err error
	i.duration, err = m.Float64Histogram("hie.search.duration",
		metric.WithUnit("s"),
		metric.WithDescription("How long a search of an exchange took, pages included."),
		metric.WithExplicitBucketBoundaries(.005, .01, .02, .05, .1, .2, .5, 1, 1.5, 2, 5))
	if err != nil {
		return nil, err
	}
	for _, c := range []struct {
		into              *metric.Int64Counter
		name, description string
	}{
		{&i.retries, "hie.request.retries", "Requests to an exchange that were made again after they had failed."},
		{&i.hedges, "hie.request.hedges", "Second requests to an exchange that was slow to answer the first."},
		{&i.refused, "hie.request.refused", "Requests that were not sent: the breaker was open, or too many were under way."},
		{&i.breaker, "hie.breaker.changes", "How often an exchange's circuit breaker came into a state."},
		{&i.memory, "hie.memory.answers", "Answers about one person by where they came from: fresh in memory or in that which replicas share, asked for, confirmed by the exchange without being given again, joined with somebody who was asking, or stale."},
	} {
		if *c.into, err = m.Int64Counter(c.name, metric.WithDescription(c.description)); err != nil {
			return nil, err
		}
	}
	i.inFlight, err = m.Int64UpDownCounter("hie.request.in_flight", metric.WithDescription("Requests to an exchange that are under way."))
	return &i, err
}

func exchangeAttribute(id record.ExchangeID) attribute.KeyValue {
	return attribute.String("exchange", string(id))
}

// remembered counts where answers came from.
func (s *Source) remembered(from string, answers int) {
	if answers > 0 {
		s.meters.memory.Add(context.Background(), int64(answers), s.guard.labels.of(label{from: from}))
	}
}

// watch tells how full the memory is.
func (i *instruments) watch(m metric.Meter, full *memory) (metric.Registration, error) {
	size, err := m.Int64ObservableGauge("hie.memory.size", metric.WithUnit("By"), metric.WithDescription("About what the remembered answers take."))
	if err != nil {
		return nil, err
	}
	entries, err := m.Int64ObservableGauge("hie.memory.entries", metric.WithDescription("How many answers are remembered, each about one person."))
	if err != nil {
		return nil, err
	}
	return m.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		o.ObserveInt64(size, full.store.Bytes())
		o.ObserveInt64(entries, int64(full.store.Len()))
		return nil
	}, size, entries)
}
