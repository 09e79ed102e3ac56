package demo_test

import (
	"io"
	"net/http"
	"regexp"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// TestSearchesAreTagged has a search answered once, and then confirmed for as long as its answer stays the same.
func TestSearchesAreTagged(t *testing.T) {
	r := started(t)
	for _, id := range []string{"SEL", "SWL"} { // one packs its answers
		a := ask(t, r, id)
		search := func(tag, encoding string) (status int, now string, size int) {
			t.Helper()
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.URL+"/Observation?"+values([]string{"patient:identifier", token(hanaNumber), "_count", "500"}).Encode(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if tag != "" {
				request.Header.Set("If-None-Match", tag)
			}
			request.Header.Set("Accept-Encoding", encoding)
			res, err := a.client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			return res.StatusCode, res.Header.Get("ETag"), len(body)
		}
		status, tag, size := search("", "identity")
		if status != http.StatusOK || size == 0 || !regexp.MustCompile(`^"[0-9a-f]{24}"$`).MatchString(tag) {
			t.Fatalf("%s: %d, %q, %d bytes", id, status, tag, size)
		}
		if status, again, size := search(tag, "identity"); status != http.StatusNotModified || again != tag || size != 0 {
			t.Errorf("%s: confirmed by %d, %q, %d bytes", id, status, again, size)
		}
		if status, _, size := search(`"other"`, "identity"); status != http.StatusOK || size == 0 {
			t.Errorf("%s: another tag is answered by %d, %d bytes", id, status, size)
		}
		_, packed, _ := search("", "gzip")
		if status, _, _ := search(packed, "gzip"); status != http.StatusNotModified {
			t.Errorf("%s: packed, confirmed by %d", id, status)
		}
		if err := r.SetFault(id, demo.Fault{Kind: "partial"}); err != nil {
			t.Fatal(err)
		}
		if status, now, _ := search(tag, "identity"); status != http.StatusOK || now == tag {
			t.Errorf("%s: what has changed is answered by %d, %q", id, status, now)
		}
		if err := r.SetFault(id, demo.Fault{Kind: "false-304"}); err != nil {
			t.Fatal(err)
		}
		if status, now, _ := search("", "identity"); status != http.StatusNotModified || now == tag {
			t.Errorf("%s: the lie is %d, %q", id, status, now)
		}
	}
}
