package exchange

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"sync"
)

// Certificates are what a server shows to those who ask it over TLS: the valid one, and the expired one under the fault ExpiredCert.
type Certificates struct{ Valid, Expired tls.Certificate }

func (s *Server) tlsConfig(c *Certificates) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"http/1.1"},
		// A resumed session shows no certificate, so that an expired one would go unnoticed.
		SessionTicketsDisabled: true,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			if s.Fault().Kind == ExpiredCert {
				return &c.Expired, nil
			}
			return &c.Valid, nil
		},
	}
}

// eitherConn is a connection over TLS or by plain HTTP, as its first byte tells: one address serves a gateway that asks over TLS and a
// newcomer with curl. It is safe for concurrent use.
type eitherConn struct {
	net.Conn
	config *tls.Config
	once   sync.Once
	inner  net.Conn
	err    error
}

// tlsHandshake is the first byte of every TLS connection (RFC 8446, 5.1).
const tlsHandshake = 22

func (c *eitherConn) open() {
	first := make([]byte, 1)
	if _, c.err = io.ReadFull(c.Conn, first); c.err != nil {
		return
	}
	c.inner = &begunConn{Conn: c.Conn, rest: io.MultiReader(bytes.NewReader(first), c.Conn)}
	if first[0] == tlsHandshake {
		c.inner = tls.Server(c.inner, c.config)
	}
}

func (c *eitherConn) Read(p []byte) (int, error) {
	if c.once.Do(c.open); c.err != nil {
		return 0, c.err
	}
	return c.inner.Read(p)
}

func (c *eitherConn) Write(p []byte) (int, error) {
	if c.once.Do(c.open); c.err != nil {
		return 0, c.err
	}
	return c.inner.Write(p)
}

// begunConn is a connection of which something was read already.
type begunConn struct {
	net.Conn
	rest io.Reader
}

func (c *begunConn) Read(p []byte) (int, error) { return c.rest.Read(p) }
