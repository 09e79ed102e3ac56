package token

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const (
	// freshFor is how long keys are used before they are fetched again; keptFor is how long they are used when they
	// can't be.
	freshFor = 15 * time.Minute
	keptFor  = 24 * time.Hour
	// betweenFetches is the shortest time between two fetches, so that made-up key ids do not become a flood.
	betweenFetches = 5 * time.Second
	fetchTimeout   = 5 * time.Second
	mostBytes      = 1 << 20
	mostKeys       = 100
	leastRSABits   = 2048
)

// keys are an issuer's public keys. They are fetched when they are first needed, when they grow old, and when a token
// names one that is not among them, because issuers change their keys without a word.
type keys struct {
	issuer Issuer
	client *http.Client
	now    func() time.Time
	base   context.Context
	wait   *sync.WaitGroup

	mu      sync.Mutex
	known   []jose.JSONWebKey
	fetched time.Time // the last time that it worked
	tried   time.Time // the last time that it was begun
	failed  error     // of the last time
	flight  chan struct{}
}

// find gives the keys that may have signed a token: of this id, or all when it names none.
func (k *keys) find(ctx context.Context, id string, algorithm jose.SignatureAlgorithm) ([]jose.JSONWebKey, error) {
	now := k.now()
	k.mu.Lock()
	found, age := k.fitting(id, algorithm), now.Sub(k.fetched)
	usable := !k.fetched.IsZero() && age < keptFor
	if usable && len(found) > 0 && age < freshFor {
		k.mu.Unlock()
		return found, nil
	}
	flight := k.flight
	if flight == nil && (k.tried.IsZero() || now.Sub(k.tried) >= betweenFetches) {
		flight = k.begin(now)
	}
	k.mu.Unlock()
	if usable && len(found) > 0 || flight == nil {
		// Keys that are getting old are used while new ones are fetched.
		return k.settle(id, algorithm)
	}
	select {
	case <-flight:
		return k.settle(id, algorithm)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// settle gives what is known now.
func (k *keys) settle(id string, algorithm jose.SignatureAlgorithm) ([]jose.JSONWebKey, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fetched.IsZero() || k.now().Sub(k.fetched) >= keptFor {
		if k.failed == nil {
			return nil, errors.New("its keys have not been fetched")
		}
		return nil, k.failed
	}
	return k.fitting(id, algorithm), nil
}

// fitting gives the known keys that an algorithm can be checked with.
func (k *keys) fitting(id string, algorithm jose.SignatureAlgorithm) []jose.JSONWebKey {
	var found []jose.JSONWebKey
	for _, key := range k.known {
		if (id == "" || key.KeyID == id) && (key.Algorithm == "" || key.Algorithm == string(algorithm)) && suits(key.Key, algorithm) {
			found = append(found, key)
		}
	}
	return found
}

// suits tells whether a key is of the algorithm's kind. Only public keys of two kinds are ever used.
func suits(key any, algorithm jose.SignatureAlgorithm) bool {
	switch public := key.(type) {
	case *rsa.PublicKey:
		return (algorithm == jose.RS256 || algorithm == jose.PS256) && public.N.BitLen() >= leastRSABits
	case *ecdsa.PublicKey:
		return algorithm == jose.ES256 && public.Curve == elliptic.P256()
	default:
		return false
	}
}

// begin starts the one fetch at a time. It goes on when the request that wanted it is gone: others wait for it, too.
func (k *keys) begin(now time.Time) chan struct{} {
	flight := make(chan struct{})
	k.flight, k.tried = flight, now
	k.wait.Go(func() {
		ctx, cancel := context.WithTimeout(k.base, fetchTimeout)
		defer cancel()
		found, err := k.fetch(ctx)
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.failed = err; err == nil {
			k.known, k.fetched = found, now
		}
		k.flight = nil
		close(flight)
	})
	return flight
}

func (k *keys) fetch(ctx context.Context) ([]jose.JSONWebKey, error) {
	address := k.issuer.JWKS
	if address == "" {
		var err error
		if address, err = k.discover(ctx); err != nil {
			return nil, err
		}
	}
	var set struct {
		Keys []jsontext.Value `json:"keys"`
	}
	if err := k.get(ctx, address, &set); err != nil {
		return nil, fmt.Errorf("the issuer's keys: %w", err)
	}
	if len(set.Keys) > mostKeys {
		return nil, errors.New("the issuer's keys: there are too many")
	}
	var found []jose.JSONWebKey
	for _, text := range set.Keys {
		var key jose.JSONWebKey
		// A key of a kind that is not known here must not cost the others.
		if key.UnmarshalJSON(text) == nil && key.IsPublic() && (key.Use == "" || key.Use == "sig") {
			found = append(found, key)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("the issuer's keys: none is fit for signatures")
	}
	return found, nil
}

// discover finds where the keys are. The document must be the issuer's own.
// Source: OpenID Connect Discovery 1.0, section 4.
func (k *keys) discover(ctx context.Context) (string, error) {
	var document struct {
		Issuer string `json:"issuer"`
		JWKS   string `json:"jwks_uri"`
	}
	if err := k.get(ctx, strings.TrimSuffix(k.issuer.URL, "/")+"/.well-known/openid-configuration", &document); err != nil {
		return "", fmt.Errorf("the issuer's discovery document: %w", err)
	}
	if document.Issuer != k.issuer.URL {
		return "", errors.New("the issuer's discovery document names another issuer")
	}
	if document.JWKS == "" {
		return "", errors.New("the issuer's discovery document names no keys")
	}
	return document.JWKS, checkAddress(document.JWKS)
}

func (k *keys) get(ctx context.Context, address string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	return roundTrip(k.client, request, into)
}

// statusError is that an issuer answered with another status than 200.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("it answered %d", int(e)) }

// roundTrip sends a request and reads the JSON of the answer.
func roundTrip(client *http.Client, request *http.Request, into any) error {
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return statusError(response.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
	if err != nil {
		return err
	}
	if len(body) > mostBytes {
		return errors.New("it is too large")
	}
	if json.Unmarshal(body, into) != nil {
		return errors.New("it is not the JSON that is expected")
	}
	return nil
}
