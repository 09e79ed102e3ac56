package audit

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// Ring holds the secret keys, oldest first. The last one writes; all of them read. A Ring never changes, and prints
// nothing of its keys.
type Ring struct {
	keys []key
	byID map[string]int
}

// key is one secret of the ring, and the keys for each use that are derived from it, so that no two uses share one.
type key struct {
	id                          string
	chain, head, person, sealed []byte
}

const (
	keyBytes  = 32
	saltBytes = 32
)

var keyID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$`)

// ReadRing reads the keys from a file, in the form that ParseRing takes. Its errors hold nothing of the content.
func ReadRing(file string) (*Ring, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the audit keys can't be read: %w", err)
	}
	r, err := ParseRing(string(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return r, nil
}

// ParseRing reads keys: a line for each, oldest first, with its id and 32 random bytes in base64. Empty lines and lines
// that begin with # are passed over.
func ParseRing(text string) (*Ring, error) {
	r := &Ring{byID: make(map[string]int)}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := r.add(line); err != nil {
			return nil, fmt.Errorf("line %d of the audit keys: %w", n, err)
		}
	}
	if lines.Err() != nil {
		return nil, errors.New("a line of the audit keys is too long")
	}
	if len(r.keys) == 0 {
		return nil, errors.New("there is no audit key; each line holds an id and 32 random bytes in base64")
	}
	return r, nil
}

func (r *Ring) add(line string) error {
	fields := strings.Fields(line)
	if len(fields) != 2 {
		return errors.New("must hold an id and a key, with a space between them")
	}
	if !keyID.MatchString(fields[0]) {
		return errors.New("the id must be up to 32 letters, digits, dots, hyphens or underscores")
	}
	if _, twice := r.byID[fields[0]]; twice {
		return errors.New("the id stands there twice")
	}
	secret, err := base64.StdEncoding.DecodeString(fields[1])
	if err != nil || len(secret) != keyBytes {
		return errors.New("the key must be 32 bytes in base64")
	}
	k := key{id: fields[0]}
	for _, use := range []struct {
		name string
		into *[]byte
	}{{"chain", &k.chain}, {"head", &k.head}, {"person", &k.person}, {"sealed", &k.sealed}} {
		if *use.into, err = hkdf.Key(sha256.New, secret, nil, "london-care-record audit "+use.name, keyBytes); err != nil {
			return errors.New("the key can't be used")
		}
	}
	r.byID[k.id] = len(r.keys)
	r.keys = append(r.keys, k)
	return nil
}

// Format keeps the keys out of every form of printing.
func (r Ring) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "audit.Ring(%d keys)", len(r.keys)) }

// newest is the key that writes.
func (r *Ring) newest() *key { return &r.keys[len(r.keys)-1] }

// find gives a key by its id, and its place in the ring.
func (r *Ring) find(id string) (*key, int, bool) {
	i, ok := r.byID[id]
	if !ok {
		return nil, 0, false
	}
	return &r.keys[i], i, true
}

func mac(secret []byte, data []byte) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write(data)
	return h.Sum(nil)
}

// pseudonym stands for a person in the store. There are only a thousand million NHS numbers, so that the key alone
// keeps it from being turned back.
func (k *key) pseudonym(n record.NHSNumber) string {
	return k.id + ":" + base64.RawURLEncoding.EncodeToString(mac(k.person, []byte(n)))
}

// pseudonyms are all that a person may be found under: one for each key.
func (r *Ring) pseudonyms(n record.NHSNumber) []string {
	all := make([]string, len(r.keys))
	for i := range r.keys {
		all[i] = r.keys[i].pseudonym(n)
	}
	return all
}

// seal encrypts with AES-256-GCM. Each text has a key and nonce of its own, derived with a random salt, so that one key
// of the ring may seal without a limit. What is sealed opens only beside the same pseudonym.
func (k *key) seal(plain []byte, beside string) ([]byte, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the program first
	aead, nonce, err := k.cipher(salt)
	if err != nil {
		return nil, err
	}
	return aead.Seal(salt, nonce, plain, []byte(beside)), nil
}

var errSealed = errors.New("what is sealed can't be opened")

// open decrypts what the key with this id has sealed.
func (r *Ring) open(id string, sealed []byte, beside string) ([]byte, error) {
	k, _, ok := r.find(id)
	if !ok {
		return nil, fmt.Errorf("the audit key %q is not in the ring", id)
	}
	if len(sealed) < saltBytes {
		return nil, errSealed
	}
	aead, nonce, err := k.cipher(sealed[:saltBytes])
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, nonce, sealed[saltBytes:], []byte(beside))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

func (k *key) cipher(salt []byte) (cipher.AEAD, []byte, error) {
	const nonceBytes = 12
	derived, err := hkdf.Key(sha256.New, k.sealed, salt, "one text", keyBytes+nonceBytes)
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(derived[:keyBytes])
	if err != nil {
		return nil, nil, err
	}
	aead, err := cipher.NewGCM(block)
	return aead, derived[keyBytes:], err
}
