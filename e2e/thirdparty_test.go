package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/internal/needed"
)

// everything asks for the whole record of one person, with where each entry comes from.
const everything = `
fragment s on RecordEntry { sources { reference exchange { id } } }
query {
  patient(nhsNumber: "%s") {
    identity { state }
    coverage { complete summary }
    alerts(includeRetracted: true) { entries { ...s } completeness { complete summary } }
    allergies(includeInactive: true, includeRetracted: true) { entries { ...s } negations { sources { reference } } }
    medications(includeRetracted: true) { entries { ...s } }
    conditions(includeRetracted: true) { entries { ...s } }
    investigations(includeRetracted: true) { entries { ...s results { ...s } } }
    observations(includeRetracted: true) { entries { ...s } }
    procedures(includeRetracted: true) { entries { ...s } }
    immunisations(includeRetracted: true) { entries { ...s } }
    encounters(includeRetracted: true) { entries { ...s } }
    referrals(includeRetracted: true) { entries { ...s } }
    appointments(includeRetracted: true) { entries { ...s } }
    documents(includeRetracted: true) { entries { ...s } }
    assessments(includeRetracted: true) { entries { ...s } }
    carePlans(includeRetracted: true) { entries { ...s } }
    careTeam { entries { ...s } }
  }
}`

// types are the FHIR types that a record is put together from.
var types = []string{"Flag", "AllergyIntolerance", "MedicationRequest", "MedicationStatement", "MedicationDispense",
	"MedicationAdministration", "Condition", "FamilyMemberHistory", "DiagnosticReport", "ImagingStudy", "Observation", "Procedure",
	"Immunization", "Encounter", "ServiceRequest", "Appointment", "DocumentReference", "QuestionnaireResponse", "CarePlan", "CareTeam"}

// numberOf gives NHS numbers to people among HL7's examples, of the range that is never issued.
var numberOf = map[string]string{
	"Patient/example": "9999999484", "Patient/f001": "9999999468", "Patient/f201": "9999999476", "Patient/pat1": "9999999492",
	"Patient/xcda": "9990000018",
}

var referenceText = regexp.MustCompile(`"reference":"([^"]+)"`)

// medplum starts a FHIR server that is not ours, with HL7's examples, and gives its base.
func medplum(t *testing.T) string {
	t.Helper()
	node := filepath.Join("medplum", "node_modules", ".bin", "node")
	needed.Present(t, exists(node), "e2e/medplum/node_modules (make npm)")
	people := filepath.Join(t.TempDir(), "people.json")
	b, err := json.Marshal(numberOf)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(people, b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "medplum/server.mjs", "--load", "../fhir/testdata/hl7", "--patients", people, "--page-size", "5")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close() // the server ends with it
		_ = cmd.Wait()
	})
	var ready struct{ URL string }
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &ready) != nil {
		t.Fatalf("the server did not start: %v: %s", err, line)
	}
	return ready.URL
}

// held asks the server itself for everything of a type that is a person's.
func held(t *testing.T, base, typ, patient string) []string {
	t.Helper()
	var refs []string
	next := base + "/" + typ + "?patient=" + url.QueryEscape(patient)
	for next != "" {
		res, err := http.Get(next)
		if err != nil {
			t.Fatal(err)
		}
		var bundle struct {
			Link  []struct{ Relation, URL string }
			Entry []struct {
				Resource struct{ ResourceType, ID string }
			}
		}
		err = json.NewDecoder(res.Body).Decode(&bundle)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range bundle.Entry {
			if e.Resource.ResourceType == typ {
				refs = append(refs, typ+"/"+e.Resource.ID)
			}
		}
		next = ""
		for _, l := range bundle.Link {
			if l.Relation == "next" {
				next = l.URL
			}
		}
	}
	return refs
}

// TestS05_EverythingThatAThirdPartyServerHoldsIsReachable runs the gateway over a FHIR server that we did not write.
func TestS05_EverythingThatAThirdPartyServerHoldsIsReachable(t *testing.T) {
	base := medplum(t)
	for _, style := range []string{"local", "chained", "logical", "local\n    batch: true", "chained\n    batch: true"} { // logical finds nothing there: the gateway must notice
		t.Run(strings.ReplaceAll(style, "\n   ", ""), func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "region.yaml")
			text := fmt.Sprintf("access: {mode: open}\nbudget: 20s\ndrain: {timeout: 30s}\nexchanges:\n  SEL:\n    url: %s\n    search: %s\n    timeout: 19s\n    pageSize: 10\n", base, style)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			p := run(t, "-config", file)
			total := 0
			for patient, number := range numberOf {
				r := p.ask(fmt.Sprintf(everything, number), nil)
				if len(r.Errors) > 0 {
					t.Fatalf("%s: %.800s", patient, r.Raw)
				}
				shown := map[string]bool{}
				for _, m := range referenceText.FindAllStringSubmatch(r.Raw, -1) {
					shown[m[1]] = true
				}
				for _, typ := range types {
					for _, ref := range held(t, base, typ, patient) {
						total++
						if !shown[ref] {
							t.Errorf("%s of %s is not reachable", ref, patient)
						}
					}
				}
				if strings.Contains(r.Raw, `"id":"NEL"`) {
					t.Error("an exchange that is not configured is named")
				}
			}
			if total < 50 {
				t.Errorf("the server holds %d resources of these people: too few to show anything", total)
			}
		})
	}
}

func TestGraphQLOverHTTPAudit(t *testing.T) {
	needed.Program(t, "node")
	needed.Present(t, exists("graphqlhttp/node_modules"), "e2e/graphqlhttp/node_modules (make npm)")
	p := run(t)
	out, err := exec.Command("node", "graphqlhttp/audit.mjs", "--url", p.url+"/graphql").CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
