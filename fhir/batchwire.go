package fhir

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

type batchRequest struct {
	ResourceType string       `json:"resourceType"`
	Type         string       `json:"type"`
	Entry        []batchEntry `json:"entry"`
}

type batchEntry struct {
	Request struct {
		Method string `json:"method"`
		URL    string `json:"url"`
		// R4 has these for reads, and HTTP for whatever is got.
		IfNoneMatch     string `json:"ifNoneMatch,omitempty"`
		IfModifiedSince string `json:"ifModifiedSince,omitempty"`
	} `json:"request"`
}

// sendBatch sends the searches of a batch and reads what each is answered with. People's numbers stand in the entries'
// URLs, which are in the body: out of URLs that proxies log, as in a search by POST. bytesLeft is how many the answer may have.
func (c *Client) sendBatch(ctx context.Context, of *batch, bytesLeft int64) (*page, *failure) {
	bundle := batchRequest{ResourceType: "Bundle", Type: "batch", Entry: make([]batchEntry, len(of.members))}
	limit := &allowance{bytes: bytesLeft}
	for i, m := range of.members {
		bundle.Entry[i].Request.Method = http.MethodGet
		bundle.Entry[i].Request.URL = string(m.enquiry.search) + "?" + m.enquiry.form()
		bundle.Entry[i].Request.IfNoneMatch, bundle.Entry[i].Request.IfModifiedSince = m.condition.Tag, m.condition.Modified
	}
	body, err := json.Marshal(bundle)
	if err != nil {
		return nil, failed("could not be asked")
	}
	r, err := c.request(ctx, http.MethodPost, c.config.Base, bytes.NewReader(body))
	if err != nil {
		return nil, failed("could not be asked")
	}
	r.Header.Set("Content-Type", "application/fhir+json")
	r.Header.Set("Prefer", "handling=lenient")
	if of.key.strict {
		r.Header.Set("Prefer", "handling=strict")
	}
	r.Header["Idempotency-Key"] = nil // searches change nothing; see searchRequest
	w := of.members[0].watch
	res, f := c.send(r, w) //nolint:bodyclose // finish closes it
	if f != nil {
		return nil, f
	}
	defer finish(res.Body)
	if res.StatusCode != http.StatusOK {
		f := statusFailure(res.StatusCode, readIssues(readSome(res)))
		f.retryAfter = c.retryAfter(res.Header)
		return nil, f
	}
	if !labelledJSON(res.Header) {
		return nil, failed(notFHIRJSON)
	}
	unpackedBody, err := unpacked(res, limit)
	if err != nil {
		return nil, c.unreadable(r, w, err)
	}
	b := newBatchReader(&measured{r: unpackedBody, until: longestValue}, of.members)
	if err := b.read(); err != nil {
		return nil, c.unreadable(r, w, err)
	}
	for _, part := range b.parts {
		if part.page != nil {
			part.page.stamp = c.usable(part.page.stamp)
		}
	}
	return &page{parts: b.parts}, nil
}

// batchPart is what one search of a batch was answered with. It has neither page nor failure where nothing came for it.
type batchPart struct {
	page   *page
	failed *failure
	bytes  int64
}

// batchReader reads a batch-response: the answers stand in the order of the questions (R4, 3.1.0.11.2).
type batchReader struct {
	d        *jsontext.Decoder
	measured *measured
	members  []*member
	parts    []batchPart
	at       int

	resourceType, typ string
}

func newBatchReader(m *measured, members []*member) *batchReader {
	return &batchReader{d: jsontext.NewDecoder(m, decodeLax), measured: m, members: members, parts: make([]batchPart, len(members))}
}

// read reads the answer. Where it is cut because it is longer than the gateway reads, what came before stands.
func (b *batchReader) read() error {
	err := b.object(b.member)
	if errors.Is(err, errTooLong) || errors.Is(err, errLongValue) {
		return nil
	}
	if err == nil && (b.resourceType != "Bundle" || b.typ != "batch-response") {
		return errNotSearchset
	}
	return err
}

// object reads an object, member by member.
func (b *batchReader) object(member func(name string) error) error {
	if t, err := b.d.ReadToken(); err != nil || t.Kind() != '{' {
		return errors.Join(err, errNotSearchset)
	}
	for b.d.PeekKind() == '"' {
		name, err := b.d.ReadToken()
		if err != nil {
			return err
		}
		b.measured.begin(b.d.InputOffset())
		if err := member(name.String()); err != nil {
			return err
		}
	}
	_, err := b.d.ReadToken()
	return err
}

func (b *batchReader) member(name string) error {
	if name == "entry" && b.d.PeekKind() == '[' {
		return b.entries()
	}
	v, err := b.d.ReadValue()
	if err != nil {
		return err
	}
	switch name {
	case "resourceType":
		b.resourceType = text(v)
	case "type":
		b.typ = text(v)
	}
	return nil
}

func (b *batchReader) entries() error {
	if _, err := b.d.ReadToken(); err != nil {
		return err
	}
	for b.d.PeekKind() == '{' {
		if b.at == len(b.members) {
			return errTooLong // answers to what nobody asked
		}
		if err := b.entry(); err != nil {
			return err
		}
		b.at++
	}
	_, err := b.d.ReadToken()
	return err
}

// entry reads one search's answer, on that search's own account.
func (b *batchReader) entry() error {
	m := b.members[b.at]
	b.measured.hold = m.hold
	began := b.d.InputOffset()
	inner := newBundleReader(b.d, b.measured, m.entries)
	var response batchResponse
	err := b.object(func(name string) error {
		if name == "resource" && b.d.PeekKind() == '{' {
			return inner.object()
		}
		v, err := b.d.ReadValue()
		if err == nil && name == "response" && json.Unmarshal(v, &response, decodeLax) != nil {
			return errNotSearchset
		}
		return err
	})
	part := &b.parts[b.at]
	part.bytes = b.d.InputOffset() - began
	if inner.page.long = errors.Is(err, errLongValue); inner.page.long || errors.Is(err, errTooLong) {
		if inner.page.cut = true; inner.searchset() {
			part.page = inner.finished(m.hold)
		}
		return err
	}
	if err != nil {
		return err
	}
	part.page, part.failed = inner.answered(response, m.condition)
	if part.page != nil {
		inner.finished(m.hold)
	}
	return nil
}

// batchResponse is what an entry of the answer says of itself.
type batchResponse struct {
	Status       string         `json:"status"`
	ETag         string         `json:"etag"`
	LastModified string         `json:"lastModified"`
	Outcome      jsontext.Value `json:"outcome"`
}

func (r batchResponse) stamp() stamp {
	return stamp{Way: byBatch, Tag: r.ETag, Modified: r.LastModified}
}

// answered gives the page of an entry, or why there is none: one search's refusal is that search's alone.
func (b *bundleReader) answered(r batchResponse, condition stamp) (*page, *failure) {
	number, _, _ := strings.Cut(r.Status, " ")
	code, err := strconv.Atoi(number)
	switch {
	case err == nil && code == http.StatusNotModified:
		return condition.confirmed(r.stamp())
	case err == nil && code != http.StatusOK:
		reasons := readIssues(r.Outcome)
		if len(reasons) == 0 {
			reasons = readIssues(b.outcome)
		}
		return nil, statusFailure(code, reasons)
	case !b.searchset():
		return nil, failed(unreadableAnswer)
	}
	b.page.stamp = r.stamp()
	return b.page, nil
}
