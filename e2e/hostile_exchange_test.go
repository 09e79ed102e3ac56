package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/demo"
)

// hostileCases are what a caller may see of an exchange with a fault: the states, and a phrase of the details that goes with them.
var hostileCases = map[string]struct {
	states []string
	says   string
}{
	"slow": {[]string{"TIMED_OUT"}, `did not answer within`},
	"hang": {[]string{"TIMED_OUT"}, `did not answer within`},
	"drip": {[]string{"TIMED_OUT"}, `did not answer within`},
	"down": {[]string{"UNAVAILABLE"}, `could not be reached|broke off|not asked`},

	"expired-certificate": {[]string{"UNAVAILABLE"}, `its certificate has expired|not asked`},

	"429":          {[]string{"UNAVAILABLE"}, `asked us to slow down|not asked`},
	"unauthorised": {[]string{"REFUSED"}, `credentials`},
	"forbidden":    {[]string{"REFUSED"}, `refused`},
	"error":        {[]string{"UNAVAILABLE"}, `status 500|not asked`},
	"unavailable":  {[]string{"UNAVAILABLE"}, `status 503|not asked`},

	"cut-page":      {[]string{"PARTIAL"}, `only its first pages`},
	"endless-pages": {[]string{"PARTIAL"}, `do not end|pages that the gateway reads`},
	"foreign-page":  {[]string{"PARTIAL", "COMPLETE"}, `led elsewhere|^$`},
	"redirect":      {[]string{"UNAVAILABLE"}, `sent the gateway elsewhere|not asked`},

	"broken-json":        {[]string{"UNAVAILABLE"}, `could not be read|not asked`},
	"cut-body":           {[]string{"UNAVAILABLE"}, `could not be read|broke off|not asked`},
	"html":               {[]string{"UNAVAILABLE"}, `not FHIR JSON|not asked`},
	"wrong-content-type": {[]string{"UNAVAILABLE"}, `not FHIR JSON|not asked`},
	"duplicate-keys":     {[]string{"PARTIAL"}, `could not be read|not shown to be the person's|who the person is`},
	"bad-utf8":           {[]string{"PARTIAL"}, `could not be read|not shown to be the person's|who the person is`},
	"deep":               {[]string{"UNAVAILABLE"}, `could not be read|not asked`},

	"gzip-bomb":    {[]string{"PARTIAL", "TIMED_OUT"}, `more than the gateway|longer than the gateway|did not answer within`},
	"endless-body": {[]string{"PARTIAL", "TIMED_OUT"}, `more than the gateway|longer than the gateway|did not answer within`},
	"long-string":  {[]string{"PARTIAL"}, `longer than the gateway|more than the gateway|could not be read`},
	"many-entries": {[]string{"PARTIAL", "TIMED_OUT"}, `more than the gateway|did not answer within`},

	"partial":       {[]string{"PARTIAL"}, `may not be whole`},
	"wrong-patient": {[]string{"PARTIAL"}, `not shown to be the person's`},
	"wrong-type":    {[]string{"PARTIAL"}, `not shown to be the person's|who the person is`},
}

// The bounds of the test, which are generous: the machine may be busy. The budget of an answer is 2 s.
const (
	hostileTime   = 6 * time.Second
	hostileMemory = 600 << 20
)

// hostileQuestion asks for every section of Ada's record: who tells of it, and how complete it is.
var hostileQuestion = func() string {
	var b strings.Builder
	b.WriteString(`{patient(nhsNumber:"999 000 0018"){`)
	for _, section := range hostileSections {
		fmt.Fprintf(&b, "%s{entries{...e} completeness{...c}} ", section)
	}
	b.WriteString(`}} fragment e on RecordEntry{sources{exchange{id} reference}}
fragment c on Completeness{complete summary sources{exchange{id} state detail}}`)
	return b.String()
}()

var hostileSections = []string{
	"alerts", "allergies", "medications", "conditions", "investigations", "observations", "procedures", "immunisations", "encounters",
	"referrals", "appointments", "documents", "assessments", "carePlans", "careTeam",
}

type hostileSection struct {
	Entries []struct {
		Sources []struct {
			Exchange  struct{ ID string }
			Reference string
		}
	}
	Completeness struct {
		Complete bool
		Summary  string
		Sources  []hostileStatus
	}
}

type hostileStatus struct {
	Exchange      struct{ ID string }
	State, Detail string
}

// told gives, of one exchange or of all others, the references and states that a section shows.
func (s hostileSection) told(of func(string) bool) (references []string, states []hostileStatus) {
	for _, e := range s.Entries {
		for _, from := range e.Sources {
			if of(from.Exchange.ID) {
				references = append(references, from.Exchange.ID+" "+from.Reference)
			}
		}
	}
	for _, status := range s.Completeness.Sources {
		if of(status.Exchange.ID) {
			states = append(states, status)
		}
	}
	slices.Sort(references)
	return slices.Compact(references), states
}

func (p *program) askHostile(t *testing.T) map[string]hostileSection {
	t.Helper()
	var data struct{ Patient map[string]hostileSection }
	r := p.ask(hostileQuestion, nil)
	if err := json.Unmarshal(r.Data, &data); err != nil || len(data.Patient) != len(hostileSections) {
		t.Fatalf("%v: %.500s", err, r.Raw)
	}
	return data.Patient
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak gives the greatest memory of the program, in bytes, since forget.
func (p *program) peak(t *testing.T) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	found := highWater.FindSubmatch(status)
	if found == nil {
		t.Fatal("the program has no peak of memory")
	}
	kB, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kB << 10
}

