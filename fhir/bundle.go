package fhir

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// page is one Bundle of a search, taken apart but not understood: every entry is still the server's own text.
type page struct {
	entries []bundled
	// self and next are the URLs of the links of that relation; linked tells that there were links at all.
	self, next string
	linked     bool
	// total is the number of matches in all pages; -1 when the server does not say.
	total int
	// unreadable counts entries that are no entries.
	unreadable int
	// cut tells that the page was longer than what was left to read; what came before stands.
	cut bool
	// long tells that it was cut because one value is longer than the gateway reads.
	long bool
	// lostLinks tells that the links could not be read, so that there may be more pages.
	lostLinks bool
	// parts are, of the answer to a batch, those of its searches.
	parts []batchPart
	// left is how many bytes the search may still read after this page.
	left int64
	// stamp is what the page can be recognised by; unchanged tells that it is still the one that was asked about, and that
	// there is nothing else in it.
	stamp     stamp
	unchanged bool
}

// bundled is one entry of a Bundle.
type bundled struct {
	// fullURL is of what may be referred to by others in the answer; see aboutNobody.
	fullURL string
	mode    string // match, include, outcome; "" where the server does not say
	sent
}

// errNotSearchset tells that an answer is JSON, but not the answer to a search.
var errNotSearchset = errors.New("fhir: answer is not a searchset Bundle")

// decodeLax reads what lies around resources: one resource with a duplicate name or bad UTF-8 must not lose its page.
// Each resource is later read strictly by itself.
var decodeLax = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// readBundle reads a searchset Bundle of at most maxEntries entries. A bad entry is counted; a bad Bundle is an error,
// which holds no text of the answer. An answer longer than its reader allows (errTooLong) gives what came before.
func readBundle(r io.Reader, maxEntries int, h *hold) (*page, error) {
	m := &measured{r: r, hold: h, until: longestValue}
	b := newBundleReader(decoders.Get().(*jsontext.Decoder), m, maxEntries)
	b.d.Reset(m, decodeLax)
	err := b.read()
	if max(b.largest, b.sheet.longest) <= maxKeptBuffer {
		b.d.Reset(http.NoBody) // which lets go of r
		decoders.Put(b.d)
	}
	if b.page.long = errors.Is(err, errLongValue); b.page.long || errors.Is(err, errTooLong) {
		b.page.cut, err = true, nil
	}
	if err == nil && !b.searchset() {
		err = errNotSearchset
	}
	if err != nil {
		b.sheet.wipe()
		return nil, err
	}
	return b.finished(h), nil
}

func newBundleReader(d *jsontext.Decoder, m *measured, maxEntries int) *bundleReader {
	b := &bundleReader{d: d, measured: m, max: maxEntries, sheet: sheets.Get().(*sheet), page: &page{total: -1}}
	b.page.entries = b.sheet.entries
	return b
}

// finished gives the page, whose sheet is used again once the account that it was read on is closed.
func (b *bundleReader) finished(h *hold) *page {
	b.sheet.entries = b.page.entries
	h.keep(b.sheet)
	return b.page
}

// decoders are kept for the buffers that they have grown, unless an answer had an entry so large that few others will need
// as much.
var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

const maxKeptBuffer = 256 << 10

type bundleReader struct {
	d        *jsontext.Decoder
	measured *measured
	max      int
	// largest is the size of the largest value, in bytes, and so of the decoder's buffer.
	largest           int
	page              *page
	sheet             *sheet
	resourceType, typ string
	// outcome is an OperationOutcome that came in place of the Bundle.
	outcome jsontext.Value
	url     []byte // of the entry that is being read, as JSON
}

// searchset tells whether what was read is a searchset. In an answer that was cut its type may be missing: R4 does not
// fix the order of members. The entries that came then speak for themselves.
func (b *bundleReader) searchset() bool {
	is := func(got, want string) bool { return got == want || b.page.cut && got == "" }
	return is(b.resourceType, "Bundle") && is(b.typ, "searchset")
}

func (b *bundleReader) read() error {
	if err := b.object(); err != nil {
		return err
	}
	// Reading to the end finds what follows the Bundle, and lets the connection be used again.
	if _, err := b.d.ReadToken(); !errors.Is(err, io.EOF) {
		if err == nil {
			err = errNotSearchset
		}
		return err
	}
	return nil
}

// object reads the Bundle itself.
func (b *bundleReader) object() error {
	if err := b.open('{'); err != nil {
		return err
	}
	for b.d.PeekKind() == '"' {
		name, err := b.sheet.names.member(b.d)
		if err != nil {
			return err
		}
		if err := b.member(name); err != nil {
			return err
		}
	}
	_, err := b.d.ReadToken() // the closing brace
	return err
}

