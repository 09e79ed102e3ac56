package e2e

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// configFor writes a configuration over a demo region's exchanges.
func configFor(t *testing.T, region *demo.Region, change func(string) string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("access: {mode: open}\nexchanges:\n")
	for _, e := range region.Exchanges() {
		b.WriteString("  " + e.ID + ":\n    url: " + e.URL + "\n    search: " + e.Search + "\n")
	}
	text := b.String()
	if change != nil {
		text = change(text)
	}
	file := filepath.Join(t.TempDir(), "region.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAnOperatorConnectsExchanges(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: 1, People: 10, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	file := configFor(t, region, nil)
	out, err := exec.Command(binary(t), "-check", "-config", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	contains(t, string(out), "NEL  North East London: answers", "FHIR 4.0.1", "AllergyIntolerance")

	p := run(t, "-config", file)
	var a adaAnswer
	if r := p.ask(adaQuery, &a); len(r.Errors) > 0 || a.Patient.Allergies.Statement != "CONFLICTING" {
		t.Errorf("got %s", r.Raw)
	}
	if r := p.ask(`{__schema{types{name}}}`, nil); r.code() == "" {
		t.Error("introspection is on by default")
	}
	res, err := http.Get(p.url + "/demo/exchanges")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("faults can be switched outside the demo: status %d", res.StatusCode)
	}
	contains(t, p.output.String(), "access is open")

	if err := region.SetFault("SWL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	out, err = exec.Command(binary(t), "-check", "-config", file).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(string(out), "SWL  South West London: ") || strings.Contains(string(out), "SWL  South West London: answers") {
		t.Errorf("an exchange that is down: %v: %s", err, out)
	}
}

func TestABearerTokenIsSentToItsOwnExchangeOnly(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: 1, People: 10, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	const token = "s3cret-of-nel"
	refused := make(chan struct{}, 100)
	guarded := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			refused <- struct{}{}
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.URL.Scheme, r.URL.Host, r.RequestURI = "http", strings.TrimPrefix(region.Exchanges()[0].URL, "http://"), ""
		if host, path, ok := strings.Cut(r.URL.Host, "/"); ok {
			r.URL.Host, r.URL.Path = host, "/"+path+r.URL.Path
		}
		r.Header.Del("Authorization")
		r.Header.Del("Accept-Encoding")
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer res.Body.Close()
		w.Header().Set("Content-Type", res.Header.Get("Content-Type"))
		w.WriteHeader(res.StatusCode)
		buffer := make([]byte, 32<<10)
		for {
			n, err := res.Body.Read(buffer)
			_, _ = w.Write(buffer[:n])
			if err != nil {
				return
			}
		}
	}))
	defer guarded.Close()
	secret := filepath.Join(t.TempDir(), "nel")
	if err := os.WriteFile(secret, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := configFor(t, region, func(text string) string {
		return strings.Replace(text, "url: "+region.Exchanges()[0].URL, "url: "+guarded.URL+"\n    auth: {bearerTokenFile: "+secret+"}", 1)
	})
	p := run(t, "-config", file)
	r := p.ask(`{patient(nhsNumber:"9990000034"){referrals{entries{id} completeness{complete sources{exchange{id} state}}}}}`, nil)
	if len(r.Errors) > 0 || !strings.Contains(r.Raw, `"complete":true`) {
		t.Errorf("got %s", r.Raw)
	}
	if err := os.WriteFile(secret, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	q := run(t, "-config", file)
	r = q.ask(`{patient(nhsNumber:"9990000034"){referrals{completeness{complete sources{exchange{id} state}}}}}`, nil)
	if !strings.Contains(r.Raw, `{"exchange":{"id":"NEL"},"state":"REFUSED"}`) {
		t.Errorf("a wrong token: %s", r.Raw)
	}
	if strings.Contains(q.output.String(), "another") || strings.Contains(p.output.String(), token) {
		t.Error("a token is in the output")
	}
}

// An exchange that is configured to take batches, and takes none, is found out by -check.
func TestCheckTriesABatch(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: 1, People: 10, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	file := configFor(t, region, func(text string) string {
		return strings.ReplaceAll(text, "\n    search:", "\n    batch: true\n    search:")
	})
	out, err := exec.Command(binary(t), "-check", "-config", file).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("%v: %s", err, out)
	}
	contains(t, string(out), "NCL  North Central London: answers", "SEL  South East London: takes no batch (batch: true): answered with HTTP status 405")
	if got := region.Requests("NCL")["Bundle"]; got != 1 {
		t.Errorf("NCL was sent %d batches", got)
	}
	// The gateway finds that out as well, and asks search by search.
	p := run(t, "-config", file)
	var a adaAnswer
	if r := p.ask(adaQuery, &a); len(r.Errors) > 0 || a.Patient.Allergies.Statement != "CONFLICTING" {
		t.Errorf("got %s", r.Raw)
	}
}
