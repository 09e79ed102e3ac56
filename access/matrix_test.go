package access_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// subject is one person of the matrix: how the caller has to do with them, and what they object to.
type subject struct {
	person                         record.NHSNumber
	relationship, known, objection string
}

// TestS24_TheMatrixHolds opens the door for every role, purpose, relationship, kind of person and objection, and compares
// every kind, exchange and label with the table.
func TestS24_TheMatrixHolds(t *testing.T) {
	matrix := accesstest.ReadMatrix(t, "testdata/matrix.txt")
	subjects := population()
	var table strings.Builder
	table.WriteString("odsCode,nhsNumber,relationship\n")
	for _, s := range subjects {
		if slices.Contains([]string{"practice", "referral", "encounter"}, s.relationship) {
			fmt.Fprintf(&table, "RJ1,%s,%s\n", s.person, s.relationship)
		}
	}
	related, err := access.ReadTable(strings.NewReader(table.String()))
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, func(s *access.Settings) { s.Relationships = []access.Relationships{related} })
	for _, s := range subjects {
		switch s.objection {
		case "none":
		case "exchange:NEL":
			h.object(s.person, optout.Objection{Scope: optout.AnExchange, Exchange: "NEL"})
		default:
			h.object(s.person, optout.Objection{Scope: optout.Scope(s.objection)})
		}
	}
	purposes := policy.Purposes
	if testing.Short() {
		purposes = []policy.Purpose{policy.DirectCare}
	}
	t.Run("roles", func(t *testing.T) {
		for _, role := range policy.Roles {
			t.Run(string(role), func(t *testing.T) {
				t.Parallel()
				for _, purpose := range purposes {
					compare(t, h, matrix, subjects, role, purpose)
				}
			})
		}
	})
}

// population makes a person for every relationship, objection, and real or made up.
func population() []subject {
	var list []subject
	numbers := map[string]int{"real": 943_000_0000, "synthetic": 999_200_0000}
	for _, r := range accesstest.MatrixRelationships {
		for _, known := range accesstest.MatrixPeople {
			for _, o := range accesstest.MatrixObjections {
				var person record.NHSNumber
				for person == "" {
					numbers[known]++
					person, _ = record.ParseNHSNumber(fmt.Sprint(numbers[known])) // nine in ten are no numbers
				}
				list = append(list, subject{person, r, known, o})
			}
		}
	}
	return list
}

func compare(t *testing.T, h *house, matrix []accesstest.Expectation, subjects []subject, role policy.Role, purpose policy.Purpose) {
	var lines []accesstest.Expectation
	for _, e := range matrix {
		if e.Fits(0, string(role), string(purpose)) {
			lines = append(lines, e)
		}
	}
	for i, o := range openAll(t, h, subjects, role, purpose) {
		s := subjects[i]
		var fitting []accesstest.Expectation
		for _, e := range lines {
			if e.Fits(2, s.relationship, s.known, s.objection) {
				fitting = append(fitting, e)
			}
		}
		if n := differences(o, fitting); len(n) > 0 {
			t.Errorf("%s %s %s %s %s: %d differences, the first: %s", role, purpose, s.relationship, s.known, s.objection, len(n), n[0])
		}
	}
}

// openAll opens the door for every subject: those on whom the caller's system opened the gateway each with a token of
// their own, the others together.
func openAll(t *testing.T, h *house, subjects []subject, role policy.Role, purpose policy.Purpose) []access.Opening {
	c := doctor("")
	c.Subject, c.Role, c.Purpose = string(role)+" "+string(purpose), role, purpose
	openings := make([]access.Opening, len(subjects))
	open := func(c access.Caller, places ...int) {
		var people []record.NHSNumber
		for _, i := range places {
			people = append(people, subjects[i].person)
		}
		list, err := h.Open(t.Context(), c, people, record.Kinds)
		if err != nil {
			t.Fatal(err)
		}
		for n, i := range places {
			openings[i] = list[n]
		}
	}
	var together []int
	for i, s := range subjects {
		switch s.relationship {
		case "in-context":
			alone := c
			alone.Launch.Person = s.person
			open(alone, i)
			continue
		case "break-glass":
			_, err := h.BreakGlass(t.Context(), c, s.person, access.Emergency, "to hold the matrix")
			if err != nil && record.CodeOf(err) != record.CodeForbidden {
				t.Fatal(err)
			}
		}
		together = append(together, i)
	}
	open(c, together...)
	return openings
}

func differences(o access.Opening, lines []accesstest.Expectation) []string {
	var list []string
	for _, x := range london {
		var here []accesstest.Expectation
		for _, e := range lines {
			if e.Fits(5, string(x)) {
				here = append(here, e)
			}
		}
		for _, k := range policy.Kinds {
			for _, l := range policy.Labels {
				want := "absent"
				for _, e := range here {
					if e.Fits(6, string(k), string(l)) {
						want = e.Then
					}
				}
				got := shown(o.Grant, k, x, labelled[l])
				if o.Err != nil && want == "withheld" {
					want = "absent" // without a grant there is nobody to tell
				}
				if got != want {
					list = append(list, fmt.Sprintf("%s %s %s is %s, not %s", x, k, l, got, want))
				}
			}
		}
	}
	return list
}

var labelled = map[policy.Label][]record.Coding{
	policy.Normal:         nil,
	policy.Sensitive:      {{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: "SEX"}},
	policy.OtherLabel:     {{System: "https://elsewhere.example", Code: "secret"}},
	policy.Restricted:     {{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"}},
	policy.VeryRestricted: {{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "V"}},
}

func shown(g *access.Grant, kind record.Kind, exchange record.ExchangeID, labels []record.Coding) string {
	allowed, withheld := g.AllowsLabels(kind, exchange, labels), g.Withheld(kind, exchange, labels)
	switch {
	case allowed && withheld:
		return "both allowed and withheld"
	case len(labels) == 0 && allowed != g.Allows(kind, exchange):
		return "allowed with labels otherwise than without"
	case allowed:
		return "allowed"
	case withheld:
		return "withheld"
	default:
		return "absent"
	}
}
