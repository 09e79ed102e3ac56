package exchange

import (
	"slices"
	"strings"
	"time"
)

// Fault is what is wrong with a server at the moment.
type Fault struct {
	// Kind is one of Kinds.
	Kind string `json:"fault"`
	// LatencyMs is how many milliseconds a slow server takes, and how long a dripping one waits between pieces; 0 means the default.
	LatencyMs int `json:"latencyMs"`
}

// The kinds of fault.
const (
	None         = "none"
	Slow         = "slow"          // answers, after LatencyMs (default 3000)
	Down         = "down"          // a dead host: connections are reset without an answer
	Hang         = "hang"          // accepts and never answers
	TooMany      = "429"           // 429 with Retry-After
	Unauthorised = "unauthorised"  // 401
	Forbidden    = "forbidden"     // 403
	ServerError  = "error"         // 500
	Unavailable  = "unavailable"   // 503
	CutPage      = "cut-page"      // the first page's next link leads to an error
	EndlessPages = "endless-pages" // there is always a next link
	ForeignPage  = "foreign-page"  // the next link leads to another host
	BrokenJSON   = "broken-json"   // 200, and the JSON stops half-way
	CutBody      = "cut-body"      // the connection dies in the middle of the answer
	HTML         = "html"          // 200 with a web page, as a captive portal gives
	Drip         = "drip"          // the answer comes in small pieces, LatencyMs apart (default 200)
	Partial      = "partial"       // an answer that says, by OperationOutcome, that it is incomplete
	WrongPatient = "wrong-patient" // answers contain another person's resources
)

// Kinds are all kinds of fault, in the order in which they are listed to people.
var Kinds = []string{
	None, Slow, Down, Hang, TooMany, Unauthorised, Forbidden, ServerError, Unavailable, CutPage, EndlessPages, ForeignPage,
	BrokenJSON, CutBody, HTML, Drip, Partial, WrongPatient,
}

// maxLatencyMs keeps a slip of the hand from hanging a demo for hours.
const maxLatencyMs = 600_000

// badFault says what is wrong with a fault that was asked for.
type badFault string

func (e badFault) Error() string { return string(e) }

func (f Fault) check() error {
	if !slices.Contains(Kinds, f.Kind) {
		return badFault("unknown fault; the faults are " + strings.Join(Kinds, ", "))
	}
	if f.LatencyMs < 0 || f.LatencyMs > maxLatencyMs {
		return badFault("latencyMs must be between 0 and 600000")
	}
	return nil
}

func (f Fault) pause(standard time.Duration) time.Duration {
	if f.LatencyMs > 0 {
		return time.Duration(f.LatencyMs) * time.Millisecond
	}
	return standard
}
