package fhir

import (
	"maps"
	"slices"
	"sync"
)

// underWay are the searches in the configured style that have not been answered yet. The zero value is none.
type underWay struct {
	mu   sync.Mutex
	open map[<-chan struct{}]bool
}

// begin notes a search. The function that it gives notes its end, and may be called again.
func (u *underWay) begin() (end func()) {
	ended := make(chan struct{})
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.open == nil {
		u.open = map[<-chan struct{}]bool{}
	}
	u.open[ended] = true
	return sync.OnceFunc(func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		delete(u.open, ended)
		close(ended)
	})
}

// all gives a channel for each search, closed when that search ends.
func (u *underWay) all() []<-chan struct{} {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Collect(maps.Keys(u.open))
}
