package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// brian came to the stroke unit in Croydon the day before yesterday. His heart has been looked at already: the echocardiogram at King's, the
// 24-hour ECG at the Royal Free, near his daughter, with whom he lived for a while.
func brian(l *life) {
	gp, stroke, kings, free := l.b.at("F99302", 0), l.b.at("RJ6", 0), l.b.at("RJZ", 0), l.b.at("RAL", 0)
	brianConditions(l, gp, stroke, kings)
	brianMedicines(l, gp, kings)
	brianHeart(l, kings, free)
	brianStroke(l, stroke)
	brianCare(l)
}

func brianConditions(l *life, gp, stroke, kings *clinician) {
	fibrillation := l.fact("CONDITIONS", catalogue.AtrialFib.Term, day(l.yearsAgo(2, 60)), "")
	l.at(SWL).condition(fibrillation, catalogue.AtrialFib, gp, on(l.yearsAgo(2, 60), 10, 0), conditionEntry{onset: day(l.yearsAgo(2, 60))})
	l.at(SEL).condition(fibrillation, catalogue.AtrialFib, kings, on(l.ago(92), 15, 0), conditionEntry{onset: day(l.yearsAgo(2, 60))})
	pressure := l.fact("CONDITIONS", catalogue.Hypertension.Term, year(l.yearsAgo(20, 0)), "")
	l.at(SWL).condition(pressure, catalogue.Hypertension, gp, on(l.yearsAgo(15, 0), 10, 0), conditionEntry{onset: year(l.yearsAgo(20, 0))})
	event := l.fact("CONDITIONS", catalogue.IschaemicStroke.Term, day(l.ago(2)), "")
	l.at(SWL).condition(event, catalogue.IschaemicStroke, stroke, on(l.ago(2), 16, 30), conditionEntry{
		category: "encounter-diagnosis", onset: day(l.ago(2)), side: &catalogue.LeftSide, severity: "moderate",
	})
}

func brianMedicines(l *life, gp, kings *clinician) {
	stopped := l.ago(120)
	apixaban := l.fact("MEDICATIONS", catalogue.Apixaban.Term, day(l.yearsAgo(2, 50)), "inactive")
	why := "Changed to warfarin: kidney function"
	l.at(SWL).request(apixaban, &catalogue.Apixaban, gp, on(l.yearsAgo(2, 50), 10, 0), medicineEntry{
		status: "stopped", course: "continuous", from: day(l.yearsAgo(2, 50)), to: day(stopped), stopped: why, reason: &catalogue.AtrialFib,
	})
	l.at(SEL).statement(apixaban, &catalogue.Apixaban, kings, on(l.ago(92), 15, 10), medicineEntry{
		status: "stopped", from: day(l.yearsAgo(2, 50)), to: day(stopped), stopped: why,
	})
	for _, m := range []*catalogue.Medicine{&catalogue.Warfarin1, &catalogue.Warfarin5} {
		f := l.fact("MEDICATIONS", m.Term, day(stopped), "")
		l.at(SWL).request(f, m, gp, on(stopped, 9, 30), medicineEntry{course: "continuous", from: day(stopped), reason: &catalogue.AtrialFib})
		l.at(SEL).statement(f, m, kings, on(l.ago(92), 15, 12), medicineEntry{from: day(stopped)})
	}
	bisoprolol := l.fact("MEDICATIONS", catalogue.Bisoprolol.Term, day(l.yearsAgo(2, 58)), "")
	l.at(SWL).request(bisoprolol, &catalogue.Bisoprolol, gp, on(l.yearsAgo(2, 58), 10, 0), medicineEntry{course: "continuous", reason: &catalogue.AtrialFib})
	for i, value := range []string{"1.9", "2.4", "2.6", "1.4"} {
		at := on(l.ago(100-28*i), 9, 5)
		l.at(SWL).report(l.fact("INVESTIGATIONS", catalogue.Clotting.Term, day(at), ""), &catalogue.Clotting, []reading{{a: &catalogue.INR, value: value}}, gp, at, resultEntry{})
	}
}

func brianHeart(l *life, kings, free *clinician) {
	echo := on(l.ago(92), 14, 15)
	l.at(SEL).study(l.fact("INVESTIGATIONS", catalogue.Echocardiogram.Term, day(echo), ""), &catalogue.Echocardiogram, kings, echo, resultEntry{
		conclusion: "Normal left ventricular size and function, ejection fraction 58%. Left atrium moderately dilated. No thrombus seen.",
	})
	holter := on(l.ago(44), 9, 0)
	l.at(NCL).study(l.fact("INVESTIGATIONS", catalogue.AmbulatoryECG.Term, day(holter), ""), &catalogue.AmbulatoryECG, free, holter, resultEntry{
		conclusion: "Atrial fibrillation throughout, mean rate 78. Longest pause 2.1 s. No ventricular tachycardia.",
		issued:     holter.Add(50 * time.Hour),
	})
	letter := on(l.ago(40), 16, 0)
	l.at(NCL).document(l.fact("DOCUMENTS", "Cardiology clinic letter", day(letter), ""), "Cardiology clinic letter", free, letter, "Result of the 24-hour ECG; rate control is good.")
}

func brianStroke(l *life, stroke *clinician) {
	arrived := on(l.ago(2), 15, 40)
	t := l.at(SWL)
	t.encounter(l.fact("ENCOUNTERS", "Inpatient stay", day(arrived), ""), stroke, arrived, encounterEntry{
		class: "IMP", status: "in-progress", service: "Hyperacute stroke unit", reason: &catalogue.IschaemicStroke,
	})
	t.study(l.fact("INVESTIGATIONS", catalogue.CTHead.Term, day(arrived), ""), &catalogue.CTHead, stroke, arrived.Add(22*time.Minute), resultEntry{
		conclusion: "No haemorrhage. Early ischaemic change in the left middle cerebral artery territory.", issued: arrived.Add(45 * time.Minute),
	})
	l.vitals(t, l.b.at("RJ6", 2), arrived.Add(10*time.Minute), "171", "94", "88", "36.6", "97", "16")
	l.denies(catalogue.NoKnownDrugAllergy, stroke, arrived.Add(30*time.Minute))
}

// brianCare is what social care in Camden set up while he lived there.
func brianCare(l *life) {
	worker, therapist := l.b.at("X99C1", 0), l.b.at("X99C1", 1)
	since := on(l.ago(70), 11, 0)
	t := l.at(NCL)
	t.carePlan(l.fact("CARE_PLANS", "Care and support plan", day(since), ""), "Care and support plan", "Lives with his daughter; help with washing and dressing.",
		[]string{"Carer each morning, 30 minutes", "Key safe fitted", "Review in six months"}, worker, since)
	t.careTeam(l.fact("CARE_TEAM", "Adult social care team", day(since), ""), "Adult social care team", []*clinician{worker, therapist, l.b.at("F99302", 0)}, since)
	t.assessment(l.fact("ASSESSMENTS", "Needs assessment", day(since), ""), "Needs assessment", []question{
		{"Can you wash and dress yourself?", answerText("With help")}, {"Do you live alone?", answerYes(false)}, {"How many falls in the last year?", answerNumber(2)},
	}, worker, since.Add(-48*time.Hour))
	t.livesAlone(l.fact("OBSERVATIONS", "Lives alone", day(since), ""), false, worker, since)
}
