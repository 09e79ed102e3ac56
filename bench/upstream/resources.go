package upstream

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
)

// placeholder stands in rendered resources where the person's NHS number goes. Every number has its length, so that an
// answer for anybody is a copy with the digits written over.
const placeholder = "9990000000"

// held is how many resources of each type an exchange holds of everybody at scale 1: 79, so that five exchanges hold
// 395, a long record.
var held = map[string]int{"Patient": 1, "AllergyIntolerance": 3, "MedicationStatement": 10, "Condition": 6, "Observation": 60}

// template is what an exchange holds of one type, rendered once: Bundle entries with the placeholder at known places.
type template struct {
	entries []byte
	at      []int
}

func newTemplate(base, exchange, typ string, scale float64) *template {
	t := &template{}
	n := held[typ]
	if typ != "Patient" {
		n = int(math.Ceil(float64(n) * scale))
	}
	for i := range n {
		if i > 0 {
			t.entries = append(t.entries, ',')
		}
		t.entries = append(t.entries, entry(base, exchange, typ, i)...)
	}
	for from := 0; ; {
		i := bytes.Index(t.entries[from:], []byte(placeholder))
		if i < 0 {
			return t
		}
		t.at = append(t.at, from+i)
		from += i + len(placeholder)
	}
}

// append writes the entries of one person.
func (t *template) append(to []byte, number []byte) []byte {
	start := len(to)
	to = append(to, t.entries...)
	for _, at := range t.at {
		copy(to[start+at:], number)
	}
	return to
}

// entry writes one resource as servers do: type and id come first, then what is in every resource.
func entry(base, exchange, typ string, i int) []byte {
	id := fmt.Sprintf("%s-%s-%d", exchange, placeholder, i)
	if typ == "Patient" {
		id = "p" + placeholder
	}
	resource := resource(exchange, typ, i)
	resource["meta"] = object{"versionId": "3", "lastUpdated": "2026-01-01T10:00:00.000+00:00", "source": "urn:bench:" + exchange,
		"profile": list{"https://fhir.hl7.org.uk/StructureDefinition/UKCore-" + typ}}
	b, err := json.Marshal(resource)
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return fmt.Appendf(nil, `{"fullUrl":%q,"resource":{"resourceType":%q,"id":%q,%s,"search":{"mode":"match"}}`, base+"/"+typ+"/"+id, typ, id, b[1:])
}

type (
	object = map[string]any
	list   = []any
)

// fact is one entry of the record in the few fields that a clinical list shows. FHIR resources and the subgraphs' answers
// are both written from it, so that every system has the same facts to give.
type fact struct {
	id, code, text, date, status, value, detail string
}

// factOf gives the i-th fact of a type at an exchange. Allergies are the same everywhere, as those of one person are;
// all else differs from exchange to exchange.
func factOf(exchange, typ string, i int) fact {
	seed := 0
	for _, r := range exchange {
		seed = seed*7 + int(r)
	}
	f := fact{id: fmt.Sprintf("%s-%d", typ, i), status: "active",
		date: fmt.Sprintf("20%02d-%02d-%02dT%02d:%02d:%02dZ", 10+i%15, 1+(i+seed)%12, 1+(i/3+seed)%28, 8+i%9, (i*7+seed)%60, i/1260)}
	switch typ {
	case "AllergyIntolerance":
		f.date = fmt.Sprintf("2015-03-%02dT09:00:00Z", 1+i%28)
		f.code, f.text, f.detail = fmt.Sprint(91936000+i), fmt.Sprintf("Allergy to substance %d", i), "high"
	case "MedicationStatement":
		f.code, f.text, f.detail = fmt.Sprint(32230000+100*(seed%97)+i), fmt.Sprintf("Medicine %d of %s 10 mg tablets", i, exchange), "one tablet each morning with a glass of water"
	case "Condition":
		f.code, f.text = fmt.Sprint(73211000+100*(seed%97)+i), fmt.Sprintf("Condition %d of %s", i, exchange)
	default:
		f.code, f.text, f.status, f.value = fmt.Sprint(27100000+i%60), fmt.Sprintf("Result of test %d", i%60), "final", fmt.Sprintf("%d.%d0", i%90, i%10)
	}
	return f
}

const terminology = "http://terminology.hl7.org/CodeSystem/"

func concept(system, code, text string) object {
	return object{"text": text, "coding": list{object{"system": system, "code": code, "display": text}}}
}

func state(system, code string) object {
	return object{"coding": list{object{"system": terminology + system, "code": code}}}
}

// resource writes a fact as FHIR R4, with the company that real resources keep: 0.6 to 1.2 KB each.
func resource(exchange, typ string, i int) object {
	if typ == "Patient" {
		return object{"identifier": list{object{"system": numberSystem, "value": placeholder}},
			"name":      list{object{"use": "official", "text": "Bench Person", "family": "Person", "given": list{"Bench"}}},
			"birthDate": "1970-01-01", "gender": "female", "address": list{object{"line": list{"1 Example Street"}, "city": "London", "postalCode": "N1 1AA"}}}
	}
	f := factOf(exchange, typ, i)
	patient := object{"reference": "Patient/p" + placeholder, "display": "Bench Person"}
	code := concept("http://snomed.info/sct", f.code, f.text)
	r := object{"identifier": list{object{"system": "https://example.org/" + exchange + "/" + typ, "value": fmt.Sprintf("%s-%s-%d", exchange, placeholder, i)}}}
	switch typ {
	case "AllergyIntolerance":
		r["patient"], r["code"], r["criticality"], r["recordedDate"] = patient, code, f.detail, f.date
		r["type"], r["category"] = "allergy", list{"medication"}
		r["clinicalStatus"] = state("allergyintolerance-clinical", f.status)
		r["verificationStatus"] = state("allergyintolerance-verification", "confirmed")
	case "MedicationStatement":
		r["subject"], r["medicationCodeableConcept"], r["status"], r["dateAsserted"] = patient, code, f.status, f.date
		r["dosage"] = list{object{"text": f.detail, "timing": object{"repeat": object{"frequency": 1, "period": 1, "periodUnit": "d"}},
			"route":       concept("http://snomed.info/sct", "26643006", "Oral route"),
			"doseAndRate": list{object{"doseQuantity": object{"value": 1, "unit": "tablet"}}}}}
	case "Condition":
		r["subject"], r["code"], r["onsetDateTime"] = patient, code, f.date
		r["clinicalStatus"] = state("condition-clinical", f.status)
		r["verificationStatus"] = state("condition-ver-status", "confirmed")
		r["category"] = list{state("condition-category", "problem-list-item")}
	default:
		r["subject"], r["code"], r["status"], r["effectiveDateTime"], r["issued"] = patient, code, f.status, f.date, f.date
		r["category"] = list{state("observation-category", "laboratory")}
		r["performer"] = list{object{"display": "Pathology, " + exchange}}
		r["valueQuantity"] = quantity(f.value)
		r["referenceRange"] = list{object{"low": quantity("3.50"), "high": quantity("5.30"), "text": "3.50 to 5.30 mmol/L"}}
	}
	return r
}

func quantity(value string) object {
	return object{"value": json.Number(value), "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}
}
