package authority

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Algorithms of signatures.
const (
	ES256 = string(jose.ES256)
	RS256 = string(jose.RS256)
)

// ring holds the signing keys: one for each algorithm that signs, and older ones whose tokens may still be good. Keys are made when they are
// first needed, because an RSA key takes long to find and few ask for one.
type ring struct {
	now func() time.Time

	mu   sync.Mutex
	keys []ringKey
}

type ringKey struct {
	jose.JSONWebKey
	retires time.Time // zero for a key that signs
}

// signer gives the key that signs by an algorithm.
func (r *ring) signer(algorithm string) (jose.JSONWebKey, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.current(algorithm)
}

func (r *ring) current(algorithm string) (jose.JSONWebKey, error) {
	for _, k := range r.keys {
		if k.Algorithm == algorithm && k.retires.IsZero() {
			return k.JSONWebKey, nil
		}
	}
	k, err := newKey(algorithm)
	if err != nil {
		return k, err
	}
	r.keys = append(r.keys, ringKey{JSONWebKey: k})
	return k, nil
}

// public gives everything that tokens can be checked with.
func (r *ring) public() (jose.JSONWebKeySet, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var set jose.JSONWebKeySet
	for _, algorithm := range []string{ES256, RS256} {
		if _, err := r.current(algorithm); err != nil {
			return set, err
		}
	}
	for _, k := range r.keys {
		if k.retires.IsZero() || r.now().Before(k.retires) {
			set.Keys = append(set.Keys, k.Public())
		}
	}
	return set, nil
}

// rotate retires every key. What they signed can be checked until it has expired anyway.
func (r *ring) rotate() {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept := r.keys[:0]
	for _, k := range r.keys {
		if k.retires.IsZero() {
			k.retires = r.now().Add(TokenLife)
		}
		if r.now().Before(k.retires) {
			kept = append(kept, k)
		}
	}
	r.keys = kept
}

func newKey(algorithm string) (jose.JSONWebKey, error) {
	var private crypto.Signer
	var err error
	if algorithm == RS256 {
		private, err = rsa.GenerateKey(rand.Reader, 2048)
	} else {
		private, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		return jose.JSONWebKey{}, fmt.Errorf("authority: no signing key: %w", err)
	}
	k := jose.JSONWebKey{Key: private, Algorithm: algorithm, Use: "sig"}
	thumbprint, err := k.Thumbprint(crypto.SHA256)
	if err != nil {
		return k, fmt.Errorf("authority: no name for the signing key: %w", err)
	}
	k.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)
	return k, nil
}
