package exchange

import (
	"net/http"

	"github.com/london-care-record/gateway/demo/ordered"
)

// answer is one response before it is written.
type answer struct {
	status int
	header map[string]string
	body   []byte
	// tagged tells that it is an answer by whose tag a client may ask later whether it still stands.
	tagged bool
}

func outcome(status int, code, text string) answer {
	return answer{status: status, body: outcomeObject("error", code, text).Bytes()}
}

func outcomeObject(severity, code, text string) ordered.Object {
	return ordered.Of(
		"resourceType", "OperationOutcome",
		"issue", []ordered.Object{ordered.Of("severity", severity, "code", code, "diagnostics", text)},
	)
}

func notFound(what string) answer { return outcome(http.StatusNotFound, "not-found", what) }
