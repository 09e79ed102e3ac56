package fhir

import (
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// allowance is what one search may still read, all its pages together.
type allowance struct {
	bytes   int64
	entries int
}

// errTooLong tells that an answer is longer than what was left to read.
var errTooLong = errors.New("fhir: answer exceeds the limit on bytes")

// errLongValue tells that one value of an answer is longer than the gateway reads.
var errLongValue = errors.New("fhir: value exceeds the limit on bytes")

// errEncoding tells that an answer is packed in a way that was not asked for.
var errEncoding = errors.New("fhir: unknown content encoding")

// limited reads at most *left bytes, and says so when there are more.
type limited struct {
	r    io.Reader
	left *int64
}

func (l *limited) Read(p []byte) (int, error) {
	if *l.left <= 0 {
		var one [1]byte
		if n, err := io.ReadFull(l.r, one[:]); n == 0 {
			return 0, err
		}
		return 0, errTooLong
	}
	if int64(len(p)) > *l.left {
		p = p[:*l.left]
	}
	n, err := l.r.Read(p)
	*l.left -= int64(n)
	return n, err
}

// unpacked gives the body after decompression. The limit counts what comes out, so that a small answer can't grow
// without bound, and bounds what goes in, so that packed nothing can't go on for ever (S27).
func unpacked(res *http.Response, left *allowance) (io.Reader, error) {
	var body io.Reader = res.Body
	switch strings.ToLower(res.Header.Get("Content-Encoding")) {
	case "", "identity":
	case "gzip", "x-gzip":
		packed := left.bytes + 1<<16
		z, err := gzip.NewReader(&limited{r: body, left: &packed})
		if err != nil {
			return nil, err
		}
		body = z
	default:
		return nil, errEncoding
	}
	return withoutBOM(&limited{r: body, left: &left.bytes}), nil
}

// withoutBOM skips the byte order mark that some servers put before their JSON. It reads no further than that: the decoder
// has a buffer of its own.
func withoutBOM(r io.Reader) io.Reader { return &bomless{r: r} }

// bomless reads a body without its byte order mark.
type bomless struct {
	r     io.Reader
	begun bool
	start [len(byteOrderMark)]byte
	// rest is what was read at the start and not yet passed on.
	rest []byte
}

func (b *bomless) Read(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		n, err := io.ReadFull(b.r, b.start[:]) // an error is met again
		if b.rest = b.start[:n]; err == nil && string(b.rest) == byteOrderMark {
			b.rest = nil
		}
	}
	if len(b.rest) > 0 {
		n := copy(p, b.rest)
		b.rest = b.rest[n:]
		return n, nil
	}
	return b.r.Read(p)
}

const byteOrderMark = "\xef\xbb\xbf"

// The most that is read of an error's body, and thrown away of any body so that its connection can be used again.
const (
	maxErrorBody = 64 << 10
	maxDrain     = 64 << 10
)

// labelledJSON tells that a body may be FHIR as JSON by what it is labelled with. Some servers label it as plain text, or not
// at all; one that says that it sends a web page or XML is believed.
func labelledJSON(h http.Header) bool {
	label := h.Get("Content-Type")
	if label == "" {
		return true
	}
	t, _, err := mime.ParseMediaType(label)
	return err == nil && (strings.HasSuffix(t, "json") || strings.Contains(t, "json+") || t == "text/plain")
}

// readSome reads the beginning of an error's body; what can't be read is left out.
func readSome(res *http.Response) []byte {
	body, err := unpacked(res, &allowance{bytes: maxErrorBody})
	if err != nil {
		return nil
	}
	b, err := io.ReadAll(body)
	if err != nil {
		return nil
	}
	return b
}

// finish gives a body back: its connection is used again where little is left to read.
func finish(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, maxDrain)
	_ = body.Close()
}
