package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/london-care-record/gateway/hie"
)

// tlsConfig says how the public listener is encrypted.
type tlsConfig struct {
	// CertificateFile and KeyFile are PEM files, read again when they change.
	CertificateFile string `yaml:"certificateFile"`
	KeyFile         string `yaml:"keyFile"`
	// ClientCAFile asks every client for a certificate of one of these authorities.
	ClientCAFile string `yaml:"clientCAFile"`
	// ByProxy tells that something in front of the gateway encrypts.
	ByProxy bool `yaml:"byProxy"`
}

func (c *config) checkTLS() error {
	t := c.TLS
	switch {
	case (t.CertificateFile == "") != (t.KeyFile == ""):
		return c.problem("tls", "certificateFile and keyFile go together")
	case t.ClientCAFile != "" && t.CertificateFile == "":
		return c.problem("tls.clientCAFile", "needs certificateFile and keyFile")
	case t.ByProxy && t.CertificateFile != "":
		return c.problem("tls.byProxy", "does not go with a certificate: either the gateway encrypts or a proxy in front of it")
	}
	return nil
}

// checkListener refuses to send tokens and records over a network in clear.
func (c *config) checkListener() error {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return c.problem("listen", "must be an address with a port, such as 127.0.0.1:8080")
	}
	if hie.Loopback(&url.URL{Host: net.JoinHostPort(host, port)}) || c.TLS.ByProxy || c.TLS.CertificateFile != "" {
		return nil
	}
	return c.problem("tls", "is missing: beyond this machine, tokens and records must be encrypted; give certificateFile and keyFile, or byProxy: true")
}

// listenerTLS gives what the public listener encrypts with; nil for nothing.
func (c *config) listenerTLS() (*tls.Config, error) {
	if c.TLS.CertificateFile == "" {
		return nil, nil
	}
	if err := checkSecret(c.TLS.KeyFile); err != nil {
		return nil, c.problem("tls.keyFile", "%s", err)
	}
	own := &certificate{certFile: c.TLS.CertificateFile, keyFile: c.TLS.KeyFile}
	if _, err := own.current(); err != nil {
		return nil, c.problem("tls.certificateFile", "%s", err)
	}
	t := &tls.Config{MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return own.current() }}
	if c.TLS.ClientCAFile == "" {
		return t, nil
	}
	text, err := os.ReadFile(c.TLS.ClientCAFile)
	t.ClientAuth, t.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
	if err != nil || !t.ClientCAs.AppendCertsFromPEM(text) {
		return nil, c.problem("tls.clientCAFile", "%s holds no certificates", c.TLS.ClientCAFile)
	}
	return t, nil
}

// certificate is read again when its file changes, because certificates are renewed while the gateway runs.
type certificate struct {
	certFile, keyFile string

	mu    sync.Mutex
	known *tls.Certificate
	of    time.Time
}

// current gives the certificate. One that can't be read, such as one that is only half written, does not take the place
// of one that could.
func (c *certificate) current() (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.certFile)
	if err == nil && c.known != nil && info.ModTime().Equal(c.of) {
		return c.known, nil
	}
	if err == nil {
		var read tls.Certificate
		if read, err = tls.LoadX509KeyPair(c.certFile, c.keyFile); err == nil {
			c.known, c.of = &read, info.ModTime()
		}
	}
	if c.known == nil {
		return nil, errors.New("certificate and key can't be read, or do not belong together")
	}
	return c.known, nil
}
