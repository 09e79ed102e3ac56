package web

import (
	"strconv"
	"strings"
)

// acceptsGzip reads an Accept-Encoding header (RFC 9110, section 12.5.3): gzip is accepted when it,
// or else the wildcard, is listed with a weight above zero. A malformed weight refuses.
func acceptsGzip(header string) bool {
	wildcard := false
	for item := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(item, ";")
		accepted := positive(weight)
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return accepted
		case "*":
			wildcard = accepted
		}
	}
	return wildcard
}

// positive reads the weight of a coding, "q=0.5"; no weight at all means one.
func positive(weight string) bool {
	weight = strings.ToLower(strings.TrimSpace(weight))
	if weight == "" {
		return true
	}
	digits, ok := strings.CutPrefix(weight, "q=")
	if !ok {
		return false
	}
	q, err := strconv.ParseFloat(digits, 64)
	return err == nil && q > 0
}
