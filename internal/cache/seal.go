package cache

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// Ring is the keys by which values are sealed and their names hidden. Values are sealed with the newest and opened with
// any, so that keys can be changed while replicas run. It is immutable.
type Ring struct {
	keys []ringKey // the newest first
}

type ringKey struct {
	id   string
	hide []byte
	seal cipher.AEAD
}

// The lengths of a key, in bytes, and of its id, in characters.
const (
	keyBytes  = 32
	longestID = 32
)

// ParseRing reads keys, one a line: an id, a space and 32 random bytes in base64. The first is the newest; lines that begin
// with # are comments. The errors hold nothing of the keys.
func ParseRing(text string) (*Ring, error) {
	r := &Ring{}
	seen := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, encoded, _ := strings.Cut(line, " ")
		secret, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
		if err != nil || len(secret) != keyBytes || len(id) > longestID || seen[id] {
			return nil, fmt.Errorf("line %d must be an id of its own, a space and 32 random bytes in base64", i+1)
		}
		seen[id] = true
		k, err := newRingKey(id, secret)
		if err != nil {
			return nil, err
		}
		r.keys = append(r.keys, k)
	}
	if len(r.keys) == 0 {
		return nil, errors.New("there is no key")
	}
	return r, nil
}

// newRingKey derives what hides names and what seals values from one secret.
func newRingKey(id string, secret []byte) (ringKey, error) {
	hide, err := hkdf.Key(sha256.New, secret, nil, "names of values", keyBytes)
	if err != nil {
		return ringKey{}, err
	}
	sealing, err := hkdf.Key(sha256.New, secret, nil, "values", keyBytes)
	if err != nil {
		return ringKey{}, err
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return ringKey{}, err
	}
	seal, err := cipher.NewGCM(block)
	return ringKey{id: id, hide: hide, seal: seal}, err
}

// name hides what a value is about: the same for the same, and nothing can be read off it or tried out without the key.
func (k ringKey) name(about string) string {
	mac := hmac.New(sha256.New, k.hide)
	mac.Write([]byte(about))
	return "lcr:" + k.id + ":" + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// close seals a value for its name: under another name it can't be opened.
func (k ringKey) close(name string, value []byte) []byte {
	nonce := make([]byte, k.seal.NonceSize(), k.seal.NonceSize()+len(value)+k.seal.Overhead())
	_, _ = rand.Read(nonce) // it never fails
	return k.seal.Seal(nonce, nonce, value, []byte(name))
}

func (k ringKey) open(name string, sealed []byte) ([]byte, error) {
	if len(sealed) < k.seal.NonceSize() {
		return nil, errors.New("cache: not a sealed value")
	}
	return k.seal.Open(nil, sealed[:k.seal.NonceSize()], sealed[k.seal.NonceSize():], []byte(name))
}
