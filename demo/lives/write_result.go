package lives

import (
	"strconv"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/ordered"
)

// resultEntry is one telling of a result or a report. An empty status is final.
type resultEntry struct {
	status     string
	conclusion string
	note       string
	absent     string // dataAbsentReason code instead of a value
	accession  string // number of the laboratory, the same in every exchange that tells it
	issued     time.Time
}

const accessionSystem = "https://fhir.london-pathology.example/Id/accession-number"

// reading is one measured value, in its own digits; under says that it is less than that.
type reading struct {
	a     *catalogue.Analyte
	value string
	under bool
}

// number writes a value with the analyte's number of decimals.
func number(a *catalogue.Analyte, v float64) string {
	return strconv.FormatFloat(max(v, 0), 'f', a.Decimals, 64)
}

// result writes a laboratory Observation.
func (t *teller) result(f *Fact, r reading, by *clinician, at time.Time, e resultEntry) string {
	d := t.draft(f, "Observation", by, e.issuedAfter(at))
	d.measure(r, at, e)
	return d.save()
}

// measure adds the members of a laboratory Observation.
func (d *draft) measure(r reading, at time.Time, e resultEntry) {
	t := d.t
	if e.accession != "" {
		d.identify(accessionSystem, e.accession+"-"+r.a.LOINC)
	}
	status := e.status
	if status == "" {
		status = "final"
	}
	d.add(
		"status", status,
		"category", one(hl7("observation-category", "laboratory")),
		"code", d.analyte(r.a),
		"subject", d.subject(),
		"effectiveDateTime", t.instant(at),
		"issued", t.instant(e.issuedAfter(at)),
		"performer", []ordered.Object{d.who(d.by, "performer")})
	if e.absent != "" {
		d.add("dataAbsentReason", hl7("data-absent-reason", e.absent))
	} else {
		comparator := ""
		if r.under {
			comparator = "<"
		}
		d.add(
			"valueQuantity", ordered.Of("value", ordered.Decimal(r.value), "comparator", comparator, "unit", r.a.Unit, "system", catalogue.UCUM, "code", r.a.UCUM),
			"interpretation", one(interpretation(r)))
	}
	d.add("note", notes(e.note), "referenceRange", one(referenceRange(r.a)))
}

func (e resultEntry) issuedAfter(at time.Time) time.Time {
	if !e.issued.IsZero() {
		return e.issued
	}
	return at.Add(5 * time.Hour)
}

// analyte is the code of a test: LOINC and SNOMED CT in hospitals, Read in SWL's practices, words in NWL.
func (d *draft) analyte(a *catalogue.Analyte) ordered.Object {
	loinc := catalogue.Coding{System: catalogue.LOINC, Code: a.LOINC, Display: a.Say(1)}
	switch d.t.ex {
	case NEL:
		return ordered.Of("coding", codingObjects([]catalogue.Coding{loinc}), "text", a.Say(1))
	case SEL:
		return ordered.Of("coding", codingObjects(append(a.Codings(catalogue.SNOMED), loinc)), "text", a.Term)
	case SWL:
		return ordered.Of("coding", codingObjects(a.Codings(catalogue.ReadV2)), "text", a.Say(1))
	case NCL:
		return ordered.Of("coding", codingObjects(append([]catalogue.Coding{loinc}, a.Codings(catalogue.SNOMED)...)), "text", a.Say(1))
	}
	return words(a.Say(1))
}

func referenceRange(a *catalogue.Analyte) ordered.Object {
	var o ordered.Object
	if a.Low > 0 {
		o.Add("low", quantity(a, a.Low))
	}
	if a.High > 0 {
		o.Add("high", quantity(a, a.High))
	}
	return o
}

func quantity(a *catalogue.Analyte, v float64) ordered.Object {
	return ordered.Of("value", ordered.Decimal(number(a, v)), "unit", a.Unit, "system", catalogue.UCUM, "code", a.UCUM)
}

