package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/valkey-io/valkey-go"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/cache"
)

// sharedConfig says where the memory is that replicas share: a Valkey or Redis server.
type sharedConfig struct {
	URL          string   `yaml:"url"`
	PasswordFile string   `yaml:"passwordFile"`
	KeysFile     string   `yaml:"keysFile"`
	Timeout      duration `yaml:"timeout"`
	MaxBytes     int      `yaml:"maxBytes"`
}

// What a shared memory means where the file does not say.
const (
	sharedTimeout  = 50 * time.Millisecond
	sharedMaxBytes = 256 << 10
)

func (c *config) checkShared() error {
	s := c.Memory.Shared
	if s == (sharedConfig{}) {
		return nil
	}
	at, err := url.Parse(s.URL)
	switch {
	case err != nil || at.Host == "" || at.Scheme != "redis" && at.Scheme != "rediss":
		return c.problem("memory.shared.url", "must begin with redis:// or rediss://")
	case at.User != nil:
		return c.problem("memory.shared.url", "must not hold a password; use passwordFile")
	case at.Scheme == "redis" && !hie.Loopback(at):
		return c.problem("memory.shared.url", "plain redis is for loopback addresses only; use rediss://")
	case s.KeysFile == "":
		return c.problem("memory.shared.keysFile", "is missing: what is shared is sealed")
	case s.Timeout < 0 || s.MaxBytes < 0:
		return c.problem("memory.shared", "must not hold negative numbers")
	case c.Memory.Off:
		return c.problem("memory.shared", "nothing is shared while memory is off")
	}
	return nil
}

// open opens the shared memory; nil where there is none. The server need not be there, the keys must.
func (s sharedConfig) open(log *slog.Logger) (*cache.Shared, error) {
	if s.URL == "" {
		return nil, nil
	}
	server, err := valkey.ParseURL(s.URL)
	if err != nil {
		return nil, errors.New("memory.shared.url: can't be read")
	}
	if s.PasswordFile != "" {
		if server.Password, err = readSecret(s.PasswordFile); err != nil {
			return nil, fmt.Errorf("memory.shared.passwordFile: %w", err)
		}
	}
	keys := &keysFile{name: s.KeysFile}
	if _, err := keys.ring(); err != nil {
		return nil, err
	}
	c := cache.SharedConfig{Server: server, Ring: keys.ring, Timeout: sharedTimeout, MaxBytes: sharedMaxBytes, Failed: sayFailed(log)}
	if s.Timeout > 0 {
		c.Timeout = time.Duration(s.Timeout)
	}
	if s.MaxBytes > 0 {
		c.MaxBytes = s.MaxBytes
	}
	return cache.NewShared(c), nil
}

// sayFailed says in the log that the shared memory can't be used, once in a while.
func sayFailed(log *slog.Logger) func(error) {
	var mu sync.Mutex
	var last time.Time
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(last) > time.Minute {
			last = time.Now()
			log.Warn("the shared memory can't be used; the exchanges are asked instead", "error", err)
		}
	}
}

// keysAge is how long keys are used before their file is looked at again.
const keysAge = 10 * time.Second

// keysFile reads the keys again when they change. A file that has become unreadable changes nothing.
type keysFile struct {
	name string

	mu     sync.Mutex
	last   *cache.Ring
	readAt time.Time
}

func (k *keysFile) ring() (*cache.Ring, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil && time.Since(k.readAt) < keysAge {
		return k.last, nil
	}
	k.readAt = time.Now()
	fresh, err := readRing(k.name)
	if err != nil {
		if k.last != nil {
			return k.last, nil
		}
		return nil, fmt.Errorf("memory.shared.keysFile: %w", err)
	}
	k.last = fresh
	return fresh, nil
}

func readRing(file string) (*cache.Ring, error) {
	if err := checkSecret(file); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s can't be read", file)
	}
	ring, err := cache.ParseRing(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return ring, nil
}

// checkSharedMemory says whether the shared memory answers, and gives an error when it does not.
func checkSharedMemory(ctx context.Context, c *config, w io.Writer) error {
	if c.Memory.Shared.URL == "" {
		return nil
	}
	shared, err := c.Memory.Shared.open(slog.New(slog.DiscardHandler))
	if err != nil {
		return c.inFile(err)
	}
	defer shared.Close()
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := shared.Reachable(limited); err != nil {
		fmt.Fprintf(w, "Memory  shared at %s: can't be used: %v\n", c.Memory.Shared.URL, err)
		return errors.New("the shared memory does not answer; the gateway would do without it")
	}
	fmt.Fprintf(w, "Memory  shared at %s: answers\n", c.Memory.Shared.URL)
	return nil
}
