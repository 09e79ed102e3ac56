package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/internal/needed"
)

// hostileCases are what a caller may see of an exchange with a fault: the states, and a phrase of the details that goes with them.
var hostileCases = map[string]struct {
	states []string
	says   string
}{
	"slow":         {[]string{"TIMED_OUT"}, `did not answer within`},
	"hang":         {[]string{"TIMED_OUT"}, `did not answer within`},
	"drip":         {[]string{"TIMED_OUT"}, `did not answer within`},
	"slow-records": {[]string{"TIMED_OUT"}, `did not answer within`},
	"down":         {[]string{"UNAVAILABLE"}, `could not be reached|broke off|is not being asked`},

	"expired-certificate": {[]string{"UNAVAILABLE"}, `its certificate has expired|is not being asked`},

	"429":          {[]string{"UNAVAILABLE"}, `asked us to slow down|is not being asked`},
	"unauthorised": {[]string{"REFUSED"}, `credentials`},
	"forbidden":    {[]string{"REFUSED"}, `refused`},
	"error":        {[]string{"UNAVAILABLE"}, `status 500|is not being asked`},
	"unavailable":  {[]string{"UNAVAILABLE"}, `status 503|is not being asked`},

	"cut-page":      {[]string{"PARTIAL"}, `only its first pages`},
	"endless-pages": {[]string{"PARTIAL"}, `do not end|pages that the gateway reads`},
	"foreign-page":  {[]string{"PARTIAL", "COMPLETE"}, `led elsewhere|^$`},
	"redirect":      {[]string{"UNAVAILABLE"}, `sent the gateway elsewhere|is not being asked`},

	"broken-json":        {[]string{"UNAVAILABLE"}, `could not be read|is not being asked`},
	"cut-body":           {[]string{"UNAVAILABLE"}, `could not be read|broke off|is not being asked`},
	"html":               {[]string{"UNAVAILABLE"}, `not FHIR JSON|is not being asked`},
	"wrong-content-type": {[]string{"UNAVAILABLE"}, `not FHIR JSON|is not being asked`},
	"duplicate-keys":     {[]string{"PARTIAL"}, `could not be read|not shown to be the person's|who the person is`},
	"bad-utf8":           {[]string{"PARTIAL"}, `could not be read|not shown to be the person's|who the person is`},
	"deep":               {[]string{"UNAVAILABLE"}, `could not be read|is not being asked`},

	"gzip-bomb":    {swamped, tooMuch},
	"endless-body": {swamped, tooMuch},
	"long-string":  {swamped, tooMuch},
	"many-entries": {swamped, tooMuch},

	"partial":       {[]string{"PARTIAL"}, `may not be whole`},
	"wrong-patient": {[]string{"PARTIAL", "COMPLETE"}, `not shown to be the person's|^$`},
	"wrong-type":    {[]string{"PARTIAL"}, `not shown to be the person's|who the person is`},
	"false-304":     {[]string{"UNAVAILABLE"}, `said that nothing has changed`},
}

// tooMuch is what is said of an exchange that sends more than is read, or whose Patient that happened to.
const tooMuch = `more than the gateway reads|longer than the gateway reads|could not be read|who the person is|did not answer within|was not waited for`

var swamped = []string{"PARTIAL", "TIMED_OUT", "UNAVAILABLE"}

