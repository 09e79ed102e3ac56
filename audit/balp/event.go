// Package balp writes the audit trail as FHIR R4 AuditEvents, in the form of IHE's Basic Audit Log Patterns.
// Source: https://profiles.ihe.net/ITI/BALP, version 1.1: Query, PatientQuery and PatientRead.
package balp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// The profiles that an event may claim. They describe what succeeded: a refusal claims none.
const (
	profile        = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
	profileQuery   = profile + "Query"
	patientQuery   = profile + "PatientQuery"
	patientRead    = profile + "PatientRead"
	systemDICOM    = "http://dicom.nema.org/resources/ontology/DCM"
	systemTerms    = "http://terminology.hl7.org/CodeSystem/"
	systemRestful  = "http://hl7.org/fhir/restful-interaction"
	systemBALPType = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType"
	systemReason   = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
	systemODS      = "https://fhir.nhs.uk/Id/ods-organization-code"
	systemOwn      = "https://github.com/london-care-record/gateway/"
)

// AuditEvent is the part of FHIR R4's AuditEvent that is written.
type AuditEvent struct {
	ResourceType string   `json:"resourceType"`
	ID           string   `json:"id"`
	Meta         *meta    `json:"meta,omitempty"`
	Type         coding   `json:"type"`
	Subtype      []coding `json:"subtype,omitempty"`
	Action       string   `json:"action"`
	Recorded     string   `json:"recorded"`
	Outcome      string   `json:"outcome"`
	OutcomeDesc  string   `json:"outcomeDesc,omitempty"`
	Agent        []agent  `json:"agent"`
	Source       source   `json:"source"`
	Entity       []entity `json:"entity,omitempty"`
}

type meta struct {
	Profile []string `json:"profile"`
}

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value"`
}

type reference struct {
	Type       string      `json:"type,omitempty"`
	Identifier *identifier `json:"identifier,omitempty"`
	Display    string      `json:"display,omitempty"`
}

type agent struct {
	Type         concept    `json:"type"`
	Role         []concept  `json:"role,omitempty"`
	Who          reference  `json:"who"`
	Name         string     `json:"name,omitempty"`
	Requestor    bool       `json:"requestor"`
	Policy       []string   `json:"policy,omitempty"`
	Network      *network   `json:"network,omitempty"`
	PurposeOfUse []concept  `json:"purposeOfUse,omitempty"`
	Extension    []extender `json:"extension,omitempty"`
}

// extender says to which organisation a caller belongs, which AuditEvent has no element for.
type extender struct {
	URL            string     `json:"url"`
	ValueReference *reference `json:"valueReference,omitempty"`
	ValueCode      string     `json:"valueCode,omitempty"`
}

type network struct {
	Address   string     `json:"address,omitempty"`
	Type      string     `json:"type,omitempty"`
	Extension []extender `json:"extension,omitempty"`
}

type source struct {
	Site     string    `json:"site"`
	Observer reference `json:"observer"`
	Type     []coding  `json:"type"`
}

type entity struct {
	What        *reference `json:"what,omitempty"`
	Type        coding     `json:"type"`
	Role        *coding    `json:"role,omitempty"`
	Name        string     `json:"name,omitempty"`
	Description string     `json:"description,omitempty"`
	Query       []byte     `json:"query,omitempty"` // base64 in JSON, as FHIR has it
	Detail      []detail   `json:"detail,omitempty"`
}

type detail struct {
	Type        string `json:"type"`
	ValueString string `json:"valueString"`
}

// Person names a person in an event: by NHS number, or by a pseudonym.
type Person func(a audit.Access) (system, value string)

// Identified names people by NHS number.
func Identified(a audit.Access) (system, value string) {
	return record.NHSNumberSystem, string(a.Decision.Person)
}

// Pseudonymous names people by the trail's own pseudonym.
func Pseudonymous(a audit.Access) (system, value string) { return systemOwn + "pseudonym", a.Pseudonym }

