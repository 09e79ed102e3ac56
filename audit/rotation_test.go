//go:build unix

package audit_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/audit"
)

func TestAKeyThatWasReplacedStillVerifiesFindsAndDecrypts(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		now := clock()
		for i, keys := range []*audit.Ring{ring(t, "k1"), ring(t, "k1", "k2"), ring(t, "k1", "k2", "k3")} {
			s := on.open(t)
			l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1", Now: now})
			if err != nil {
				t.Fatal(err)
			}
			d := permit(person(1))
			d.Caller.Subject, d.BreakGlass, d.Justification = "patient "+string(person(1)), true, "in own words"
			conclude(t, l, outcome(decide(t, l, d)[0]))
			decide(t, l, permit(person(2)))
			for name, q := range map[string]audit.Query{"person": {Person: person(1)}, "caller": {Callers: []string{"patient " + string(person(1))}}} {
				got := find(t, s, keys, q).Accesses
				if len(got) != i+1 {
					t.Fatalf("by %s: %d of %d were found", name, len(got), i+1)
				}
				for _, a := range got {
					if a.Decision.Person != person(1) || a.Decision.Justification != "in own words" || a.Fault != "" {
						t.Errorf("by %s: %s can't be read: %s", name, a.ID, a.Fault)
					}
				}
			}
			verified(t, s, keys)
			if err := errors.Join(l.Close(), s.Close()); err != nil {
				t.Fatal(err)
			}
		}
		s := openStore(t, on)
		if r, err := audit.Verify(t.Context(), s, ring(t, "k1", "k3")); err != nil || r.Err() == nil || !strings.Contains(r.Err().Error(), "not in the ring") {
			t.Errorf("without a key of the ring: %v, %v", err, r.Err())
		}
		if got := find(t, s, ring(t, "k3"), audit.Query{}).Accesses; len(got) != 6 || got[5].Fault == "" || got[5].Decision.Person != "" {
			t.Error("an entry whose key is gone is shown as whole")
		}
		other := strings.ReplaceAll(ringText("k1"), ringText("k1")[3:], ringText("other")[6:])
		forged, err := audit.ParseRing(other)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := audit.Verify(t.Context(), s, forged); err != nil || r.Err() == nil {
			t.Error("another key of the same name verifies")
		}
	})
}

func TestAnOldKeyWritesNothingBehindANewOne(t *testing.T) {
	on := sqliteTarget(t)
	for _, keys := range []*audit.Ring{ring(t, "k1", "k2"), ring(t, "k2", "k1")} {
		s := on.open(t)
		l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1"})
		if err != nil {
			t.Fatal(err)
		}
		decide(t, l, permit(person(1)))
		if err := errors.Join(l.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	r, err := audit.Verify(t.Context(), openStore(t, on), ring(t, "k1", "k2"))
	if err != nil || r.Err() == nil || !strings.Contains(r.Err().Error(), "already been replaced") {
		t.Errorf("got %v, %v", err, r.Err())
	}
}

func TestS26_KeysAreReadStrictlyAndNeverPrinted(t *testing.T) {
	secret := strings.Fields(ringText("k1"))[1]
	for name, text := range map[string]string{
		"empty": "# nothing\n\n", "no id": secret, "short": "k1 c2hvcnQ=", "not base64": "k1 !" + secret, "twice": ringText("k1", "k1"),
		"three words": "k1 " + secret + " x", "odd id": "k/1 " + secret,
	} {
		_, err := audit.ParseRing(text)
		if err == nil {
			t.Errorf("%s: it was read", name)
		} else if strings.Contains(err.Error(), secret[:8]) || strings.Contains(err.Error(), "c2hv") {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
	file := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(file, []byte("# the first\n"+ringText("k1")), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := audit.ReadRing(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		if got := fmt.Sprintf(form, r); got != "audit.Ring(1 keys)" {
			t.Errorf("%s prints %s", form, got)
		}
	}
}
