package demo

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/london-care-record/gateway/demo/exchange"
)

// maxFaultBody bounds the body of a fault request, in bytes.
const maxFaultBody = 4096

// Handler is what a gateway's listener serves in the demo: the fault control, of which GET /demo/exchanges tells how every exchange is and
// POST /demo/exchanges/{id}/fault changes one of them; the authority; and the record system's pages, for which ServedAt must be called.
// It has no access control of its own, and belongs on a loopback listener of a demo only.
func (r *Region) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /demo/exchanges", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, r.states()) })
	mux.HandleFunc("POST /demo/exchanges/{id}/fault", r.postFault)
	r.addCallers(mux)
	return mux
}

// exchangeState is one row of GET /demo/exchanges.
type exchangeState struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	LocalName string `json:"localName"`
	Fault
	URL      string         `json:"url"`
	Requests map[string]int `json:"requests"`
}

type stateList struct {
	Synthetic string          `json:"notice"`
	Exchanges []exchangeState `json:"exchanges"`
	Faults    []FaultKind     `json:"faults"`
	// Astray counts the requests that were led away from an exchange, and went.
	Astray int `json:"astray"`
	// MaxLatencyMs is the greatest latencyMs that is taken.
	MaxLatencyMs int `json:"maxLatencyMs"`
}

func (r *Region) states() stateList {
	list := stateList{Synthetic: "synthetic data", Faults: FaultKinds(), Astray: r.Astray(), MaxLatencyMs: exchange.MaxLatencyMs}
	for i, s := range r.servers {
		f, facts := s.Fault(), exchangeTable[i].facts
		list.Exchanges = append(list.Exchanges, exchangeState{facts.ID, facts.Name, facts.LocalName, Fault{f.Kind, f.LatencyMs}, s.Base(), s.Requests()})
	}
	return list
}

func (r *Region) postFault(w http.ResponseWriter, req *http.Request) {
	id := strings.ToUpper(req.PathValue("id"))
	if _, err := r.server(id); err != nil {
		reply(w, http.StatusNotFound, problem{"there is no such exchange; the exchanges are NEL, SEL, SWL, NCL and NWL"})
		return
	}
	f, err := readFault(http.MaxBytesReader(w, req.Body, maxFaultBody))
	if err != nil {
		reply(w, http.StatusBadRequest, problem{err.Error()})
		return
	}
	if err := r.SetFault(id, f); err != nil {
		reply(w, http.StatusBadRequest, problem{err.Error()})
		return
	}
	reply(w, http.StatusOK, struct {
		ID string `json:"id"`
		Fault
	}{id, f})
}

type problem struct {
	Error string `json:"error"`
}

func readFault(body io.Reader) (Fault, error) {
	var f Fault
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, errors.New(`the body must be JSON like {"fault":"down","latencyMs":0}: ` + strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return f, errors.New("the body must be one JSON object and nothing after it")
	}
	if f.Kind == "" {
		return f, errors.New(`"fault" is missing; the faults are ` + strings.Join(Faults(), ", "))
	}
	return f, nil
}

func reply(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "the answer could not be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone away is no concern of ours
}
