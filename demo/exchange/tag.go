package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
)

// falseTag is what an exchange calls an answer that it never gave.
const falseTag = `"an answer that nobody has"`

// recognised puts a strong entity tag on the answer to a search, and leaves the answer out where the client has it. HTTP knows
// that for GET; a search by POST is the same to FHIR, and taken the same here. An answer that is packed has a tag of its own.
func (a answer) recognised(ifNoneMatch string, packed bool, f Fault) answer {
	if f.Kind == FalseFresh {
		return answer{status: http.StatusNotModified, header: map[string]string{"ETag": falseTag}}
	}
	if !a.tagged || a.status != http.StatusOK {
		return a
	}
	sum := sha256.Sum256(a.body)
	tag := hex.EncodeToString(sum[:12])
	if packed {
		tag += "-gzip"
	}
	tag = `"` + tag + `"`
	header := maps.Clone(a.header)
	if header == nil {
		header = map[string]string{}
	}
	header["ETag"] = tag
	if matches(ifNoneMatch, tag) {
		return answer{status: http.StatusNotModified, header: header}
	}
	a.header = header
	return a
}
