package balp_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/balp"
	"github.com/london-care-record/gateway/record"
)

const number = record.NHSNumber("9990000018")

func access(action audit.Action, person bool, kinds ...record.Kind) audit.Access {
	a := audit.Access{ID: "gateway-1/7", Decision: audit.Decision{At: time.Date(2026, 11, 1, 9, 0, 0, 123000, time.UTC), Action: action,
		Caller:  audit.Caller{Subject: "doctor-7", Name: "Dr Asha Rao", Role: "S0010", Organisation: "RJ1", Client: "ae", Address: "192.0.2.7"},
		Request: "request-1", Purpose: "DIRECT_CARE", Kinds: kinds, Exchanges: []record.ExchangeID{"NEL"}, Permitted: true, Reasons: []string{"doctor"}},
		Answers: []audit.Answer{{At: time.Date(2026, 11, 1, 9, 0, 1, 0, time.UTC), Released: []string{"al-1", "al-2"},
			Asked: []audit.Asked{{Exchange: "NEL", Kind: record.Allergies, State: record.StateTimedOut}}, Errors: []record.ErrorCode{record.CodeExchangeUnavailable}}}}
	if person {
		a.Pseudonym, a.Decision.Person = "k1:abc", number
	}
	return a
}

// asJSON gives events as whoever receives them reads them.
func asJSON(t *testing.T, a audit.Access, p balp.Person) []map[string]any {
	t.Helper()
	b, err := json.Marshal(balp.Events(a, p))
	if err != nil {
		t.Fatal(err)
	}
	var events []map[string]any
	if err := json.Unmarshal(b, &events); err != nil {
		t.Fatal(err)
	}
	return events
}