// The bounds of the test, which are generous: the machine may be busy. The budget of an answer is 2 s.
const (
	hostileTime   = 6 * time.Second
	hostileMemory = 512 << 20
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

// Each fault at an exchange, and what depends on the style of search at three that are searched in different styles: the gateway answers in time, within bounds of memory, says
// what is missing and why, and shows of the other four exactly what it shows when all are well.
func TestS27_AHostileExchangeIsBoundedAndToldApart(t *testing.T) {
	notQuick(t)
	needed.Present(t, exists("/proc/self/clear_refs"), "/proc of Linux")
	t.Setenv("GOMEMLIMIT", "450MiB") // as in a container of 512 MiB
	region, err := demo.New(demo.Options{Seed: 1, People: 10, NoLatency: true, TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	shipped := buildAsShipped(t)
	for _, id := range []string{"SEL", "SWL", "NCL"} {
		p := running(t, beginCommand(t, exec.Command(shipped, "-listen", "127.0.0.1:0", "-admin", "127.0.0.1:0", "-config", overTLS(t, region))))
		well := p.allWell(t)
		for _, fault := range demo.FaultKinds() {
			everywhere := !slices.Contains([]string{"none", "connection", "refusal"}, fault.Family)
			if _, ok := hostileCases[fault.Name]; !ok && fault.Name != "none" {
				t.Errorf("the fault %s has no case", fault.Name)
			} else if ok && (everywhere || id == "SEL") {
				t.Run(id+" "+fault.Name, func(t *testing.T) { p.underFault(t, region, id, fault.Name, well) })
			}
		}
	}
	if n := region.Astray(); n != 0 {
		t.Errorf("%d requests were led astray (S28)", n)
	}
}

// buildAsShipped builds the program without the race detector, which takes several times the memory and the time.
func buildAsShipped(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "server")
	build := exec.Command("go", "build", "-o", program, "../cmd/server")
	build.Env = append(os.Environ(), "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// overTLS is a configuration over a region's exchanges that trusts their authority.
func overTLS(t *testing.T, region *demo.Region) string {
	t.Helper()
	ca := t.TempDir() + "/ca.pem"
	if err := os.WriteFile(ca, region.TrustedPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return configFor(t, region, func(text string) string {
		// What was answered before a fault would be shown instead of what comes of it.
		return "memory: {off: true}\n" + strings.ReplaceAll(text, "\n    search:", "\n    caFile: "+ca+"\n    guard: {breaker: {open: 200ms}}\n    search:")
	})
}

// tries is how often a question is asked until it comes out as it should: the machine may be busy with other tests, or with the pretend
// exchange's own flood, so that whoever is well answers too late. Time and memory are held every time.
const tries = 4

func (p *program) underFault(t *testing.T, region *demo.Region, id, fault string, well map[string]hostileSection) {
	if err := region.SetFault(id, demo.Fault{Kind: fault}); err != nil {
		t.Fatal(err)
	}
	p.forget(t)
	var took time.Duration
	var problems []string
	for range tries {
		began := time.Now()
		sections := p.askHostile(t)
		took = max(took, time.Since(began))
		t.Log(sections["allergies"].Completeness.Sources)
		problems = nil
		for name, s := range sections {
			problems = append(problems, othersUnder(name, id, s, well[name])...)
			problems = append(problems, attackedUnder(name, id, fault, s, well[name])...)
		}
		if len(problems) == 0 {
			break
		}
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	peak := p.peak(t)
	t.Logf("at most %v, %d MiB", took.Round(10*time.Millisecond), peak>>20)
	if took > hostileTime || peak > hostileMemory {
		t.Errorf("took %v and %d MiB", took, peak>>20)
	}
	if err := region.SetFault(id, demo.Fault{Kind: "none"}); err != nil {
		t.Fatal(err)
	}
	p.wellAgain(t, well)
}

// othersUnder says what is wrong with what is shown of the exchanges that are well.
func othersUnder(name, id string, s, well hostileSection) (problems []string) {
	others := func(e string) bool { return e != id }
	references, states := s.told(others)
	wellReferences, wellStates := well.told(others)
	if !slices.Equal(references, wellReferences) {
		problems = append(problems, fmt.Sprintf("%s: of the others it shows %d entries, of %d", name, len(references), len(wellReferences)))
	}
	if !slices.Equal(states, wellStates) {
		problems = append(problems, fmt.Sprintf("%s: the others are %v, were %v", name, states, wellStates))
	}
	return problems
}

// mayAdd are the faults under which the exchange's own entries may be others than when it is well: a flood of them, or a
// denial whose damaged words no longer say that it is one.
var mayAdd = []string{"many-entries", "bad-utf8"}

// attackedUnder says what is wrong with what is shown of the exchange that has the fault.
func attackedUnder(name, id, fault string, s, well hostileSection) (problems []string) {
	own := func(e string) bool { return e == id }
	references, states := s.told(own)
	wellReferences, wellStates := well.told(own)
	for _, r := range references {
		if !slices.Contains(wellReferences, r) && !slices.Contains(mayAdd, fault) {
			problems = append(problems, fmt.Sprintf("%s: shows %s, which is not there when it is well", name, r))
		}
	}
	if wellStates[0].State == "NOT_CONNECTED" {
		return problems
	}
	want, got := hostileCases[fault], states[0]
	switch {
	case !slices.Contains(want.states, got.State), !regexp.MustCompile(want.says).MatchString(got.Detail):
		problems = append(problems, fmt.Sprintf("%s: %s is %s: %q", name, id, got.State, got.Detail))
	case got.State == "COMPLETE" && !slices.Equal(references, wellReferences):
		problems = append(problems, fmt.Sprintf("%s: said to be complete, with %d of %d", name, len(references), len(wellReferences)))
	case got.State != "COMPLETE" && (s.Completeness.Complete || !strings.Contains(s.Completeness.Summary, "Incomplete: ")):
		problems = append(problems, fmt.Sprintf("%s: complete %v: %q", name, s.Completeness.Complete, s.Completeness.Summary))
	}
	return problems
}

// allWell asks until every exchange answers in full.
func (p *program) allWell(t *testing.T) map[string]hostileSection {
	t.Helper()
	for range 20 {
		sections, missing := p.askHostile(t), false
		for _, s := range sections {
			for _, of := range s.Completeness.Sources {
				missing = missing || !slices.Contains([]string{"COMPLETE", "PATIENT_UNKNOWN", "NOT_CONNECTED"}, of.State)
			}
		}
		if !missing {
			return sections
		}
	}
	t.Fatal("the exchanges are not well to begin with")
	return nil
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
