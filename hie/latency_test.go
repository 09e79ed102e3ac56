package hie

import (
	"testing"
	"time"
)

func TestLatencyIsOfTheRecentAnswers(t *testing.T) {
	at := time.Unix(1000, 0)
	var l latencies
	if got := l.report(at); got != nil {
		t.Errorf("nothing was asked, and the latency is %+v", got)
	}
	l.note(time.Hour, at.Add(-latencyAge-time.Second))
	for i := range 100 {
		l.note(time.Duration(100-i)*time.Millisecond, at)
	}
	got := l.report(at)
	if got == nil || got.P50 != 50 || got.P95 != 95 || got.P99 != 99 || got.Requests != 100 {
		t.Errorf("the latency is %+v", got)
	}
	for range latencyWindow {
		l.note(7*time.Millisecond, at)
	}
	if got := l.report(at); got.P99 != 7 || got.Requests != latencyWindow {
		t.Errorf("the ring is full of 7 ms, and the latency is %+v", got)
	}
}
