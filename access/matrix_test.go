package access_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// expectation is a line of the matrix: the words that fit in each column, and what is then expected.
type expectation struct {
	columns [8][]string
	then    string
}

// shorthand are the words of the matrix that stand for several.
var shorthand = map[string][]string{
	"care":    {"direct-care", "emergency-care"},
	"related": {"practice", "referral", "encounter", "in-context"},
}

func readMatrix(t *testing.T) []expectation {
	t.Helper()
	text, err := os.ReadFile("testdata/matrix.txt")
	if err != nil {
		t.Fatal(err)
	}
	clinical := slices.DeleteFunc(words(policy.Kinds), func(k string) bool { return k == "REFERRALS" })
	var matrix []expectation
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 9 {
			t.Fatalf("line %d has %d columns", n+1, len(cells))
		}
		e := expectation{then: strings.TrimSpace(cells[8])}
		for i := range e.columns {
			for _, w := range strings.Fields(cells[i]) {
				switch {
				case w == "clinical":
					e.columns[i] = append(e.columns[i], clinical...)
				case shorthand[w] != nil:
					e.columns[i] = append(e.columns[i], shorthand[w]...)
				default:
					e.columns[i] = append(e.columns[i], w)
				}
			}
		}
		e.check(t, n+1)
		matrix = append(matrix, e)
	}
	return matrix
}

var dimensions = [8][]string{words(policy.Roles), words(policy.Purposes), relationships, {"real", "synthetic"}, objectionsToTry,
	words(london), words(policy.Kinds), words(policy.Labels)}

var (
	relationships   = []string{"none", "practice", "referral", "encounter", "in-context", "break-glass"}
	objectionsToTry = []string{"none", "all", "secondary-uses", "sensitive", "exchange:NEL"}
)

// check finds words that fit nothing: an expectation that is never looked at proves nothing.
func (e expectation) check(t *testing.T, line int) {
	for i, column := range e.columns {
		for _, w := range column {
			if w != "*" && !slices.Contains(dimensions[i], w) {
				t.Fatalf("line %d, column %d: %s is no word of it", line, i+1, w)
			}
		}
	}
	if !slices.Contains([]string{"allowed", "withheld", "absent"}, e.then) {
		t.Fatalf("line %d ends with %s", line, e.then)
	}
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// fits tells whether a line speaks of a cell, from a column on.
func (e expectation) fits(from int, cell ...string) bool {
	for i, w := range cell {
		if c := e.columns[from+i]; c[0] != "*" && !slices.Contains(c, w) {
			return false
		}
	}
	return true
}

// subject is one person of the matrix: how the caller has to do with them, and what they object to.
type subject struct {
	person                         record.NHSNumber
	relationship, known, objection string
}

// TestS24_TheMatrixHolds opens the door for every role, purpose, relationship, kind of person and objection, and compares
// every kind, exchange and label with the table.
func TestS24_TheMatrixHolds(t *testing.T) {
	matrix := readMatrix(t)
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
		purposes = []policy.Purpose{policy.DirectCare, policy.Administration, policy.Testing}
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
	for _, r := range relationships {
		for _, known := range []string{"real", "synthetic"} {
			for _, o := range objectionsToTry {
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

func compare(t *testing.T, h *house, matrix []expectation, subjects []subject, role policy.Role, purpose policy.Purpose) {
	var lines []expectation
	for _, e := range matrix {
		if e.fits(0, string(role), string(purpose)) {
			lines = append(lines, e)
		}
	}
	for i, o := range openAll(t, h, subjects, role, purpose) {
		s := subjects[i]
		var fitting []expectation
		for _, e := range lines {
			if e.fits(2, s.relationship, s.known, s.objection) {
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

func differences(o access.Opening, lines []expectation) []string {
	var list []string
	for _, x := range london {
		var here []expectation
		for _, e := range lines {
			if e.fits(5, string(x)) {
				here = append(here, e)
			}
		}
		for _, k := range policy.Kinds {
			for _, l := range policy.Labels {
				want := "absent"
				for _, e := range here {
					if e.fits(6, string(k), string(l)) {
						want = e.then
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
