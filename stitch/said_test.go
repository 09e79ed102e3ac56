package stitch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// readAt is when every answer of a case was read.
var readAt = time.Date(2026, 10, 3, 12, 4, 0, 0, time.UTC)

var settings = map[record.ExchangeID][]record.CareSetting{ // as in October 2020
	"NEL": {record.PrimaryCare, record.Acute, record.MentalHealth, record.Community, record.SocialCare},
	"SEL": {record.PrimaryCare, record.Acute, record.MentalHealth, record.Community},
	"SWL": {record.PrimaryCare, record.Acute, record.Community},
	"NCL": {record.PrimaryCare, record.Acute, record.MentalHealth, record.SocialCare},
	"NWL": {record.Community, record.UrgentAndEmergency},
}

var region = map[string]map[record.ExchangeID]*record.Exchange{"": exchanges(false), "october 2020": exchanges(true)}

func exchanges(asInOctober bool) map[record.ExchangeID]*record.Exchange {
	out := map[record.ExchangeID]*record.Exchange{}
	for i, e := range []record.Exchange{{ID: "NEL", Name: "North East London"}, {ID: "SEL", Name: "South East London"},
		{ID: "SWL", Name: "South West London"}, {ID: "NCL", Name: "North Central London"}, {ID: "NWL", Name: "North West London"}} {
		e.Rank, e.Kinds, e.CareSettings = i, record.Kinds, record.CareSettings
		if asInOctober {
			e.CareSettings = settings[e.ID]
		}
		out[e.ID] = &e
	}
	return out
}

func exchangeNamed(regionName string, id record.ExchangeID) *record.Exchange {
	return region[regionName][id]
}

// said is what one exchange said in a case. Persons are left out for one Patient with the usual birth date; an empty
// list means that the exchange does not know the number.
type said struct {
	Persons      *[]json.RawMessage `json:"persons"`
	PatientState record.SourceState `json:"patientState"`
	State        record.SourceState `json:"state"`
	Detail       string             `json:"detail"`
	// Fetched is when the answer was read, where that was not just now.
	Fetched        time.Time         `json:"fetched"`
	Unreadable     int               `json:"unreadable"`
	NotTheirs      int               `json:"notTheirs"`
	Truncated      bool              `json:"truncated"`
	Alerts         []json.RawMessage `json:"alerts"`
	Allergies      []json.RawMessage `json:"allergies"`
	Negations      []json.RawMessage `json:"negations"`
	Medications    []json.RawMessage `json:"medications"`
	Conditions     []json.RawMessage `json:"conditions"`
	Investigations []json.RawMessage `json:"investigations"`
	Observations   []json.RawMessage `json:"observations"`
	Procedures     []json.RawMessage `json:"procedures"`
	Immunisations  []json.RawMessage `json:"immunisations"`
	Encounters     []json.RawMessage `json:"encounters"`
	Referrals      []json.RawMessage `json:"referrals"`
	Appointments   []json.RawMessage `json:"appointments"`
	Documents      []json.RawMessage `json:"documents"`
	Assessments    []json.RawMessage `json:"assessments"`
	CarePlans      []json.RawMessage `json:"carePlans"`
	CareTeams      []json.RawMessage `json:"careTeams"`
}

const usualBirthDate = "1954-02-11"

func (s said) patientAnswer(t *testing.T, e *record.Exchange) record.Answer {
	a := record.Answer{Exchange: e, Outcome: record.Outcome{State: record.StateComplete, FetchedAt: readAt, Elapsed: 20 * time.Millisecond}}
	persons := []json.RawMessage{[]byte(`{"ref":"Patient/1","birthDate":"` + usualBirthDate + `"}`)}
	if s.Persons != nil {
		persons = *s.Persons
	}
	for _, raw := range persons {
		p := &record.Person{NHSNumbers: []record.NHSNumber{caseNumber}, Active: true, Gender: record.UnknownGender}
		p.Source = source(t, e, raw)
		decode(t, raw, p)
		a.Facts.Persons = append(a.Facts.Persons, p)
	}
	if s.PatientState != "" {
		a.Outcome.State, a.Facts = s.PatientState, record.Facts{}
	}
	return a
}