// at follows keys and indexes, such as "agent.0.who.identifier.value"; it is "" where there is nothing.
func at(v any, path string) string {
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(x) {
				return ""
			}
			v = x[i]
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// slices counts the agents or entities whose type has a code.
func slices(e map[string]any, list, codePath, code string) (n int, last any) {
	items, _ := e[list].([]any)
	for _, item := range items {
		if at(item, codePath) == code {
			n, last = n+1, item
		}
	}
	return n, last
}

const (
	agentCode  = "type.coding.0.code"
	entityCode = "type.code"
)

// TestEventsKeepToTheirProfiles holds what IHE's profiles demand: see input/fsh/PatientQuery.fsh and PatientRead.fsh of
// IHE/ITI.BasicAudit.
func TestEventsKeepToTheirProfiles(t *testing.T) {
	for _, c := range []struct {
		name, profile, subtype, action, client, server string
		access                                         audit.Access
	}{
		{"a record", "PatientQuery", "search", "E", "110153", "110152", access(audit.ReadRecord, true, record.Allergies)},
		{"the Patient alone", "PatientRead", "read", "R", "110152", "110153", access(audit.ReadRecord, true, record.Demographics)},
		{"a person's accesses", "PatientQuery", "search", "E", "110153", "110152", access(audit.ReadAudit, true)},
		{"all accesses", "Query", "search", "E", "110153", "110152", access(audit.ReadAudit, false)},
		{"an export", "Query", "search", "E", "110153", "110152", access(audit.ExportAudit, false)},
	} {
		t.Run(c.name, func(t *testing.T) {
			events := asJSON(t, c.access, balp.Identified)
			if len(events) != 1 {
				t.Fatalf("%d events", len(events))
			}
			e := events[0]
			for path, want := range map[string]string{
				"resourceType": "AuditEvent", "meta.profile.0": "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit." + c.profile,
				"type.code": "rest", "subtype.0.code": c.subtype, "action": c.action, "outcome": "0", "recorded": "2026-11-01T09:00:01Z",
				"source.site": "gateway-1",
			} {
				if got := at(e, path); got != want {
					t.Errorf("%s is %q, not %q", path, got, want)
				}
			}
			if !regexp.MustCompile(`^[A-Za-z0-9\-.]{1,64}$`).MatchString(at(e, "id")) {
				t.Errorf("the id is %q", at(e, "id"))
			}
			checkAgents(t, e, c.client, c.server)
			checkEntities(t, e, c.profile)
		})
	}
}

func checkAgents(t *testing.T, e map[string]any, client, server string) {
	t.Helper()
	for code, want := range map[string]map[string]string{
		client: {"who.identifier.value": "ae", "network.address": "192.0.2.7", "network.type": "2", "requestor": "false"},
		server: {"who.identifier.value": "gateway-1", "network.type": "1", "requestor": "false"},
		"IRCP": {"who.identifier.value": "doctor-7", "requestor": "true", "name": "Dr Asha Rao", "role.0.text": "S0010", "purposeOfUse.0.text": "DIRECT_CARE", "network": ""},
	} {
		n, agent := slices(e, "agent", agentCode, code)
		if n != 1 {
			t.Errorf("%d agents have type %s", n, code)
		}
		for path, value := range want {
			if got := at(agent, path); got != value {
				t.Errorf("agent %s: %s is %q, not %q", code, path, got, value)
			}
		}
	}
}

func checkEntities(t *testing.T, e map[string]any, profile string) {
	t.Helper()
	patients, patient := slices(e, "entity", entityCode, "1")
	if profile == "Query" {
		if patients != 0 {
			t.Error("nobody was asked for, but a patient is named")
		}
	} else if patients != 1 || at(patient, "role.code") != "1" || at(patient, "what.type") != "Patient" || at(patient, "what.identifier.value") != string(number) {
		t.Errorf("%d patients: %v", patients, patient)
	}
	objects, object := slices(e, "entity", entityCode, "2")
	if objects != 1 {
		t.Fatalf("%d entities have the type that the pattern keeps for one", objects)
	}
	query, err := base64.StdEncoding.DecodeString(at(object, "query"))
	switch {
	case profile == "PatientRead":
		if at(object, "role.code") != "4" || at(object, "what.identifier.value") != string(number) || at(object, "query") != "" {
			t.Errorf("what was read is %v", object)
		}
	case at(object, "role.code") != "24" || err != nil || !strings.HasPrefix(string(query), "action=") || at(object, "what") != "" || at(object, "detail") != "":
		t.Errorf("the query is %v", object)
	}
	if n, x := slices(e, "entity", entityCode, "XrequestId"); n != 1 || at(x, "what.identifier.value") != "request-1" {
		t.Errorf("the request is %v", x)
	}
	whole := fmt.Sprint(e["entity"])
	for _, part := range []string{"NEL ALLERGIES", "TIMED_OUT", "al-1", "al-2", "EXCHANGE_UNAVAILABLE", "doctor"} {
		if !strings.Contains(whole, part) {
			t.Errorf("%s is not told", part)
		}
	}
}

func TestWhatDidNotSucceedClaimsNoProfile(t *testing.T) {
	refused, silent := access(audit.ReadRecord, true), access(audit.ReadRecord, true, record.Allergies)
	refused.Decision.Permitted, refused.Answers = false, nil
	silent.Answers = nil
	for outcome, a := range map[string]audit.Access{"8": refused, "4": silent} {
		events := asJSON(t, a, balp.Identified)
		if len(events) != 1 || at(events[0], "outcome") != outcome || at(events[0], "meta") != "" || at(events[0], "outcomeDesc") == "" {
			t.Errorf("got %v", events)
		}
	}
}

func TestEachAnswerIsAnEventOfItsOwn(t *testing.T) {
	a := access(audit.ReadRecord, true, record.Allergies)
	a.Answers = append(a.Answers, a.Answers[0])
	events := asJSON(t, a, balp.Identified)
	if len(events) != 2 || at(events[0], "id") == at(events[1], "id") {
		t.Errorf("got %d events", len(events))
	}
}

func TestABrokenGlassIsAnEmergencyOverride(t *testing.T) {
	a := access(audit.BreakGlass, true)
	a.Decision.BreakGlass = true
	e := asJSON(t, a, balp.Pseudonymous)[0]
	if at(e, "subtype.0.code") != "110127" || !strings.Contains(fmt.Sprint(e["agent"]), "BTG") {
		t.Errorf("got %v", e)
	}
	if strings.Contains(fmt.Sprint(e), string(number)) || !strings.Contains(fmt.Sprint(e), "k1:abc") {
		t.Error("the pseudonym should stand where the number would")
	}
}
