package demo_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/demo"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// started is a region without latency that ends with the test.
func started(t *testing.T) *demo.Region {
	t.Helper()
	r, err := demo.New(demo.Options{NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// asker asks one exchange the way a stranger to this package would.
type asker struct {
	demo.Exchange
	t      *testing.T
	client *http.Client
}

func ask(t *testing.T, r *demo.Region, id string) *asker {
	t.Helper()
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	for _, e := range r.Exchanges() {
		if e.ID == id {
			return &asker{e, t, &http.Client{Transport: transport}}
		}
	}
	t.Fatalf("no exchange %s", id)
	return nil
}

// bundle is what the tests read of an answer.
type bundle struct {
	ResourceType string `json:"resourceType"`
	Type         string `json:"type"`
	Total        *int   `json:"total"`
	Link         []struct{ Relation, URL string }
	Entry        []struct {
		FullURL  string          `json:"fullUrl"`
		Resource json.RawMessage `json:"resource"`
		Search   struct{ Mode string }
		Response struct{ Status string }
	}
}

func (b bundle) link(relation string) string {
	for _, l := range b.Link {
		if l.Relation == relation {
			return l.URL
		}
	}
	return ""
}

func (b bundle) refs(mode string) []string {
	var all []string
	for _, e := range b.Entry {
		if e.Search.Mode == mode {
			all = append(all, head(e.Resource).ref())
		}
	}
	return all
}

type resourceHead struct {
	ResourceType, ID string
	Meta             struct {
		VersionID   string
		LastUpdated string
		Tag         []struct{ System, Code string }
		Security    []struct{ System, Code string }
		Extension   []struct {
			URL            string
			ValueReference struct {
				Reference, Display string
				Identifier         struct{ System, Value string }
			}
		}
	}
}

func (h resourceHead) ref() string { return h.ResourceType + "/" + h.ID }

func head(raw []byte) resourceHead {
	var h resourceHead
	if err := json.Unmarshal(raw, &h); err != nil {
		panic(err)
	}
	return h
}

func (a *asker) do(method, address, body string, header ...string) (*http.Response, []byte) {
	a.t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := a.client.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return resp, got
}

func (a *asker) bundle(raw []byte) bundle {
	a.t.Helper()
	var b bundle
	if err := json.Unmarshal(raw, &b); err != nil {
		a.t.Fatal(err)
	}
	return b
}

// get follows an address.
func (a *asker) get(address string) bundle {
	a.t.Helper()
	resp, raw := a.do("GET", address, "")
	if resp.StatusCode != 200 {
		a.t.Fatalf("GET gave %d: %s", resp.StatusCode, raw)
	}
	return a.bundle(raw)
}

// search posts a search form.
func (a *asker) search(typ string, form ...string) bundle {
	a.t.Helper()
	resp, raw := a.do("POST", a.URL+"/"+typ+"/_search", values(form).Encode(), "Content-Type", "application/x-www-form-urlencoded")
	if resp.StatusCode != 200 {
		a.t.Fatalf("search gave %d: %s", resp.StatusCode, raw)
	}
	return a.bundle(raw)
}

func values(pairs []string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func token(number string) string { return "https://fhir.nhs.uk/Id/nhs-number|" + number }

// person is the form that names people in the exchange's own style.
func (a *asker) person(numbers ...string) []string {
	a.t.Helper()
	tokens := make([]string, len(numbers))
	for i, n := range numbers {
		tokens[i] = token(n)
	}
	list := strings.Join(tokens, ",")
	switch a.Search {
	case "chained":
		return []string{"patient.identifier", list}
	case "logical":
		return []string{"patient:identifier", list}
	}
	local, _ := a.all("Patient", "identifier", list)
	return []string{"patient", strings.Join(local, ",")}
}

// all pages through a search to its end.
func (a *asker) all(typ string, form ...string) (refs []string, pages int) {
	a.t.Helper()
	b := a.search(typ, form...)
	for {
		pages++
		refs = append(refs, b.refs("match")...)
		next := b.link("next")
		if next == "" {
			return refs, pages
		}
		if !strings.HasPrefix(next, a.URL) || strings.Contains(next, "999") && strings.Contains(next, "nhs-number") {
			a.t.Fatalf("next link %q leaves the server or names the person", next)
		}
		b = a.get(next)
	}
}

var exchangeIDs = []string{"NEL", "SEL", "SWL", "NCL", "NWL"}

const (
	adaNumber  = "9990000018"
	hanaNumber = "9990000085"
)