func (s said) answer(t *testing.T, e *record.Exchange) record.Answer {
	o := record.Outcome{State: record.StateComplete, FetchedAt: readAt, Elapsed: 20 * time.Millisecond,
		Detail: s.Detail, Unreadable: s.Unreadable, NotTheirs: s.NotTheirs, Truncated: s.Truncated}
	if s.State != "" {
		o.State = s.State
	}
	if !s.Fetched.IsZero() {
		o.FetchedAt = s.Fetched
	}
	f := record.Facts{
		Alerts: rowsSaid(t, e, record.Alerts, s.Alerts, func() *record.Alert {
			return &record.Alert{Status: record.AlertActive}
		}),
		Allergies: rowsSaid(t, e, record.Allergies, s.Allergies, func() *record.Allergy {
			return &record.Allergy{ClinicalStatus: record.AllergyActive, VerificationStatus: record.Confirmed, Criticality: record.CriticalityUnknown}
		}),
		Medications: rowsSaid(t, e, record.Medications, s.Medications, func() *record.Medication {
			return &record.Medication{Status: record.MedicationActive, Type: record.MedicationOrder, Course: record.CourseUnknown, Resolved: true}
		}),
		Conditions: rowsSaid(t, e, record.Conditions, s.Conditions, func() *record.Condition {
			return &record.Condition{ClinicalStatus: record.ConditionActive, VerificationStatus: record.Confirmed}
		}),
		Investigations: rowsSaid(t, e, record.Investigations, s.Investigations, func() *record.Investigation {
			return &record.Investigation{Category: record.Laboratory, Status: record.ResultFinal}
		}),
		Procedures: rowsSaid(t, e, record.Procedures, s.Procedures, func() *record.Procedure {
			return &record.Procedure{Status: record.EventCompleted}
		}),
		Immunisations: rowsSaid(t, e, record.Immunisations, s.Immunisations, func() *record.Immunisation {
			return &record.Immunisation{Status: record.EventCompleted}
		}),
		Encounters: rowsSaid(t, e, record.Encounters, s.Encounters, func() *record.Encounter {
			return &record.Encounter{Status: record.EncounterFinished}
		}),
		Referrals: rowsSaid(t, e, record.Referrals, s.Referrals, func() *record.Referral {
			return &record.Referral{Category: record.CategoryReferral, Status: record.RequestActive, Intent: "order"}
		}),
		Appointments: rowsSaid(t, e, record.Appointments, s.Appointments, func() *record.Appointment {
			return &record.Appointment{Status: record.AppointmentBooked}
		}),
		Documents: rowsSaid(t, e, record.Documents, s.Documents, func() *record.Document {
			return &record.Document{Status: record.DocumentCurrent}
		}),
		Assessments: rowsSaid(t, e, record.Assessments, s.Assessments, func() *record.Assessment {
			return &record.Assessment{Status: record.AssessmentCompleted}
		}),
		CarePlans: rowsSaid(t, e, record.CarePlans, s.CarePlans, func() *record.CarePlan {
			return &record.CarePlan{Status: record.RequestActive, Intent: "plan"}
		}),
		CareTeams: rowsSaid(t, e, record.CareTeams, s.CareTeams, func() *record.CareTeam {
			return &record.CareTeam{Status: record.CareTeamActive}
		}),
	}
	for _, i := range f.Investigations {
		for _, o := range i.Results { // contained results have their report's provenance
			o.Sources[0].Exchange = e
		}
	}
	for _, raw := range s.Negations {
		n := &record.Negation{Scope: record.NegationAll, Sources: []*record.Provenance{source(t, e, raw)}}
		decode(t, raw, n)
		f.Negations = append(f.Negations, n)
	}
	for _, raw := range s.Observations {
		f.Observations = append(f.Observations, observationSaid(t, e, raw))
	}
	return record.Answer{Exchange: e, Outcome: o, Facts: f}
}

