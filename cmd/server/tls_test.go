package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// papers are a certificate authority of a test, and what it signs.
type papers struct {
	t      *testing.T
	folder string
	root   *x509.Certificate
	key    *ecdsa.PrivateKey
	serial int64
}

func newPapers(t *testing.T, folder string) *papers {
	t.Helper()
	p := &papers{t: t, folder: folder}
	p.root = &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign}
	p.serial = 1
	p.key = p.newKey()
	p.write("ca.crt", "CERTIFICATE", p.sign(p.root, p.key))
	return p
}

func (p *papers) newKey() *ecdsa.PrivateKey {
	p.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	return key
}

func (p *papers) sign(c *x509.Certificate, key *ecdsa.PrivateKey) []byte {
	p.t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, c, p.root, key.Public(), p.key)
	if err != nil {
		p.t.Fatal(err)
	}
	return der
}

func (p *papers) write(name, kind string, der []byte) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.folder, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// issue writes name.crt and name.key, and gives the certificate's serial number.
func (p *papers) issue(name string) int64 {
	p.t.Helper()
	p.serial++
	key := p.newKey()
	p.write(name+".crt", "CERTIFICATE", p.sign(&x509.Certificate{SerialNumber: big.NewInt(p.serial), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}, key))
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(name+".key", "PRIVATE KEY", der)
	return p.serial
}

// get asks with a client certificate, or without one, and gives the serial number of the gateway's.
func (p *papers) get(url, client string) (int64, error) {
	p.t.Helper()
	roots := x509.NewCertPool()
	text, err := os.ReadFile(filepath.Join(p.folder, "ca.crt"))
	if err != nil || !roots.AppendCertsFromPEM(text) {
		p.t.Fatal(err)
	}
	settings := &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	if client != "" {
		pair, err := tls.LoadX509KeyPair(filepath.Join(p.folder, client+".crt"), filepath.Join(p.folder, client+".key"))
		if err != nil {
			p.t.Fatal(err)
		}
		settings.Certificates = []tls.Certificate{pair}
	}
	transport := &http.Transport{TLSClientConfig: settings, DisableKeepAlives: true}
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return 0, err
	}
	if got := response.Header.Get("Strict-Transport-Security"); got != "max-age=31536000" {
		p.t.Errorf("Strict-Transport-Security is %q", got)
	}
	return response.TLS.PeerCertificates[0].SerialNumber.Int64(), response.Body.Close()
}

func TestS25_ClientsWithoutACertificateAreTurnedAway(t *testing.T) {
	folder := writeTokensConfig(t)
	p := newPapers(t, folder)
	serial := p.issue("gateway")
	p.issue("client")
	file := filepath.Join(folder, "region.yaml")
	text := tokensConfig("", "") + "tls: {certificateFile: gateway.crt, keyFile: gateway.key, clientCAFile: ca.crt}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var stdout, stderr output
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, []string{"-config", file}, &stdout, &stderr) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("%v: %s", err, stderr.String())
		}
	}()
	var url string
	for end := time.Now().Add(10 * time.Second); url == "" && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if m := regexp.MustCompile(`GraphQL\s+(https://\S+)`).FindStringSubmatch(stdout.String()); m != nil {
			url = m[1]
		}
	}
	if got, err := p.get(url, "client"); err != nil || got != serial {
		t.Errorf("certificate %d, %v", got, err)
	}
	if _, err := p.get(url, ""); err == nil {
		t.Error("a client without a certificate is let in")
	}
	renewed := p.issue("gateway")
	if err := os.Chtimes(filepath.Join(folder, "gateway.crt"), time.Time{}, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got, err := p.get(url, "client"); err != nil || got != renewed {
		t.Errorf("after renewal: certificate %d, %v", got, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "gateway.crt"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := p.get(url, "client"); err != nil || got != renewed {
		t.Errorf("with a broken file: certificate %d, %v", got, err)
	}
}

func TestS25_BeyondThisMachineTheListenerIsEncrypted(t *testing.T) {
	begin := func(t *testing.T, by string) error {
		t.Helper()
		folder := writeTokensConfig(t)
		file := filepath.Join(folder, "region.yaml")
		newPapers(t, folder).issue("gateway")
		if err := os.WriteFile(file, []byte(tokensConfig("listen: 127.0.0.1:0", by)), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		return run(ctx, []string{"-config", file}, untilItServes{stop}, t.Output())
	}
	for _, c := range []struct{ name, by, want string }{
		{"in clear", "listen: 0.0.0.0:0\n", "tls: is missing: beyond this machine"},
		{"in clear, without a host", "listen: ':0'\n", "tls: is missing"},
		{"no port", "listen: localhost\n", ":13: listen: must be an address with a port"},
		{"half", "listen: 0.0.0.0:0\ntls: {certificateFile: gateway.crt}\n", ":14: tls: certificateFile and keyFile go together"},
		{"both", "tls: {certificateFile: gateway.crt, keyFile: gateway.key, byProxy: true}\n", ":13: tls.byProxy: does not go with a certificate"},
		{"clients without us", "tls: {clientCAFile: ca.crt}\n", ":13: tls.clientCAFile: needs certificateFile"},
		{"no certificate", "tls: {certificateFile: audit.keys, keyFile: gateway.key}\n", ":13: tls.certificateFile: certificate and key can't be read"},
		{"no authority", "tls: {certificateFile: gateway.crt, keyFile: gateway.key, clientCAFile: audit.keys}\n", ":13: tls.clientCAFile: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := begin(t, c.by); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, not %q", err, c.want)
			}
		})
	}
	for _, by := range []string{"listen: 0.0.0.0:0\ntls: {byProxy: true}\n", "listen: 0.0.0.0:0\ntls: {certificateFile: gateway.crt, keyFile: gateway.key}\n"} {
		if err := begin(t, by); err != nil {
			t.Errorf("%s: %v", by, err)
		}
	}
}

// untilItServes ends a gateway as soon as it says where it is.
type untilItServes struct{ stop func() }

func (u untilItServes) Write(text []byte) (int, error) {
	if bytes.Contains(text, []byte("/graphql")) {
		u.stop()
	}
	return len(text), nil
}
