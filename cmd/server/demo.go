package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"text/tabwriter"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/web"
)

// demoSeed makes the same people every time.
const demoSeed = 1

// runDemo runs five pretend exchanges on loopback and the gateway over them.
func runDemo(ctx context.Context, f flags, stdout, stderr io.Writer) (err error) {
	region, err := demo.New(demo.Options{Seed: demoSeed, TLS: true, Viewer: "/record"})
	if err != nil {
		return fmt.Errorf("demo region: %w", err)
	}
	defer func() { err = errors.Join(err, region.Close()) }()
	folder, err := os.MkdirTemp("", "gateway-demo-")
	if err != nil {
		return fmt.Errorf("demo region: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	c, err := demoConfig(ctx, region, folder)
	if err != nil {
		return err
	}
	c.apply(f)
	var gateways atomic.Pointer[hie.Current]
	s, err := assemble(ctx, c, map[string]http.Handler{
		"/demo/":  changing(region.Handler(), &gateways),
		factsPath: demoFacts(region),
	}, stderr)
	if err != nil {
		return err
	}
	gateways.Store(s.region)
	if err := region.ServedAt(onThisMachine(s.server.URL())); err != nil {
		return errors.Join(err, s.server.Close(), s.close(ctx))
	}
	printDemo(stdout, region, c, s)
	return s.run(ctx)
}

// onThisMachine is the address by which a browser on this machine reaches a listener that may be on all addresses. The
// demo record system is for this machine only.
func onThisMachine(address string) string {
	u, err := url.Parse(address)
	if err != nil || hie.Loopback(u) {
		return address
	}
	u.Host = net.JoinHostPort("127.0.0.1", u.Port())
	return u.String()
}

// demoConfig is the configuration that the demo region stands for. Its files are in a folder.
func demoConfig(ctx context.Context, region *demo.Region, folder string) (*config, error) {
	c := defaults()
	c.Introspection, c.Playground = true, true
	c.Drain.Delay = 0 // nothing stands in front of the demo
	c.Log.Level = "warn"
	caFile, err := trustedIn(folder, region)
	if err != nil {
		return nil, err
	}
	for _, e := range region.Exchanges() {
		x := exchangeConfig{
			id: record.ExchangeID(e.ID), Name: e.Name, LocalName: e.LocalName, ODSCode: e.ODS, URL: e.URL,
			Search: fhir.Style(e.Search), Timeout: duration(hie.DefaultTimeout), CAFile: caFile, Batch: e.Batch,
		}
		if e.GETOnly {
			x.Method = "GET"
		}
		for _, k := range e.Kinds {
			x.Kinds = append(x.Kinds, record.Kind(k))
		}
		for _, s := range e.CareSettings {
			x.CareSettings = append(x.CareSettings, record.CareSetting(s))
		}
		c.Exchanges = append(c.Exchanges, x)
	}
	return c, addDemoAccess(ctx, c, region, folder)
}

// trustedIn writes the authority of the demo exchanges' certificates to a folder; where they have none, it writes nothing.
func trustedIn(folder string, region *demo.Region) (string, error) {
	if region.TrustedPEM() == nil {
		return "", nil
	}
	file := filepath.Join(folder, "exchanges-ca.pem")
	if err := os.WriteFile(file, region.TrustedPEM(), 0o600); err != nil {
		return "", fmt.Errorf("the demo's certificate authority: %w", err)
	}
	return file, nil
}

// printDemo tells a newcomer where everything is and whom to ask for.
func printDemo(w io.Writer, region *demo.Region, c *config, s *service) {
	fmt.Fprintln(w, "London Care Record gateway, demo region: synthetic data, every person here is invented")
	printAddresses(w, c, s)
	fmt.Fprintln(w, "\nExchanges (FHIR R4)")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, e := range region.Exchanges() {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", e.ID, e.Name, e.URL)
	}
	_ = table.Flush() // the writer below is the terminal's
	fmt.Fprintln(w, "\nPeople to ask for")
	for _, p := range region.People() {
		fmt.Fprintf(table, "  %s\t%s, %d\t%s\n", spaced(p.NHSNumber), p.Name, p.Age, p.Shows)
	}
	_ = table.Flush()
	printDemoAccess(w, region, c, s)
	fmt.Fprintf(w, "\nSwitch an exchange off:  curl -d '{\"fault\":\"down\"}' %s/demo/exchanges/NEL/fault\n", s.server.URL())
	fmt.Fprintf(w, "and on again:            curl -d '{\"fault\":\"none\"}' %s/demo/exchanges/NEL/fault\n", s.server.URL())
}

// printDemoAccess tells who asks, and where it is noted.
func printDemoAccess(w io.Writer, region *demo.Region, c *config, s *service) {
	url := onThisMachine(s.server.URL())
	fmt.Fprintln(w, "\nWho asks")
	fmt.Fprintf(w, "  Without a token it is %s. As somebody else: %s/demo/record-system\n", s.entrance.fallback.Name, url)
	fmt.Fprintf(w, "  or with a token:  curl -d '{\"caller\":\"stroke-nurse\",\"patient\":\"9990000026\"}' %s/demo/token\n", url)
	fmt.Fprintf(w, "  %s objects to sharing, so that nobody sees that record.\n", spaced(string(objecting(region))))
	fmt.Fprintf(w, "  Every look is noted in %s, which is removed at the end. To check it:\n", c.Audit.File)
	fmt.Fprintf(w, "  server audit verify -store %s -keys %s -head %s\n", c.Audit.File, c.Audit.KeysFile, c.Audit.HeadFile)
}

// spaced writes an NHS number as people read it: 3-3-4.
func spaced(n string) string {
	n = strings.ReplaceAll(n, " ", "")
	if len(n) != 10 {
		return n
	}
	return n[:3] + " " + n[3:6] + " " + n[6:]
}

// demoFacts tell the pages that the data is synthetic, whom there is to ask for, and who can ask.
func demoFacts(region *demo.Region) explorerFacts {
	f := explorerFacts{Demo: true, Rooms: web.Options{}.Rooms(), WithoutToken: withoutTokenCaller,
		// The demo's record system knows people by their NHS numbers.
		Smart: []smartFacts{{Issuer: region.Authority().Issuer(), Endpoints: "/demo/authority", Client: authority.Viewer, Audience: authority.Audience,
			Scopes: launchScopes, Person: personInClaim, Claim: "patient"}}}
	for _, p := range region.People() {
		f.People = append(f.People, demoPerson{p.NHSNumber, p.Name, p.Shows})
	}
	for _, c := range authority.Callers() {
		f.Callers = append(f.Callers, demoCaller{c.ID, c.Name, c.Title, c.OrganisationName, c.NHSNumber})
	}
	return f
}
