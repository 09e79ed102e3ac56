package recordsystem_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/london-care-record/gateway/demo/authority"
)

const (
	ada   = "9990000018"
	brian = "9990000026"
)

func TestListOffersEveryCallerAndThenEveryPerson(t *testing.T) {
	g := serve(t)
	_, before := g.get(t, "/demo/record-system")
	for _, c := range authority.Callers() {
		if !strings.Contains(before, `value="`+c.ID+`"`) {
			t.Errorf("%s is not offered", c.ID)
		}
	}
	if strings.Contains(before, "999 000") {
		t.Error("people are shown to somebody who has not said who it is")
	}
	answer, _ := g.post(t, "/demo/record-system/sign-in", url.Values{"caller": {"stroke-nurse"}})
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "/demo/record-system" {
		t.Fatalf("signing in is answered %d", answer.StatusCode)
	}
	cookie := answer.Header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/demo"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie is not %s", part)
		}
	}
	_, after := g.get(t, "/demo/record-system")
	for _, p := range g.region.People() {
		if !strings.Contains(after, `value="`+p.NHSNumber+`"`) {
			t.Errorf("%s is not on the list", p.About)
		}
	}
	if !strings.Contains(after, "Rhiannon Price") || !strings.Contains(after, "Synthetic data") {
		t.Error("the list does not say who is signed in, or that the people are invented")
	}
}

func TestCitizenIsOfferedHerselfOnly(t *testing.T) {
	g := serve(t)
	g.post(t, "/demo/record-system/sign-in", url.Values{"caller": {"citizen"}})
	_, page := g.get(t, "/demo/record-system")
	if strings.Count(page, `name="nhsNumber"`) != 1 || !strings.Contains(page, ada) {
		t.Error("the list is not hers alone")
	}
	if answer, _ := g.post(t, "/demo/record-system/open", url.Values{"nhsNumber": {brian}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("somebody else's record is answered %d", answer.StatusCode)
	}
}

func TestClickLaunchesWithoutThePersonInTheAddress(t *testing.T) {
	g := serve(t)
	g.post(t, "/demo/record-system/sign-in", url.Values{"caller": {"gp"}})
	answer, _ := g.post(t, "/demo/record-system/open", url.Values{"nhsNumber": {ada}})
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || answer.StatusCode != http.StatusSeeOther || to.Path != "/demo/launch" {
		t.Fatalf("a click is answered %d, to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	if to.Query().Get("iss") != g.region.Authority().Issuer() || to.Query().Get("launch") == "" || strings.Contains(to.String(), ada) {
		t.Errorf("the launch is %q", to)
	}
}

func TestOpenIsRefused(t *testing.T) {
	g := serve(t)
	if answer, _ := g.post(t, "/demo/record-system/open", url.Values{"nhsNumber": {ada}}); answer.Header.Get("Location") != "/demo/record-system" {
		t.Errorf("without a caller the answer is %d, to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	if answer, _ := g.post(t, "/demo/record-system/sign-in", url.Values{"caller": {"stranger"}}); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a stranger's signing in is answered %d", answer.StatusCode)
	}
	g.post(t, "/demo/record-system/sign-in", url.Values{"caller": {"gp"}})
	if answer, _ := g.post(t, "/demo/record-system/open", url.Values{"nhsNumber": {"9434765919"}}); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a number of nobody is answered %d", answer.StatusCode)
	}
	g.post(t, "/demo/record-system/sign-out", nil)
	if _, page := g.get(t, "/demo/record-system"); !strings.Contains(page, "Who are you?") {
		t.Error("signing out does not")
	}
}

func TestOtherSitesCannotActInTheSession(t *testing.T) {
	g := serve(t)
	for _, path := range []string{"/sign-in", "/sign-out", "/open"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, g.url+"/demo/record-system"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", "https://elsewhere.example")
		answer, err := g.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s answers %d", path, answer.StatusCode)
		}
	}
}

func TestPagesAllowTheirOwnFilesOnly(t *testing.T) {
	g := serve(t)
	for path, contentType := range map[string]string{
		"/demo/record-system": "text/html", "/demo/record-system/style.css": "text/css", "/demo/record-system/close.js": "text/javascript",
		"/demo/launch": "text/html", "/demo/launch/launch.js": "text/javascript", "/demo/launch/emergency.graphql": "",
	} {
		answer, body := g.get(t, path)
		policy := answer.Header.Get("Content-Security-Policy")
		if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Header.Get("Content-Type"), contentType) {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Header.Get("Content-Type"))
		}
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: policy %q, kept %q", path, policy, answer.Header.Get("Cache-Control"))
		}
		if strings.Contains(body, "style=") || strings.Contains(body, "onclick") || strings.Contains(body, "https://") && contentType == "text/html" && path != "/demo/launch" {
			t.Errorf("%s has something inline, or from elsewhere", path)
		}
	}
}

// TestEmergencyQueryFitsTheSchema reads the schema's files, because this room imports nothing of the gateway.
func TestEmergencyQueryFitsTheSchema(t *testing.T) {
	sources := []*ast.Source{{Name: "federation", Input: `
		directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
		directive @link(import: [String!], url: String!) repeatable on SCHEMA`}}
	files, err := filepath.Glob("../../schema/*.graphqls")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schema files: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: file, Input: string(text)})
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	query, err := os.ReadFile("pages/emergency.graphql")
	if err != nil {
		t.Fatal(err)
	}
	document, problems := gqlparser.LoadQueryWithRules(schema, string(query), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	// Every section that has a completeness is asked for it.
	patient := document.Operations[0].SelectionSet[0].(*ast.Field).SelectionSet
	asked := map[string]bool{}
	for _, s := range patient {
		asked[s.(*ast.Field).Name] = true
	}
	for _, f := range schema.Types["Patient"].Fields {
		if of := schema.Types[f.Type.Name()].Fields.ForName("completeness"); of != nil && f.Name != "timeline" && !asked[f.Name] {
			t.Errorf("%s is not asked for", f.Name)
		}
	}
}
