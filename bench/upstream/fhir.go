package upstream

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/valyala/fasthttp"
)

const numberSystem = "https://fhir.nhs.uk/Id/nhs-number"

// search answers a FHIR search by POST or GET, chained: patient.identifier or, for Patient, identifier.
func (e *exchange) search(ctx *fasthttp.RequestCtx, typ string) {
	args := ctx.QueryArgs()
	if ctx.IsPost() {
		args = ctx.PostArgs()
	}
	e.wait()
	ctx.SetContentType("application/fhir+json")
	ctx.Response.SetBodyRaw(e.bundle(nil, typ, args))
}

// bundle writes the searchset Bundle of one search.
func (e *exchange) bundle(to []byte, typ string, args *fasthttp.Args) []byte {
	param := "patient.identifier"
	if typ == "Patient" {
		param = "identifier"
	}
	tokens := args.Peek(param)
	t := e.templates()[typ]
	if to == nil {
		size := 512
		if t != nil {
			size += (len(t.entries) + 1) * (1 + bytes.Count(tokens, []byte{','}))
		}
		to = make([]byte, 0, size+2*len(tokens))
	}
	to = append(to, `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"`...)
	to = append(to, e.base+"/"+typ+"?"+param+"="+url.QueryEscape(string(tokens))...)
	to = append(to, `"}],"entry":[`...)
	first := true
	for token := range bytes.SplitSeq(tokens, []byte{','}) {
		_, number, found := bytes.Cut(token, []byte{'|'})
		if !found || len(number) != len(placeholder) || t == nil || len(t.entries) == 0 {
			continue
		}
		if !first {
			to = append(to, ',')
		}
		first = false
		to = t.append(to, number)
	}
	return append(to, "]}"...)
}

// batch answers a batch Bundle of searches, each by GET with the parameters in its URL.
func (e *exchange) batch(ctx *fasthttp.RequestCtx) {
	var asked struct {
		Entry []struct{ Request struct{ Method, URL string } }
	}
	if err := json.Unmarshal(ctx.PostBody(), &asked); err != nil {
		ctx.SetStatusCode(fasthttp.StatusBadRequest)
		return
	}
	e.wait()
	body := []byte(`{"resourceType":"Bundle","type":"batch-response","entry":[`)
	for i, x := range asked.Entry {
		if i > 0 {
			body = append(body, ',')
		}
		typ, query, _ := strings.Cut(strings.TrimPrefix(x.Request.URL, "/"), "?")
		var args fasthttp.Args
		args.Parse(query)
		body = append(body, `{"response":{"status":"200 OK"},"resource":`...)
		body = append(e.bundle(body, typ, &args), '}')
	}
	ctx.SetContentType("application/fhir+json")
	ctx.Response.SetBodyRaw(append(body, "]}"...))
}

// capabilities is the answer of /metadata.
const capabilities = `{"resourceType":"CapabilityStatement","status":"active","date":"2026-01-01","kind":"instance","fhirVersion":"4.0.1",` +
	`"format":["json"],"software":{"name":"bench upstream"},"rest":[{"mode":"server","interaction":[{"code":"batch"}]}]}`
