package hie

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
)

// trusting is how an exchange's certificate is checked: against the authorities in a PEM file and no others, or against the system's
// where no file is named.
func trusting(caFile string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if caFile == "" {
		return c, nil
	}
	pem, err := os.ReadFile(caFile)
	if err != nil {
		return nil, errors.New("the file of certificate authorities can't be read")
	}
	c.RootCAs = x509.NewCertPool()
	if !c.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errors.New("the file of certificate authorities holds no certificate in PEM")
	}
	return c, nil
}
