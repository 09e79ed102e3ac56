package cache

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/valkey-io/valkey-go"
)

// Shared is a memory that several processes share: a Valkey or Redis server, which is not trusted. What values are about is
// hidden from it and values are sealed. It is safe for concurrent use. Everything about it may fail at any time: then there
// is nothing to be had, quickly.
type Shared struct {
	config  SharedConfig
	breaker circuitbreaker.CircuitBreaker[any]
	puts    chan put
	ended   chan struct{}
	ctx     context.Context
	cancel  context.CancelFunc

	mu     sync.Mutex
	client valkey.Client
}

// SharedConfig says where a shared memory is and how it is used.
type SharedConfig struct {
	// Server is how the server is reached.
	Server valkey.ClientOption
	// Ring gives the keys; it is asked for each use, so that keys can be changed.
	Ring func() (*Ring, error)
	// Timeout is the longest that anything may take. MaxBytes is the greatest value that is kept.
	Timeout  time.Duration
	MaxBytes int
	// Failed is told, at most every few seconds, that the server can't be used. It may be nil.
	Failed func(error)
}

// put is a value on its way to the server.
type put struct {
	about string
	value []byte
	age   time.Duration
}

const (
	// waitingPuts is how many values may be on their way; more are not kept.
	waitingPuts = 512
	// The server is left alone for a while after so many failures in a row.
	sharedFailures = 3
	sharedPause    = 5 * time.Second
)

// NewShared makes a shared memory. It does not wait for the server.
func NewShared(c SharedConfig) *Shared {
	c.Server.DisableCache = true
	c.Server.DisableRetry = true
	c.Server.ForceSingleClient = true // the client for clusters leaves goroutines behind for a second
	c.Server.Dialer.Timeout = c.Timeout
	c.Server.ConnWriteTimeout = max(c.Timeout, time.Second)
	s := &Shared{config: c, puts: make(chan put, waitingPuts), ended: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.breaker = circuitbreaker.NewBuilder[any]().WithFailureThreshold(sharedFailures).WithSuccessThreshold(1).WithDelay(sharedPause).Build()
	go s.write()
	return s
}

// Get gives those of some values that are there, opened, by what they are about.
func (s *Shared) Get(ctx context.Context, about []string) map[string][]byte {
	found := map[string][]byte{}
	ring, err := s.config.Ring()
	if err != nil {
		s.failed(err)
		return found
	}
	var names []string
	for _, k := range ring.keys {
		for _, a := range about {
			names = append(names, k.name(a))
		}
	}
	var values []string
	s.use(ctx, func(ctx context.Context, c valkey.Client) error {
		reply, err := c.Do(ctx, c.B().Mget().Key(names...).Build()).ToArray()
		if err != nil {
			return err
		}
		for _, v := range reply {
			text, _ := v.ToString() // a value that is not there is null
			values = append(values, text)
		}
		return nil
	})
	for i, sealed := range values {
		k, a := ring.keys[i/len(about)], about[i%len(about)]
		if _, have := found[a]; have || sealed == "" {
			continue
		}
		if value, err := k.open(names[i], []byte(sealed)); err == nil {
			found[a] = value
		}
	}
	return found
}

// Put keeps a value for an age, some time soon. It does not wait; what is too great, or too much, is not kept.
func (s *Shared) Put(about string, value []byte, age time.Duration) {
	if len(value) > s.config.MaxBytes || age <= 0 {
		return
	}
	select {
	case s.puts <- put{about, value, age}:
	default:
	}
}

// write writes what is put, until Close.
func (s *Shared) write() {
	defer close(s.ended)
	for {
		select {
		case p := <-s.puts:
			s.writeOne(p)
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *Shared) writeOne(p put) {
	ring, err := s.config.Ring()
	if err != nil {
		s.failed(err)
		return
	}
	newest := ring.keys[0]
	name := newest.name(p.about)
	s.use(s.ctx, func(ctx context.Context, c valkey.Client) error {
		return c.Do(ctx, c.B().Set().Key(name).Value(valkey.BinaryString(newest.close(name, p.value))).Px(p.age).Build()).Error()
	})
}

var errClosed = errors.New("cache: closed")

// use does something with the server, if it can be used.
func (s *Shared) use(ctx context.Context, do func(context.Context, valkey.Client) error) {
	if !s.breaker.TryAcquirePermit() {
		return
	}
	limited, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	c, err := s.connected()
	if err == nil {
		err = do(limited, c)
	}
	switch {
	case err == nil || valkey.IsValkeyNil(err):
		s.breaker.RecordSuccess()
	case ctx.Err() != nil && !s.breaker.IsHalfOpen(): // the caller's own end says nothing of the server
	default:
		s.breaker.RecordFailure()
		s.failed(err)
	}
}

func (s *Shared) failed(err error) {
	if s.config.Failed != nil {
		s.config.Failed(err)
	}
}

// connected gives the client, which is made when it is first needed: a server that is not there when the gateway starts is
// no reason not to start.
func (s *Shared) connected() (valkey.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return nil, errClosed
	}
	if s.client == nil {
		c, err := valkey.NewClient(s.config.Server)
		if err != nil {
			return nil, err
		}
		s.client = c
	}
	return s.client, nil
}

// Reachable tells whether the server answers.
func (s *Shared) Reachable(ctx context.Context) error {
	c, err := s.connected()
	if err != nil {
		return err
	}
	return c.Do(ctx, c.B().Ping().Build()).Error()
}

// Close ends what is on its way, and the connections.
func (s *Shared) Close() {
	s.cancel()
	<-s.ended
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		s.client.Close()
	}
}
