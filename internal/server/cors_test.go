package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/internal/server"
)

const viewer = "https://viewer.example.nhs.uk"

// browser sends a request as a browser would for a page of an origin.
func (g *gateway) browser(t *testing.T, method, origin string, headers map[string]string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, g.url+"/graphql", strings.NewReader(smallest))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", origin)
	for k, v := range headers {
		r.Header.Set(k, v)
	}
	response, err := g.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response
}

func TestPagesOfConfiguredOriginsMayAskAndNoOther(t *testing.T) {
	g := start(t, func(c *server.Config) { c.Origins = []string{viewer} })
	preflight := func(origin, method, headers string) http.Header {
		return g.browser(t, http.MethodOptions, origin, map[string]string{"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}).Header
	}
	if h := preflight(viewer, "POST", "authorization,content-type"); h.Get("Access-Control-Allow-Origin") != viewer ||
		!strings.Contains(strings.ToLower(h.Get("Access-Control-Allow-Headers")), "authorization") || h.Get("Access-Control-Allow-Credentials") != "" ||
		!strings.Contains(strings.Join(h.Values("Vary"), ","), "Origin") || h.Get("Access-Control-Max-Age") == "" {
		t.Errorf("the preflight of a configured origin: %v", h)
	}
	for name, h := range map[string]http.Header{
		"another origin":      preflight("https://evil.example", "POST", "content-type"),
		"a longer origin":     preflight(viewer+".evil.example", "POST", "content-type"),
		"another scheme":      preflight("http://viewer.example.nhs.uk", "POST", "content-type"),
		"another port":        preflight(viewer+":8443", "POST", "content-type"),
		"no origin of a page": preflight("null", "POST", "content-type"),
		"another method":      preflight(viewer, "DELETE", "content-type"),
		"another header":      preflight(viewer, "POST", "x-anything"),
	} {
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", name, h)
		}
	}
	asked := map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}
	if r := g.browser(t, http.MethodPost, viewer, asked); r.StatusCode != http.StatusOK || r.Header.Get("Access-Control-Allow-Origin") != viewer ||
		!strings.Contains(r.Header.Get("Access-Control-Expose-Headers"), "X-Request-Id") || r.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
	if r := g.browser(t, http.MethodPost, "https://evil.example", asked); r.StatusCode != http.StatusForbidden || r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
}

func TestWithoutConfigurationNoOtherSitesPageMayAsk(t *testing.T) {
	g := start(t, nil)
	for name, c := range map[string]struct {
		method, origin, site, contentType string
		status                            int
	}{
		"preflight":             {http.MethodOptions, viewer, "cross-site", "", http.StatusMethodNotAllowed},
		"another site":          {http.MethodPost, viewer, "cross-site", "application/json", http.StatusForbidden},
		"an old browser":        {http.MethodPost, viewer, "", "application/json", http.StatusForbidden},
		"a form":                {http.MethodPost, viewer, "cross-site", "text/plain", http.StatusForbidden},
		"our own page":          {http.MethodPost, g.url, "same-origin", "application/json", http.StatusOK},
		"our own, an old one":   {http.MethodPost, g.url, "", "application/json", http.StatusOK},
		"our own page, a form":  {http.MethodPost, g.url, "same-origin", "application/x-www-form-urlencoded", http.StatusUnsupportedMediaType},
		"a form with no origin": {http.MethodPost, "", "none", "multipart/form-data; boundary=x", http.StatusUnsupportedMediaType},
	} {
		headers := map[string]string{"Content-Type": c.contentType}
		if c.site != "" {
			headers["Sec-Fetch-Site"] = c.site
		}
		if r := g.browser(t, c.method, c.origin, headers); r.StatusCode != c.status || r.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d %v", name, r.StatusCode, r.Header)
		}
	}
}

func TestEveryAnswerHasSafeHeaders(t *testing.T) {
	g := start(t, nil)
	for _, a := range []answer{
		g.ask(`{exchanges{id}}`, nil), g.send("GET", "/", "", "", nil), g.send("GET", "/nothing", "", "", nil), g.send("GET", "/graphql", "", "", nil),
	} {
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=()", "Referrer-Policy": "no-referrer",
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		} {
			if got := a.header.Get(name); !strings.Contains(got, want) {
				t.Errorf("%s is %q", name, got)
			}
		}
		if a.header.Get("Strict-Transport-Security") != "" {
			t.Error("in clear, a browser must not be told to encrypt")
		}
	}
}
