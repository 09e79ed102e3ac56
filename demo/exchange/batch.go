package exchange

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/demo/ordered"
)

// maxBatch is how many requests a batch may hold.
const maxBatch = 100

type batchBundle struct {
	ResourceType string `json:"resourceType"`
	Type         string `json:"type"`
	Entry        []struct {
		Request struct {
			Method      string `json:"method"`
			URL         string `json:"url"`
			IfNoneMatch string `json:"ifNoneMatch"`
		} `json:"request"`
	} `json:"entry"`
}

// batch answers a batch of searches and reads, each entry by itself, in their order.
func (s *Server) batch(body []byte, strict bool, f Fault) answer {
	var in batchBundle
	if err := json.Unmarshal(body, &in); err != nil {
		return outcome(http.StatusBadRequest, "structure", "the batch can't be read as JSON")
	}
	if in.ResourceType != "Bundle" || in.Type != "batch" || len(in.Entry) > maxBatch {
		return outcome(http.StatusBadRequest, "invalid", "only a Bundle of type batch with at most 100 entries is taken")
	}
	entries := make(ordered.List, len(in.Entry))
	for i, e := range in.Entry {
		a := s.batched(e.Request.Method, e.Request.URL, e.Request.IfNoneMatch, strict, f)
		entries[i] = batchEntry(a.recognised(e.Request.IfNoneMatch, false, f))
	}
	return answer{status: http.StatusOK, body: ordered.Of(
		"resourceType", "Bundle", "type", "batch-response", "entry", entries).Bytes()}
}

func batchEntry(a answer) ordered.Object {
	response := ordered.Of("status", strconv.Itoa(a.status)+" "+http.StatusText(a.status), "etag", a.header["ETag"])
	if a.status == http.StatusNotModified {
		return ordered.Of("response", response)
	}
	if a.status != http.StatusOK {
		response.Add("outcome", ordered.Raw(a.body))
		return ordered.Of("response", response)
	}
	return ordered.Of("resource", ordered.Raw(a.body), "response", response)
}

func (s *Server) batched(method, address, ifNoneMatch string, strict bool, f Fault) answer {
	if method != http.MethodGet {
		return outcome(http.StatusMethodNotAllowed, "not-supported", "only GET is taken in a batch")
	}
	u, err := url.Parse(strings.TrimPrefix(strings.TrimPrefix(address, s.base), "/"))
	if err != nil {
		return outcome(http.StatusBadRequest, "invalid", "the entry's url can't be read")
	}
	parts := strings.Split(u.Path, "/")
	switch {
	case !served(parts[0]):
		return notFound("this server has no such resource type")
	case len(parts) == 1:
		return s.search(parts[0], u.Query(), strict, f)
	case len(parts) == 2:
		return s.readResource(parts[0], parts, ifNoneMatch, f)
	}
	return notFound("nothing is served at this address")
}
