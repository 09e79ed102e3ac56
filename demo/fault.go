package demo

import "github.com/london-care-record/gateway/demo/exchange"

// Fault is what is wrong with an exchange.
type Fault struct {
	// Kind is the name of one of FaultKinds.
	Kind string `json:"fault"`
	// LatencyMs is how many milliseconds later than usual an answer begins; of a slow exchange how late it is at all, of a dripping one how
	// long it waits between pieces. 0 means the kind's default.
	LatencyMs int `json:"latencyMs"`
}

// FaultKind describes one kind of fault to people.
type FaultKind struct {
	Name string `json:"name"`
	// Family is what goes wrong: "none", "connection", "refusal", "paging", "form", "size" or "content".
	Family string `json:"family"`
	// Description is one sentence.
	Description string `json:"description"`
	// DefaultLatencyMs is what LatencyMs means where it is 0.
	DefaultLatencyMs int `json:"defaultLatencyMs"`
}

// FaultKinds are the kinds of fault that SetFault takes, "none" first.
func FaultKinds() []FaultKind {
	kinds := make([]FaultKind, len(exchange.Kinds))
	for i, k := range exchange.Kinds {
		kinds[i] = FaultKind(k)
	}
	return kinds
}

// Faults are the names of FaultKinds, in their order.
func Faults() []string { return exchange.KindNames() }

// SetFault changes what is wrong with an exchange, from its next request on. Kind "none" makes it well again.
func (r *Region) SetFault(id string, f Fault) error {
	s, err := r.server(id)
	if err != nil {
		return err
	}
	return s.SetFault(exchange.Fault{Kind: f.Kind, LatencyMs: f.LatencyMs})
}
