package fhir

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// hostileServer answers searches for allergies with a page of its own, and all others well.
func hostileServer(t *testing.T, write func(w http.ResponseWriter)) *server {
	s := newServer(t, patientOf("1", ann))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		hostile := strings.Contains(r.URL.Path, "Allergy")
		if hostile {
			write(w)
		}
		return hostile
	}
	return s
}

func allergyEntry(id, text string) string {
	return `{"resource":{"resourceType":"AllergyIntolerance","id":"` + id + `","code":{"text":"` + text + `"},"patient":{"reference":"Patient/1"}}}`
}

// An entry that is too long counts as one that can't be read, and those after it stand (S09).
func TestS27_ALongEntryIsUnreadableAndTheRestStands(t *testing.T) {
	s := hostileServer(t, func(w http.ResponseWriter) {
		fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`, allergyEntry("long", strings.Repeat("a", longestEntry)), ",", allergyEntry("b", "nuts"), `]}`)
	})
	a := ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann]
	expect(t, a, record.StatePartial, "b")
	if a.Outcome.Unreadable != 1 || a.Outcome.Truncated {
		t.Errorf("%+v", a.Outcome)
	}
}

// A value without end is left behind long before the limit of the whole search.
func TestS27_AValueWithoutEndIsReadNoFurtherThanOneMayBe(t *testing.T) {
	sent := 0
	s := hostileServer(t, func(w http.ResponseWriter) {
		n, err := fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`, allergyEntry("a", "nuts"), `,{"resource":{"x":"`)
		for block := strings.Repeat("a", 1<<16); err == nil; n, err = fmt.Fprint(w, block) {
			sent += n
		}
	})
	a := ask(t, clientOf(t, s, style(Local), func(c *Config) { c.MaxBytes = 1 << 40 }), allergies, ann)[ann]
	expectTruncatedWith(t, a, "sent an entry that is longer than the gateway reads", "a")
	if s.Close(); sent > 2*longestValue {
		t.Errorf("%d bytes were taken", sent)
	}
}

func expectTruncatedWith(t *testing.T, a record.Answer, detail string, ids ...string) {
	t.Helper()
	expect(t, a, record.StatePartial, ids...)
	if !a.Outcome.Truncated || a.Outcome.Detail != detail {
		t.Errorf("truncated %v: %q", a.Outcome.Truncated, a.Outcome.Detail)
	}
}

// However many questions are asked at once, no more of their answers is held than the pool allows; what is free stays
// free, and all is given back.
func TestS27_WhatAllQuestionsHoldIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: holds much at once")
	}
	const held = 4 << 20
	filler := allergyEntry("f", strings.Repeat("a", 1<<20))
	s := hostileServer(t, func(w http.ResponseWriter) {
		fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`, strings.Repeat(filler+",", 3), filler, `]}`)
	})
	c := clientOf(t, s, style(Local), func(c *Config) { c.MaxHeld = held })
	index := c.Patients(t.Context(), []record.NHSNumber{ann})
	answers := make([]record.Answer, 12)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = c.Search(t.Context(), allergies, []record.NHSNumber{ann}, func() *PatientIndex { return index })[ann]
		})
	}
	all.Wait()
	whole := 0
	for _, a := range answers {
		switch {
		case a.Outcome.State == record.StateComplete:
			whole++
		case !a.Outcome.Truncated || a.Outcome.State != record.StatePartial:
			t.Errorf("%+v", a.Outcome)
		}
	}
	if left := c.pool.left.Load(); left != held {
		t.Errorf("%d of %d bytes were given back", left, held)
	}
	if a := ask(t, c, allergies, ann)[ann]; a.Outcome.State != record.StateComplete {
		t.Errorf("alone: %+v (%d of 12 were whole before)", a.Outcome, whole)
	}
}

func TestS27_HoldTakesNoMoreThanThePoolHas(t *testing.T) {
	c := &Client{pool: newPool(100)}
	ctx, release := c.holding(t.Context())
	other, releaseOther := c.holding(context.Background())
	h, o := holdOf(ctx), holdOf(other)
	if !h.take(freeBytes) || !h.take(60) || h.take(41) || !o.take(freeBytes) || !o.take(40) || o.take(1) {
		t.Error("taken wrongly")
	}
	release()
	if !o.take(60) || h.take(1) {
		t.Error("given back wrongly")
	}
	releaseOther()
	if left := c.pool.left.Load(); left != 100 {
		t.Errorf("%d left of 100", left)
	}
}

// A flood of entries about one person ends where a person's record plausibly ends.
func TestS27_AFloodAboutOnePersonIsCut(t *testing.T) {
	s := hostileServer(t, func(w http.ResponseWriter) {
		fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`)
		for i := range 2 * mostOfOne {
			fmt.Fprint(w, allergyEntry(fmt.Sprint("f", i), "x"), ",")
		}
		fmt.Fprint(w, allergyEntry("last", "x"), `]}`)
	})
	a := ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann]
	if len(a.Facts.Allergies) != mostOfOne || !a.Outcome.Truncated || a.Outcome.State != record.StatePartial {
		t.Errorf("%d entries, %+v", len(a.Facts.Allergies), a.Outcome)
	}
}

