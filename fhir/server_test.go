package fhir

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// object is a piece of JSON.
type object = map[string]any

// server is a small FHIR server: a list of resources and the habits of a real one.
type server struct {
	*httptest.Server
	base      string
	resources []object

	// The search parameters for a person that it knows, besides Patient's identifier and _id.
	params []string
	// strict: 400 for a parameter that it does not know, where the client asks for that.
	strict bool
	// stern: 400 for one whatever the client asks for.
	stern bool
	// everything: an unknown parameter is ignored, so that everybody's entries come; otherwise nothing comes.
	everything bool
	echo       bool // a self link with what was processed
	include    bool // _include is known
	noCount    bool // _count is refused
	total      bool
	pageCap    int // 0: no paging
	noNext     bool
	gzip       bool
	lacks      []string // types that it does not know
	// byIdentifierAlone: patient:identifier finds what carries the number itself, and not by way of the Patient; save for
	// the type resolves.
	byIdentifierAlone bool
	resolves          string
	// answer, when set, may answer a request itself; it then returns true.
	answer func(w http.ResponseWriter, r *http.Request, form url.Values) bool
	// doctor may change a Bundle before it leaves.
	doctor func(r *http.Request, form url.Values, bundle object)

	mu   sync.Mutex
	seen []asked
}

// asked is a request as it came.
type asked struct {
	method, path, query string
	form                url.Values
	header              http.Header
	body                []byte
}

// newServer starts a server that knows every style, echoes what it processed and is strict.
func newServer(t *testing.T, resources ...object) *server {
	s := &server{
		resources: resources, strict: true, echo: true, include: true,
		params: []string{"patient", "patient.identifier", "patient:identifier"},
	}
	s.Server = httptest.NewServer(s)
	s.base = s.URL + "/fhir"
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	for k, v := range r.URL.Query() {
		form[k] = append(form[k], v...)
	}
	s.mu.Lock()
	s.seen = append(s.seen, asked{r.Method, r.URL.Path, r.URL.RawQuery, form, r.Header, body})
	s.mu.Unlock()
	if s.answer != nil && s.answer(w, r, form) {
		return
	}
	typ, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/")
	if slices.Contains(s.lacks, typ) {
		s.refuse(w, 404, "not-supported", "Unknown resource type '"+typ+"'")
		return
	}
	s.search(w, r, typ, form)
}

func (s *server) search(w http.ResponseWriter, r *http.Request, typ string, form url.Values) {
	processed, unknown := url.Values{}, ""
	for name, v := range form {
		if name != "page" && !s.knows(typ, name) {
			unknown = name
			continue
		}
		processed[name] = v
	}
	if unknown != "" && (s.stern || s.strict && r.Header.Get("Prefer") == "handling=strict") {
		s.refuse(w, 400, "invalid", "the parameter "+unknown+" is not known here")
		return
	}
	hits := s.hits(typ, processed)
	bundle := object{"resourceType": "Bundle", "type": "searchset"}
	links := []object{}
	if s.echo {
		links = append(links, object{"relation": "self", "url": s.base + "/" + typ + "?" + processed.Encode()})
	}
	if s.total {
		bundle["total"] = len(hits)
	}
	size := len(hits)
	if n, err := strconv.Atoi(processed.Get("_count")); err == nil {
		size = n
	}
	if s.pageCap > 0 {
		size = min(size, s.pageCap)
	}
	page, _ := strconv.Atoi(form.Get("page"))
	from, to := min(page*size, len(hits)), min((page+1)*size, len(hits))
	if to < len(hits) && !s.noNext {
		processed.Set("page", strconv.Itoa(page+1))
		links = append(links, object{"relation": "next", "url": s.base + "/" + typ + "?" + processed.Encode()})
	}
	if len(links) > 0 {
		bundle["link"] = links
	}
	entries := []any{}
	for _, h := range hits[from:to] {
		entries = append(entries, object{"resource": h, "search": object{"mode": "match"}})
	}
	bundle["entry"] = entries
	if s.doctor != nil {
		s.doctor(r, form, bundle)
	}
	s.write(w, 200, bundle)
}

