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
	"flag"
	"fmt"
	"io"
	"net/http"
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
	sections  = `name{text} allergies{statement entries{code{text} sources{exchange{id}}}} conditions{entries{code{text} clinicalStatus onset sources{exchange{id}}}} medications{entries{code{text} status sources{exchange{id}}}} investigations{entries{code{text} effective results{display}}}`
	fhirTypes = 2 + 2 + 4 + 3 // allergies, conditions, medications, investigations (reports, results, imaging studies)
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
	usual := fmt.Sprintf(`{"query":%q}`, `{patient(nhsNumber:"`+ordinary[0]+`"){`+sections+`}}`)
	small := fmt.Sprintf(`{"query":%q}`, `{patient(nhsNumber:"`+people[0]+`"){name{text} allergies{statement entries{code{text} sources{exchange{id}}}}}}`)
	one := fmt.Sprintf(`{"query":%q}`, `{patient(nhsNumber:"`+people[0]+`"){`+sections+`}}`)
	fifty := fmt.Sprintf(`{"query":%q}`, `{patients(nhsNumbers:["`+strings.Join(people, `","`)+`"]){`+sections+`}}`)
	fmt.Printf("five exchanges, each answering after %s; one question at a time, of four sections, about records of 80 (ordinary) or 395 (long) entries\n", latency)
	for _, c := range []struct {
		name, body string
		n          int
	}{{"one, allergies only", small, n}, {"one, ordinary", usual, n}, {"one, long", one, n}, {"fifty, long", fifty, max(3, n/20)}} {
		for range 3 { // connections and caches
			if _, err := ask(ctx, gateway, c.body); err != nil {
				return err
			}
		}
		asked()
		took := make([]time.Duration, c.n)
		size := 0
		for i := range took {
			start := time.Now()
			body, err := ask(ctx, gateway, c.body)
			if err != nil {
				return err
			}
			took[i], size = time.Since(start), len(body)
		}
		slices.Sort(took)
		requests := float64(asked()) / float64(c.n)
		fmt.Printf("%-19s p50 %8s (added %s)  p99 %8s  answer %d KB  requests to an exchange %.1f (at most %d)\n", c.name,
			round(took[len(took)/2]), round(took[len(took)/2]-latency), round(took[len(took)*99/100]), size>>10, requests, fhirTypes+1)
		if requests > fhirTypes+1 {
			return fmt.Errorf("%s: more requests than the budget of %d", c.name, fhirTypes+1)
		}
	}
	return nil
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
