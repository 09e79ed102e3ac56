package load

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestNumbersAreValidAndNew(t *testing.T) {
	var n Numbers
	seen := map[string]bool{}
	for range 5000 {
		number := n.Next()
		sum := 0
		for i := range 10 {
			sum += int(number[i]-'0') * (10 - i)
		}
		if seen[number] || len(number) != 10 || !strings.HasPrefix(number, "999") || sum%11 != 0 {
			t.Fatalf("%s is not new or not valid", number)
		}
		seen[number] = true
	}
}

func TestAnAnswerThatLacksSomethingIsAnError(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `"complete":true`) }))
	defer s.Close()
	c := NewClient(&Numbers{}, time.Minute)
	defer c.Close()
	for times, want := range map[int]bool{1: true, 2: false} {
		target := &Target{URL: s.URL, Variable: "n", People: 1, Checks: []Check{{`"complete":true`, times}}}
		if _, err := c.Loop(context.Background(), target, 1, 0, 1); (err == nil) != want {
			t.Errorf("%d times: %v", times, err)
		}
	}
}

// A server that stops answers none of those who would have asked meanwhile: their wait counts from when they were due.
func TestOpenLoopCountsFromWhenAQuestionWasDue(t *testing.T) {
	var asked atomic.Int64
	stopped := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			time.AfterFunc(300*time.Millisecond, func() { close(stopped) })
		}
		<-stopped
	}))
	defer s.Close()
	c := NewClient(&Numbers{}, time.Minute)
	defer c.Close()
	h, n := NewHistogram(), 0
	left := c.Open(context.Background(), &Target{URL: s.URL, Variable: "n", People: 1}, 200, 300*time.Millisecond, 1, 1000, nil, func(a Asked) {
		n++
		Record(h, a.Took)
	})
	if left != 0 || n < 20 {
		t.Fatalf("%d were asked, %d left", n, left)
	}
	if spread := Quantile(h, 95) - Quantile(h, 5); spread < 100*time.Millisecond {
		t.Errorf("those due early and late waited the same, within %s", spread)
	}
}

func TestOpenLoopIsBounded(t *testing.T) {
	release := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer s.Close()
	c := NewClient(&Numbers{}, time.Minute)
	defer c.Close()
	time.AfterFunc(200*time.Millisecond, func() { close(release) })
	if left := c.Open(context.Background(), &Target{URL: s.URL, Variable: "n", People: 1}, 500, 100*time.Millisecond, 1, 3, nil, func(Asked) {}); left == 0 {
		t.Error("more were under way than the bound")
	}
}