// Events turns one decision into events: one for each answer that left, or one that says why nothing did.
func Events(a audit.Access, person Person) []AuditEvent {
	d := &a.Decision
	switch {
	case !d.Permitted:
		e := event(a, person, 0, d.At)
		e.Outcome, e.OutcomeDesc = "8", "Refused: "+strings.Join(d.Reasons, ", ")
		return []AuditEvent{e}
	case len(a.Answers) == 0:
		e := event(a, person, 0, d.At)
		e.Outcome, e.OutcomeDesc = "4", "Permitted, but nothing left"
		return []AuditEvent{e}
	}
	events := make([]AuditEvent, len(a.Answers))
	for i, answer := range a.Answers {
		e := event(a, person, i, answer.At)
		e.Outcome = "0"
		if p := claims(a); p != "" {
			e.Meta = &meta{Profile: []string{p}}
		}
		e.Entity = append(e.Entity, answered(answer)...)
		events[i] = e
	}
	return events
}

// claims gives the profile that a successful event of this action follows.
func claims(a audit.Access) string {
	switch {
	case a.Decision.Action != audit.ReadRecord && a.Decision.Action != audit.ReadAudit && a.Decision.Action != audit.ExportAudit:
		return ""
	case a.Pseudonym == "":
		return profileQuery
	case onePatient(a):
		return patientRead
	}
	return patientQuery
}

// onePatient tells that nothing but the Patient itself was read.
func onePatient(a audit.Access) bool {
	d := &a.Decision
	return d.Action == audit.ReadRecord && len(d.Kinds) == 1 && d.Kinds[0] == record.Demographics
}

func event(a audit.Access, person Person, n int, at time.Time) AuditEvent {
	chain, _, _ := strings.Cut(a.ID, "/")
	name := sha256.Sum256([]byte(fmt.Sprintf("%s %d", a.ID, n)))
	e := AuditEvent{ResourceType: "AuditEvent", ID: hex.EncodeToString(name[:16]), Recorded: at.UTC().Format(time.RFC3339Nano),
		Source: source{Site: chain, Observer: reference{Display: "London Care Record gateway"},
			Type: []coding{{systemTerms + "security-source-type", "4", "Application Server"}}}}
	e.Type, e.Subtype, e.Action = kind(a)
	e.Agent = agents(a, chain)
	e.Entity = entities(a, person)
	return e
}

// kind gives type, subtype and action.
func kind(a audit.Access) (coding, []coding, string) {
	rest := coding{systemTerms + "audit-event-type", "rest", "Restful Operation"}
	switch a.Decision.Action {
	case audit.BreakGlass:
		return coding{systemDICOM, "110113", "Security Alert"}, []coding{{systemDICOM, "110127", "Emergency Override Started"}}, "E"
	case audit.Authenticate:
		return coding{systemDICOM, "110114", "User Authentication"}, nil, "E"
	case audit.ChangePolicy:
		return coding{systemDICOM, "110113", "Security Alert"}, []coding{{systemDICOM, "110129", "Security Configuration"}}, "U"
	}
	if onePatient(a) {
		return rest, []coding{{systemRestful, "read", "read"}}, "R"
	}
	return rest, []coding{{systemRestful, "search", "search"}}, "E"
}

// agents are the client, this gateway and the person who asked. In a query, the client is the source, because the
// parameters flow from it; in a read, the gateway is.
func agents(a audit.Access, chain string) []agent {
	from, to := coding{systemDICOM, "110153", "Source Role ID"}, coding{systemDICOM, "110152", "Destination Role ID"}
	if onePatient(a) {
		from, to = to, from
	}
	c := a.Decision.Caller
	client := agent{Type: concept{Coding: []coding{from}}, Who: reference{Identifier: &identifier{Value: or(c.Client, "unknown")}},
		Network: &network{Address: c.Address, Type: "2"}}
	if c.Address == "" {
		client.Network = &network{Extension: []extender{{URL: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ValueCode: "unknown"}}}
	}
	server := agent{Type: concept{Coding: []coding{to}}, Who: reference{Identifier: &identifier{Value: chain}}, Network: &network{Address: chain, Type: "1"}}
	user := agent{Type: concept{Coding: []coding{{systemTerms + "v3-ParticipationType", "IRCP", "information recipient"}}},
		Who: reference{Identifier: &identifier{Value: c.Subject}}, Name: c.Name, Requestor: true, PurposeOfUse: purposes(a)}
	if c.Role != "" {
		user.Role = []concept{{Text: c.Role}}
	}
	if c.Organisation != "" {
		user.Extension = []extender{{URL: systemOwn + "organisation",
			ValueReference: &reference{Type: "Organization", Identifier: &identifier{systemODS, c.Organisation}}}}
	}
	return []agent{client, server, user}
}

