package exchange

import (
	"compress/gzip"
	"crypto/tls"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// gzipFrom is the size in bytes below which compressing is not worth it.
const gzipFrom = 1024

var gzipWriters = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant of the package
	}
	return w
}}

// fhirJSON is the media type of every true answer.
const fhirJSON = "application/fhir+json; charset=utf-8"

// write sends an answer, spoiled as the fault demands.
func (s *Server) write(w http.ResponseWriter, r *http.Request, f Fault, a answer) {
	packed := s.temper.Gzip && len(a.body) >= gzipFrom && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
	a = a.recognised(r.Header.Get("If-None-Match"), packed, f)
	contentType := fhirJSON
	body := a.body
	switch {
	case f.Kind == HTML:
		contentType, body = "text/html; charset=utf-8", []byte("<!doctype html><title>Sign in</title><p>Please sign in to the network.")
	case f.Kind == BrokenJSON:
		body = body[:len(body)*2/3]
	case f.Kind == WrongContent:
		contentType = "application/fhir+xml"
	}
	h := w.Header()
	for name, value := range a.header {
		h.Set(name, value)
	}
	if a.status == http.StatusNotModified {
		w.WriteHeader(a.status)
		return
	}
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	switch {
	case f.Kind == GzipBomb:
		bomb(w, r)
	case f.Kind == EndlessBody:
		s.endless(w)
	case f.Kind == CutBody:
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(a.status)
		send(w, body[:len(body)/2])
		panic(http.ErrAbortHandler)
	case f.Kind == Drip:
		w.WriteHeader(a.status)
		drip(w, r, body, f.pause())
	case packed && len(body) >= gzipFrom:
		h.Set("Content-Encoding", "gzip")
		h.Set("Vary", "Accept-Encoding")
		w.WriteHeader(a.status)
		compress(w, body)
	default:
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(a.status)
		send(w, body)
	}
}

// send writes a body. A client that has gone away is no concern of the server's.
func send(w http.ResponseWriter, body []byte) { _, _ = w.Write(body) }

func compress(w http.ResponseWriter, body []byte) {
	z := gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(z)
	z.Reset(w)
	_, _ = z.Write(body) // see send
	_ = z.Close()
}

// drip sends a body in twenty pieces with a pause between them.
func drip(w http.ResponseWriter, r *http.Request, body []byte, pause time.Duration) {
	piece := len(body)/20 + 1
	for len(body) > 0 && sleep(r.Context(), pause) {
		n := min(piece, len(body))
		send(w, body[:n])
		_ = http.NewResponseController(w).Flush() // see send
		body = body[n:]
	}
}

// reset ends a connection the way a dead host does: at once, without a word.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	kill(conn)
}

func kill(conn net.Conn) {
	if either, ok := conn.(*eitherConn); ok {
		conn = either.Conn
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // unsent data is dropped and the peer gets a reset; a failure only makes the end more polite
	}
	_ = conn.Close()
}

// deadListener resets every new connection while the server is down, and takes TLS where the server has certificates.
type deadListener struct {
	net.Listener
	server *Server
	tls    *tls.Config
}

func (l *deadListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		switch {
		case err != nil:
			return nil, err
		case l.server.Fault().Kind == Down:
		case l.tls != nil:
			return &eitherConn{Conn: conn, config: l.tls}, nil
		default:
			return conn, nil
		}
		l.server.tally.add("refused")
		kill(conn)
	}
}