func (s *server) knows(typ, name string) bool {
	switch name {
	case "_count":
		return !s.noCount
	case "_include":
		return s.include
	case "_id":
		return true
	case "identifier":
		return typ == "Patient"
	}
	return typ != "Patient" && slices.Contains(s.params, name)
}

func (s *server) hits(typ string, form url.Values) []object {
	asks := false
	for name := range form {
		asks = asks || name[0] != '_' && name != "page" || name == "_id"
	}
	hits := []object{}
	for _, o := range s.resources {
		if o["resourceType"] == typ && (asks && s.wanted(o, form) || !asks && s.everything) {
			hits = append(hits, o)
		}
	}
	return hits
}

func (s *server) wanted(o object, form url.Values) bool {
	for name, lists := range form {
		values := strings.Split(strings.Join(lists, ","), ",")
		switch name {
		case "_id":
			if !slices.Contains(values, o["id"].(string)) {
				return false
			}
		case "identifier":
			if !s.carries(o, values) {
				return false
			}
		case "patient", "subject":
			if !slices.Contains(values, subjectOf(o)) {
				return false
			}
		case "patient:identifier":
			if s.byIdentifierAlone && o["resourceType"] != s.resolves {
				if !numberIn(o, values) {
					return false
				}
				continue
			}
			if !s.carriedByPatient(o, values) {
				return false
			}
		case "patient.identifier":
			if !s.carriedByPatient(o, values) {
				return false
			}
		}
	}
	return true
}

// carriedByPatient tells that the Patient whom a resource refers to has one of the numbers.
func (s *server) carriedByPatient(o object, tokens []string) bool {
	return slices.ContainsFunc(s.resources, func(p object) bool {
		return p["resourceType"] == "Patient" && "Patient/"+p["id"].(string) == subjectOf(o) && s.carries(p, tokens)
	})
}

// numberIn tells that a resource's own reference holds one of the numbers.
func numberIn(o object, tokens []string) bool {
	for _, name := range []string{"patient", "subject"} {
		if ref, ok := o[name].(object); ok {
			i, _ := ref["identifier"].(object)
			return slices.Contains(tokens, fmt.Sprintf("%v|%v", i["system"], i["value"]))
		}
	}
	return false
}

func (s *server) carries(o object, tokens []string) bool {
	ids, _ := o["identifier"].([]object)
	return slices.ContainsFunc(ids, func(i object) bool {
		return slices.Contains(tokens, fmt.Sprintf("%s|%s", i["system"], i["value"]))
	})
}

func subjectOf(o object) string {
	for _, name := range []string{"patient", "subject"} {
		if ref, ok := o[name].(object); ok {
			s, _ := ref["reference"].(string)
			return s
		}
	}
	return ""
}

func (s *server) refuse(w http.ResponseWriter, status int, code, text string) {
	s.write(w, status, outcomeOf("error", code, text))
}

func outcomeOf(severity, code, text string) object {
	return object{"resourceType": "OperationOutcome", "issue": []object{
		{"severity": severity, "code": code, "diagnostics": text},
	}}
}

func (s *server) write(w http.ResponseWriter, status int, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/fhir+json")
	var to io.Writer = w
	if s.gzip {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		to = z
	}
	w.WriteHeader(status)
	_, _ = to.Write(b)
}

// requests gives the requests so far that went to a type, or all of them for "".
func (s *server) requests(typ string) []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	var some []asked
	for _, a := range s.seen {
		if typ == "" || strings.HasPrefix(a.path, "/fhir/"+typ) {
			some = append(some, a)
		}
	}
	return some
}

// The resources of the tests.

