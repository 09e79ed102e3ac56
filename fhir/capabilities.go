package fhir

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
)

// Capabilities is what a server says of itself in its CapabilityStatement. Servers are often wrong about themselves: it
// is for people to read, and decides nothing but which optional includes are asked for.
type Capabilities struct {
	// Found is false for a server without a CapabilityStatement; the rest is then empty.
	Found       bool
	Software    string
	Version     string // of the software
	FHIRVersion string // "4.0.1"
	// Types are the resource types on offer, by name.
	Types map[string]TypeCapabilities
	// Batch tells that the server takes a batch Bundle.
	Batch bool
}

// TypeCapabilities is what a server says that it can do with one type.
type TypeCapabilities struct {
	// Search tells that the type can be searched, by the parameters Params and with the includes Includes.
	Search           bool
	Params, Includes []string
}

// maxStatement bounds how much of a CapabilityStatement is read. Those of full servers are a few MiB.
const maxStatement = 16 << 20

// Capabilities reads the server's CapabilityStatement. A server that has none is no error: Found is then false. An error
// says that the server could not be asked, in words without URLs or upstream text.
//
// The client remembers for an hour which includes the server says it knows. A search needs no call of Capabilities, but
// a server that refuses unknown includes is then spared one refusal a type.
func (c *Client) Capabilities(ctx context.Context) (Capabilities, error) {
	w := c.watch(ctx)
	r, err := c.request(ctx, http.MethodGet, c.under("metadata"), nil)
	if err != nil {
		return Capabilities{}, errors.New("could not be asked")
	}
	res, f := c.send(r, w) //nolint:bodyclose // finish closes it
	if f != nil {
		return Capabilities{}, errors.New(f.detail)
	}
	defer finish(res.Body)
	if res.StatusCode != http.StatusOK {
		if f := statusFailure(res.StatusCode, nil); !f.rejects() && res.StatusCode != http.StatusGone {
			return Capabilities{}, errors.New(f.detail)
		}
		return Capabilities{}, nil
	}
	body, err := unpacked(res, &allowance{bytes: maxStatement})
	if err != nil {
		return Capabilities{}, errors.New(unreadableAnswer)
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		return Capabilities{}, errors.New(c.unreadable(r, w, err).detail)
	}
	statement, err := readCapabilities(raw)
	if err == nil {
		c.lessons.prime(statement)
	}
	return statement, err
}

type capabilityStatement struct {
	ResourceType string `json:"resourceType"`
	Software     struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"software"`
	FHIRVersion string `json:"fhirVersion"`
	Rest        []struct {
		Mode     string `json:"mode"`
		Resource []struct {
			Type          string        `json:"type"`
			Interaction   []interaction `json:"interaction"`
			SearchInclude []string      `json:"searchInclude"`
			SearchParam   []struct {
				Name string `json:"name"`
			} `json:"searchParam"`
		} `json:"resource"`
		Interaction []interaction `json:"interaction"`
	} `json:"rest"`
}

type interaction struct {
	Code string `json:"code"`
}

func readCapabilities(raw []byte) (Capabilities, error) {
	var s capabilityStatement
	if err := json.Unmarshal(raw, &s, decodeLax); err != nil || s.ResourceType != "CapabilityStatement" {
		return Capabilities{}, errors.New(unreadableAnswer)
	}
	c := Capabilities{
		Found: true, Software: s.Software.Name, Version: s.Software.Version, FHIRVersion: s.FHIRVersion,
		Types: map[string]TypeCapabilities{},
	}
	for _, rest := range s.Rest {
		if rest.Mode == "client" {
			continue
		}
		c.Batch = c.Batch || slices.Contains(rest.Interaction, interaction{"batch"})
		for _, r := range rest.Resource {
			t := TypeCapabilities{
				Search:   slices.Contains(r.Interaction, interaction{"search-type"}),
				Includes: r.SearchInclude,
			}
			for _, p := range r.SearchParam {
				t.Params = append(t.Params, p.Name)
			}
			c.Types[r.Type] = t
		}
	}
	return c, nil
}
