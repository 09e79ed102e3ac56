// Package floors is how little the same job could cost in Go: programs that ask the same exchanges and do only a part of
// the gateway's work. They say no more than where the bottom is.
package floors

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// facts are the types that hold the facts; the other systems ask for these and no others.
var facts = []string{"AllergyIntolerance", "MedicationStatement", "Condition", "Observation"}

// floor answers a question about people: how many entries, or all of them.
type floor func(ctx context.Context, people []string) (any, error)

// Run serves a floor on a free port until ctx ends:
//
//	floor -kind read|read-all|decode|gateway NEL=http://... SEL=http://...
func Run(ctx context.Context, args []string) error {
	debug.SetGCPercent(400) // as the gateway does
	set := flag.NewFlagSet("floor", flag.ContinueOnError)
	kind := set.String("kind", "", "read, read-all, decode or gateway")
	if err := set.Parse(args); err != nil {
		return err
	}
	exchanges := map[string]string{}
	for _, arg := range set.Args() {
		name, address, _ := strings.Cut(arg, "=")
		exchanges[name] = address
	}
	f, err := newFloor(*kind, exchanges)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("ready http://%s/\n", l.Addr())
	s := &http.Server{Handler: serve(f), ReadHeaderTimeout: time.Minute}
	go func() {
		<-ctx.Done()
		_ = s.Close()
	}()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newFloor(kind string, exchanges map[string]string) (floor, error) {
	c := &client{exchanges: exchanges, types: facts, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1024, DisableCompression: true}}}
	switch kind {
	case "read":
		return c.read, nil
	case "read-all":
		c.types = []string{"Patient"}
		for _, s := range searches() {
			c.types = append(c.types, string(s))
		}
		return c.read, nil
	case "decode":
		return c.decode, nil
	case "gateway":
		return newGatewayDecoder(c)
	}
	return nil, fmt.Errorf("no floor %q", kind)
}

// serve takes the question as the other systems do, and looks at its variable only.
func serve(f floor) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Variables struct {
				N json.RawMessage `json:"n"`
			} `json:"variables"`
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var people []string
		var one string
		if json.Unmarshal(q.Variables.N, &one) == nil {
			people = []string{one}
		} else if err := json.Unmarshal(q.Variables.N, &people); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer, err := f(r.Context(), people)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		b, err := json.Marshal(answer)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(b) // the caller may have gone
	}
}

// client asks the exchanges.
type client struct {
	exchanges map[string]string
	types     []string
	http      *http.Client
}

// all asks every exchange for every type at once, and lets each look at its answer.
func (c *client) all(ctx context.Context, people []string, look func(exchange, typ string, body io.Reader) error) error {
	const system = "https://fhir.nhs.uk/Id/nhs-number|"
	tokens := []string{system + strings.Join(people, ","+system)}
	form, ofPatients := url.Values{"patient.identifier": tokens}.Encode(), url.Values{"identifier": tokens}.Encode()
	var (
		wait sync.WaitGroup
		mu   sync.Mutex
		errs error
	)
	for exchange, base := range c.exchanges {
		for _, typ := range c.types {
			form := form
			if typ == "Patient" {
				form = ofPatients
			}
			wait.Go(func() {
				if err := c.one(ctx, base+"/"+typ+"/_search", form, func(body io.Reader) error { return look(exchange, typ, body) }); err != nil {
					mu.Lock()
					defer mu.Unlock()
					errs = errors.Join(errs, err)
				}
			})
		}
	}
	wait.Wait()
	return errs
}

func (c *client) one(ctx context.Context, address, form string, look func(io.Reader) error) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return look(res.Body)
}

// read reads the bytes, and throws them away.
func (c *client) read(ctx context.Context, people []string) (any, error) {
	var mu sync.Mutex
	var bytes int64
	err := c.all(ctx, people, func(_, _ string, body io.Reader) error {
		n, err := io.Copy(io.Discard, body)
		mu.Lock()
		defer mu.Unlock()
		bytes += n
		return err
	})
	return map[string]int64{"bytes": bytes}, err
}

// entry is what is shown of one entry.
type entry struct {
	ID       string `json:"id"`
	Code     string `json:"code"`
	Text     string `json:"text"`
	Date     string `json:"date"`
	Status   string `json:"status"`
	Value    string `json:"value"`
	Detail   string `json:"detail"`
	Exchange string `json:"exchange"`
}

// resource is what is read of one resource, whatever its type.
type resource struct {
	ID                        string
	Code                      concept
	MedicationCodeableConcept concept
	ClinicalStatus            concept
	Status                    string
	RecordedDate              string
	DateAsserted              string
	OnsetDateTime             string
	EffectiveDateTime         string
	Criticality               string
	Dosage                    []struct{ Text string }
	ValueQuantity             struct {
		Value json.Number
		Unit  string
	}
}

type concept struct {
	Text   string
	Coding []struct{ Code string }
}

func (c concept) code() string {
	if len(c.Coding) == 0 {
		return ""
	}
	return c.Coding[0].Code
}

func (r *resource) entry(exchange string) entry {
	e := entry{ID: r.ID, Exchange: exchange, Code: r.Code.code(), Text: r.Code.Text, Status: r.Status, Detail: r.Criticality,
		Date: r.RecordedDate + r.DateAsserted + r.OnsetDateTime + r.EffectiveDateTime}
	if r.MedicationCodeableConcept.Text != "" {
		e.Code, e.Text = r.MedicationCodeableConcept.code(), r.MedicationCodeableConcept.Text
	}
	if e.Status == "" {
		e.Status = r.ClinicalStatus.code()
	}
	if len(r.Dosage) > 0 {
		e.Detail = r.Dosage[0].Text
	}
	if r.ValueQuantity.Unit != "" {
		e.Value = r.ValueQuantity.Value.String() + " " + r.ValueQuantity.Unit
	}
	return e
}

// decode decodes the way that everybody would: encoding/json into narrow structs, and a list for each type.
func (c *client) decode(ctx context.Context, people []string) (any, error) {
	var mu sync.Mutex
	lists := map[string]map[string][]entry{}
	for _, typ := range facts {
		lists[typ] = map[string][]entry{}
	}
	err := c.all(ctx, people, func(exchange, typ string, body io.Reader) error {
		var bundle struct{ Entry []struct{ Resource resource } }
		if err := json.NewDecoder(body).Decode(&bundle); err != nil {
			return err
		}
		entries := make([]entry, len(bundle.Entry))
		for i := range bundle.Entry {
			entries[i] = bundle.Entry[i].Resource.entry(exchange)
		}
		mu.Lock()
		defer mu.Unlock()
		lists[typ][exchange] = entries
		return nil
	})
	all := map[string][]entry{}
	for typ, of := range lists {
		for _, exchange := range slices.Sorted(maps.Keys(of)) {
			all[typ] = append(all[typ], of[exchange]...)
		}
	}
	return all, err
}