// forget sets the peak to what the program uses now (Linux, proc(5), clear_refs).
func (p *program) forget(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.cmd.Process.Pid), []byte("5"), 0); err != nil {
		t.Fatal(err)
	}
}

// Each fault at each of three exchanges, searched in each of the three styles: the gateway answers in time, within bounds of memory, says
// what is missing and why, and shows of the other four exactly what it shows when all are well.
func TestS27_AHostileExchangeIsBoundedAndToldApart(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	needs(t, exists("/proc/self/clear_refs"), "/proc of Linux")
	region, err := demo.New(demo.Options{Seed: 1, People: 10, NoLatency: true, TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	for _, name := range demo.Faults() {
		if _, ok := hostileCases[name]; !ok && name != "none" {
			t.Errorf("the fault %s has no case", name)
		}
	}
	for _, id := range []string{"SEL", "SWL", "NCL"} {
		p := run(t, "-config", overTLS(t, region))
		well := p.askHostile(t)
		for _, fault := range slices.Sorted(maps.Keys(hostileCases)) {
			t.Run(id+" "+fault, func(t *testing.T) { p.underFault(t, region, id, fault, well) })
		}
	}
	if n := region.Astray(); n != 0 {
		t.Errorf("%d requests were led astray (S28)", n)
	}
}

// overTLS is a configuration over a region's exchanges that trusts their authority.
func overTLS(t *testing.T, region *demo.Region) string {
	t.Helper()
	ca := t.TempDir() + "/ca.pem"
	if err := os.WriteFile(ca, region.TrustedPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return configFor(t, region, func(text string) string {
		return strings.ReplaceAll(text, "\n    search:", "\n    caFile: "+ca+"\n    search:")
	})
}

func (p *program) underFault(t *testing.T, region *demo.Region, id, fault string, well map[string]hostileSection) {
	if err := region.SetFault(id, demo.Fault{Kind: fault}); err != nil {
		t.Fatal(err)
	}
	p.forget(t)
	began := time.Now()
	sections := p.askHostile(t)
	took, peak := time.Since(began), p.peak(t)
	if took > hostileTime {
		t.Errorf("took %v", took)
	}
	if peak > hostileMemory {
		t.Errorf("used %d MiB", peak>>20)
	}
	t.Logf("%v, %d MiB, %v", took.Round(10*time.Millisecond), peak>>20, sections["allergies"].Completeness.Sources)
	for name, s := range sections {
		checkOthers(t, name, id, s, well[name])
		checkAttacked(t, name, id, fault, s, well[name])
	}
	if err := region.SetFault(id, demo.Fault{Kind: "none"}); err != nil {
		t.Fatal(err)
	}
	p.wellAgain(t, well)
}

func checkOthers(t *testing.T, name, id string, s, well hostileSection) {
	t.Helper()
	others := func(e string) bool { return e != id }
	references, states := s.told(others)
	wellReferences, wellStates := well.told(others)
	if !slices.Equal(references, wellReferences) {
		t.Errorf("%s: of the others it shows %d entries, of %d", name, len(references), len(wellReferences))
	}
	if !slices.Equal(states, wellStates) {
		t.Errorf("%s: the others are %v, were %v", name, states, wellStates)
	}
}

func checkAttacked(t *testing.T, name, id, fault string, s, well hostileSection) {
	t.Helper()
	own := func(e string) bool { return e == id }
	references, states := s.told(own)
	wellReferences, wellStates := well.told(own)
	for _, r := range references {
		if !slices.Contains(wellReferences, r) && fault != "many-entries" {
			t.Errorf("%s: shows %s, which is not there when it is well", name, r)
		}
	}
	if wellStates[0].State == "NOT_CONNECTED" {
		return
	}
	want, got := hostileCases[fault], states[0]
	switch {
	case !slices.Contains(want.states, got.State):
		t.Errorf("%s: %s is %s: %q", name, id, got.State, got.Detail)
	case got.State == "COMPLETE" && !slices.Equal(references, wellReferences):
		t.Errorf("%s: said to be complete, with %d of %d", name, len(references), len(wellReferences))
	case !regexp.MustCompile(want.says).MatchString(got.Detail):
		t.Errorf("%s: %s is %s: %q", name, id, got.State, got.Detail)
	case got.State != "COMPLETE" && (s.Completeness.Complete || !strings.Contains(s.Completeness.Summary, "Incomplete: ")):
		t.Errorf("%s: complete %v: %q", name, s.Completeness.Complete, s.Completeness.Summary)
	}
}

// wellAgain waits until the gateway has seen that the exchange is well.
func (p *program) wellAgain(t *testing.T, well map[string]hostileSection) {
	t.Helper()
	all := func(string) bool { return true }
	for deadline := time.Now().Add(40 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		same := true
		for name, s := range p.askHostile(t) {
			references, states := s.told(all)
			wellReferences, wellStates := well[name].told(all)
			same = same && slices.Equal(references, wellReferences) && slices.Equal(states, wellStates)
		}
		if same {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("not well again")
		}
	}
}
