package stitch

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

var update = flag.Bool("update", false, "rewrite what the record says in the golden cases")

// spec is one golden case: what each exchange said, and below it, as text, what the record says.
type spec struct {
	Rule      string             `json:"rule"`
	Says      string             `json:"says"`
	Section   string             `json:"section"`
	BirthDate record.PartialDate `json:"birthDate"`
	Options   json.RawMessage    `json:"options"`
	Region    string             `json:"region"`
	Exchanges map[string]said    `json:"exchanges"`
	Record    string             `json:"record"`
}

// recordMark begins the part of a case that -update rewrites.
const recordMark = "\nrecord: |\n"

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := readSpec(t, file, raw)
		t.Run(c.Rule+"_"+strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			answers := c.answers(t)
			before := content(answers)
			got := c.tell(t, answers)
			if *update {
				head, _, _ := bytes.Cut(raw, []byte(recordMark))
				out := string(head) + recordMark + "  " + strings.ReplaceAll(strings.TrimRight(got, "\n"), "\n", "\n  ") + "\n"
				if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != c.Record {
				t.Errorf("the record says\n%s\nwant\n%s", got, c.Record)
			}
			if content(answers) != before {
				t.Error("source entries were changed")
			}
			for seed := range uint64(20) { // S10
				shuffled := c.answers(t)
				shuffleAnswers(shuffled, rand.New(rand.NewPCG(seed, 1)))
				if again := c.tell(t, shuffled); again != got {
					t.Fatalf("another order gives another record:\n%s\nwant\n%s", again, got)
				}
			}
		})
	}
}

func readSpec(t *testing.T, file string, raw []byte) spec {
	t.Helper()
	var c spec
	j, err := yaml.YAMLToJSON(raw)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	d := json.NewDecoder(bytes.NewReader(j))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if c.Rule == "" || c.Says == "" {
		t.Fatalf("%s names no rule or says nothing", file)
	}
	return c
}

// answers gives the Patient answers and those of the section, in that order, for each exchange that the case names.
func (c spec) answers(t *testing.T) [2][]record.Answer {
	t.Helper()
	var out [2][]record.Answer
	for _, id := range slices.Sorted(maps.Keys(c.Exchanges)) {
		e := exchangeNamed(c.Region, record.ExchangeID(id))
		out[0] = append(out[0], c.Exchanges[id].patientAnswer(t, e))
		out[1] = append(out[1], c.Exchanges[id].answer(t, e))
	}
	return out
}

const caseNumber record.NHSNumber = "9990000018"

// tell runs the case and writes the record down.
func (c spec) tell(t *testing.T, answers [2][]record.Answer) string {
	t.Helper()
	p, err := Identify(terminology.Embedded(), caseNumber, c.BirthDate, answers[0])
	if err != nil {
		out := "error: " + string(err.Code) + "\n"
		for _, s := range err.Sources {
			out += fmt.Sprintf("  %s %s\n", s.Exchange.ID, s.State)
		}
		return out
	}
	b := &strings.Builder{}
	switch c.Section {
	case "identity":
		tellIdentity(b, p)
	case "allergies":
		l := Allergies(p, answers[1], optionsOf[AllergyOptions](t, c.Options))
		fmt.Fprintf(b, "statement: %s\n", l.Statement)
		for _, n := range l.Negations {
			fmt.Fprintf(b, "denial of %s: %s, from %s\n", n.Scope, n.Code.Text, sourcesWords(n.Sources))
		}
		tellRows(b, l.Entries, allergyRules.fields)
		tellCompleteness(b, l.Completeness)
	case "medications":
		l := Medications(p, answers[1], optionsOf[MedicationOptions](t, c.Options))
		tellRows(b, l.Entries, medicationRules.fields)
		tellCompleteness(b, l.Completeness)
	case "conditions":
		o := ConditionOptions{IncludeInactive: true}
		if c.Options != nil {
			o = optionsOf[ConditionOptions](t, c.Options)
		}
		l := Conditions(p, answers[1], o)
		tellRows(b, l.Entries, conditionRules.fields)
		tellCompleteness(b, l.Completeness)
	case "investigations":
		l := Investigations(p, answers[1], optionsOf[InvestigationOptions](t, c.Options))
		for _, i := range l.Entries {
			tellSome(b, []*record.Investigation{i}, l.Entries, investigationRules.fields)
			inner := &strings.Builder{}
			tellRows(inner, i.Results, observationRules.fields)
			for line := range strings.Lines(inner.String()) {
				b.WriteString("    " + line)
			}
		}
		tellCompleteness(b, l.Completeness)
	case "observations":
		l := Observations(p, answers[1], optionsOf[ObservationOptions](t, c.Options))
		tellRows(b, l.Entries, observationRules.fields)
		tellCompleteness(b, l.Completeness)
	case "immunisations":
		l := Immunisations(p, answers[1], optionsOf[retractedOption](t, c.Options).IncludeRetracted)
		tellRows(b, l.Entries, immunisationRules.fields)
		tellCompleteness(b, l.Completeness)
	case "procedures":
		l := Procedures(p, answers[1], optionsOf[retractedOption](t, c.Options).IncludeRetracted)
		tellRows(b, l.Entries, procedureRules.fields)
		tellCompleteness(b, l.Completeness)
	case "documents":
		l := Documents(p, answers[1], optionsOf[retractedOption](t, c.Options).IncludeRetracted)
		tellRows(b, l.Entries, documentRules.fields)
		tellCompleteness(b, l.Completeness)
	case "encounters":
		l := Encounters(p, answers[1], optionsOf[PeriodOptions](t, c.Options))
		tellRows(b, l.Entries, encounterRules.fields)
		tellCompleteness(b, l.Completeness)
	case "appointments":
		l := Appointments(p, answers[1], optionsOf[PeriodOptions](t, c.Options))
		tellRows(b, l.Entries, appointmentRules.fields)
		tellCompleteness(b, l.Completeness)
	case "referrals":
		l := Referrals(p, answers[1], optionsOf[ReferralOptions](t, c.Options))
		for _, r := range l.Entries {
			tellSome(b, []*record.Referral{r}, l.Entries, referralRules.fields)
			if r.UrgentSuspectedCancer {
				fmt.Fprintf(b, "    urgent suspected cancer: %s\n", r.UrgentSuspectedCancerBasis)
			}
			for _, a := range ReferralAppointments(p, r, answers[1]).Entries {
				fmt.Fprintf(b, "    appointment: %s %s, from %s\n", a.Status, timeWords(a.Start), sourcesWords(a.Sources))
			}
		}
		tellCompleteness(b, l.Completeness)
	default:
		t.Fatalf("no such section: %q", c.Section)
	}
	return b.String()
}

type retractedOption struct{ IncludeRetracted bool }

func optionsOf[O any](t *testing.T, raw json.RawMessage) O {
	t.Helper()
	var o O
	if raw != nil {
		if err := json.Unmarshal(raw, &o); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func shuffleAnswers(answers [2][]record.Answer, r *rand.Rand) {
	for _, as := range answers {
		r.Shuffle(len(as), func(i, j int) { as[i], as[j] = as[j], as[i] })
		for i := range as {
			as[i].Facts = shuffledFacts(as[i].Facts, r)
		}
	}
}
