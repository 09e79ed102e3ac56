package main

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/london-care-record/gateway/web"
)

// factsPath is where the pages read the facts.
const factsPath = "/playground.json"

// explorerFacts are what the pages are told before they ask anything. Everybody may read them: they hold no secret.
type explorerFacts struct {
	// Demo is true when every person behind this gateway is invented.
	Demo bool `json:"demo"`
	// Rooms are the paths of the pages that are served.
	Rooms []string `json:"rooms"`
	// NeedsToken is true when nothing is answered without a token, which a page has from a launch alone.
	NeedsToken bool `json:"needsToken"`
	// Smart are the record systems that may open the record room; a launch from anywhere else is refused.
	Smart []smartFacts `json:"smart"`

	People       []demoPerson `json:"people,omitempty"`
	Callers      []demoCaller `json:"callers,omitempty"`
	WithoutToken string       `json:"withoutToken,omitempty"` // the caller as whom a request without a token is answered
}

// smartFacts is a record system as the record room knows it.
type smartFacts struct {
	Issuer        string   `json:"issuer"`
	Client        string   `json:"client"`
	Scopes        []string `json:"scopes"`
	Audience      string   `json:"audience"`
	Authorisation string   `json:"authorisation,omitempty"`
	// Endpoints is where authorize and token are on the gateway's own origin; only the demo has them there.
	Endpoints string `json:"endpoints,omitempty"`
	Person    string `json:"person"`
	Claim     string `json:"claim,omitempty"`
}

type demoPerson struct {
	NHSNumber string `json:"nhsNumber"`
	Name      string `json:"name"`
	Shows     string `json:"shows"`
}

type demoCaller struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Title        string `json:"title"`
	Organisation string `json:"organisation"`
	NHSNumber    string `json:"nhsNumber,omitempty"` // of a citizen, who sees no one else
}

func (f explorerFacts) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(f) // the client may have gone
}

// pages say what of the explorer is served; ok is false for nothing. Where only record systems open it, that is the
// record room.
func (c *config) pages() (options web.Options, ok bool) {
	options.RecordOnly = !c.Playground
	for _, s := range c.Explorer.Smart {
		for _, origin := range s.origins() {
			if !slices.Contains(options.RecordSystems, origin) {
				options.RecordSystems = append(options.RecordSystems, origin)
			}
		}
	}
	return options, c.Playground || len(c.Explorer.Smart) > 0
}

// explorer gives the handler of the pages; nil where none are served.
func (c *config) explorer() http.Handler {
	options, ok := c.pages()
	if !ok {
		return nil
	}
	return web.Handler(options)
}

// explorerFacts gives what the pages of a configured gateway are told.
func (c *config) explorerFacts() explorerFacts {
	options, _ := c.pages()
	f := explorerFacts{Rooms: options.Rooms(), NeedsToken: c.Access.Mode == modeTokens, Smart: []smartFacts{}}
	for _, s := range c.Explorer.Smart {
		known := smartFacts{Issuer: s.Issuer, Client: s.Client, Scopes: s.Scopes, Audience: s.Audience, Authorisation: s.Authorisation, Person: s.Person, Claim: s.Claim}
		if known.Audience == "" {
			known.Audience = s.Issuer
		}
		if len(known.Scopes) == 0 {
			known.Scopes = launchScopes
		}
		if known.Person == "" {
			known.Person = personInToken
		}
		f.Smart = append(f.Smart, known)
	}
	return f
}

// explorerExtra gives the facts to serve beside the pages, where there are pages.
func (c *config) explorerExtra() map[string]http.Handler {
	if _, ok := c.pages(); !ok {
		return nil
	}
	return map[string]http.Handler{"GET " + factsPath: c.explorerFacts()}
}
