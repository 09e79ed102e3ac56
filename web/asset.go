package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"sync"
)

// contentTypes has every kind of file that the build may hold. The operating system's own table,
// which the standard library asks, differs from machine to machine.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".md":    "text/markdown; charset=utf-8",
	".svg":   "image/svg+xml",
	".ttf":   "font/ttf",
	".woff2": "font/woff2",
}

// asset is one file of the build, ready to be sent.
type asset struct {
	contentType  string
	cacheControl string
	plain        []byte
	tag          string        // hash of plain, unquoted
	zipped       func() []byte // gzip of plain, made on first use; nil where that is no smaller
}

func newAsset(body []byte, contentType, cacheControl string) *asset {
	sum := sha256.Sum256(body)
	return &asset{
		contentType:  contentType,
		cacheControl: cacheControl,
		plain:        body,
		tag:          base64.RawURLEncoding.EncodeToString(sum[:16]),
		zipped:       sync.OnceValue(func() []byte { return compress(body) }),
	}
}

// choose gives the bytes to send to a client that accepts the given encodings, and sets the headers
// that tell the two forms apart: each has a strong ETag of its own.
func (a *asset) choose(h http.Header, acceptEncoding string) []byte {
	h.Set("Vary", "Accept-Encoding")
	if acceptsGzip(acceptEncoding) {
		if zipped := a.zipped(); zipped != nil {
			h.Set("Content-Encoding", "gzip")
			h.Set("ETag", `"`+a.tag+`-gzip"`)
			return zipped
		}
	}
	h.Set("ETag", `"`+a.tag+`"`)
	return a.plain
}

func compress(body []byte) []byte {
	var out bytes.Buffer
	// Writing to memory cannot fail, and a file that could not be compressed is sent as it is.
	z := gzip.NewWriter(&out)
	if _, err := z.Write(body); err != nil {
		return nil
	}
	if err := z.Close(); err != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}
