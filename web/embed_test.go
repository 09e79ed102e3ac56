package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/web"
)

func TestPageIsServedAtTheRoot(t *testing.T) {
	server := serve(t)
	for _, path := range []string{"/", "/index.html"} {
		res, body := get(t, server, path, nil)
		wantHeaders(t, res, map[string]string{
			"Content-Type":  "text/html; charset=utf-8",
			"Cache-Control": "no-cache",
		})
		if !strings.Contains(body, "<title>London Care Record gateway</title>") {
			t.Errorf("GET %s has no title of ours:\n%s", path, body)
		}
	}
}

func TestEachRoomIsServedAtItsName(t *testing.T) {
	server := serve(t)
	for _, room := range []string{"record", "region", "schema"} {
		_, page := get(t, server, "/"+room, nil)
		if _, same := get(t, server, "/"+room+".html", nil); page != same || !strings.Contains(page, "London Care Record gateway</title>") {
			t.Errorf("GET /%s is not the room's page:\n%s", room, page)
		}
	}
}

func TestEveryFileThatThePageNamesIsServedForEver(t *testing.T) {
	server := serve(t)
	_, page := get(t, server, "/", nil)
	named := regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(named) < 2 {
		t.Fatalf("the page names %d files, want a script and a style sheet at least", len(named))
	}
	for _, match := range named {
		res, _ := get(t, server, match[1], nil)
		wantHeaders(t, res, map[string]string{"Cache-Control": "public, max-age=31536000, immutable"})
	}
}