// An answer that holds entries of other types only, and does not say that they were included, is no empty answer.
func TestS09_EntriesOfAnotherTypeAreNoAbsence(t *testing.T) {
	for name, search := range map[string]string{"says match": `,"search":{"mode":"match"}`, "says nothing": ""} {
		t.Run(name, func(t *testing.T) {
			s := hostileServer(t, func(w http.ResponseWriter) {
				fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","total":1,"entry":[{"resource":{"resourceType":"Flag","id":"1","subject":{"reference":"Patient/1"}}`, search, `}]}`)
			})
			for _, st := range styles {
				a := ask(t, clientOf(t, s, style(st)), allergies, ann)[ann]
				if a.Outcome.State != record.StatePartial || a.Outcome.NotTheirs == 0 {
					t.Errorf("%s: %+v", st, a.Outcome)
				}
			}
		})
	}
}

func TestS19_AnAnswerThatIsLabelledAsSomethingElseIsNotRead(t *testing.T) {
	for label, state := range map[string]record.SourceState{
		"application/fhir+json; fhirVersion=4.0": record.StateComplete, "application/json": record.StateComplete,
		"application/json+fhir;charset=UTF-8": record.StateComplete, "text/json": record.StateComplete, "text/plain": record.StateComplete,
		"": record.StateComplete, "text/html": record.StateUnavailable, "application/fhir+xml": record.StateUnavailable,
		"application/pdf": record.StateUnavailable, "///": record.StateUnavailable,
	} {
		t.Run(label, func(t *testing.T) {
			s := hostileServer(t, func(w http.ResponseWriter) {
				w.Header()["Content-Type"] = nil
				if label != "" {
					w.Header().Set("Content-Type", label)
				}
				fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`, allergyEntry("a", "nuts"), `]}`)
			})
			a := ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann]
			if a.Outcome.State != state || state == record.StateUnavailable && a.Outcome.Detail != notFHIRJSON {
				t.Errorf("%+v", a.Outcome)
			}
		})
	}
}

func TestS19_WhatIsWrongWithACertificateIsSaid(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it would tell of the handshake that fails
	s.StartTLS()
	defer s.Close()
	base, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClient(Config{Exchange: &record.Exchange{ID: "NEL"}, Base: base, HTTP: &http.Client{Transport: &http.Transport{}}})
	if err != nil {
		t.Fatal(err)
	}
	o := c.Patients(t.Context(), []record.NHSNumber{ann}).Answer(ann).Outcome
	if o.State != record.StateUnavailable || o.Detail != "could not be asked, because its certificate is not of an authority that the gateway trusts" {
		t.Errorf("%+v", o)
	}
	for said, err := range map[string]error{
		"has expired or is not valid yet": x509.CertificateInvalidError{Reason: x509.Expired},
		"can't be trusted":                x509.CertificateInvalidError{Reason: x509.NameMismatch},
		"is for another address":          x509.HostnameError{Certificate: &x509.Certificate{}},
		"":                                errors.New("x"),
	} {
		if got := distrust(fmt.Errorf("tls: %w", err)); got != said {
			t.Errorf("%T: %q, want %q", err, got, said)
		}
	}
}
