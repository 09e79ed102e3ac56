package stitch

import (
	"encoding/json"
	"maps"
	"strconv"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// corpusKind is a kind of record that the corpus has a file for.
type corpusKind struct {
	name     string
	resource string // what its references begin with
	rows     func(*Patient, []record.Answer) []corpusRow
}

// corpusKinds are in the contract's order. Every list is asked for in full: what was retracted or is over counts too.
var corpusKinds = []corpusKind{
	{"allergies", "AllergyIntolerance", func(p *Patient, as []record.Answer) []corpusRow {
		l := Allergies(p, as, AllergyOptions{IncludeInactive: true, IncludeRetracted: true})
		rows := corpusRows(l.Entries)
		for i, n := range l.Negations {
			rows = append(rows, corpusRow{id: "denial " + strconv.Itoa(i), sources: n.Sources})
		}
		return rows
	}},
	{"medications", "MedicationRequest", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Medications(p, as, MedicationOptions{IncludeRetracted: true}).Entries)
	}},
	{"conditions", "Condition", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Conditions(p, as, ConditionOptions{IncludeInactive: true, IncludeRetracted: true}).Entries)
	}},
	{"investigations", "DiagnosticReport", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Investigations(p, as, InvestigationOptions{IncludeRetracted: true}).Entries)
	}},
	{"observations", "Observation", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Observations(p, as, ObservationOptions{IncludeRetracted: true}).Entries)
	}},
	{"procedures", "Procedure", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Procedures(p, as, true).Entries)
	}},
	{"immunisations", "Immunization", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Immunisations(p, as, true).Entries)
	}},
	{"encounters", "Encounter", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Encounters(p, as, PeriodOptions{IncludeRetracted: true}).Entries)
	}},
	{"referrals", "ServiceRequest", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Referrals(p, as, ReferralOptions{IncludeRetracted: true}).Entries)
	}},
	{"appointments", "Appointment", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Appointments(p, as, PeriodOptions{IncludeRetracted: true}).Entries)
	}},
	{"documents", "DocumentReference", func(p *Patient, as []record.Answer) []corpusRow {
		return corpusRows(Documents(p, as, true).Entries)
	}},
}

// saidWords are the words of a case's language that are no fields of the record.
var saidWords = map[string]any{"ref": nil, "updated": nil, "recorded": nil, "text": nil, "codes": nil, "named": nil,
	"quantity": nil, "boolean": nil, "integer": nil, "plain": nil, "category": nil, "components": nil}

// blankOf are empty rows to read entries into.
var blankOf = map[string]func() any{
	"allergies": func() any { return &record.Allergy{} }, "negations": func() any { return &record.Negation{} },
	"medications": func() any { return &record.Medication{} }, "conditions": func() any { return &record.Condition{} },
	"investigations": func() any { return &record.Investigation{} }, "observations": func() any { return &record.Observation{} },
	"procedures": func() any { return &record.Procedure{} }, "immunisations": func() any { return &record.Immunisation{} },
	"encounters": func() any { return &record.Encounter{} }, "referrals": func() any { return &record.Referral{} },
	"appointments": func() any { return &record.Appointment{} }, "documents": func() any { return &record.Document{} },
}

// checkWords fails on a word that the record does not know: a slip of the pen would be a pair that says something else.
func checkWords(t *testing.T, as string, words map[string]json.RawMessage) {
	t.Helper()
	rest := maps.Clone(words)
	maps.DeleteFunc(rest, func(w string, _ json.RawMessage) bool {
		_, known := saidWords[w]
		return known && (w != "category" || as == "observations")
	})
	b, err := json.Marshal(rest)
	if err != nil {
		t.Fatal(err)
	}
	strictly(t, b, blankOf[as]())
}
