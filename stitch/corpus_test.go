package stitch

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

var table = flag.Bool("table", false, "with -v, print the table of the corpus in Markdown and nothing else")

// A pair of the labelled corpus is what two entries of one person should come to: one row, two rows that name each other,
// or two rows that have nothing to do with each other (S17).
const (
	labelSame   = "same"
	labelLikely = "likely"
	labelApart  = "apart"
)

// corpusPair is two entries as exchanges tell them, and what a clinician says of them.
type corpusPair struct {
	Name   string                     `json:"name"`
	Label  string                     `json:"label"`
	Reason string                     `json:"reason"`
	One    map[string]json.RawMessage `json:"one"`
	Other  map[string]json.RawMessage `json:"other"`
}

// TestS17_Corpus holds that no pair of the corpus that should be two rows becomes one, that nothing is lost on the way,
// and that of the pairs that should be one, or should name each other, no fewer do than when the floors were written.
func TestS17_Corpus(t *testing.T) {
	floors := readFloors(t)
	counts := map[string]*tally{}
	for _, kind := range corpusKinds {
		pairs := readCorpus(t, kind)
		counts[kind.name] = &tally{}
		for _, p := range pairs {
			got := kind.verdict(t, p, "SEL", "NEL")
			if turned := kind.verdict(t, p, "NEL", "SEL"); turned != got {
				t.Errorf("%s: %s: %s, and %s when the exchanges change places", kind.name, p.Name, got, turned)
			}
			counts[kind.name].add(p.Label, got)
			switch {
			case got == labelSame && p.Label != labelSame:
				t.Errorf("false merge: %s: %s: %s, because %s", kind.name, p.Name, p.Label, p.Reason)
			case got != p.Label && testing.Verbose() && !*table:
				t.Logf("%s: %s: %s, should be %s, because %s", kind.name, p.Name, got, p.Label, p.Reason)
			}
		}
	}
	if *update {
		raiseFloors(t, floors, counts)
	}
	for kind, c := range counts {
		c.check(t, kind, floors[kind])
	}
	if testing.Verbose() {
		fmt.Print(markdown(counts))
	}
}

// verdict runs a pair through its section as two answers, or as one where both entries are of one exchange, and says what
// became of it. Either entry missing from the list is a failure of its own (S05, S06).
func (k corpusKind) verdict(t *testing.T, p corpusPair, oneAt, otherAt record.ExchangeID) string {
	t.Helper()
	if string(p.Other["in"]) == `"same exchange"` {
		otherAt = oneAt
	}
	exchanges := map[record.ExchangeID]*said{oneAt: {}, otherAt: {}}
	one := k.say(t, exchanges[oneAt], p.One, k.reference("1"))
	other := k.say(t, exchanges[otherAt], p.Other, k.reference("2"))
	var patients, answers []record.Answer
	for id, s := range exchanges {
		e := exchangeNamed("", id)
		patients = append(patients, s.patientAnswer(t, e))
		answers = append(answers, s.answer(t, e))
	}
	patient, failure := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, patients)
	if failure != nil {
		t.Fatal(failure)
	}
	rows := k.rows(patient, answers)
	a, b := rowOf(rows, oneAt, one), rowOf(rows, otherAt, other)
	switch {
	case a == nil || b == nil:
		t.Errorf("%s: %s: an entry is lost", k.name, p.Name)
		return labelApart
	case a.id == b.id:
		return labelSame
	case a.names(b) != b.names(a):
		t.Errorf("%s: %s: one row names the other, which does not name it", k.name, p.Name)
		fallthrough
	case a.names(b):
		return labelLikely
	}
	return labelApart
}

func (k corpusKind) reference(id string) string { return k.resource + "/" + id }

// say puts an entry into what its exchange says, and gives its reference.
func (k corpusKind) say(t *testing.T, s *said, entry map[string]json.RawMessage, ref string) string {
	t.Helper()
	as := k.name
	words := map[string]json.RawMessage{}
	for name, v := range entry {
		switch name {
		case "in":
		case "as":
			decode(t, v, &as)
		default:
			words[name] = v
		}
	}
	if given := words["ref"]; given != nil {
		decode(t, given, &ref)
	}
	words["ref"] = json.RawMessage(content(ref))
	raw, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	checkWords(t, as, words)
	list := s.list(as)
	if list == nil {
		t.Fatalf("there is nothing said as %q", as)
	}
	*list = append(*list, raw)
	return ref
}

// list is where an exchange says entries of a kind.
func (s *said) list(as string) *[]json.RawMessage {
	return map[string]*[]json.RawMessage{
		"allergies": &s.Allergies, "negations": &s.Negations, "medications": &s.Medications, "conditions": &s.Conditions,
		"investigations": &s.Investigations, "observations": &s.Observations, "procedures": &s.Procedures,
		"immunisations": &s.Immunisations, "encounters": &s.Encounters, "referrals": &s.Referrals,
		"appointments": &s.Appointments, "documents": &s.Documents,
	}[as]
}

// corpusRow is a row of a list, as far as the corpus asks about it.
type corpusRow struct {
	id      string
	sources []*record.Provenance
	related []record.RelatedEntry
}

func (r *corpusRow) names(other *corpusRow) bool {
	return slices.ContainsFunc(r.related, func(e record.RelatedEntry) bool { return e.Entry == other.id })
}

func corpusRows[T record.Row](rows []T) []corpusRow {
	var out []corpusRow
	for _, row := range rows {
		b := row.Base()
		out = append(out, corpusRow{b.ID, b.Sources, b.Related})
	}
	return out
}

// rowOf finds the row behind which an entry stands.
func rowOf(rows []corpusRow, exchange record.ExchangeID, ref string) *corpusRow {
	for i := range rows {
		if slices.ContainsFunc(rows[i].sources, func(s *record.Provenance) bool { return s.Exchange.ID == exchange && s.Reference == ref }) {
			return &rows[i]
		}
	}
	return nil
}
