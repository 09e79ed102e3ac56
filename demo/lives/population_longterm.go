package lives

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// course is a long-term condition: who gets it, and what follows from it.
type course struct {
	condition catalogue.Concept
	from, to  int // ages at which it begins
	percent   int // of those past the age at which it begins
	gender    string
	medicines []*catalogue.Medicine
	panels    []*catalogue.Panel
	study     *catalogue.Study
	finding   string // conclusion of the study
}

var courses = []course{
	{catalogue.Hypertension, 38, 70, 42, "", meds(&catalogue.Amlodipine, &catalogue.Ramipril), panels(&catalogue.UreaAndSalts), nil, ""},
	{catalogue.Type2Diabetes, 35, 68, 16, "", meds(&catalogue.Metformin, &catalogue.Gliclazide), panels(&catalogue.Diabetic, &catalogue.UreaAndSalts), nil, ""},
	{catalogue.Type1Diabetes, 4, 25, 2, "", meds(&catalogue.InsulinBasal, &catalogue.InsulinBolus), panels(&catalogue.Diabetic), nil, ""},
	{catalogue.Cholesterol, 40, 65, 25, "", meds(&catalogue.Atorvastatin), panels(&catalogue.Lipids, &catalogue.Liver), nil, ""},
	{catalogue.Asthma, 3, 30, 11, "", meds(&catalogue.Salbutamol, &catalogue.Clenil), nil, nil, ""},
	{catalogue.COPD, 52, 70, 9, "", meds(&catalogue.Tiotropium, &catalogue.Salbutamol), nil, &catalogue.ChestXRay, "Hyperinflated lungs. No focal lesion."},
	{catalogue.AtrialFib, 62, 82, 14, "", meds(&catalogue.Apixaban, &catalogue.Bisoprolol), panels(&catalogue.UreaAndSalts), &catalogue.EchoPlain, "Good left ventricular function. Dilated left atrium."},
	{catalogue.HeartFailure, 66, 86, 9, "", meds(&catalogue.Furosemide, &catalogue.Bisoprolol), panels(&catalogue.UreaAndSalts), &catalogue.Echocardiogram, "Left ventricular ejection fraction 38%. Mild mitral regurgitation."},
	{catalogue.CoronaryDisease, 55, 75, 11, "", meds(&catalogue.Aspirin75, &catalogue.Atorvastatin), panels(&catalogue.Lipids), &catalogue.RestingECG, "Sinus rhythm. Old inferior Q waves."},
	{catalogue.CKD3, 60, 80, 14, "", meds(&catalogue.Ramipril), panels(&catalogue.UreaAndSalts, &catalogue.FullBloodCount), nil, ""},
	{catalogue.Depression, 17, 60, 13, "", meds(&catalogue.Sertraline), nil, nil, ""},
	{catalogue.Anxiety, 16, 55, 8, "", nil, nil, nil, ""},
	{catalogue.Schizophrenia, 19, 35, 1, "", meds(&catalogue.Olanzapine), panels(&catalogue.Lipids), nil, ""},
	{catalogue.Hypothyroidism, 28, 65, 7, "", meds(&catalogue.Levothyroxine), panels(&catalogue.Thyroid), nil, ""},
	{catalogue.Osteoarthritis, 52, 75, 28, "", meds(&catalogue.Paracetamol), nil, &catalogue.HipXRay, "Moderate degenerative change."},
	{catalogue.Osteoporosis, 62, 80, 12, "female", meds(&catalogue.AlendronicAcid), nil, nil, ""},
	{catalogue.Epilepsy, 5, 50, 2, "", meds(&catalogue.Lamotrigine), nil, &catalogue.EEG, "Left temporal sharp waves."},
	{catalogue.Migraine, 16, 45, 9, "", meds(&catalogue.Sumatriptan), nil, nil, ""},
	{catalogue.Reflux, 30, 65, 13, "", meds(&catalogue.Omeprazole), nil, nil, ""},
	{catalogue.Eczema, 1, 20, 10, "", meds(&catalogue.Emollient), nil, nil, ""},
	{catalogue.Gout, 42, 72, 5, "male", meds(&catalogue.Allopurinol), panels(&catalogue.UricAcid), nil, ""},
	{catalogue.Prostate, 58, 80, 22, "male", meds(&catalogue.Tamsulosin), nil, nil, ""},
	{catalogue.IronDeficiency, 16, 70, 6, "female", meds(&catalogue.FerrousSulfate), panels(&catalogue.FullBloodCount, &catalogue.Iron), nil, ""},
	{catalogue.Dementia, 74, 90, 12, "", meds(&catalogue.Donepezil), nil, &catalogue.CTHead, "Generalised atrophy. No acute lesion."},
	{catalogue.BreastCancer, 45, 75, 3, "female", nil, panels(&catalogue.FullBloodCount), &catalogue.Histology, "Invasive ductal carcinoma, grade 2. Margins clear."},
}

