package demo

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"

	"github.com/london-care-record/gateway/demo/exchange"
)

// day is how long ago the expired certificate ran out.
const day = 24 * time.Hour

// issuer is a certificate authority of the demo's own, made anew for every region; nobody else trusts it.
type issuer struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newIssuer() (*issuer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("demo: certificate authority: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Demo region certificate authority (synthetic)"},
		NotBefore: now.Add(-90 * day), NotAfter: now.Add(365 * day),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("demo: certificate authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	return &issuer{certificate, key}, err
}

// pem is the authority's certificate, for those who are to trust it.
func (i *issuer) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.certificate.Raw})
}

// certificates are what the exchanges show.
func (i *issuer) certificates() (*exchange.Certificates, error) {
	valid, err := i.issue(2, i.certificate.NotAfter)
	if err != nil {
		return nil, err
	}
	expired, err := i.issue(3, time.Now().Add(-day))
	return &exchange.Certificates{Valid: valid, Expired: expired}, err
}

func (i *issuer) issue(serial int64, until time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("demo: certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "Demo exchange (synthetic)"},
		NotBefore: i.certificate.NotBefore, NotAfter: until,
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, i.certificate, key.Public(), i.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("demo: certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
