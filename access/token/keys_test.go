package token_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access/token"
)

func TestKeysAreRotatedWithoutARestart(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	before, after := sign(t, jose.RS256, rsaKey, "r1", s.claims()), sign(t, jose.RS256, otherRSA, "r2", s.claims())
	check := func(name, text string, want token.Reason) {
		t.Helper()
		_, err := v.Verify(t.Context(), text)
		if want == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		} else if want != "" {
			refused(t, name, text, err, want)
		}
	}
	check("the first key", before, "")
	check("the second, too early", after, token.UnknownKey)
	s.rotate(public(otherRSA, "r2"))
	check("the second, within five seconds", after, token.UnknownKey)
	s.clock.move(5 * time.Second)
	check("the second", after, "")
	check("the first, taken back", before, token.UnknownKey)
	if n := s.fetches.Load(); n != 2 {
		t.Errorf("the keys were fetched %d times", n)
	}
}

func TestMadeUpKeyIdsAreNoFlood(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			text := sign(t, jose.RS256, otherRSA, fmt.Sprint("made up ", i), s.claims())
			if _, err := v.Verify(t.Context(), text); err == nil {
				t.Error("a forged token is accepted")
			}
		})
	}
	wait.Wait()
	if n := s.fetches.Load(); n != 1 {
		t.Errorf("the keys were fetched %d times", n)
	}
	if _, err := v.Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims())); err != nil {
		t.Error(err)
	}
}

func TestKeysAreKeptForADayWhenTheIssuerIsDown(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	verify := func() error {
		_, err := v.Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims()))
		return err
	}
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	s.breaks("down")
	s.clock.move(24*time.Hour - time.Second)
	if err := verify(); err != nil {
		t.Errorf("within a day: %v", err)
	}
	s.clock.move(time.Second)
	err := verify()
	refused(t, "after a day", "", err, token.Unreachable)
	s.breaks("")
	s.clock.move(10 * time.Second)
	if err := verify(); err != nil {
		t.Errorf("when it is back: %v", err)
	}
}

func TestAnIssuerThatMisbehavesIsNotBelieved(t *testing.T) {
	for _, how := range []string{"another issuer", "keys elsewhere", "redirect", "down", "garbage", "endless"} {
		s := serve(t, public(rsaKey, "r1"))
		s.breaks(how)
		v := s.verifier(s.issuer())
		text := sign(t, jose.RS256, rsaKey, "r1", s.claims())
		_, err := v.Verify(t.Context(), text)
		refused(t, how, text, err, token.Unreachable)
		s.breaks("")
		s.clock.move(5 * time.Second)
		if _, err := v.Verify(t.Context(), text); err != nil {
			t.Errorf("%s: not forgotten: %v", how, err)
		}
	}
	s := serve(t)
	s.closed()
	_, err := s.verifier(s.issuer()).Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims()))
	refused(t, "gone", "", err, token.Unreachable)
}

func TestATokenIsForItsIssuersOwnKeysAndAlgorithms(t *testing.T) {
	one, two := serve(t, public(rsaKey, "k")), serve(t, public(otherRSA, "k"))
	onlyPS := two.issuer()
	onlyPS.Algorithms = []string{"PS256"}
	v := one.verifier(one.issuer(), onlyPS)
	crossed := sign(t, jose.RS256, rsaKey, "k", with(one.claims(), "iss", two.url))
	_, err := v.Verify(t.Context(), crossed)
	refused(t, "an algorithm of the other's", crossed, err, token.WrongAlgorithm)
	crossed = sign(t, jose.PS256, rsaKey, "k", with(one.claims(), "iss", two.url))
	_, err = v.Verify(t.Context(), crossed)
	refused(t, "a key of the other's", crossed, err, token.BadSignature)
	if _, err := v.Verify(t.Context(), sign(t, jose.PS256, otherRSA, "k", two.claims())); err != nil {
		t.Error(err)
	}
}