func meds(m ...*catalogue.Medicine) []*catalogue.Medicine { return m }
func panels(p ...*catalogue.Panel) []*catalogue.Panel     { return p }

// longTerm draws the long-term conditions, and tells each with all that follows from it.
func (l *life) longTerm() {
	for _, c := range courses {
		if c.gender != "" && c.gender != l.p.Gender || l.age() <= c.from || !l.chance(c.percent) {
			continue
		}
		if c.condition.Term == catalogue.Type1Diabetes.Term && l.has(catalogue.Type2Diabetes) {
			continue
		}
		started := l.between(c.from, min(c.to, l.age()-1))
		since := l.p.Birth.AddDate(started, 0, l.between(0, 364))
		if !since.Before(l.until.AddDate(0, 0, -60)) {
			continue
		}
		l.conditions = append(l.conditions, c.condition.Term)
		l.live(c, since)
	}
}

func (l *life) has(c catalogue.Concept) bool {
	for _, term := range l.conditions {
		if term == c.Term {
			return true
		}
	}
	return false
}

func (l *life) live(c course, since time.Time) {
	precise := []string{year(since), month(since), day(since)}[l.rng.IntN(3)]
	f := l.labelled(l.labelOf(c.condition), "CONDITIONS", c.condition.Term, precise, "")
	told := 0
	for i, by := range l.circle {
		if i > 0 && !l.chance(50) {
			continue
		}
		onset := precise
		if i > 0 && l.chance(30) {
			onset = year(since)
		}
		at := on(l.no1900s(since.AddDate(0, 0, 3+i*200)), 9+i, 10)
		l.at(by.at.ex).condition(f, c.condition, by, at, conditionEntry{onset: onset})
		told++
	}
	for _, m := range c.medicines {
		if !l.chance(80) || l.taking(m) {
			continue
		}
		l.prescribe(m, c.condition, l.no1900s(since.AddDate(0, 0, l.between(3, 50))))
	}
	for _, p := range c.panels {
		for n := range l.between(2, 6) {
			l.laboratory(p, l.before(20+n*180, 180+n*180), since)
		}
	}
	if c.study != nil && l.chance(70) {
		l.examine(c.study, c.finding, since)
	}
}

// labelOf is how what has to do with a condition is labelled: every third person's low mood is nobody's business but doctors'.
func (l *life) labelOf(c catalogue.Concept) string {
	if c.Term == catalogue.Depression.Term && l.p.Index%3 == 0 {
		return "MH"
	}
	return ""
}

// no1900s moves what happened before records were kept on computers to when they began to be, and never past the end.
func (l *life) no1900s(d time.Time) time.Time {
	if first := time.Date(1998, time.January, 5, 0, 0, 0, 0, time.UTC); d.Before(first) {
		d = first.AddDate(0, 0, l.p.Index%700)
	}
	if last := l.until.AddDate(0, 0, -1); d.After(last) {
		d = last
	}
	return d
}

func (l *life) taking(m *catalogue.Medicine) bool {
	for _, other := range l.medicines {
		if other == m {
			return true
		}
	}
	return false
}

