package exchange

import (
	"strings"
	"time"
)

// Fault is what is wrong with a server at the moment.
type Fault struct {
	// Kind is the name of one of Kinds.
	Kind string `json:"fault"`
	// LatencyMs is how many milliseconds later than usual an answer begins; of Slow and SlowRecords how late it is at all, of Drip how long it waits between
	// pieces. 0 means the kind's default.
	LatencyMs int `json:"latencyMs"`
}

// The names of the kinds of fault. Kinds says what each does.
const (
	None = "none"

	Slow        = "slow"
	SlowRecords = "slow-records"
	Hang        = "hang"
	Drip        = "drip"
	Down        = "down"
	ExpiredCert = "expired-certificate"

	TooMany      = "429"
	Unauthorised = "unauthorised"
	Forbidden    = "forbidden"
	ServerError  = "error"
	Unavailable  = "unavailable"

	CutPage      = "cut-page"
	EndlessPages = "endless-pages"
	ForeignPage  = "foreign-page"
	Redirect     = "redirect"

	BrokenJSON    = "broken-json"
	CutBody       = "cut-body"
	HTML          = "html"
	WrongContent  = "wrong-content-type"
	DuplicateKeys = "duplicate-keys"
	BadUTF8       = "bad-utf8"
	Deep          = "deep"

	GzipBomb    = "gzip-bomb"
	EndlessBody = "endless-body"
	LongString  = "long-string"
	ManyEntries = "many-entries"

	Partial      = "partial"
	WrongPatient = "wrong-patient"
	WrongType    = "wrong-type"
	FalseFresh   = "false-304"
)

// MaxLatencyMs keeps a slip of the hand from hanging a demo for hours.
const MaxLatencyMs = 600_000

// badFault says what is wrong with a fault that was asked for.
type badFault string

func (e badFault) Error() string { return string(e) }

func (f Fault) check() error {
	if _, ok := kindOf(f.Kind); !ok {
		return badFault("unknown fault; the faults are " + strings.Join(KindNames(), ", "))
	}
	if f.LatencyMs < 0 || f.LatencyMs > MaxLatencyMs {
		return badFault("latencyMs must be between 0 and 600000")
	}
	return nil
}

// pause is LatencyMs, or else the kind's own default.
func (f Fault) pause() time.Duration {
	ms := f.LatencyMs
	if ms == 0 {
		kind, _ := kindOf(f.Kind)
		ms = kind.DefaultLatencyMs
	}
	return time.Duration(ms) * time.Millisecond
}
