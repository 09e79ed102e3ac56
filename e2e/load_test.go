package e2e

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// question is something to ask, and what comes back when all is well.
type question struct {
	token, query string
	// people is how many persons the answer tells of; 0 for one that must be refused with FORBIDDEN.
	people int
}

// questions are one person's record, three people's allergies, and a look that the caller may not have.
func questions(t *testing.T, s *stage) []question {
	t.Helper()
	doctor, gp := s.token(t, "ae-doctor", ""), s.token(t, "gp", "9990000018")
	var list []question
	for _, n := range s.region.Population() {
		list = append(list, question{doctor, `{patient(nhsNumber:"` + n + `"){allergies{entries{id} completeness{complete}} medications{entries{id}}}}`, 1})
	}
	three := `"` + strings.Join(s.region.Population()[:3], `","`) + `"`
	return append(list,
		question{doctor, `{patients(nhsNumbers:[` + three + `]){allergies{entries{id}}}}`, 3},
		question{gp, `{patient(nhsNumber:"9990000026"){allergies{entries{id}}}}`, 0})
}

// reply is an answer that came whole.
type reply struct {
	request string
	question
	status int
	result
	took   time.Duration
	header http.Header
	// closes tells that the connection is not to be used again.
	closes bool
}

// requestID makes an id in the form that the gateway takes over.
func requestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// put asks a question under a request id of its own. An error is that no whole answer came.
func put(ctx context.Context, client *http.Client, url string, q question) (reply, error) {
	r := reply{request: requestID(), question: q}
	body, err := json.Marshal(map[string]string{"query": q.query})
	if err != nil {
		return r, err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return r, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Request-Id", r.request)
	if q.token != "" {
		request.Header.Set("Authorization", "Bearer "+q.token)
	}
	// A connection that broke while it lay idle is tried again by net/http for requests that it may repeat; a POST is none.
	began := time.Now()
	response, err := client.Do(request)
	if err != nil {
		return r, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return r, err
	}
	r.took, r.status, r.header, r.closes, r.Raw = time.Since(began), response.StatusCode, response.Header, response.Close, string(raw)
	if length := response.Header.Get("Content-Length"); length != "" && length != strconv.Itoa(len(raw)) {
		return r, fmt.Errorf("%d bytes came of %s", len(raw), length)
	}
	if err := json.Unmarshal(raw, &r.result); err != nil {
		return r, fmt.Errorf("the answer is no JSON: %w: %.200s", err, raw)
	}
	return r, nil
}

// asExpected tells what is wrong with a reply to a question that a healthy gateway answers; "" for nothing.
func (r reply) asExpected() string {
	switch {
	case r.people == 0 && r.code() == "FORBIDDEN":
		return ""
	case r.people > 0 && r.status == http.StatusOK && r.exchangesAlone():
		return ""
	}
	return fmt.Sprintf("status %d: %.300s", r.status, r.Raw)
}

// exchangesAlone tells that nothing is wrong but that an exchange was slow, as it may be on a busy machine: that is an answer.
func (r reply) exchangesAlone() bool {
	for _, e := range r.Errors {
		if e.Extensions.Code != "EXCHANGE_UNAVAILABLE" && (e.Extensions.Code != "RECORD_UNAVAILABLE" || len(e.Extensions.Sources) == 0) {
			return false
		}
	}
	return true
}

// missingFrom tells what the audit trail lacks of a reply; "" for nothing.
func (r reply) missingFrom(all map[string]noted) string {
	n := all[r.request]
	if r.nothing() && n.refused > 0 { // before anything was asked, or at the last look before it left
		return ""
	}
	if r.people == 0 || n.answered < r.people {
		return fmt.Sprintf("an answer for %d people left, and the trail holds %+v of it", r.people, n)
	}
	return ""
}

// nothing tells that a reply holds nothing of anybody.
func (r reply) nothing() bool {
	return len(r.Data) == 0 || string(r.Data) == "null" || string(r.Data) == `{"patient":null}`
}

// crowd asks from many sides at once and keeps what came.
type crowd struct {
	mu      sync.Mutex
	replies []reply
	lost    []error
}

// ask lets n clients ask, one question after another, until ctx ends. Each stops at its first answer that does not come
// whole, or tries on if it is to persist. heard is called after each reply.
func (c *crowd) ask(ctx context.Context, n int, url string, list []question, persist bool, heard func(total int)) {
	var wg sync.WaitGroup
	for w := range n {
		wg.Go(func() {
			transport := &http.Transport{MaxIdleConnsPerHost: 4}
			defer transport.CloseIdleConnections()
			client := &http.Client{Transport: transport}
			for i := w; ctx.Err() == nil; i++ {
				r, err := put(ctx, client, url, list[i%len(list)])
				if ctx.Err() != nil {
					return
				}
				total := c.note(r, err)
				if err != nil && !persist {
					return
				}
				if heard != nil {
					heard(total)
				}
			}
		})
	}
	wg.Wait()
}

func (c *crowd) note(r reply, err error) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		c.lost = append(c.lost, err)
	} else {
		c.replies = append(c.replies, r)
	}
	return len(c.replies)
}

// all gives what came so far.
func (c *crowd) all() ([]reply, []error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.replies), slices.Clone(c.lost)
}
