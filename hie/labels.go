package hie

import (
	"sync"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/london-care-record/gateway/record"
)

// labels are the attributes under which an exchange's figures are counted. Each combination is put together once: that
// costs more than the counting, and there are hundreds for an answer.
type labels struct {
	exchange record.ExchangeID
	known    sync.Map // of metric.MeasurementOption by label
}

// label is one combination. What is empty is left out.
type label struct{ search, state, from string }

func (l *labels) of(one label) metric.MeasurementOption {
	if known, ok := l.known.Load(one); ok {
		return known.(metric.MeasurementOption)
	}
	attributes := []attribute.KeyValue{exchangeAttribute(l.exchange)}
	for _, a := range []attribute.KeyValue{
		attribute.String("search", one.search), attribute.String("state", one.state), attribute.String("from", one.from),
	} {
		if a.Value.AsString() != "" {
			attributes = append(attributes, a)
		}
	}
	option := metric.WithAttributeSet(attribute.NewSet(attributes...))
	l.known.Store(one, option)
	return option
}
