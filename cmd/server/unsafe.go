package main

import (
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/london-care-record/gateway/hie"
)

// checkSafe refuses to begin with what would send records or secrets in clear, or let others on this machine decide who is
// let in. It is asked after the command line has had its say.
func (c *config) checkSafe() error {
	if c.Access.Mode == modeTokens { // mode open needs a loopback listener anyway
		if err := c.checkListener(); err != nil {
			return err
		}
	}
	for _, check := range []func() error{c.checkAdmin, c.checkReadable, c.checkWritable} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkAdmin has it said in so many words that health and metrics can be reached from other machines.
func (c *config) checkAdmin() error {
	if c.Admin == off || c.AdminExposed {
		return nil
	}
	if _, _, err := net.SplitHostPort(c.Admin); err != nil {
		return c.problem("admin", "must be an address with a port, such as 127.0.0.1:9090, or off")
	}
	if hie.Loopback(&url.URL{Host: c.Admin}) {
		return nil
	}
	return c.problem("admin", "listens beyond this machine, where health and metrics are neither encrypted nor kept from anybody; "+
		"if the network keeps strangers out, say adminExposed: true")
}

// checkReadable refuses secrets, and the register, which holds NHS numbers, when everybody on this machine can read them. A
// register that is not there yet is made so that only its owner can.
func (c *config) checkReadable() error {
	if file := c.Access.OptOut.File; file != "" {
		if err := checkSecret(file); err != nil && fileIsThere(file) == nil {
			return c.problem("access.optOut.file", "%s", err)
		}
	}
	for _, e := range c.Exchanges {
		if e.Auth.BearerTokenFile == "" {
			continue
		}
		if err := checkSecret(e.Auth.BearerTokenFile); err != nil {
			return c.problem("exchanges."+string(e.id)+".auth.bearerTokenFile", "%s", err)
		}
	}
	return nil
}

// checkWritable refuses files that decide who is let in, and what a code means, when everybody on this machine can change them.
func (c *config) checkWritable() error {
	for _, x := range []struct{ key, place string }{{"", c.file}, {"access.policies", c.Access.Policies}, {"access.relationships", c.Access.Relationships},
		{"terminology", c.Terminology}, {"tls.certificateFile", c.TLS.CertificateFile}, {"tls.clientCAFile", c.TLS.ClientCAFile}} {
		if x.place == "" {
			continue
		}
		found, err := writableByAll(x.place)
		if err != nil {
			continue // whoever reads it says so
		}
		if found != "" {
			return c.problem(x.key, "%s can be changed by everybody on this machine: chmod o-w %s", found, found)
		}
	}
	return nil
}

// writableByAll gives the first of a file, or of a folder and all that is in it, that everybody can change.
func writableByAll(place string) (found string, err error) {
	if runtime.GOOS == "windows" { // which has other rights, that Mode does not tell
		return "", nil
	}
	err = filepath.WalkDir(place, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path) // of what a link leads to: a mounted secret is a link
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o002 != 0 && info.Mode()&fs.ModeSticky == 0 {
			found = path
			return fs.SkipAll
		}
		return nil
	})
	return found, err
}

// checkDatabase refuses a database beyond this machine to which the connection could be in clear, or to somebody else. The
// error holds nothing of its address, in which the password stands.
func checkDatabase(address string) error {
	parsed, err := pgx.ParseConfig(address)
	if err != nil {
		return errors.New("the address of the database can't be read; it looks like postgres://user:password@host/name?sslmode=verify-full")
	}
	type end struct {
		host     string
		verified bool
	}
	ends := []end{{parsed.Host, parsed.TLSConfig != nil && (!parsed.TLSConfig.InsecureSkipVerify || parsed.TLSConfig.VerifyPeerCertificate != nil)}}
	for _, f := range parsed.Fallbacks {
		ends = append(ends, end{f.Host, f.TLSConfig != nil && (!f.TLSConfig.InsecureSkipVerify || f.TLSConfig.VerifyPeerCertificate != nil)})
	}
	for _, e := range ends {
		onThisMachine := strings.HasPrefix(e.host, "/") || strings.HasPrefix(e.host, "@") || hie.Loopback(&url.URL{Host: net.JoinHostPort(e.host, "5432")})
		if !onThisMachine && !e.verified {
			return errors.New("the database is beyond this machine, and its address lets the connection be in clear or to somebody else: add sslmode=verify-full")
		}
	}
	return nil
}

// warnOfOpenDoors tells operators what a stranger may see without a token, which is no record.
func (c *config) warnOfOpenDoors(log *slog.Logger) {
	if c.Access.Mode != modeTokens {
		return
	}
	if c.Playground {
		log.Warn("the playground is switched on: whoever can reach the gateway can open the page, and asks with a token of their own")
	}
	if c.Introspection {
		log.Warn("introspection is switched on: whoever can reach the gateway can read the schema, which holds no data")
	}
}
