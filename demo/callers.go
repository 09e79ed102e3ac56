package demo

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/demo/recordsystem"
)

// Authority is the region's authorisation server: who asks, and with which token.
func (r *Region) Authority() *authority.Authority { return r.authority }

// ServedAt tells the region at which address, such as http://127.0.0.1:8080, its Handler is served. A launch is sent back nowhere else;
// with 127.0.0.1 goes localhost.
func (r *Region) ServedAt(address string) error {
	addresses := []string{address}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	if u.Hostname() == "127.0.0.1" {
		u.Host = strings.Replace(u.Host, "127.0.0.1", "localhost", 1)
		addresses = append(addresses, u.String())
	}
	for _, a := range addresses {
		for _, page := range []string{recordsystem.LaunchPath, r.viewer} {
			if err := r.authority.AllowRedirect(a + page); err != nil {
				return err
			}
		}
	}
	return nil
}

// addCallers serves the authority and the record system, on one origin.
func (r *Region) addCallers(mux *http.ServeMux) {
	var people []recordsystem.Person
	for _, p := range r.People() {
		people = append(people, recordsystem.Person{NHSNumber: p.NHSNumber, Name: p.Name, Age: p.Age, About: p.About, Shows: p.Shows})
	}
	ours, pages := r.authority.Handler(), recordsystem.New(r.authority, people, r.viewer).Handler()
	mux.Handle("/demo/authority/", ours)
	mux.Handle("/demo/token", ours)
	mux.Handle("/demo/record-system", pages)
	mux.Handle("/demo/record-system/", pages)
	mux.Handle(recordsystem.LaunchPath, pages)
	mux.Handle(recordsystem.LaunchPath+"/", pages)
}