func patientOf(id string, numbers ...record.NHSNumber) object {
	ids := []object{{"system": "https://hospital.example/mrn", "value": "x" + id}}
	for _, n := range numbers {
		ids = append(ids, object{"system": record.NHSNumberSystem, "value": string(n)})
	}
	return object{"resourceType": "Patient", "id": id, "identifier": ids, "birthDate": "1980-04-02"}
}

func allergyOf(id, patient string) object {
	return object{
		"resourceType": "AllergyIntolerance", "id": id,
		"code": object{"text": "allergy " + id}, "patient": object{"reference": patient},
	}
}

// logical gives a reference by NHS number.
func logical(n record.NHSNumber) object {
	return object{"identifier": object{"system": record.NHSNumberSystem, "value": string(n)}}
}

// with gives a resource with some members changed.
func with(o object, changes object) object {
	c := object{}
	for k, v := range o {
		c[k] = v
	}
	for k, v := range changes {
		c[k] = v
	}
	return c
}

// number gives the i-th of many valid test numbers.
func number(i int) record.NHSNumber {
	for n := 9992000000 + i*100; ; n++ {
		if nhs, err := record.ParseNHSNumber(strconv.Itoa(n)); err == nil {
			return nhs
		}
	}
}

var (
	ann  = number(1)
	ben  = number(2)
	cleo = number(3)
)

// clientOf gives a client of a server, its configuration changed by change.
func clientOf(t *testing.T, s *server, change ...func(*Config)) *Client {
	t.Helper()
	base, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c := Config{
		Exchange: &record.Exchange{ID: "NEL", Name: "North East London"}, Base: base,
		HTTP: &http.Client{Transport: transport},
	}
	for _, f := range change {
		f(&c)
	}
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func style(s Style) func(*Config) { return func(c *Config) { c.Style = s } }

// ask makes the Patient search and one other search, as the gateway does.
func ask(t *testing.T, c *Client, s Search, people ...record.NHSNumber) map[record.NHSNumber]record.Answer {
	t.Helper()
	index := sync.OnceValue(func() *PatientIndex { return c.Patients(t.Context(), people) })
	answers := c.Search(t.Context(), s, people, index)
	for _, n := range people {
		a, ok := answers[n]
		if !ok || a.Outcome.State == "" || a.Exchange == nil {
			t.Fatalf("no whole answer for one of %d people", len(people))
		}
		clean(t, a.Outcome.Detail)
	}
	return answers
}

// clean fails when a detail holds what it must not: numbers of people, addresses, upstream text.
func clean(t *testing.T, detail string) {
	t.Helper()
	for _, bad := range []string{"9992", "http", "127.0.0.1", "Patient/", "SECRET", "{", "<"} {
		if strings.Contains(detail, bad) {
			t.Errorf("detail %q holds %q", detail, bad)
		}
	}
}

const allergies Search = "AllergyIntolerance"

// idsOf gives the sorted references of a person's allergies.
func idsOf(a record.Answer) []string {
	ids := []string{}
	for _, x := range a.Facts.Allergies {
		ids = append(ids, strings.TrimPrefix(x.Source().Reference, "AllergyIntolerance/"))
	}
	slices.Sort(ids)
	return ids
}

// expect checks state and allergies of an answer.
func expect(t *testing.T, a record.Answer, state record.SourceState, ids ...string) {
	t.Helper()
	if a.Outcome.State != state {
		t.Errorf("state %s (%s), want %s", a.Outcome.State, a.Outcome.Detail, state)
	}
	if got := idsOf(a); !slices.Equal(got, ids) && len(got)+len(ids) > 0 {
		t.Errorf("entries %v, want %v", got, ids)
	}
}

func statementOf(id, patient string) object {
	return object{
		"resourceType": "MedicationStatement", "id": id, "status": "active",
		"medicationCodeableConcept": object{"text": "medicine " + id}, "subject": object{"reference": patient},
	}
}