func purposes(a audit.Access) []concept {
	var all []concept
	if p := a.Decision.Purpose; p != "" {
		all = append(all, concept{Text: p})
	}
	if a.Decision.BreakGlass {
		all = append(all, concept{Coding: []coding{{systemReason, "BTG", "break the glass"}}})
	}
	return all
}

func entities(a audit.Access, person Person) []entity {
	d := &a.Decision
	var all []entity
	system := coding{systemTerms + "audit-entity-type", "2", "System Object"}
	var who *reference
	if a.Pseudonym != "" {
		s, value := person(a)
		who = &reference{Type: "Patient", Identifier: &identifier{s, value}}
		all = append(all, entity{Type: coding{systemTerms + "audit-entity-type", "1", "Person"},
			Role: &coding{systemTerms + "object-role", "1", "Patient"}, What: who})
	}
	switch {
	case onePatient(a):
		all = append(all, entity{Type: system, Role: &coding{systemTerms + "object-role", "4", "Domain Resource"}, What: who})
	default:
		// The trail does not keep the query itself, which may hold patient data, but what it was allowed to ask for.
		all = append(all, entity{Type: system, Role: &coding{systemTerms + "object-role", "24", "Query"}, Query: []byte(asked(d)), Description: asked(d)})
	}
	if d.Request != "" {
		all = append(all, entity{Type: coding{systemBALPType, "XrequestId", "X-Request-Id"}, What: &reference{Identifier: &identifier{Value: d.Request}}})
	}
	return append(all, reasons(d))
}

// asked says what a decision was about, in the form of a query.
func asked(d *audit.Decision) string {
	return fmt.Sprintf("action=%s&kinds=%s&exchanges=%s", d.Action, join(d.Kinds), join(d.Exchanges))
}

func join[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, ",")
}

// other is the type of entities that no pattern has a slice for.
var other = coding{systemTerms + "audit-entity-type", "4", "Other"}

func reasons(d *audit.Decision) entity {
	e := entity{Type: other, Name: "Decision", Detail: []detail{{"permitted", fmt.Sprint(d.Permitted)}}}
	if d.LegalBasis != "" {
		e.Detail = append(e.Detail, detail{"legalBasis", d.LegalBasis})
	}
	for _, r := range d.Reasons {
		e.Detail = append(e.Detail, detail{"reason", or(r, "none given")})
	}
	return e
}

// answered says how the exchanges answered and which entries left.
func answered(answer audit.Answer) []entity {
	exchanges := entity{Type: other, Name: "Exchanges asked"}
	for _, x := range answer.Asked {
		exchanges.Detail = append(exchanges.Detail, detail{fmt.Sprintf("%s %s", x.Exchange, x.Kind), string(x.State)})
	}
	released := entity{Type: other, Name: "Entries released", Detail: []detail{{"count", fmt.Sprint(len(answer.Released))}}}
	for _, id := range answer.Released {
		released.Detail = append(released.Detail, detail{"entry", or(id, "unknown")})
	}
	all := []entity{exchanges, released}
	if len(answer.Errors) > 0 {
		failed := entity{Type: other, Name: "Errors"}
		for _, c := range answer.Errors {
			failed.Detail = append(failed.Detail, detail{"code", string(c)})
		}
		all = append(all, failed)
	}
	return all
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
