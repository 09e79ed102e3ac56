package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

const auditQuery = `query($n:NHSNumber,$f:Int!,$a:String,$c:[String!]){auditEvents(nhsNumber:$n,first:$f,after:$a,callers:$c){hasNextPage endCursor
 events{id at action permitted nhsNumber breakGlass justification reasons kinds exchanges purpose caller{subject name role organisation client address} answers{at asked{exchange kind state} released errors} fault}}}`

func TestS25_APrivacyOfficerSeesWhoSawWhat(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.ask(`{patient(nhsNumber:"9990000018"){allergies{entries{id}}}}`, nil)
	g.as("stroke-nurse", "").ask(`{patient(nhsNumber:"9990000018"){allergies{entries{id}}}}`, nil)
	g.as("stroke-nurse", "").ask(`mutation{breakGlass(nhsNumber:"9990000018",reason:EMERGENCY,text:"collapsed on the ward"){until nhsNumber}}`, nil)
	g.ask(`{patient(nhsNumber:"9990000026"){alerts{entries{id}}}}`, nil)
	officer := g.as("privacy-officer", "")
	a := officer.ask(auditQuery, map[string]any{"n": ada, "f": 2})
	if len(a.Errors) > 0 || a.at(t, "auditEvents", "hasNextPage") != true {
		t.Fatalf("got %s", a.body)
	}
	glass, refused := a.at(t, "auditEvents", "events", 0).(map[string]any), a.at(t, "auditEvents", "events", 1).(map[string]any)
	// The officer's own look at this person's trail stands in it as well, and first.
	if glass["action"] != "READ_AUDIT" || refused["action"] != "BREAK_GLASS" || refused["justification"] != "EMERGENCY: collapsed on the ward" || refused["breakGlass"] != true {
		t.Errorf("got %s", a.body)
	}
	a = officer.ask(auditQuery, map[string]any{"n": ada, "f": 50, "a": a.at(t, "auditEvents", "endCursor")})
	events := a.at(t, "auditEvents", "events").([]any)
	if len(events) != 2 || a.at(t, "auditEvents", "hasNextPage") != false {
		t.Fatalf("got %s", a.body)
	}
	if e := events[0].(map[string]any); e["permitted"] != false || !strings.Contains(a.body, "relationship-needed: ") || len(e["answers"].([]any)) != 0 {
		t.Errorf("the refusal: %v", e)
	}
	if e := events[1].(map[string]any); e["permitted"] != true || e["nhsNumber"] != string(ada) || len(e["answers"].([]any)) != 1 {
		t.Errorf("the look: %v", e)
	}
	a = officer.ask(auditQuery, map[string]any{"f": 50, "c": []string{"ae-doctor"}})
	if n := len(a.at(t, "auditEvents", "events").([]any)); n != 2 {
		t.Errorf("%d looks of the doctor: %s", n, a.body)
	}
	for _, bad := range []map[string]any{{"f": 0}, {"f": 501}, {"f": 5, "a": "nonsense"}} {
		if a := officer.ask(auditQuery, bad); a.code() != "BAD_REQUEST" {
			t.Errorf("%v: %s", bad, a.body)
		}
	}
}

func TestS25_ReadingTheTrailIsNotedToo(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.as("privacy-officer", "").ask(auditQuery, map[string]any{"n": ada, "f": 5})
	g.as("citizen", ada).ask(`{myAccessHistory{looks{name}}}`, nil)
	g.as("gp", ada).ask(auditQuery, map[string]any{"n": ada, "f": 5})
	noted := g.house.Noted()
	if len(noted) != 3 {
		t.Fatalf("%d are noted", len(noted))
	}
	for i, left := range []int{1, 1, 0} {
		if n := noted[i]; n.Decision.Action != audit.ReadAudit || n.Decision.Person != ada || n.Decision.Permitted != (left == 1) || len(n.Answers) != left {
			t.Errorf("noted: %+v", n)
		}
	}
}

func TestS24_NobodyElseReadsTheTrail(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	for caller := range kindsSeen {
		for name, query := range map[string]string{
			"events":  `{auditEvents(nhsNumber:"9990000018"){events{id}}}`,
			"report":  `{accessReport(from:"2020-01-01T00:00:00Z",to:"2040-01-01T00:00:00Z"){examined}}`,
			"history": `{myAccessHistory{looks{name}}}`,
		} {
			a := g.as(caller, brian).ask(query, nil)
			if allowed := caller == "privacy-officer" && name != "history"; allowed != (a.code() == "") || !allowed && (a.code() != "FORBIDDEN" || a.Data != nil) {
				t.Errorf("%s, %s: %s", caller, name, a.body)
			}
		}
	}
	if a := g.as("citizen", ada).ask(`{auditEvents{events{id}}}`, nil); a.code() != "FORBIDDEN" {
		t.Errorf("a citizen: %s", a.body)
	}
	if a := g.as("citizen", ada).ask(`{launchPatient{name{text}}}`, nil); a.code() != "FORBIDDEN" {
		t.Errorf("a citizen asks for the record: %s", a.body)
	}
}

