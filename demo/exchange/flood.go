package exchange

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"sync"
)

// opening is how an answer begins whose first entry's text does not end.
const opening = `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Basic","id":"endless","code":{"text":"`

// bombBlocks is how many mebibytes a bomb unpacks to. It ends, so that a client that reads all of it ends as well.
const bombBlocks = 10 << 10

// bombBlock is a mebibyte of the letter a, packed as a gzip member of its own: members that follow each other unpack to one stream.
var bombBlock = sync.OnceValue(func() []byte { return packed(bytes.Repeat([]byte("a"), 1<<20)) })

func packed(text []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(text) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

// bomb answers with little that unpacks to very much, whether or not gzip was asked for.
func bomb(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(packed([]byte(opening)))
	for i := 0; err == nil && i < bombBlocks && r.Context().Err() == nil; i++ {
		_, err = w.Write(bombBlock())
	}
}

// endlessBlocks is how many times 64 KiB an endless chunk holds before the server has had enough.
const endlessBlocks = 1 << 16

// endless answers with one chunk whose length no client can have read: net/http writes no such thing, so that the connection is taken over.
func (s *Server) endless(w http.ResponseWriter) {
	s.running.Add(1) // while the connection is still counted itself
	defer s.running.Done()
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	over := make(chan struct{})
	defer close(over)
	s.running.Go(func() {
		select {
		case <-s.closing:
			kill(conn)
		case <-over:
		}
	})
	_, err = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n%s", fhirJSON, opening)
	block := bytes.Repeat([]byte("a"), 64<<10)
	for i := 0; err == nil && i < endlessBlocks; i++ {
		_, err = conn.Write(block)
	}
	kill(conn)
}
