package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// ada is the seed story: her practice is in SEL, her old operation in SWL, and today she lies in A&E at UCLH.
func ada(l *life) {
	adaAllergies(l)
	adaConditions(l)
	adaMedicines(l)
	adaOperation(l)
	adaEmergency(l)
	adaPractice(l)
}

func adaAllergies(l *life) {
	gp, george, aande := l.b.at("F99201", 0), l.b.at("RJ7", 0), l.b.at("RRV", 1)
	anaphylaxis := on(l.yearsAgo(29, 96), 15, 20)
	penicillin := l.fact("ALLERGIES", catalogue.Penicillin.Term, year(anaphylaxis), "")
	l.at(SEL).allergy(penicillin, catalogue.Penicillin, gp, on(l.yearsAgo(12, 40), 11, 5), allergyEntry{
		criticality: "high", onset: year(anaphylaxis), last: month(anaphylaxis), reaction: &catalogue.Anaphylaxis, severity: "severe",
		note: "Collapsed within minutes of the first tablet; adrenaline given by the ambulance crew.",
	})
	admitted := l.yearsAgo(6, 12)
	l.at(SWL).allergy(penicillin, catalogue.Penicillin, george, on(admitted, 9, 42), allergyEntry{textOnly: "PENICILLIN - anaphylaxis (patient reports)"})
	plaster := l.fact("ALLERGIES", catalogue.Plaster.Term, day(admitted), "")
	l.at(SWL).allergy(plaster, catalogue.Plaster, george, on(admitted, 9, 40), allergyEntry{
		criticality: "low", reaction: &catalogue.Dermatitis, severity: "mild",
	})
	l.denies(catalogue.NoKnownAllergies, aande, on(l.b.today, 8, 35))
}

func adaConditions(l *life) {
	gp, george, aande := l.b.at("F99201", 0), l.b.at("RJ7", 0), l.b.at("RRV", 1)
	for _, c := range []struct {
		concept catalogue.Concept
		since   time.Time
		who     []*clinician
	}{
		{catalogue.Hypertension, l.yearsAgo(18, 200), []*clinician{gp, george, aande}},
		{catalogue.Type2Diabetes, l.yearsAgo(11, 77), []*clinician{gp, aande}},
		{catalogue.Cholesterol, l.yearsAgo(11, 70), []*clinician{gp}},
	} {
		f := l.fact("CONDITIONS", c.concept.Term, day(c.since), "")
		for i, by := range c.who {
			at := c.since.AddDate(i*5, 0, 0)
			if by == aande {
				at = l.b.today
			}
			l.at(by.at.ex).condition(f, c.concept, by, on(at, 10, 12), conditionEntry{onset: day(c.since)})
		}
	}
	arthritis := l.fact("CONDITIONS", catalogue.Osteoarthritis.Term, year(l.yearsAgo(9, 0)), "inactive")
	l.at(SWL).condition(arthritis, catalogue.Osteoarthritis, george, on(l.yearsAgo(6, 40), 14, 0), conditionEntry{
		clinical: "inactive", onset: year(l.yearsAgo(9, 0)), side: &catalogue.RightSide, note: "Right hip.",
	})
	pain := l.fact("CONDITIONS", catalogue.ChestPain.Term, day(l.b.today), "")
	l.at(NCL).condition(pain, catalogue.ChestPain, aande, on(l.b.today, 8, 40), conditionEntry{
		category: "encounter-diagnosis", verification: "provisional", onset: day(l.b.today),
	})
}

func adaMedicines(l *life) {
	gp, pharmacist, aande := l.b.at("F99201", 0), l.b.at("RJ7", 3), l.b.at("RRV", 1)
	for _, m := range []struct {
		medicine *catalogue.Medicine
		reason   catalogue.Concept
		since    time.Time
	}{
		{&catalogue.Amlodipine, catalogue.Hypertension, l.yearsAgo(9, 3)},
		{&catalogue.Ramipril, catalogue.Hypertension, l.yearsAgo(5, 31)},
		{&catalogue.Metformin, catalogue.Type2Diabetes, l.yearsAgo(11, 70)},
		{&catalogue.Atorvastatin, catalogue.Cholesterol, l.yearsAgo(11, 60)},
	} {
		f := l.fact("MEDICATIONS", m.medicine.Term, day(m.since), "")
		l.at(SEL).request(f, m.medicine, gp, on(m.since, 11, 30), medicineEntry{course: "continuous", from: day(m.since), reason: &m.reason})
		if m.medicine == &catalogue.Amlodipine || m.medicine == &catalogue.Metformin {
			l.at(NCL).statement(f, m.medicine, aande, on(l.b.today, 8, 50), medicineEntry{})
		}
	}
	home := l.yearsAgo(6, 8)
	f := l.fact("MEDICATIONS", catalogue.Paracetamol.Term, day(home), "inactive")
	l.at(SWL).request(f, &catalogue.Paracetamol, pharmacist, on(home, 12, 0), medicineEntry{
		status: "completed", course: "acute", from: day(home), to: day(home.AddDate(0, 0, 14)), reason: &catalogue.Osteoarthritis,
	})
	given := l.fact("MEDICATIONS", catalogue.Aspirin75.Term, day(l.b.today), "")
	l.at(NCL).administration(given, &catalogue.Aspirin75, aande, on(l.b.today, 8, 55), "completed", "")
}