func TestTheReportShowsWhatStandsOut(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.as("stroke-nurse", "").ask(`mutation{breakGlass(nhsNumber:"9990000018",reason:SAFEGUARDING,text:"a concern was raised"){until}}`, nil)
	g.as("stroke-nurse", "").ask(`{patient(nhsNumber:"9990000018"){allergies{statement}}}`, nil)
	g.ask(`{patient(nhsNumber:"9990000026"){allergies{statement}}}`, nil) // in emergency care, at whatever hour
	const query = `query($f:DateTime!,$t:DateTime!){accessReport(from:$f,to:$t){examined complete findings{unusual event{action caller{subject} nhsNumber}}}}`
	officer := g.as("privacy-officer", "")
	now := time.Now()
	a := officer.ask(query, map[string]any{"f": now.Add(-time.Hour), "t": now.Add(time.Hour)})
	findings := a.at(t, "accessReport", "findings").([]any)
	if a.at(t, "accessReport", "complete") != true || a.at(t, "accessReport", "examined") != 4.0 || len(findings) != 2 {
		t.Fatalf("got %s", a.body)
	}
	for i := range findings {
		why := a.at(t, "accessReport", "findings", i, "unusual").([]any)
		if !slices.Contains(why, any("BREAK_GLASS")) || a.at(t, "accessReport", "findings", i, "event", "caller", "subject") != "stroke-nurse" {
			t.Errorf("got %s", a.body)
		}
	}
	if a := officer.ask(query, map[string]any{"f": now.Add(-2 * time.Hour), "t": now.Add(-time.Hour)}); a.at(t, "accessReport", "examined") != 0.0 {
		t.Errorf("an hour before: %s", a.body)
	}
}

func TestACitizenSeesWhoLookedAtTheirRecord(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.ask(`{patient(nhsNumber:"9990000018"){allergies{statement}}}`, nil)
	g.as("pharmacist", "").ask(`{patient(nhsNumber:"9990000018"){nhsNumber}}`, nil)
	g.ask(`{patient(nhsNumber:"9990000026"){allergies{statement}}}`, nil)
	a := g.as("citizen", record.NHSNumber("")).ask(`{myAccessHistory{hasNextPage looks{action name role organisation purpose permitted reasons kinds breakGlass answered}}}`, nil)
	looks := a.at(t, "myAccessHistory", "looks").([]any)
	if len(looks) != 3 { // her own look is the first
		t.Fatalf("got %s", a.body)
	}
	refused, doctor := looks[1].(map[string]any), looks[2].(map[string]any)
	if refused["name"] != "Owen Clarke" || refused["permitted"] != false || refused["answered"] != false {
		t.Errorf("the refused look: %v", refused)
	}
	if doctor["name"] != "Dr Amara Bello" || doctor["organisation"] != "RRV" || doctor["purpose"] != "emergency-care" || doctor["answered"] != true ||
		!slices.Contains(doctor["kinds"].([]any), any("ALLERGIES")) {
		t.Errorf("the doctor's look: %v", doctor)
	}
}

func TestS24_ABrokenGlassOpensOneRecordToOneCaller(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const query, other = `{patient(nhsNumber:"9990000018"){name{text}}}`, `{patient(nhsNumber:"9990000034"){name{text}}}`
	nurse := g.as("stroke-nurse", "")
	if a := nurse.ask(query, nil); a.code() != "FORBIDDEN" {
		t.Fatalf("before: %s", a.body)
	}
	a := nurse.ask(`mutation{breakGlass(nhsNumber:"999 000 0018",reason:EMERGENCY,text:"collapsed on the ward"){until nhsNumber}}`, nil)
	if a.at(t, "breakGlass", "nhsNumber") != string(ada) {
		t.Fatalf("got %s", a.body)
	}
	until, err := time.Parse(time.RFC3339Nano, a.at(t, "breakGlass", "until").(string))
	if left := time.Until(until); err != nil || left < 29*time.Minute || left > 30*time.Minute {
		t.Errorf("it holds until %v", until)
	}
	if a := nurse.ask(query, nil); len(a.Errors) > 0 {
		t.Errorf("after: %s", a.body)
	}
	if a := nurse.ask(other, nil); a.code() != "FORBIDDEN" {
		t.Errorf("somebody else's record: %s", a.body)
	}
	if a := g.as("pharmacist", "").ask(query, nil); a.code() != "FORBIDDEN" {
		t.Errorf("another caller: %s", a.body)
	}
	for name, m := range map[string]string{
		"too short": `mutation{breakGlass(nhsNumber:"9990000034",reason:EMERGENCY,text:"because"){until}}`,
		"no reason": `mutation{breakGlass(nhsNumber:"9990000034",reason:CURIOSITY,text:"I would like to know"){until}}`,
	} {
		if a := nurse.ask(m, nil); a.code() != "BAD_REQUEST" {
			t.Errorf("%s: %s", name, a.body)
		}
	}
	if a := g.as("social-worker", "").ask(`mutation{breakGlass(nhsNumber:"9990000018",reason:EMERGENCY,text:"collapsed on the ward"){until}}`, nil); a.code() != "FORBIDDEN" {
		t.Errorf("a social worker: %s", a.body)
	}
}