func rowsSaid[T record.Row](t *testing.T, e *record.Exchange, kind record.Kind, raws []json.RawMessage, blank func() T) []T {
	var out []T
	for _, raw := range raws {
		row := blank()
		entrySaid(t, e, kind, raw, row)
		out = append(out, row)
	}
	return out
}

// entrySaid reads an entry: its fields under the names that they have in JSON, beside them ref, updated, recorded, text
// and codes ("sct 91936005 Allergy to penicillin").
func entrySaid(t *testing.T, e *record.Exchange, kind record.Kind, raw json.RawMessage, row record.Row) {
	t.Helper()
	decode(t, raw, row)
	b := row.Base()
	b.Kind = kind
	b.Sources = []*record.Provenance{source(t, e, raw)}
	b.Code = conceptSaid(t, raw)
	if b.When.IsZero() {
		b.When = ownDate(row)
	}
}

// ownDate is the date that an entry of a case sorts by, unless it says so itself.
func ownDate(row record.Row) record.PartialDate {
	switch r := row.(type) {
	case *record.Allergy:
		return r.Onset
	case *record.Medication:
		return r.AuthoredOn
	case *record.Condition:
		return cmp.Or(r.Onset, r.RecordedDate)
	case *record.Investigation:
		return r.Effective
	case *record.Observation:
		return r.Effective
	case *record.Procedure:
		return r.Performed
	case *record.Immunisation:
		return r.Occurrence
	case *record.Referral:
		return r.AuthoredOn
	case *record.Encounter:
		return start(r.Period)
	case *record.Alert:
		return start(r.Period)
	case *record.CareTeam:
		return start(r.Period)
	case *record.CarePlan:
		return cmp.Or(start(r.Period), r.Created)
	case *record.Assessment:
		return r.Authored
	case *record.Appointment:
		return instant(r.Start)
	case *record.Document:
		return instant(r.Date)
	}
	return record.PartialDate{}
}

func start(p *record.Period) record.PartialDate {
	if p == nil {
		return record.PartialDate{}
	}
	return p.Start
}

func instant(at time.Time) record.PartialDate {
	if at.IsZero() {
		return record.PartialDate{}
	}
	return record.MustDate(at.Format(time.RFC3339))
}

var systems = map[string]string{"sct": record.SystemSNOMED, "dmd": record.SystemDMD, "loinc": record.SystemLOINC,
	"read": record.SystemReadV2, "ctv3": record.SystemCTV3, "icd": record.SystemICD10, "local": "https://example.org/local"}

func conceptSaid(t *testing.T, raw json.RawMessage) record.CodeableConcept {
	t.Helper()
	var s struct {
		Text  string
		Codes []string
		// Named is a name that the gateway gave to an entry that has none.
		Named string
	}
	decode(t, raw, &s)
	c := codesSaid(s.Text, s.Codes)
	if s.Named != "" {
		c.Text = s.Named
	}
	return c
}

// codesSaid makes a concept of its words and of codes as a case writes them.
func codesSaid(text string, codes []string) record.CodeableConcept {
	c := record.CodeableConcept{Text: text, Worded: text != ""}
	for _, code := range codes {
		parts := strings.SplitN(code, " ", 3)
		k := record.Coding{System: systems[parts[0]], Code: parts[1]}
		if len(parts) == 3 {
			k.Display = record.Text(parts[2])
		}
		c.Codings = append(c.Codings, k)
		if c.Text == "" {
			c.Text = cmp.Or(string(k.Display), k.Code)
		}
	}
	return c
}

func source(t *testing.T, e *record.Exchange, raw json.RawMessage) *record.Provenance {
	t.Helper()
	var s struct {
		Ref      string
		Updated  time.Time
		Recorded record.PartialDate
	}
	decode(t, raw, &s)
	return &record.Provenance{Exchange: e, Reference: s.Ref, LastUpdated: s.Updated, RecordedAt: s.Recorded, CareSetting: record.UnknownSetting}
}

