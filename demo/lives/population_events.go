package lives

import (
	"fmt"
	"strconv"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// episode is an acute illness: what it is, what is done, what is given.
type episode struct {
	condition  catalogue.Concept
	from, to   int // ages
	gender     string
	nights     int // 0: seen and sent home
	penicillin *catalogue.Medicine
	otherwise  *catalogue.Medicine // for people allergic to penicillin; also what is given when penicillin is nil
	panels     []*catalogue.Panel
	study      *catalogue.Study
	finding    string
	procedure  *catalogue.Concept
	side       bool
}

var episodeTable = []episode{
	{catalogue.Pneumonia, 3, 99, "", 4, &catalogue.Amoxicillin, &catalogue.Clarithromycin, panels(&catalogue.FullBloodCount, &catalogue.UreaAndSalts), &catalogue.ChestXRay, "Right lower zone consolidation.", nil, false},
	{catalogue.UTI, 16, 99, "female", 0, nil, &catalogue.Nitrofurantoin, nil, &catalogue.UrineCulture, "E. coli, more than 100,000 per mL, sensitive to nitrofurantoin.", nil, false},
	{catalogue.HipFracture, 70, 99, "", 9, nil, nil, panels(&catalogue.FullBloodCount, &catalogue.UreaAndSalts), &catalogue.HipXRay, "Displaced intracapsular fracture of the neck of femur.", &catalogue.HipFixation, true},
	{catalogue.Appendicitis, 6, 45, "", 2, nil, nil, panels(&catalogue.FullBloodCount, &catalogue.Inflammation), nil, "", &catalogue.Appendicectomy, false},
	{catalogue.Gallstones, 30, 75, "", 1, nil, nil, panels(&catalogue.Liver), nil, "", &catalogue.Cholecystectomy, false},
	{catalogue.Cellulitis, 18, 99, "", 0, &catalogue.Flucloxacillin, &catalogue.Clarithromycin, panels(&catalogue.Inflammation), nil, "", nil, false},
	{catalogue.ChestPain, 35, 99, "", 0, nil, nil, panels(&catalogue.Heart, &catalogue.FullBloodCount), &catalogue.RestingECG, "Sinus rhythm. No acute change.", nil, false},
	{catalogue.Bronchitis, 18, 99, "", 0, nil, &catalogue.Doxycycline, nil, nil, "", nil, false},
	{catalogue.AnkleSprain, 8, 60, "", 0, nil, nil, nil, nil, "", nil, true},
	{catalogue.Fall, 70, 99, "", 2, nil, nil, panels(&catalogue.UreaAndSalts), &catalogue.CTHead, "No intracranial haemorrhage.", nil, false},
	{catalogue.TIA, 60, 99, "", 1, nil, &catalogue.Clopidogrel, panels(&catalogue.Lipids), &catalogue.Carotids, "Less than 50% stenosis on both sides.", nil, false},
	{catalogue.Cataract, 62, 99, "", 0, nil, nil, nil, nil, "", &catalogue.CataractSurgery, true},
}

// episodes are the acute illnesses of the last eight years: none for many, two or three for the old.
func (l *life) episodes() {
	n := l.rng.IntN(2) + l.age()/38
	for range n {
		e := episodeTable[l.rng.IntN(len(episodeTable))]
		start := l.before(15, 2900)
		if age := l.p.AgeOn(start); age < e.from || age > e.to || e.gender != "" && e.gender != l.p.Gender {
			continue
		}
		if l.hadEpisode[e.condition.Term] {
			continue
		}
		if l.hadEpisode == nil {
			l.hadEpisode = map[string]bool{}
		}
		l.hadEpisode[e.condition.Term] = true
		l.fallIll(e, start)
	}
}

func (l *life) fallIll(e episode, d time.Time) {
	by := l.circle[l.rng.IntN(len(l.circle))]
	if e.nights > 0 || e.procedure != nil {
		by = l.hospital()
	}
	t := l.at(by.at.ex)
	start := on(d, l.between(7, 21), l.between(0, 59))
	end := start.Add(time.Duration(l.between(1, 5)) * time.Hour)
	class, service := "AMB", "Consultation"
	if e.nights > 0 {
		end = on(d.AddDate(0, 0, e.nights+l.rng.IntN(3)), 15, 0)
		class, service = "IMP", "Inpatient stay"
	} else if by.at.setting == Acute || by.at.setting == Urgent {
		class, service = "EMER", "Emergency attendance"
	}
	if end.After(l.until.Add(24*time.Hour)) || !l.p.Died.IsZero() && end.After(l.p.Died) {
		return
	}
	t.encounter(l.fact("ENCOUNTERS", service, day(start), ""), by, start, encounterEntry{class: class, end: end, service: service, reason: &e.condition,
		number: fmt.Sprintf("V%d-%d", l.p.Index, len(l.facts))})
	side := l.side(e)
	f := l.fact("CONDITIONS", e.condition.Term, day(d), "inactive")
	t.condition(f, e.condition, by, start.Add(30*time.Minute), conditionEntry{
		category: "encounter-diagnosis", onset: day(d), abatement: day(d.AddDate(0, 0, e.nights+14)), side: side,
	})
	l.treat(e, t, by, start, end, side)
	if class != "AMB" {
		l.tellPractice(e, f, by, d, end)
	}
}

func (l *life) side(e episode) *catalogue.Concept {
	switch {
	case !e.side:
		return nil
	case l.chance(50):
		return &catalogue.LeftSide
	}
	return &catalogue.RightSide
}

func (l *life) treat(e episode, t *teller, by *clinician, start, end time.Time, side *catalogue.Concept) {
	for _, p := range e.panels {
		at := start.Add(time.Hour)
		t.report(l.fact("INVESTIGATIONS", p.Term, at.UTC().Format("2006-01-02T15:04Z"), ""), p, l.readings(p), by, at, resultEntry{})
	}
	if e.study != nil {
		t.study(l.fact("INVESTIGATIONS", e.study.Term, day(start), ""), e.study, by, start.Add(90*time.Minute), resultEntry{conclusion: e.finding})
	}
	if e.procedure != nil {
		f := l.fact("PROCEDURES", e.procedure.Term, day(start), "")
		t.procedure(f, *e.procedure, by, start.Add(20*time.Hour), procedureEntry{side: side})
	}
	if m := l.medicineFor(e); m != nil {
		f := l.fact("MEDICATIONS", m.Term, day(end), "inactive")
		t.request(f, m, by, end, medicineEntry{status: "completed", course: "acute", from: day(end), to: day(end.AddDate(0, 0, 7)), reason: &e.condition})
	}
	if m := l.medicineFor(e); m != nil && e.nights > 1 {
		f := l.fact("MEDICATIONS", m.Term, day(start), "inactive")
		for n := range 2 {
			t.administration(f, m, helper(by, 2), start.Add(time.Duration(3+8*n)*time.Hour), "completed", "")
		}
	}
	if e.nights > 0 {
		rate := strconv.Itoa(l.between(68, 112))
		l.vitals(t, helper(by, 2), start.Add(15*time.Minute), strconv.Itoa(l.between(104, 165)), strconv.Itoa(l.between(58, 95)), rate,
			strconv.FormatFloat(float64(l.between(364, 389))/10, 'f', 1, 64), strconv.Itoa(l.between(92, 99)), strconv.Itoa(l.between(13, 24)))
	}
}

// medicineFor never gives a penicillin to somebody who is known to be allergic to it.
func (l *life) medicineFor(e episode) *catalogue.Medicine {
	if e.penicillin == nil {
		return e.otherwise
	}
	for _, term := range l.allergic {
		if term == catalogue.Penicillin.Term {
			return e.otherwise
		}
	}
	return e.penicillin
}

// tellPractice is the letter home: a document at the hospital, and at the practice an entry of its own.
func (l *life) tellPractice(e episode, f *Fact, by *clinician, d, end time.Time) {
	title := "Emergency department letter"
	if e.nights > 0 {
		title = "Discharge summary"
	}
	l.at(by.at.ex).document(l.fact("DOCUMENTS", title, day(end), ""), title, by, end.Add(time.Hour), e.condition.Term)
	gp := l.main()
	if gp.at.ex == by.at.ex || gp.at.setting != PrimaryCare || !l.chance(60) {
		return
	}
	seen := on(d, 9, 0).AddDate(0, 0, e.nights+5)
	if seen.After(l.until) {
		return
	}
	l.at(gp.at.ex).condition(f, e.condition, gp, seen, conditionEntry{onset: day(d), clinical: "inactive"})
}

// consultations are the visits to the practice (or from the community service) that leave nothing but themselves.
func (l *life) consultations() {
	by := l.main()
	reasons := []string{"Medication review", "Telephone consultation", "Blood pressure check", "Cough", "Skin rash", "Back pain", "Tiredness", "Repeat prescription"}
	for n := range l.between(2, 5+l.age()/12) {
		at := on(l.before(5+n*70, 75+n*70), l.between(8, 17), l.between(0, 5)*10)
		what := reasons[l.rng.IntN(len(reasons))]
		who := helper(by, l.rng.IntN(len(by.at.staff)))
		l.at(by.at.ex).encounter(l.fact("ENCOUNTERS", what, day(at), ""), who, at, encounterEntry{class: "AMB", end: at.Add(12 * time.Minute), service: what})
	}
}

// checks are what a practice measures once a year.
func (l *life) checks() {
	by := l.main()
	nurse, t := helper(by, 1), l.at(by.at.ex)
	if l.age() < 18 {
		at := on(l.before(20, 500), 16, 5)
		t.vital(l.fact("OBSERVATIONS", "Body weight", day(at), ""), weight(strconv.FormatFloat(3.5+2.8*float64(l.age()), 'f', 1, 64)), nurse, at)
		return
	}
	for n := range l.between(2, 5) {
		at := on(l.before(10+n*330, 330+n*330), l.between(9, 16), 15)
		high := 112
		if l.has(catalogue.Hypertension) {
			high = 134
		}
		t.pressure(l.fact("OBSERVATIONS", "Blood pressure", day(at), ""), strconv.Itoa(l.between(high, high+24)), strconv.Itoa(l.between(66, 92)), nurse, at)
		t.vital(l.fact("OBSERVATIONS", "Body weight", day(at), ""), weight(strconv.FormatFloat(float64(l.between(5100, 10900))/100, 'f', 2, 64)), nurse, at)
	}
	habit := []catalogue.Concept{catalogue.NeverSmoked, catalogue.NeverSmoked, catalogue.ExSmoker, catalogue.Smoker}[l.rng.IntN(4)]
	if l.has(catalogue.COPD) {
		habit = catalogue.ExSmoker
	}
	at := on(l.before(10, 700), 9, 40)
	t.finding(l.fact("OBSERVATIONS", "Tobacco smoking status", day(at), ""), smoking, habit, nurse, at)
	if low := l.between(0, 20); l.chance(30) {
		t.alcohol(l.fact("OBSERVATIONS", "Alcohol intake", day(at), ""), strconv.Itoa(low), strconv.Itoa(low+5), nurse, at)
	}
}

// vaccines are those of childhood for the young, and the yearly ones for the old and the ill.
func (l *life) vaccines() {
	by := helper(l.main(), 1)
	if l.age() < 12 {
		l.childhoodVaccines(by)
		return
	}
	if l.age() < 60 && len(l.conditions) == 0 {
		return
	}
	for n := range l.between(1, 3) {
		d := time.Date(l.b.today.Year()-1-n, time.October, 3+l.rng.IntN(24), 0, 0, 0, 0, time.UTC)
		if !d.Before(l.until) {
			continue
		}
		f := l.fact("IMMUNISATIONS", catalogue.InfluenzaVaccine.Term, day(d), "")
		l.at(by.at.ex).immunisation(f, catalogue.InfluenzaVaccine, by, on(d, 10, 30), "")
		if len(l.circle) > 2 && l.chance(25) {
			other := l.circle[2]
			l.at(other.at.ex).immunisation(f, catalogue.InfluenzaVaccine, other, on(d, 10, 30), "")
		}
	}
	jab := time.Date(2021, time.March, 1+l.rng.IntN(60), 0, 0, 0, 0, time.UTC)
	if jab.Before(l.until) && l.age() > 40 && l.chance(70) {
		l.at(by.at.ex).immunisation(l.fact("IMMUNISATIONS", catalogue.CovidVaccine.Term, day(jab), ""), catalogue.CovidVaccine, by, on(jab, 11, 0), "")
	}
}