func TestEveryFileOfTheBuildIsServedAsItIs(t *testing.T) {
	server := serve(t)
	build := os.DirFS("dist")
	err := fs.WalkDir(build, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		want, err := fs.ReadFile(build, name)
		if err != nil {
			return err
		}
		for _, encoding := range []string{"identity", "gzip"} {
			res, body := get(t, server, "/"+name, http.Header{"Accept-Encoding": {encoding}})
			if res.Header.Get("Content-Encoding") == "gzip" {
				body = gunzip(t, body)
			}
			if body != string(want) {
				t.Errorf("GET /%s (%s) differs from the file: %d bytes, want %d", name, encoding, len(body), len(want))
			}
			if res.Header.Get("Content-Type") == "" {
				t.Errorf("GET /%s has no content type", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPolicyIsOnEveryAnswer(t *testing.T) {
	server := serve(t)
	for _, path := range []string{"/", "/icon.svg", "/no-such-file"} {
		res, _ := get(t, server, path, nil)
		policy := res.Header.Get("Content-Security-Policy")
		for _, rule := range []string{
			"default-src 'self'", "script-src 'self'", "connect-src 'self'", "worker-src 'self'",
			"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
		} {
			if !strings.Contains(policy+";", rule+";") {
				t.Errorf("GET %s: policy %q lacks %q", path, policy, rule)
			}
		}
		if strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "blob:") {
			t.Errorf("GET %s: policy %q allows code that is no file of ours", path, policy)
		}
		wantHeaders(t, res, map[string]string{
			"X-Content-Type-Options": "nosniff",
			"Referrer-Policy":        "no-referrer",
		})
	}
}

// TestOnlyTheRecordRoomMayAskRecordSystems holds that no other page is let out of its own origin.
func TestOnlyTheRecordRoomMayAskRecordSystems(t *testing.T) {
	server := serveOnly(t, web.Options{RecordSystems: []string{"https://fhir.hospital.example", "https://login.hospital.example"}})
	for path, want := range map[string]string{
		"/record":       "connect-src 'self' https://fhir.hospital.example https://login.hospital.example;",
		"/record.html":  "connect-src 'self' https://fhir.hospital.example https://login.hospital.example;",
		"/":             "connect-src 'self';",
		"/region":       "connect-src 'self';",
		"/schema":       "connect-src 'self';",
		"/icon.svg":     "connect-src 'self';",
		"/no-such-file": "connect-src 'self';",
	} {
		res, _ := get(t, server, path, nil)
		if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
			t.Errorf("GET %s: policy %q lacks %q", path, policy, want)
		}
	}
}

func TestTheRecordRoomCanBeServedAlone(t *testing.T) {
	options := web.Options{RecordOnly: true}
	server := serveOnly(t, options)
	for path, want := range map[string]int{
		"/record": 200, "/icon.svg": 200, "/theme.js": 200,
		"/": 404, "/index.html": 404, "/region": 404, "/region.html": 404, "/schema": 404, "/record.html": 404,
	} {
		if got := request(t, server, http.MethodGet, path, nil).StatusCode; got != want {
			t.Errorf("GET %s: status %d, want %d", path, got, want)
		}
	}
	_, page := get(t, server, "/record", nil)
	for _, match := range regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if got := request(t, server, http.MethodGet, match[1], nil).StatusCode; got != 200 {
			t.Errorf("GET %s: status %d", match[1], got)
		}
	}
	if rooms := options.Rooms(); len(rooms) != 1 || rooms[0] != "/record" {
		t.Errorf("the rooms are %v", rooms)
	}
	for _, room := range (web.Options{}).Rooms() {
		if got := request(t, serve(t), http.MethodGet, room, nil).StatusCode; got != 200 {
			t.Errorf("GET %s: status %d", room, got)
		}
	}
}

func TestTheTwoFormsOfAFileHaveTheirOwnTags(t *testing.T) {
	server := serve(t)
	plain, _ := get(t, server, "/", http.Header{"Accept-Encoding": {"identity"}})
	zipped, _ := get(t, server, "/", http.Header{"Accept-Encoding": {"br, gzip;q=0.8"}})
	if got := zipped.Header.Get("Content-Encoding"); got != "gzip" {
		t.Errorf("Content-Encoding = %q, want gzip", got)
	}
	first, second := plain.Header.Get("ETag"), zipped.Header.Get("ETag")
	if first == second || strings.HasPrefix(first, "W/") || strings.HasPrefix(second, "W/") {
		t.Errorf("ETags %s and %s, want two strong ones", first, second)
	}
	for _, res := range []*http.Response{plain, zipped} {
		wantHeaders(t, res, map[string]string{"Vary": "Accept-Encoding"})
	}
}

func TestAKnownFileIsNotSentAgain(t *testing.T) {
	server := serve(t)
	first, _ := get(t, server, "/", http.Header{"Accept-Encoding": {"gzip"}})
	again := request(t, server, http.MethodGet, "/", http.Header{
		"Accept-Encoding": {"gzip"},
		"If-None-Match":   {first.Header.Get("ETag")},
	})
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("status %d, want 304", again.StatusCode)
	}
}

func TestUnknownPathsAndMethodsAreRefused(t *testing.T) {
	server := serve(t)
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{http.MethodGet, "/playground.json", http.StatusNotFound},
		{http.MethodGet, "/assets/", http.StatusNotFound},
		{http.MethodGet, "/assets/../../embed.go", http.StatusNotFound},
		{http.MethodGet, "/dist/index.html", http.StatusNotFound},
		{http.MethodPost, "/", http.StatusMethodNotAllowed},
		{http.MethodHead, "/", http.StatusOK},
	} {
		if got := request(t, server, c.method, c.path, nil).StatusCode; got != c.want {
			t.Errorf("%s %s: status %d, want %d", c.method, c.path, got, c.want)
		}
	}
}

// TestBuildAsksNoOtherHost looks for the hosts that such pages commonly load from.
func TestBuildAsksNoOtherHost(t *testing.T) {
	foreign := []string{"unpkg.com", "jsdelivr", "esm.sh", "googleapis", "gstatic", "cdnjs"}
	build := os.DirFS("dist")
	err := fs.WalkDir(build, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(build, name)
		for _, host := range foreign {
			if bytes.Contains(body, []byte(host)) {
				t.Errorf("%s names %s", name, host)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func serve(t *testing.T) *httptest.Server {
	t.Helper()
	return serveOnly(t, web.Options{})
}

func serveOnly(t *testing.T, o web.Options) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(web.Handler(o))
	t.Cleanup(server.Close)
	return server
}

func get(t *testing.T, server *httptest.Server, path string, header http.Header) (*http.Response, string) {
	t.Helper()
	res := request(t, server, http.MethodGet, path, header)
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func request(t *testing.T, server *httptest.Server, method, path string, header http.Header) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Named explicitly, so that the transport neither adds gzip by itself nor undoes it.
	req.Header.Set("Accept-Encoding", "identity")
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func gunzip(t *testing.T, body string) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func wantHeaders(t *testing.T, res *http.Response, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if got := res.Header.Get(name); got != value {
			t.Errorf("%s: %s = %q, want %q", res.Request.URL.Path, name, got, value)
		}
	}
}