func (b *bundleReader) member(name []byte) error {
	if string(name) == "entry" && b.d.PeekKind() == '[' {
		return b.entries()
	}
	b.measured.begin(b.d.InputOffset())
	v, err := b.value()
	if err != nil {
		return err
	}
	switch string(name) {
	case "resourceType":
		b.resourceType = b.sheet.text(v)
	case "type":
		b.typ = b.sheet.text(v)
	case "total":
		b.page.total = whole(v)
	case "link":
		b.links(v)
	case "issue":
		b.outcome = jsontext.Value(`{"resourceType":"OperationOutcome","issue":` + string(v[:min(len(v), maxErrorBody)]) + `}`)
	case "entry":
		if v.Kind() != 'n' {
			return errNotSearchset
		}
	}
	return nil
}

func (b *bundleReader) entries() error {
	if err := b.open('['); err != nil {
		return err
	}
	for kind := b.d.PeekKind(); kind != ']'; kind = b.d.PeekKind() {
		if len(b.page.entries)+b.page.unreadable >= b.max {
			return errTooLong
		}
		b.measured.begin(b.d.InputOffset())
		if kind != '{' {
			if err := b.d.SkipValue(); err != nil {
				return err
			}
			b.page.unreadable++
			continue
		}
		if err := b.entry(); err != nil {
			return err
		}
	}
	_, err := b.d.ReadToken()
	return err
}

func (b *bundleReader) entry() error {
	if err := b.open('{'); err != nil {
		return err
	}
	var e bundled
	b.url = b.url[:0]
	for b.d.PeekKind() == '"' {
		name, err := b.sheet.names.member(b.d)
		if err != nil {
			return err
		}
		if string(name) == "resource" {
			if e.sent, err = b.sheet.resource(b.d); err != nil {
				return b.broke(err)
			}
			continue
		}
		v, err := b.value()
		if err != nil {
			return err
		}
		switch string(name) {
		case "fullUrl":
			b.url = append(b.url[:0], v...)
		case "search":
			e.mode = b.sheet.names.mode(v)
		}
	}
	if _, err := b.d.ReadToken(); err != nil {
		return err
	}
	if e.typ == "" {
		b.page.unreadable++
		return nil
	}
	if aboutNobody[e.typ] {
		e.fullURL = b.sheet.text(b.url)
	}
	b.page.entries = append(b.page.entries, e)
	return nil
}

// value reads a value. It is good until the next one.
func (b *bundleReader) value() (jsontext.Value, error) {
	v, err := b.d.ReadValue()
	b.largest = max(b.largest, len(v))
	return v, b.broke(err)
}

// broke notes the size of a value that did not come whole, where there was an error.
func (b *bundleReader) broke(err error) error {
	if err != nil {
		b.largest = max(b.largest, int(b.measured.read-b.d.InputOffset()))
	}
	return err
}

// open reads the token that opens an object or array.
func (b *bundleReader) open(kind jsontext.Kind) error {
	t, err := b.d.ReadToken()
	if err == nil && t.Kind() != kind {
		return errNotSearchset
	}
	return err
}

func (b *bundleReader) links(raw jsontext.Value) {
	if b.plainLinks(raw) {
		return
	}
	var links []struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	}
	if err := json.Unmarshal(raw, &links, decodeLax); err != nil {
		b.page.lostLinks = true
	}
	for _, l := range links {
		b.page.linked = true
		switch l.Relation {
		case "self":
			b.page.self = l.URL
		case "next":
			b.page.next = l.URL
		}
	}
}

// plainLinks reads links that are written as FHIR requires; it is false, and has read nothing, where they are not.
func (b *bundleReader) plainLinks(raw jsontext.Value) bool {
	self, next, linked := b.page.self, b.page.next, b.page.linked
	names := &b.sheet.names
	names.look(raw)
	if t, err := names.d.ReadToken(); err != nil || t.Kind() != '[' {
		return false
	}
	for ; names.d.PeekKind() == '{'; linked = true {
		relation, url, ok := b.plainLink()
		if !ok {
			return false
		}
		switch relation {
		case "self":
			self = url
		case "next":
			next = url
		}
	}
	if t, err := names.d.ReadToken(); err != nil || t.Kind() != ']' {
		return false
	}
	b.page.self, b.page.next, b.page.linked = self, next, linked
	return true
}

func (b *bundleReader) plainLink() (relation, url string, ok bool) {
	names := &b.sheet.names
	if _, err := names.d.ReadToken(); err != nil {
		return "", "", false
	}
	for names.d.PeekKind() == '"' {
		name, err := names.member(&names.d)
		if err != nil {
			return "", "", false
		}
		v, err := names.d.ReadValue()
		if err != nil || v.Kind() != '"' {
			return "", "", false
		}
		switch string(name) {
		case "relation":
			relation = b.sheet.text(v)
		case "url":
			url = b.sheet.text(v)
		}
	}
	_, err := names.d.ReadToken()
	return relation, url, err == nil
}

// text gives a JSON string; "" for anything else.
func text(v jsontext.Value) string {
	if v.Kind() != '"' {
		return ""
	}
	var short [128]byte
	unquoted, _ := jsontext.AppendUnquote(short[:0], v) // bad UTF-8 is replaced
	return string(unquoted)
}

// whole gives a JSON number that is not negative; -1 for anything else.
func whole(v jsontext.Value) int {
	n, err := strconv.Atoi(string(v))
	if err != nil || n < 0 {
		return -1
	}
	return n
}
