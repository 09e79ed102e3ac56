package fhir

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// drip writes an answer that does not end before the request does.
func drip(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			fmt.Fprint(w, " ")
			w.(http.Flusher).Flush()
		}
	}
}

func TestS21_TheDeadlineHolds(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, slow := range map[string]func(http.ResponseWriter, *http.Request){"hang": hang, "drip": drip} {
		for _, st := range styles {
			t.Run(name+" "+string(st), func(t *testing.T) {
				s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
				s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
					affected := strings.Contains(r.URL.Path, "Allergy")
					if affected {
						slow(w, r)
					}
					return affected
				}
				c := clientOf(t, s, style(st))
				people := []record.NHSNumber{ann}
				index := c.Patients(t.Context(), people)
				ctx, cancel := context.WithTimeout(t.Context(), 120*time.Millisecond)
				defer cancel()
				a := c.Search(ctx, allergies, people, func() *PatientIndex { return index })[ann]
				expect(t, a, record.StateTimedOut)
				if a.Outcome.Detail != "did not answer within 120 ms" {
					t.Errorf("detail %q", a.Outcome.Detail)
				}
			})
		}
	}
}

func TestS21_ADeadlineBetweenPagesKeepsTheFirst(t *testing.T) {
	resources, ids := manyOf(20)
	s := newServer(t, resources...)
	s.pageCap = 10
	s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
		if form.Get("page") == "1" {
			<-r.Context().Done()
		}
		return false
	}
	c := clientOf(t, s)
	people := []record.NHSNumber{ann}
	index := c.Patients(t.Context(), people)
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	a := c.Search(ctx, allergies, people, func() *PatientIndex { return index })[ann]
	expect(t, a, record.StatePartial, ids[:10]...)
	if !strings.Contains(a.Outcome.Detail, "did not answer within 150 ms") {
		t.Errorf("detail %q", a.Outcome.Detail)
	}
}

func TestAWithdrawnQuestionIsNoTimeout(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := clientOf(t, s)
	people := []record.NHSNumber{ann}
	index := c.Patients(ctx, people)
	a := c.Search(ctx, allergies, people, func() *PatientIndex { return index })[ann]
	expect(t, a, record.StateUnavailable)
	if strings.Contains(a.Outcome.Detail, "within") {
		t.Errorf("detail %q", a.Outcome.Detail)
	}
}

// packed gives text as one member of gzip.
func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.Bytes()
}

// A bomb is read no further than the limit: neither one that unpacks to endless space, nor one whose endless members
// unpack to nothing.
func TestS27_GzipBomb(t *testing.T) {
	for name, endless := range map[string][]byte{
		"space":   packed(strings.Repeat(" ", 1<<20)),
		"nothing": bytes.Repeat(packed(""), 100),
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
				if !strings.Contains(r.URL.Path, "Allergy") {
					return false
				}
				w.Header().Set("Content-Encoding", "gzip")
				_, err := w.Write(packed(`{"resourceType":"Bundle","type":"searchset","entry":[`))
				for err == nil && r.Context().Err() == nil {
					_, err = w.Write(endless)
				}
				return true
			}
			c := clientOf(t, s, func(c *Config) { c.MaxBytes = 1 << 18 })
			expectTruncated(t, ask(t, c, allergies, ann)[ann])
		})
	}
}

func expectTruncated(t *testing.T, a record.Answer) {
	t.Helper()
	expect(t, a, record.StatePartial)
	if !a.Outcome.Truncated {
		t.Error("the cut is not told")
	}
}

func TestS27_HostileBundles(t *testing.T) {
	good := `{"resource":{"resourceType":"AllergyIntolerance","id":"a","code":{"text":"x"},"patient":{"reference":"Patient/1"}}}`
	bundle := func(entries string) string {
		return `{"entry":[` + entries + `],"link":null,"total":"many","type":"searchset","resourceType":"Bundle","link":[{"relation":"self"}]}`
	}
	cases := map[string]struct {
		body  string
		state record.SourceState
		ids   []string
	}{
		"late type":      {bundle(good), record.StateComplete, []string{"a"}},
		"mark":           {"\xef\xbb\xbf" + bundle(good), record.StateComplete, []string{"a"}},
		"null entries":   {`{"resourceType":"Bundle","type":"searchset","entry":null}`, record.StateComplete, nil},
		"broken among":   {bundle(`7,null,"x",{},{"resource":7},{"resource":{}},` + good), record.StatePartial, []string{"a"}},
		"twice":          {bundle(good + "," + good), record.StateComplete, []string{"a"}},
		"duplicate keys": {bundle(`{"resource":{"resourceType":"AllergyIntolerance","id":"b","id":"c","patient":{"reference":"Patient/1"}}},` + good), record.StatePartial, []string{"a"}},
		"deep":           {bundle(`{"resource":` + strings.Repeat(`{"x":`, 500) + "1" + strings.Repeat("}", 500) + `},` + good), record.StatePartial, []string{"a"}},
		"too deep":       {bundle(`{"resource":` + strings.Repeat(`[`, 20000) + strings.Repeat("]", 20000) + `}`), record.StateUnavailable, nil},
		"links broken":   {`{"resourceType":"Bundle","type":"searchset","link":7,"entry":[` + good + `]}`, record.StatePartial, []string{"a"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann))
			s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
				hostile := strings.Contains(r.URL.Path, "Allergy")
				if hostile {
					fmt.Fprint(w, c.body)
				}
				return hostile
			}
			expect(t, ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann], c.state, c.ids...)
		})
	}
}

func FuzzReadBundle(f *testing.F) {
	f.Add([]byte(`{"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"next","url":"x"}],"entry":[{"fullUrl":"u","resource":{"resourceType":"Flag","id":"1"},"search":{"mode":"match"}},7]}`))
	f.Add([]byte(`{"entry":[[[`))
	f.Add([]byte("\xef\xbb\xbf{}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		left := &allowance{bytes: 1 << 16, entries: 8}
		p, err := readBundle(withoutBOM(&limited{r: strings.NewReader(string(raw)), left: &left.bytes}), left.entries, nil)
		if (p == nil) == (err == nil) {
			t.Fatal("neither page nor error, or both")
		}
		if p != nil && len(p.entries)+p.unreadable > 8 {
			t.Fatal("more entries than allowed")
		}
	})
}
