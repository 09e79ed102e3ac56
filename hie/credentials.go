package hie

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// tokenAge is how long a token is used before its file is read again: a rotated secret is picked up without a restart.
const tokenAge = 10 * time.Second

// bearer gives a function that adds the token in a file to a request; nil where there is no file. The file must be
// readable at the start. Its content is in no error.
func bearer(file string, now func() time.Time) (func(*http.Request) error, error) {
	if file == "" {
		return nil, nil
	}
	t := &tokenFile{name: file, now: now}
	if _, err := t.token(); err != nil {
		return nil, err
	}
	return func(r *http.Request) error {
		token, err := t.token()
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}, nil
}

type tokenFile struct {
	name string
	now  func() time.Time

	mu     sync.Mutex
	value  string
	readAt time.Time
}

// Format keeps the token out of every form of printing.
func (t *tokenFile) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "hie.tokenFile(%s)", t.name) }

func (t *tokenFile) token() (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.value != "" && t.now().Sub(t.readAt) < tokenAge {
		return t.value, nil
	}
	b, err := os.ReadFile(t.name)
	if err != nil {
		return "", errors.New("the bearer token file can't be read")
	}
	value := strings.TrimSpace(string(b))
	if value == "" || strings.ContainsAny(value, " \r\n\t") {
		return "", errors.New("the bearer token file must hold one token")
	}
	t.value, t.readAt = value, t.now()
	return value, nil
}