// adaOperation is her new hip at St George's.
func adaOperation(l *life) {
	surgeon := l.b.at("RJ7", 0)
	in, out := on(l.yearsAgo(6, 12), 7, 30), on(l.yearsAgo(6, 8), 14, 0)
	t := l.at(SWL)
	t.encounter(l.fact("ENCOUNTERS", "Inpatient stay", day(in), ""), surgeon, in, encounterEntry{class: "IMP", end: out, service: "Orthopaedics", reason: &catalogue.Osteoarthritis})
	hip := l.fact("PROCEDURES", catalogue.HipReplacement.Term, day(in), "")
	t.procedure(hip, catalogue.HipReplacement, surgeon, in.Add(3*time.Hour), procedureEntry{side: &catalogue.RightSide})
	l.at(SEL).procedure(hip, catalogue.HipReplacement, l.b.at("F99201", 0), on(l.yearsAgo(6, 1), 9, 0), procedureEntry{side: &catalogue.RightSide, performed: month(in)})
	t.study(l.fact("INVESTIGATIONS", catalogue.HipXRay.Term, day(in), ""), &catalogue.HipXRay, surgeon, in.Add(8*time.Hour), resultEntry{
		conclusion: "Right total hip replacement in good position. No fracture.",
	})
	t.document(l.fact("DOCUMENTS", "Discharge summary", day(out), ""), "Discharge summary", surgeon, out, "Elective right hip replacement, uneventful recovery.")
}

// adaEmergency is this morning at UCLH.
func adaEmergency(l *life) {
	doctor, nurse := l.b.at("RRV", 1), l.b.at("RRV", 2)
	now := on(l.b.today, 8, 20)
	t := l.at(NCL)
	t.encounter(l.fact("ENCOUNTERS", "Emergency attendance", day(now), ""), doctor, now, encounterEntry{class: "EMER", status: "in-progress", service: "Emergency department", reason: &catalogue.ChestPain})
	l.vitals(t, nurse, now.Add(6*time.Minute), "152", "88", "96", "36.9", "95", "20")
	t.vital(l.fact("OBSERVATIONS", "NEWS2 total score", day(now), ""), news("2"), nurse, now.Add(7*time.Minute))
	t.study(l.fact("INVESTIGATIONS", catalogue.RestingECG.Term, day(now), ""), &catalogue.RestingECG, doctor, now.Add(15*time.Minute), resultEntry{
		conclusion: "Sinus rhythm, 96 per minute. No acute ST change.", issued: now.Add(20 * time.Minute),
	})
	t.report(l.fact("INVESTIGATIONS", catalogue.Heart.Term, day(now), ""), &catalogue.Heart, []reading{{a: &catalogue.Troponin, value: "9"}}, doctor, now.Add(25*time.Minute),
		resultEntry{issued: now.Add(70 * time.Minute)})
	t.report(l.fact("INVESTIGATIONS", catalogue.UreaAndSalts.Term, day(now), ""), &catalogue.UreaAndSalts, []reading{
		{a: &catalogue.Sodium, value: "138"}, {a: &catalogue.Potassium, value: "4.6"}, {a: &catalogue.Creatinine, value: "88"}, {a: &catalogue.EGFR, value: "58"},
	}, doctor, now.Add(25*time.Minute), resultEntry{issued: now.Add(80 * time.Minute)})
	t.study(l.fact("INVESTIGATIONS", catalogue.ChestXRay.Term, day(now), ""), &catalogue.ChestXRay, doctor, now.Add(50*time.Minute), resultEntry{
		status: "preliminary", conclusion: "Clear lung fields. Formal report to follow.", issued: now.Add(60 * time.Minute),
	})
}

func adaPractice(l *life) {
	gp, nurse := l.b.at("F99201", 0), l.b.at("F99201", 1)
	t := l.at(SEL)
	review := on(l.ago(96), 9, 20)
	for _, p := range []struct {
		panel    *catalogue.Panel
		readings []reading
	}{
		{&catalogue.Diabetic, []reading{{a: &catalogue.HbA1c, value: "55"}}},
		{&catalogue.UreaAndSalts, []reading{{a: &catalogue.Sodium, value: "139"}, {a: &catalogue.Potassium, value: "4.4"}, {a: &catalogue.Creatinine, value: "84"}, {a: &catalogue.EGFR, value: "61"}}},
		{&catalogue.Lipids, []reading{{a: &catalogue.TotalChol, value: "4.50"}, {a: &catalogue.HDL, value: "1.30"}}},
	} {
		t.report(l.fact("INVESTIGATIONS", p.panel.Term, day(review), ""), p.panel, p.readings, nurse, review, resultEntry{})
	}
	t.pressure(l.fact("OBSERVATIONS", "Blood pressure", day(review), ""), "138", "82", nurse, review)
	t.vital(l.fact("OBSERVATIONS", "Body weight", day(review), ""), weight("71.50"), nurse, review)
	t.finding(l.fact("OBSERVATIONS", "Tobacco smoking status", day(review), ""), smoking, catalogue.ExSmoker, nurse, review)
	flu := l.ago(350)
	t.immunisation(l.fact("IMMUNISATIONS", catalogue.InfluenzaVaccine.Term, day(flu), ""), catalogue.InfluenzaVaccine, nurse, on(flu, 10, 0), "")
	eyes := on(l.b.today.AddDate(0, 0, 23), 14, 10)
	t.appointment(l.fact("APPOINTMENTS", "Diabetic eye screening", day(eyes), ""), l.b.at("RJ1", 0), on(l.ago(30), 16, 0), eyes, appointmentEntry{service: "Diabetic eye screening"})
	t.flag(l.fact("ALERTS", "Hearing aid, left ear", day(l.yearsAgo(3, 9)), ""), "Hearing aid, left ear", "clinical", gp, on(l.yearsAgo(3, 9), 9, 0), "active")
	t.family(l.fact("CONDITIONS", "Family history: "+catalogue.HeartAttack.Term, "", "family history"), "FTH", "Father", catalogue.HeartAttack, gp, on(l.yearsAgo(12, 40), 11, 15))
}
