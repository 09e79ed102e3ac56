// Command bench measures what the gateway adds to its slowest exchange, and counts what it asks of them. It builds the
// gateway, runs it over five exchanges that answer from memory after a set time, and asks one question at a time.
//
//	cd bench && go run . [-n 200] [-latency 20ms]
//
// It fails when more is asked of the exchanges than the budget allows; time is only reported.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	n := flag.Int("n", 200, "questions")
	latency := flag.Duration("latency", 20*time.Millisecond, "what each exchange takes to answer")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := run(ctx, *n, *latency); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

var exchanges = []string{"NEL", "SEL", "SWL", "NCL", "NWL"}

// sections is what is asked of everybody; it needs fhirTypes searches of each exchange, and one for the people.
const (
	allergies = `name{text} allergies{statement entries{code{text} sources{exchange{id}}}}`
	sections  = allergies + ` conditions{entries{code{text} clinicalStatus onset sources{exchange{id}}}} medications{entries{code{text} status sources{exchange{id}}}} investigations{entries{code{text} effective results{display}}}`
)

var (
	typesOfAllergies = []string{"AllergyIntolerance", "List"}
	fhirTypes        = append(slices.Clip(typesOfAllergies), "Condition", "FamilyMemberHistory", "MedicationRequest", "MedicationStatement",
		"MedicationDispense", "MedicationAdministration", "DiagnosticReport", "Observation", "ImagingStudy")
)

func run(ctx context.Context, n int, latency time.Duration) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var upstreams []*upstream
	var config strings.Builder
	config.WriteString("access: {mode: open}\nlog: {level: error}\nexchanges:\n")
	for _, name := range exchanges {
		u, err := startUpstream(name, latency)
		if err != nil {
			return err
		}
		defer u.close()
		upstreams = append(upstreams, u)
		fmt.Fprintf(&config, "  %s: {url: %q, search: chained}\n", name, u.url)
	}
	file := filepath.Join(dir, "region.yaml")
	if err := os.WriteFile(file, []byte(config.String()), 0o600); err != nil {
		return err
	}
	gateway, stop, err := startGateway(ctx, dir, file)
	if err != nil {
		return err
	}
	defer stop()
	return measure(ctx, gateway, upstreams, n, latency)
}

// startGateway builds and starts the gateway, and gives its address.
func startGateway(ctx context.Context, dir, config string) (string, func(), error) {
	binary := filepath.Join(dir, "server")
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/server")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("build: %w: %s", err, out)
	}
	cmd := exec.CommandContext(ctx, binary, "-config", config, "-listen", "127.0.0.1:0", "-admin", "off")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop := func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}
	line := regexp.MustCompile(`http://\S+/graphql`)
	for s := bufio.NewScanner(stdout); s.Scan(); {
		if url := line.FindString(s.Text()); url != "" {
			go func() { _, _ = io.Copy(io.Discard, stdout) }()
			return url, stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("the gateway did not start")
}

func measure(ctx context.Context, gateway string, upstreams []*upstream, n int, latency time.Duration) error {
	asked := func() (most int64) {
		for _, u := range upstreams {
			most = max(most, u.requests.Swap(0))
		}
		return most
	}
	people, ordinary := numbers(50, 0), numbers(1, 1)
	fmt.Printf("five exchanges, each answering after %s; one question at a time, of four sections, about records of 80 (ordinary) or 395 (long) entries\n", latency)
	fmt.Println("read only: the same searches by a client that asks all at once and reads no more than bytes; added: what the gateway takes beyond that")
	for _, c := range []scenario{
		{"one, allergies only", people[:1], allergies, typesOfAllergies, n},
		{"one, ordinary", ordinary, sections, fhirTypes, n},
		{"one, long", people[:1], sections, fhirTypes, n},
		{"fifty, long", people, sections, fhirTypes, max(3, n/20)},
	} {
		for range 3 { // connections and caches
			if _, err := ask(ctx, gateway, c.query()); err != nil {
				return err
			}
			if err := readOnly(ctx, upstreams, c); err != nil {
				return err
			}
		}
		asked()
		took, floor := make([]time.Duration, c.n), make([]time.Duration, c.n)
		size, requests := 0, int64(0)
		for i := range took {
			start := time.Now()
			body, err := ask(ctx, gateway, c.query())
			if err != nil {
				return err
			}
			took[i], size = time.Since(start), len(body)
			requests += asked()
			start = time.Now()
			if err := readOnly(ctx, upstreams, c); err != nil {
				return err
			}
			floor[i] = time.Since(start)
			asked()
		}
		slices.Sort(took)
		slices.Sort(floor)
		each := float64(requests) / float64(c.n)
		fmt.Printf("%-19s p50 %8s  p99 %8s  read only p50 %8s  added %7s  answer %d KB  requests to an exchange %.1f (at most %d)\n", c.name,
			round(took[len(took)/2]), round(took[len(took)*99/100]), round(floor[len(floor)/2]), round(took[len(took)/2]-floor[len(floor)/2]),
			size>>10, each, len(fhirTypes)+1)
		if each > float64(len(fhirTypes)+1) {
			return fmt.Errorf("%s: more requests than the budget of %d", c.name, len(fhirTypes)+1)
		}
	}
	return nil
}

// scenario is one question, n times. types are the searches that it needs of each exchange, beside that for the people.
type scenario struct {
	name     string
	people   []string
	sections string
	types    []string
	n        int
}

func (s scenario) query() string {
	if len(s.people) == 1 {
		return fmt.Sprintf(`{"query":%q}`, `{patient(nhsNumber:"`+s.people[0]+`"){`+s.sections+`}}`)
	}
	return fmt.Sprintf(`{"query":%q}`, `{patients(nhsNumbers:["`+strings.Join(s.people, `","`)+`"]){`+s.sections+`}}`)
}

// readOnly asks all exchanges for all types at once, and reads the answers' bytes.
func readOnly(ctx context.Context, upstreams []*upstream, s scenario) error {
	const system = "https://fhir.nhs.uk/Id/nhs-number|"
	tokens := system + strings.Join(s.people, ","+system)
	errs := make(chan error, len(upstreams)*(len(s.types)+1))
	for _, u := range upstreams {
		for _, typ := range append([]string{"Patient"}, s.types...) {
			param := "patient.identifier"
			if typ == "Patient" {
				param = "identifier"
			}
			go func() { errs <- read(ctx, u.url+"/"+typ+"/_search", url.Values{param: {tokens}}) }()
		}
	}
	var all error
	for range cap(errs) {
		all = errors.Join(all, <-errs)
	}
	return all
}

// reader keeps as many connections as it uses.
var reader = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}

func read(ctx context.Context, url string, form url.Values) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := reader.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return err
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

func ask(ctx context.Context, url, body string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(body)))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK || bytes.HasPrefix(b, []byte(`{"errors"`)) {
		return nil, fmt.Errorf("status %d: %.300s", res.StatusCode, b)
	}
	return b, nil
}

// numbers gives valid NHS numbers of the range that is never issued, whose last digit is even (0) or odd (1).
func numbers(n, odd int) []string {
	var list []string
	for first := 999_200_000; len(list) < n; first++ {
		digits := fmt.Sprint(first)
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (10 - i)
		}
		if check := (11 - sum%11) % 11; check != 10 && check%2 == odd {
			list = append(list, fmt.Sprintf("%s%d", digits, check))
		}
	}
	return list
}