// prescribe is a repeat prescription at the main place, and what other exchanges have heard of it.
func (l *life) prescribe(m *catalogue.Medicine, reason catalogue.Concept, since time.Time) {
	l.medicines = append(l.medicines, m)
	f := l.labelled(l.labelOf(reason), "MEDICATIONS", m.Term, day(since), "")
	e := medicineEntry{course: "continuous", from: day(since), reason: &reason}
	if !l.p.Died.IsZero() {
		e.status, e.to = "completed", day(l.p.Died)
		f.Status = "inactive"
	} else if l.chance(8) {
		end := l.before(10, 300)
		if end.After(since) {
			e.status, e.to, e.stopped = "stopped", day(end), "Stopped at review"
			f.Status = "inactive"
		}
	}
	by := l.main()
	t := l.at(by.at.ex)
	e.script = fmt.Sprintf("RX-%d-%03d", l.p.Index, len(l.facts))
	request := t.request(f, m, by, on(since, 11, 20), e)
	if asked := l.before(30, 400); l.chance(15) && asked.After(since) {
		status := map[string]string{"inactive": "completed"}[f.Status]
		t.statement(f, m, helper(by, 1), on(asked, 15, 0), medicineEntry{based: request, status: status})
	}
	for n := range l.between(0, 3) {
		if last := l.before(3+n*28, 28+n*28); last.After(since) && f.Status == "" {
			t.dispense(f, m, helper(by, 1), on(last, 17, 5), request, "28")
		}
	}
	for _, other := range l.circle[1:] {
		at := l.before(5, 500)
		if !l.chance(35) || at.Before(since) {
			continue
		}
		status := map[string]string{"inactive": "completed"}[f.Status]
		other = helper(other, 3)
		l.at(other.at.ex).statement(f, m, other, on(at, 12, 30), medicineEntry{status: status})
	}
}

// laboratory is one panel, told by the exchange that took the blood, and now and then by another one too, under the laboratory's number.
func (l *life) laboratory(p *catalogue.Panel, d, notBefore time.Time) {
	if d.Before(notBefore) {
		d = notBefore.AddDate(0, 0, 7)
	}
	if d.After(l.until) {
		return
	}
	at := on(d, l.between(8, 16), l.between(0, 59))
	f := l.fact("INVESTIGATIONS", p.Term, at.UTC().Format("2006-01-02T15:04Z"), "")
	readings := l.readings(p)
	e := resultEntry{accession: fmt.Sprintf("LP-%d-%04d", l.p.Index, len(l.facts))}
	by := l.circle[l.rng.IntN(len(l.circle))]
	l.at(by.at.ex).report(f, p, readings, by, at, e)
	for _, other := range l.circle {
		if other.at.ex != by.at.ex && l.chance(20) {
			l.at(other.at.ex).report(f, p, readings, other, at, e)
		}
	}
}

// readings are values that fit the person: high sugar for diabetics, poor kidneys for kidney disease, and so on.
func (l *life) readings(p *catalogue.Panel) []reading {
	var list []reading
	for _, a := range p.Analytes {
		v := l.value(a)
		if limit := detection[a]; limit > 0 && v < limit {
			list = append(list, reading{a, number(a, limit), true})
			continue
		}
		list = append(list, reading{a: a, value: number(a, v)})
	}
	return list
}

// detection is the least that a method can measure.
var detection = map[*catalogue.Analyte]float64{&catalogue.CRP: 4, &catalogue.Troponin: 5}

func (l *life) value(a *catalogue.Analyte) float64 {
	share := l.rng.Float64()
	in := func(low, high float64) float64 { return low + share*(high-low) }
	switch {
	case a == &catalogue.HbA1c && (l.has(catalogue.Type2Diabetes) || l.has(catalogue.Type1Diabetes)):
		return in(48, 84)
	case a == &catalogue.HbA1c:
		return in(30, 40)
	case a == &catalogue.EGFR && l.has(catalogue.CKD3):
		return in(31, 59)
	case a == &catalogue.EGFR:
		return in(68, 105)
	case a == &catalogue.Creatinine && l.has(catalogue.CKD3):
		return in(108, 190)
	case a == &catalogue.TotalChol && l.has(catalogue.Cholesterol):
		return in(4.6, 7.2)
	case a == &catalogue.HDL:
		return in(1.0, 1.9)
	case a == &catalogue.Haemoglobin && l.has(catalogue.IronDeficiency):
		return in(84, 112)
	case a == &catalogue.Ferritin && l.has(catalogue.IronDeficiency):
		return in(3, 11)
	case a == &catalogue.Urate && l.has(catalogue.Gout):
		return in(390, 560)
	case a == &catalogue.CRP:
		return in(1, 9)
	}
	return in(a.Low+(a.High-a.Low)*0.1, a.High*0.97)
}

// examine is a study at the hospital after a condition was found.
func (l *life) examine(s *catalogue.Study, finding string, since time.Time) {
	d := l.no1900s(since.AddDate(0, 0, l.between(5, 200)))
	by := l.hospital()
	at := on(d, l.between(9, 16), l.between(0, 59))
	f := l.fact("INVESTIGATIONS", s.Term, day(at), "")
	l.at(by.at.ex).study(f, s, by, at, resultEntry{conclusion: finding})
}