// valueSaid is the value of a result or of a component in a case: one of the types that FHIR has for it. The words are
// what the source shows for it.
type valueSaid struct {
	Quantity  *record.Quantity
	Boolean   *bool
	Integer   *int
	Plain     *string
	Coded     *record.CodeableConcept
	Range     *record.Range
	Ratio     *record.Ratio
	Sampled   *record.SampledData
	TimeOfDay *string
	DateTime  *record.PartialDate
}

func (v valueSaid) value() (record.ObservationValue, string) {
	switch {
	case v.Quantity != nil:
		return v.Quantity, quantityWords(v.Quantity)
	case v.Boolean != nil:
		return &record.BooleanValue{Boolean: *v.Boolean}, content(*v.Boolean)
	case v.Integer != nil:
		return &record.IntegerValue{Integer: *v.Integer}, content(*v.Integer)
	case v.Plain != nil:
		return &record.TextValue{Plain: *v.Plain}, *v.Plain
	case v.Coded != nil:
		return v.Coded, v.Coded.Text
	case v.Range != nil:
		return v.Range, quantityWords(v.Range.Low) + " to " + quantityWords(v.Range.High)
	case v.Ratio != nil:
		return v.Ratio, quantityWords(v.Ratio.Numerator) + ":" + quantityWords(v.Ratio.Denominator)
	case v.Sampled != nil:
		return v.Sampled, v.Sampled.Data
	case v.TimeOfDay != nil:
		return &record.TimeValue{Time: *v.TimeOfDay}, *v.TimeOfDay
	case v.DateTime != nil:
		return &record.DateTimeValue{DateTime: *v.DateTime}, v.DateTime.String()
	}
	return nil, ""
}

func observationSaid(t *testing.T, e *record.Exchange, raw json.RawMessage) *record.Observation {
	t.Helper()
	var v struct {
		valueSaid
		// Category is one of HL7's observation categories.
		Category   string
		Components []struct {
			valueSaid
			Text         string
			Codes        []string
			AbsentReason *record.CodeableConcept
		}
	}
	decode(t, raw, &v)
	var rest map[string]json.RawMessage
	decode(t, raw, &rest)
	delete(rest, "value")
	delete(rest, "components")
	b, err := json.Marshal(rest)
	if err != nil {
		t.Fatal(err)
	}
	o := &record.Observation{Status: record.ResultFinal}
	entrySaid(t, e, record.Observations, b, o)
	o.Value, o.Display = v.value()
	for _, part := range v.Components {
		c := record.ObservationComponent{Code: codesSaid(part.Text, part.Codes), AbsentReason: part.AbsentReason}
		c.Value, c.Display = part.value()
		o.Components = append(o.Components, c)
		o.Display = strings.TrimPrefix(o.Display+", "+strings.TrimSpace(c.Code.Text+" "+cmp.Or(c.Display, conceptWords(c.AbsentReason))), ", ")
	}
	if v.Category != "" {
		o.Categories = []record.CodeableConcept{{Text: v.Category, Codings: []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/observation-category", Code: v.Category}}}}
	}
	return o
}

func decode(t *testing.T, raw json.RawMessage, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
}

func shuffledFacts(f record.Facts, r *rand.Rand) record.Facts {
	f = f.Join(record.Facts{})
	shuffle(f.Persons, r)
	shuffle(f.Alerts, r)
	shuffle(f.Allergies, r)
	shuffle(f.Negations, r)
	shuffle(f.Medications, r)
	shuffle(f.Conditions, r)
	shuffle(f.Investigations, r)
	shuffle(f.Observations, r)
	shuffle(f.Procedures, r)
	shuffle(f.Immunisations, r)
	shuffle(f.Encounters, r)
	shuffle(f.Referrals, r)
	shuffle(f.Appointments, r)
	shuffle(f.Documents, r)
	shuffle(f.Assessments, r)
	shuffle(f.CarePlans, r)
	shuffle(f.CareTeams, r)
	return f
}

func shuffle[E any](s []E, r *rand.Rand) {
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}
