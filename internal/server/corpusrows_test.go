package server_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// pairsAsked asks for what the corpus judges of a person: which sources stand behind which row, and what is told of it.
const pairsAsked = `query($n:[NHSNumber!]!){patients(nhsNumbers:$n){
 alerts(includeRetracted:true){entries{...e}}
 allergies(includeInactive:true,includeRetracted:true){entries{...e} negations{code{text codings{system code}} sources{...s}}}
 medications(includeRetracted:true){entries{...e}}
 conditions(includeRetracted:true){entries{...e}}
 investigations(includeRetracted:true){entries{...e results{...e}}}
 observations(includeRetracted:true){entries{...e}}
 procedures(includeRetracted:true){entries{...e}}
 immunisations(includeRetracted:true){entries{...e}}
 encounters(includeRetracted:true){entries{...e}}
 referrals(includeRetracted:true){entries{...e}}
 appointments(includeRetracted:true){entries{...e}}
 documents(includeRetracted:true){entries{...e}}
 assessments(includeRetracted:true){entries{...e}}
 carePlans(includeRetracted:true){entries{...e}}
 careTeam{entries{...e}}
}}
fragment e on RecordEntry{id when mergedBy code{text codings{system code}} sources{...s} related{entry}}
fragment s on Provenance{exchange{id} reference}`

// pairRow is a row, or a denial, as far as the corpus asks about it.
type pairRow struct {
	ID, When, MergedBy string
	Code               struct {
		Text    string
		Codings []struct{ System, Code string }
	}
	Sources []toldSource
	Related []struct{ Entry string }
	Results []*pairRow
}

func (r *pairRow) names(other *pairRow) bool {
	return slices.ContainsFunc(r.Related, func(e struct{ Entry string }) bool { return e.Entry == other.ID })
}

// togetherAsked is how many people one question asks for.
const togetherAsked = 10

// askRows asks for people and gives each the rows behind which their source entries stand.
func (g *gateway) askRows(t *testing.T, people []*pairPerson) {
	t.Helper()
	for some := range slices.Chunk(people, togetherAsked) {
		var numbers []string
		for _, p := range some {
			numbers = append(numbers, p.number)
		}
		a := g.ask(pairsAsked, map[string]any{"n": numbers})
		var body struct {
			Data struct {
				Patients []map[string]struct{ Entries, Negations []*pairRow }
			}
		}
		if err := json.Unmarshal([]byte(a.body), &body); err != nil || len(a.Errors) > 0 || len(body.Data.Patients) != len(some) {
			t.Fatalf("%v: %.300s", err, a.body)
		}
		for i, sections := range body.Data.Patients {
			some[i].rows = rowsBySource(sections)
		}
	}
}

// rowsBySource gives the row behind which each source entry stands, by "exchange reference". A result inside a report
// stands for itself, unless it is the whole report.
func rowsBySource(sections map[string]struct{ Entries, Negations []*pairRow }) map[string]*pairRow {
	by := map[string]*pairRow{}
	stand := func(r *pairRow, id string) {
		r.ID = id
		for _, s := range r.Sources {
			if name := s.Exchange.ID + " " + s.Reference; by[name] == nil {
				by[name] = r
			}
		}
	}
	for field, section := range sections {
		for _, r := range section.Entries {
			stand(r, r.ID)
		}
		for i, r := range section.Negations {
			stand(r, fmt.Sprintf("%s denial %d", field, i))
		}
	}
	for _, section := range sections {
		for _, r := range section.Entries {
			for _, inside := range r.Results {
				stand(inside, "result "+inside.ID)
			}
		}
	}
	return by
}

// ground says, for two rows that tell one thing and are not one, by what they could not be joined: codes, words, dates.
func ground(p demoPair, a, b *pairRow) string {
	parts := []string{codesApart(a, b), wordsApart(a, b), datesApart(a, b)}
	if p.one.exchange == p.other.exchange {
		parts = append(parts, "in one exchange")
	}
	if one, other := p.one.resource(), p.other.resource(); one != other {
		kinds := []string{one, other}
		slices.Sort(kinds)
		parts = append(parts, strings.Join(kinds, " and "))
	}
	if a.names(b) {
		parts = append(parts, "named")
	}
	return strings.Join(parts, "; ")
}

func codesApart(a, b *pairRow) string {
	if slices.ContainsFunc(a.Code.Codings, func(c struct{ System, Code string }) bool { return slices.Contains(b.Code.Codings, c) }) {
		return "one code"
	}
	sides := []string{systemsOf(a), systemsOf(b)}
	slices.Sort(sides)
	return strings.Join(sides, " here, ") + " there"
}

// systemNames are what a reader calls the code systems.
var systemNames = map[string]string{"http://snomed.info/sct": "SNOMED CT", "https://dmd.nhs.uk": "dm+d", "http://loinc.org": "LOINC",
	"http://read.info/readv2": "Read v2", "http://read.info/ctv3": "CTV3", "http://hl7.org/fhir/sid/icd-10": "ICD-10"}

func systemsOf(r *pairRow) string {
	var names []string
	for _, c := range r.Code.Codings {
		name := systemNames[c.System]
		switch {
		case c.Code == "196461000000101", c.Code == "196471000000108":
			name = "transfer-degraded"
		case name == "":
			name = "local code"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "words"
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "+")
}

func wordsApart(a, b *pairRow) string {
	if strings.EqualFold(a.Code.Text, b.Code.Text) {
		return "same words"
	}
	return "other words"
}

func datesApart(a, b *pairRow) string {
	short, long := a.When, b.When
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case long == "":
		return "both undated"
	case short == "":
		return "one undated"
	case record.MustDate(short).Same(record.MustDate(long)):
		return "same date"
	case strings.HasPrefix(long, short):
		return "one date coarser"
	}
	return "other date"
}