func interpretation(r reading) ordered.Object {
	if r.under {
		return ordered.Object{}
	}
	v, err := strconv.ParseFloat(r.value, 64)
	if err != nil {
		return ordered.Object{}
	}
	switch {
	case r.a.High > 0 && v > r.a.High:
		return hl7("v3-ObservationInterpretation", "H")
	case r.a.Low > 0 && v < r.a.Low:
		return hl7("v3-ObservationInterpretation", "L")
	}
	return ordered.Object{}
}

// report writes a DiagnosticReport and the Observations that hang on it.
func (t *teller) report(f *Fact, p *catalogue.Panel, readings []reading, by *clinician, at time.Time, e resultEntry) string {
	var results []ordered.Object
	d := t.draft(f, "DiagnosticReport", by, e.issuedAfter(at))
	for _, r := range readings {
		own := resultEntry{status: resultStatus(e.status), accession: e.accession, issued: e.issued}
		if t.ex == SWL {
			results = append(results, d.containResult(r, at, own))
			continue
		}
		ref := t.result(f, r, by, at, own)
		results = append(results, d.ref(ref))
		d.links = append(d.links, exchange.Link{Param: "result", Type: "Observation", ID: ref[len("Observation/"):]})
	}
	t.reportHead(d, p.Concept, p.Category, at, e)
	d.add("result", results, "conclusion", e.conclusion)
	return d.save()
}

// containResult puts a result inside its report, where no search of Observations finds it, and returns the reference to it.
func (d *draft) containResult(r reading, at time.Time, e resultEntry) ordered.Object {
	inner := draft{t: d.t, by: d.by}
	inner.measure(r, at, e)
	id := "result-" + r.a.LOINC
	whole := ordered.Of("resourceType", "Observation", "id", id)
	whole.Join(inner.body)
	d.contain(d.by)
	d.contained = append(d.contained, whole)
	return ordered.Of("reference", "#"+id)
}

// resultStatus is the status of the results of a report: those of a partial report are final by themselves.
func resultStatus(report string) string {
	if report == "partial" || report == "appended" {
		return "final"
	}
	return report
}

func (t *teller) reportHead(d *draft, c catalogue.Concept, category string, at time.Time, e resultEntry) {
	if e.accession != "" {
		d.identify(accessionSystem, e.accession)
	}
	status := e.status
	if status == "" {
		status = "final"
	}
	d.add(
		"status", status,
		"category", one(ordered.Of("coding", []ordered.Object{standard("http://terminology.hl7.org/CodeSystem/v2-0074", category)})),
		"code", d.code(c),
		"subject", d.subject(),
		"effectiveDateTime", t.instant(at),
		"issued", t.instant(e.issuedAfter(at)),
		"performer", []ordered.Object{d.who(d.by, "performer"), d.orgAs(d.by.at, "performer")})
}

// study writes a DiagnosticReport whose result is words, and for imaging the ImagingStudy too.
func (t *teller) study(f *Fact, s *catalogue.Study, by *clinician, at time.Time, e resultEntry) string {
	d := t.draft(f, "DiagnosticReport", by, e.issuedAfter(at))
	t.reportHead(d, s.Concept, s.Category, at, e)
	if s.Modality != "" {
		d.add("imagingStudy", one(d.ref(t.imaging(f, s, by, at))))
	}
	d.add(
		"conclusion", e.conclusion,
		"presentedForm", []ordered.Object{ordered.Of("contentType", "application/pdf", "title", s.Term+" report",
			"url", t.b.bases[t.ex]+"/Binary/"+d.id, "creation", day(at))})
	return d.save()
}

func (t *teller) imaging(f *Fact, s *catalogue.Study, by *clinician, at time.Time) string {
	d := t.draft(f, "ImagingStudy", by, at)
	d.add(
		"status", "available",
		"modality", one(standard("http://dicom.nema.org/resources/ontology/DCM", s.Modality)),
		"subject", d.subject(),
		"started", t.instant(at),
		"interpreter", []ordered.Object{d.who(by, "interpreter")},
		"numberOfSeries", 1, "numberOfInstances", 2,
		"procedureCode", one(d.code(s.Concept)),
		"description", s.Term)
	return d.save()
}
