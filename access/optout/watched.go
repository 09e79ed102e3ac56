package optout

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

// GreatestAge is how old the last known copy may be when the register is out of reach.
const GreatestAge = 24 * time.Hour

// ErrNoCopy tells that there is no copy of the register, or none that is young enough.
var ErrNoCopy = errors.New("there is no copy of the opt-out register of the last 24 hours")

// Watched is a register and the last known copy of it, for the times when it is out of reach.
type Watched struct {
	register Register
	settings WatchSettings
	stop     context.CancelFunc
	done     chan struct{}

	mu   sync.RWMutex
	copy Objections
	asOf time.Time
}

// WatchSettings say how a register is watched. Zero values mean what stands beside them.
type WatchSettings struct {
	// Every is how often the copy is made: 5 minutes. CopyTimeout bounds making it: 1 minute.
	Every, CopyTimeout time.Duration
	// Timeout is how long one question may take before the register counts as out of reach: 500 ms.
	Timeout time.Duration
	// Failed is told when a copy could not be made: told to nobody.
	Failed func(error)
	// Now is the clock: time.Now.
	Now func() time.Time
}

func (s WatchSettings) orDefaults() WatchSettings {
	if s.Every == 0 {
		s.Every = 5 * time.Minute
	}
	if s.CopyTimeout == 0 {
		s.CopyTimeout = time.Minute
	}
	if s.Timeout == 0 {
		s.Timeout = 500 * time.Millisecond
	}
	if s.Failed == nil {
		s.Failed = func(error) {}
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	return s
}

// Watch makes the first copy and begins to renew it. The register is closed with what is returned.
func Watch(ctx context.Context, register Register, settings WatchSettings) *Watched {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	w := &Watched{register: register, settings: settings.orDefaults(), stop: stop, done: make(chan struct{})}
	w.renew(running)
	go w.run(running)
	return w
}

func (w *Watched) run(ctx context.Context) {
	defer close(w.done)
	tick := time.NewTicker(w.settings.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			w.renew(ctx)
		}
	}
}

// renew makes a copy. Its age counts from before it was begun.
func (w *Watched) renew(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, w.settings.CopyTimeout)
	defer cancel()
	began := w.settings.Now()
	fresh, err := w.register.Copy(ctx)
	if err != nil {
		w.settings.Failed(err)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.copy, w.asOf = fresh, began
}

// Close stops watching and closes the register.
func (w *Watched) Close() error {
	w.stop()
	<-w.done
	return w.register.Close()
}

// Objections asks the register itself what these people object to now.
func (w *Watched) Objections(ctx context.Context, people []record.NHSNumber) (Objections, error) {
	ctx, cancel := context.WithTimeout(ctx, w.settings.Timeout)
	defer cancel()
	return w.register.Objections(ctx, people)
}

// LastKnown gives what a person objected to by the last known copy, and when that was. It is ErrNoCopy when there is
// none of the last 24 hours.
func (w *Watched) LastKnown(person record.NHSNumber) ([]Objection, time.Time, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.asOf.IsZero() || w.settings.Now().Sub(w.asOf) > GreatestAge {
		return nil, time.Time{}, ErrNoCopy
	}
	return w.copy[person], w.asOf, nil
}

// Nobody is a register in which nobody objects, for the test caller of access mode open.
type Nobody struct{}

// Objections gives none.
func (Nobody) Objections(context.Context, []record.NHSNumber) (Objections, error) { return nil, nil }

// LastKnown gives none, as of never.
func (Nobody) LastKnown(record.NHSNumber) ([]Objection, time.Time, error) {
	return nil, time.Time{}, ErrNoCopy
}
