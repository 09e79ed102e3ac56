package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/tabwriter"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// demoSeed makes the same people every time.
const demoSeed = 1

// runDemo runs five pretend exchanges on loopback and the gateway over them.
func runDemo(ctx context.Context, f flags, stdout, stderr io.Writer) (err error) {
	region, err := demo.New(demo.Options{Seed: demoSeed})
	if err != nil {
		return fmt.Errorf("demo region: %w", err)
	}
	defer func() { err = errors.Join(err, region.Close()) }()
	c := demoConfig(region)
	c.apply(f)
	s, err := assemble(ctx, c, map[string]http.Handler{
		"/demo/":           region.Handler(),
		"/playground.json": playgroundInfo(region),
	}, stderr)
	if err != nil {
		return err
	}
	printDemo(stdout, region, c, s)
	return s.run(ctx)
}

// demoConfig is the configuration that the demo region stands for.
func demoConfig(region *demo.Region) *config {
	c := defaults()
	c.Introspection, c.Playground = true, true
	c.Log.Level = "warn"
	c.Access.Mode = "open"
	for _, e := range region.Exchanges() {
		x := exchangeConfig{
			id: record.ExchangeID(e.ID), Name: e.Name, LocalName: e.LocalName, ODSCode: e.ODS, URL: e.URL,
			Search: fhir.Style(e.Search), Timeout: duration(hie.DefaultTimeout),
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
	return c
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
	fmt.Fprintf(w, "\nSwitch an exchange off:  curl -d '{\"fault\":\"down\"}' %s/demo/exchanges/NEL/fault\n", s.server.URL())
	fmt.Fprintf(w, "and on again:            curl -d '{\"fault\":\"none\"}' %s/demo/exchanges/NEL/fault\n", s.server.URL())
}

// spaced writes an NHS number as people read it: 3-3-4.
func spaced(n string) string {
	n = strings.ReplaceAll(n, " ", "")
	if len(n) != 10 {
		return n
	}
	return n[:3] + " " + n[3:6] + " " + n[6:]
}

// playgroundInfo tells the playground that the data is synthetic, and whom there is to ask for.
func playgroundInfo(region *demo.Region) http.Handler {
	type person struct {
		NHSNumber string `json:"nhsNumber"`
		Name      string `json:"name"`
		Shows     string `json:"shows"`
	}
	info := struct {
		Demo   bool     `json:"demo"`
		People []person `json:"people"`
	}{Demo: true}
	for _, p := range region.People() {
		info.People = append(info.People, person{p.NHSNumber, p.Name, p.Shows})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(info) // the client may have gone
	})
}
