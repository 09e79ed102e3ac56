package exchange

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// clinicalTypes are the types that live in a patient's compartment, each with the search parameters that name the person.
var clinicalTypes = map[string][]string{
	"AllergyIntolerance":       {"patient"},
	"Appointment":              {"patient", "actor"},
	"CarePlan":                 {"patient", "subject"},
	"CareTeam":                 {"patient", "subject"},
	"Condition":                {"patient", "subject"},
	"DiagnosticReport":         {"patient", "subject"},
	"DocumentReference":        {"patient", "subject"},
	"Encounter":                {"patient", "subject"},
	"FamilyMemberHistory":      {"patient"},
	"Flag":                     {"patient", "subject"},
	"ImagingStudy":             {"patient", "subject"},
	"Immunization":             {"patient"},
	"List":                     {"patient", "subject"},
	"MedicationAdministration": {"patient", "subject"},
	"MedicationDispense":       {"patient", "subject"},
	"MedicationRequest":        {"patient", "subject"},
	"MedicationStatement":      {"patient", "subject"},
	"Observation":              {"patient", "subject"},
	"Procedure":                {"patient", "subject"},
	"QuestionnaireResponse":    {"patient", "subject"},
	"ServiceRequest":           {"patient", "subject"},
}

// directoryTypes belong to nobody.
var directoryTypes = []string{"Medication", "Organization", "Practitioner", "PractitionerRole"}

// query is one search after reading its parameters.
type query struct {
	typ       string
	numbers   []string // NHS numbers asked for, in the server's own style
	patients  []string // local Patient ids asked for
	byPerson  bool     // a parameter that names the person was processed
	ids       []string
	idents    []string // identifier tokens
	updated   []instantBound
	includes  []include
	count     int
	summary   bool // totals only
	processed url.Values
	ignored   []string
}

type include struct{ typ, param string }

type instantBound struct {
	prefix string
	at     time.Time
}

// badParameter is a parameter that the server knows but whose value it can't read.
type badParameter struct{ name string }

func (e badParameter) Error() string { return "the value of parameter " + e.name + " can't be read" }

func readQuery(t *Temper, base, typ string, params url.Values) (*query, error) {
	q := &query{typ: typ, count: t.PageSize, processed: url.Values{}}
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		known, err := q.read(t, base, name, params[name])
		if err != nil {
			return nil, err
		}
		if known {
			q.processed[name] = params[name]
		} else {
			q.ignored = append(q.ignored, name)
		}
	}
	return q, nil
}

func (q *query) read(t *Temper, base, name string, values []string) (bool, error) {
	switch name {
	case "_format", "_pretty":
		return true, nil
	case "_summary":
		q.summary = values[0] == "count"
		return q.summary, nil
	case "_count":
		n, err := strconv.Atoi(values[0])
		if err != nil || n < 0 {
			return false, badParameter{name}
		}
		q.summary = q.summary || n == 0
		q.count = min(max(n, 1), t.MaxPageSize)
		return true, nil
	case "_id":
		q.ids = append(q.ids, orList(values)...)
		return true, nil
	case "_lastUpdated":
		return true, q.readUpdated(values)
	case "_include":
		return t.Include && q.readIncludes(values), nil
	case "identifier":
		if clinicalTypes[q.typ] != nil {
			return false, nil
		}
		q.idents = append(q.idents, orList(values)...)
		return true, nil
	}
	return q.readPerson(t, base, name, values), nil
}

func (q *query) readPerson(t *Temper, base, name string, values []string) bool {
	for _, param := range clinicalTypes[q.typ] {
		switch name {
		case param, param + ":Patient":
			for _, v := range orList(values) {
				q.patients = append(q.patients, localID(base, v))
			}
		case param + ".identifier", param + ":Patient.identifier":
			if t.Search != Chained {
				return false
			}
			q.numbers = append(q.numbers, nhsNumbers(values)...)
		case param + ":identifier":
			if t.Search != Logical {
				return false
			}
			q.numbers = append(q.numbers, nhsNumbers(values)...)
		default:
			continue
		}
		q.byPerson = true
		return true
	}
	return false
}

// prefixes are what may stand before a date.
var prefixes = []string{"eq", "ge", "gt", "le", "lt"}

func (q *query) readUpdated(values []string) error {
	for _, v := range values {
		prefix, text := "eq", v
		if len(v) > 2 && slices.Contains(prefixes, v[:2]) {
			prefix, text = v[:2], v[2:]
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			if at, err = time.Parse(time.DateOnly, text); err != nil {
				return badParameter{"_lastUpdated"}
			}
		}
		q.updated = append(q.updated, instantBound{prefix, at})
	}
	return nil
}

func (q *query) readIncludes(values []string) bool {
	for _, v := range values {
		typ, param, ok := strings.Cut(v, ":")
		if !ok || (typ != q.typ && typ != "*") {
			return false
		}
		param, _, _ = strings.Cut(param, ":")
		q.includes = append(q.includes, include{typ, param})
	}
	return true
}

func (b instantBound) holds(t time.Time) bool {
	switch b.prefix {
	case "ge":
		return !t.Before(b.at)
	case "gt":
		return t.After(b.at)
	case "le":
		return !t.After(b.at)
	case "lt":
		return t.Before(b.at)
	}
	return t.Equal(b.at)
}

// orList splits the comma lists of FHIR; a comma in a value does not occur in what this server is asked.
func orList(values []string) []string {
	var all []string
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}

// nhsNumbers keeps the values whose system is the NHS number's, or that name no system.
func nhsNumbers(values []string) []string {
	var numbers []string
	for _, token := range orList(values) {
		if number, ok := nhsNumber(token); ok {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

func nhsNumber(token string) (string, bool) {
	system, value, has := strings.Cut(token, "|")
	if !has {
		return token, true
	}
	return value, system == NHSNumberSystem
}

func localID(base, reference string) string {
	reference = strings.TrimPrefix(reference, base+"/")
	return strings.TrimPrefix(reference, "Patient/")
}
