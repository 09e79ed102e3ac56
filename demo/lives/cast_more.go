package lives

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// chipo was referred urgently in NEL sixteen days ago and has no appointment. The referral in SEL, last winter, has had one.
func chipo(l *life) {
	gp, locum := l.b.at("F99102", 0), l.b.at("F99202", 0)
	sent := on(l.ago(16), 11, 40)
	l.at(NEL).referral(l.fact("REFERRALS", catalogue.FastTrackLungCancer.Term, day(sent), "no appointment"), catalogue.FastTrackLungCancer, gp, l.b.byODS["R1H"], sent, referralEntry{
		priority: "urgent", number: "000150020016", reason: "Two week wait: cough for seven weeks, weight loss, 20 pack-years",
	})
	older := on(l.ago(240), 10, 5)
	t := l.at(SEL)
	breast := l.fact("REFERRALS", catalogue.FastTrackCancer.Term, day(older), "appointment")
	ref := t.referral(breast, catalogue.FastTrackCancer, locum, l.b.byODS["RJ1"], older, referralEntry{
		status: "completed", priority: "urgent", number: "000150020008", reason: "Two week wait: breast lump",
	})
	seen := on(l.ago(229), 9, 30)
	t.appointment(l.fact("APPOINTMENTS", "Two week wait breast clinic", day(seen), "fulfilled"), l.b.at("RJ1", 0), older.Add(26*time.Hour), seen, appointmentEntry{
		status: "fulfilled", service: "Two week wait breast clinic", based: ref, number: "000150020008", minutes: 30,
	})
	t.document(l.fact("DOCUMENTS", "Breast clinic letter", day(seen), ""), "Breast clinic letter", l.b.at("RJ1", 0), seen.Add(50*time.Hour), "Benign cyst, discharged.")
	chipoLately(l, gp)
}

func chipoLately(l *life, gp *clinician) {
	t := l.at(NEL)
	bloods := on(l.ago(18), 8, 50)
	t.report(l.fact("INVESTIGATIONS", catalogue.FullBloodCount.Term, day(bloods), ""), &catalogue.FullBloodCount, []reading{
		{a: &catalogue.Haemoglobin, value: "104"}, {a: &catalogue.WhiteCells, value: "9.8"}, {a: &catalogue.Platelets, value: "462"},
	}, gp, bloods, resultEntry{})
	xray := on(l.ago(17), 13, 0)
	t.study(l.fact("INVESTIGATIONS", catalogue.ChestXRay.Term, day(xray), ""), &catalogue.ChestXRay, l.b.at("R1H", 0), xray, resultEntry{
		conclusion: "Opacity in the right upper zone, 2.5 cm. Urgent chest referral advised.",
	})
	t.finding(l.fact("OBSERVATIONS", "Tobacco smoking status", day(bloods), ""), smoking, catalogue.Smoker, gp, bloods)
	l.denies(catalogue.NoKnownAllergies, gp, on(l.yearsAgo(4, 10), 9, 0))
	physio := on(l.ago(60), 9, 15)
	routine := l.fact("REFERRALS", "Referral to physiotherapist", day(physio), "appointment")
	ref := t.referral(routine, catalogue.Concept{Term: "Referral to physiotherapist", SNOMED: "308447003"}, gp, l.b.byODS["RAT"], physio, referralEntry{
		priority: "routine", number: "000150020012", reason: "Low back pain",
	})
	next := on(l.b.today.AddDate(0, 0, 9), 10, 40)
	t.appointment(l.fact("APPOINTMENTS", "Physiotherapy", day(next), ""), l.b.at("RAT", 1), physio.Add(72*time.Hour), next, appointmentEntry{service: "Physiotherapy", based: ref, number: "000150020012"})
	missed := on(l.ago(20), 10, 40)
	t.appointment(l.fact("APPOINTMENTS", "Physiotherapy", day(missed), "cancelled"), l.b.at("RAT", 1), physio.Add(72*time.Hour), missed, appointmentEntry{
		status: "cancelled", cancelled: "Patient could not attend", service: "Physiotherapy", based: ref, number: "000150020012",
	})
}

// dai's one inhaler has three names; Clenil and Qvar are not each other.
func dai(l *life) {
	gp, george, uclh := l.b.at("F99202", 0), l.b.at("RJ7", 0), l.b.at("RRV", 1)
	since := l.yearsAgo(3, 30)
	asthma := l.fact("CONDITIONS", catalogue.Asthma.Term, day(since), "")
	for _, by := range []*clinician{gp, george, uclh} {
		l.at(by.at.ex).condition(asthma, catalogue.Asthma, by, on(l.ago(200+by.at.ex*30), 10, 0), conditionEntry{onset: day(since)})
	}
	blue := l.fact("MEDICATIONS", catalogue.Salbutamol.Term, day(since), "")
	l.at(SEL).request(blue, &catalogue.Ventolin, gp, on(since, 10, 20), medicineEntry{course: "continuous", from: day(since), reason: &catalogue.Asthma})
	l.at(NCL).statement(blue, &catalogue.Salbutamol, uclh, on(l.ago(41), 20, 40), medicineEntry{})
	l.at(SWL).statement(blue, &catalogue.Salbutamol, george, on(l.ago(130), 12, 0), medicineEntry{textOnly: "Ventolin inhaler"})
	clenil := l.fact("MEDICATIONS", catalogue.Clenil.Term, day(l.ago(500)), "")
	l.at(SEL).request(clenil, &catalogue.Clenil, gp, on(l.ago(500), 9, 0), medicineEntry{course: "continuous", from: day(l.ago(500)), reason: &catalogue.Asthma})
	qvar := l.fact("MEDICATIONS", catalogue.Qvar.Term, day(l.ago(41)), "")
	l.at(NCL).statement(qvar, &catalogue.Qvar, uclh, on(l.ago(41), 20, 41), medicineEntry{})
	attended := on(l.ago(41), 19, 50)
	l.at(NCL).encounter(l.fact("ENCOUNTERS", "Emergency attendance", day(attended), ""), uclh, attended, encounterEntry{
		class: "EMER", end: attended.Add(4 * time.Hour), service: "Paediatric emergency department", reason: &catalogue.Asthma,
	})
	l.at(SEL).vital(l.fact("OBSERVATIONS", "Peak expiratory flow", day(l.ago(60)), ""), peakFlow("190"), l.b.at("F99202", 1), on(l.ago(60), 16, 10))
	l.at(SEL).vital(l.fact("OBSERVATIONS", "Body height", day(l.ago(60)), ""), height("132.0"), l.b.at("F99202", 1), on(l.ago(60), 16, 12))
	peanut := l.fact("ALLERGIES", catalogue.Peanut.Term, day(l.yearsAgo(5, 0)), "")
	l.at(SEL).allergy(peanut, catalogue.Peanut, gp, on(l.yearsAgo(5, 0), 9, 0), allergyEntry{criticality: "high", reaction: &catalogue.Urticaria, severity: "moderate"})
	l.childhoodVaccines(l.b.at("F99202", 1))
}

// erin's number stands on a stranger's Patient in NWL; NEL and NCL agree on her. What her mental health trust and social care hold is
// labelled.
func erin(l *life) {
	erinHealth(l)
	erinLabelled(l)
}

// erinLabelled is what not everybody who cares for her is shown.
func erinLabelled(l *life) {
	psychiatrist, worker := l.b.at("TAF", 0), l.b.at("X99C1", 0)
	t := l.at(NCL)
	since := l.yearsAgo(1, 120)
	low := l.labelled("MH", "CONDITIONS", catalogue.Depression.Term, day(since), "")
	t.condition(low, catalogue.Depression, psychiatrist, on(since, 11, 0), conditionEntry{onset: day(since)})
	tablets := l.labelled("MH", "MEDICATIONS", catalogue.Sertraline.Term, day(since), "")
	t.request(tablets, &catalogue.Sertraline, psychiatrist, on(since, 11, 20), medicineEntry{course: "continuous", from: day(since), reason: &catalogue.Depression})
	asked := on(l.ago(75), 14, 0)
	t.assessment(l.labelled("SDV", "ASSESSMENTS", "Domestic abuse risk assessment", day(asked), ""), "Domestic abuse risk assessment", []question{
		{"Do you feel safe at home?", answerYes(false)}, {"May we write to you at home?", answerText("No. By phone only, on weekday mornings")},
	}, worker, asked)
	met := on(l.ago(61), 16, 30)
	t.document(l.labelled("R", "DOCUMENTS", "Safeguarding conference", day(met), ""), "Safeguarding conference", worker, met, "Safety plan. Not to be disclosed to family members.")
}

func erinHealth(l *life) {
	gp, barts := l.b.at("F99401", 0), l.b.at("R1H", 0)
	migraine := l.fact("CONDITIONS", catalogue.Migraine.Term, day(l.yearsAgo(6, 0)), "")
	l.at(NCL).condition(migraine, catalogue.Migraine, gp, on(l.yearsAgo(6, 0), 9, 0), conditionEntry{onset: day(l.yearsAgo(6, 0))})
	l.at(NEL).condition(migraine, catalogue.Migraine, barts, on(l.ago(300), 11, 0), conditionEntry{onset: day(l.yearsAgo(6, 0))})
	tablets := l.fact("MEDICATIONS", catalogue.Sumatriptan.Term, day(l.yearsAgo(5, 300)), "")
	l.at(NCL).request(tablets, &catalogue.Sumatriptan, gp, on(l.yearsAgo(5, 300), 9, 0), medicineEntry{course: "continuous", reason: &catalogue.Migraine})
	egg := l.fact("ALLERGIES", catalogue.Egg.Term, day(l.yearsAgo(20, 0)), "")
	l.at(NCL).allergy(egg, catalogue.Egg, gp, on(l.yearsAgo(6, 0), 9, 5), allergyEntry{criticality: "low"})
	l.stranger(NWL)
	utc := l.b.at("Y99501", 0)
	at := on(l.ago(400), 19, 10)
	t := l.at(NWL)
	t.allergy(l.fact("ALLERGIES", catalogue.Latex.Term, day(at), "another person"), catalogue.Latex, utc, at, allergyEntry{criticality: "low"})
	t.condition(l.fact("CONDITIONS", catalogue.AnkleSprain.Term, day(at), "another person"), catalogue.AnkleSprain, utc, at, conditionEntry{onset: day(at)})
	t.statement(l.fact("MEDICATIONS", catalogue.Levothyroxine.Term, "", "another person"), &catalogue.Levothyroxine, utc, at, medicineEntry{})
}

// stranger makes an exchange hold somebody else, with another birth date, under this number.
func (l *life) stranger(ex int) {
	own, other := l.p, *l.p
	other.Birth = own.Birth.AddDate(-21, 5, 9)
	other.Given = []string{own.Given[0], "Mary"}
	other.Address = Address{"8 Ladbroke Grove Road", "Kensington", "W10 5NE"}
	l.p = &other
	l.at(ex)
	l.p = own
}

// farid is restricted: nobody is to see that there is anything at all.
func farid(l *life) {
	l.p.Hidden = true
	gp, uclh := l.b.at("F99101", 0), l.b.at("RRV", 0)
	heart := l.fact("CONDITIONS", catalogue.CoronaryDisease.Term, day(l.yearsAgo(4, 0)), "")
	l.at(NEL).condition(heart, catalogue.CoronaryDisease, gp, on(l.yearsAgo(4, 0), 9, 0), conditionEntry{onset: day(l.yearsAgo(4, 0))})
	l.at(NCL).condition(heart, catalogue.CoronaryDisease, uclh, on(l.yearsAgo(3, 0), 9, 0), conditionEntry{onset: day(l.yearsAgo(4, 0))})
	for _, m := range []*catalogue.Medicine{&catalogue.Aspirin75, &catalogue.Atorvastatin} {
		l.at(NEL).request(l.fact("MEDICATIONS", m.Term, day(l.yearsAgo(4, 0)), ""), m, gp, on(l.yearsAgo(4, 0), 9, 10), medicineEntry{course: "continuous", reason: &catalogue.CoronaryDisease})
	}
	l.at(NEL).allergy(l.fact("ALLERGIES", catalogue.Sulfonamide.Term, "", ""), catalogue.Sulfonamide, gp, on(l.yearsAgo(8, 0), 9, 0), allergyEntry{reaction: &catalogue.Rash, severity: "mild"})
}

// grace died in SEL, which is the only exchange that knows her.
func grace(l *life) {
	l.p.Died = on(l.ago(133), 4, 50)
	gp, kings := l.b.at("F99203", 0), l.b.at("RJZ", 0)
	t := l.at(SEL)
	t.condition(l.fact("CONDITIONS", catalogue.HeartFailure.Term, day(l.yearsAgo(3, 0)), ""), catalogue.HeartFailure, gp, on(l.yearsAgo(3, 0), 9, 0), conditionEntry{onset: day(l.yearsAgo(3, 0))})
	t.request(l.fact("MEDICATIONS", catalogue.Furosemide.Term, day(l.yearsAgo(3, 0)), "inactive"), &catalogue.Furosemide, gp, on(l.yearsAgo(3, 0), 9, 10), medicineEntry{
		status: "completed", course: "continuous", from: day(l.yearsAgo(3, 0)), to: day(l.p.Died), reason: &catalogue.HeartFailure,
	})
	in := on(l.ago(137), 22, 0)
	t.encounter(l.fact("ENCOUNTERS", "Inpatient stay", day(in), ""), kings, in, encounterEntry{class: "IMP", end: l.p.Died, service: "Acute medicine", reason: &catalogue.HeartFailure})
	t.flag(l.fact("ALERTS", "Do not attempt cardiopulmonary resuscitation", day(l.ago(200)), ""), "Do not attempt cardiopulmonary resuscitation", "clinical", gp, on(l.ago(200), 10, 0), "inactive")
	l.denies(catalogue.NoKnownAllergies, gp, on(l.yearsAgo(10, 0), 9, 0))
}

// hana's kidneys are watched: exactly four hundred results at Guy's, on a hundred days and one night.
func hana(l *life) {
	renal := l.b.at("RJ1", 0)
	kidney := l.fact("CONDITIONS", catalogue.CKD3.Term, day(l.yearsAgo(4, 100)), "")
	l.at(SEL).condition(kidney, catalogue.CKD3, renal, on(l.yearsAgo(4, 100), 10, 0), conditionEntry{onset: day(l.yearsAgo(4, 100))})
	l.at(NEL).condition(kidney, catalogue.CKD3, l.b.at("F99103", 0), on(l.yearsAgo(4, 80), 10, 0), conditionEntry{onset: month(l.yearsAgo(4, 100))})
	l.at(NEL).request(l.fact("MEDICATIONS", catalogue.Ramipril.Term, day(l.yearsAgo(4, 70)), ""), &catalogue.Ramipril, l.b.at("F99103", 0), on(l.yearsAgo(4, 70), 10, 0), medicineEntry{course: "continuous", reason: &catalogue.CKD3})
	one := func(a *catalogue.Analyte, value string, at time.Time) {
		f := l.fact("INVESTIGATIONS", a.Term, at.UTC().Format("2006-01-02T15:04Z"), "")
		accession := fmt.Sprintf("GST-%05d", len(l.facts))
		l.at(SEL).result(f, reading{a: a, value: value}, renal, at, resultEntry{accession: accession})
		if len(l.facts)%40 == 0 {
			l.at(NEL).result(f, reading{a: a, value: value}, l.b.at("R1H", 0), at, resultEntry{accession: accession})
		}
	}
	for n := range 99 {
		at := on(l.ago(10+n*15), 9, 0)
		one(&catalogue.Sodium, number(&catalogue.Sodium, float64(136+n%8)), at)
		one(&catalogue.Potassium, number(&catalogue.Potassium, 4.2+float64(n%13)/10), at)
		one(&catalogue.Creatinine, number(&catalogue.Creatinine, float64(118+n%37)), at)
		one(&catalogue.EGFR, number(&catalogue.EGFR, float64(52-n%17)), at)
	}
	admitted := l.ago(10)
	one(&catalogue.Potassium, "6.1", on(admitted, 23, 0))
	one(&catalogue.Sodium, "135", on(admitted, 23, 0))
	one(&catalogue.Creatinine, "171", on(admitted, 23, 0))
	one(&catalogue.EGFR, "31", on(admitted, 23, 0))
}

// idris has just moved in: a Patient in NCL and nothing else anywhere.
func idris(l *life) { l.at(NCL) }

// jo's record has been put right in every way that there is.
func jo(l *life) {
	joTwoMinds(l)
	joResults(l)
	gp := l.b.at("F99402", 0)
	t := l.at(NCL)
	at := on(l.ago(80), 9, 30)
	t.request(l.fact("MEDICATIONS", catalogue.Metformin.Term, day(at), "retracted"), &catalogue.Metformin, gp, at, medicineEntry{status: "entered-in-error"})
	t.request(l.fact("MEDICATIONS", catalogue.Omeprazole.Term, day(at), ""), &catalogue.Omeprazole, gp, at, medicineEntry{course: "continuous"})
	t.immunisation(l.fact("IMMUNISATIONS", catalogue.InfluenzaVaccine.Term, day(at), "not done"), catalogue.InfluenzaVaccine, gp, at, "Declined by patient")
	t.encounter(l.fact("ENCOUNTERS", "Outpatient visit", day(l.ago(30)), "retracted"), l.b.at("RKE", 0), on(l.ago(30), 14, 0), encounterEntry{class: "AMB", status: "cancelled", service: "Gastroenterology"})
	t.procedure(l.fact("PROCEDURES", catalogue.Cholecystectomy.Term, day(l.ago(300)), "retracted"), catalogue.Cholecystectomy, l.b.at("RKE", 0), on(l.ago(300), 9, 0), procedureEntry{status: "entered-in-error"})
}

// joTwoMinds is what one exchange took back, and what another still says.
func joTwoMinds(l *life) {
	gp, homerton := l.b.at("F99402", 0), l.b.at("RQX", 0)
	ncl, nel := l.at(NCL), l.at(NEL)
	early, late := on(l.yearsAgo(2, 0), 9, 0), on(l.ago(150), 9, 0)
	ncl.allergy(l.fact("ALLERGIES", catalogue.Sulfonamide.Term, "", "retracted"), catalogue.Sulfonamide, gp, early, allergyEntry{verification: "entered-in-error"})
	contested := l.fact("ALLERGIES", catalogue.Penicillin.Term, "", "contested")
	ncl.allergy(contested, catalogue.Penicillin, gp, early, allergyEntry{criticality: "low", reaction: &catalogue.Rash, severity: "mild"})
	nel.allergy(contested, catalogue.Penicillin, homerton, late, allergyEntry{clinical: "inactive", verification: "refuted", note: "Oral challenge tolerated."})
	nel.allergy(l.fact("ALLERGIES", catalogue.Latex.Term, "", "retracted"), catalogue.Latex, homerton, late, allergyEntry{clinical: "inactive", verification: "refuted"})
	nel.condition(l.fact("CONDITIONS", catalogue.Epilepsy.Term, "", "retracted"), catalogue.Epilepsy, homerton, late, conditionEntry{clinical: "inactive", verification: "refuted", note: "Normal EEG; syncope."})
	ncl.condition(l.fact("CONDITIONS", catalogue.Type2Diabetes.Term, "", "retracted"), catalogue.Type2Diabetes, gp, early, conditionEntry{verification: "entered-in-error"})
	ncl.condition(l.fact("CONDITIONS", catalogue.Reflux.Term, day(early), ""), catalogue.Reflux, gp, early, conditionEntry{onset: day(early)})
}

// joResults are reports that one exchange has in an older state than the other; the laboratory's number is the same in both.
func joResults(l *life) {
	ncl, nel := l.b.at("RKE", 0), l.b.at("RQX", 0)
	at := on(l.ago(12), 10, 30)
	count := func(hb string) []reading {
		return []reading{{a: &catalogue.Haemoglobin, value: hb}, {a: &catalogue.WhiteCells, value: "7.20"}, {a: &catalogue.Platelets, value: "251"}}
	}
	f := l.fact("INVESTIGATIONS", catalogue.FullBloodCount.Term, day(at), "")
	l.at(NCL).report(f, &catalogue.FullBloodCount, count("141"), ncl, at, resultEntry{status: "preliminary", accession: "WH-77001", issued: at.Add(time.Hour)})
	l.at(NEL).report(f, &catalogue.FullBloodCount, count("141"), nel, at, resultEntry{accession: "WH-77001", issued: at.Add(5 * time.Hour)})
	at = on(l.ago(100), 9, 10)
	f = l.fact("INVESTIGATIONS", catalogue.Iron.Term, day(at), "")
	l.at(NEL).report(f, &catalogue.Iron, []reading{{a: &catalogue.Ferritin, value: "410"}}, nel, at, resultEntry{accession: "WH-76420"})
	l.at(NCL).report(f, &catalogue.Iron, []reading{{a: &catalogue.Ferritin, value: "41"}}, ncl, at, resultEntry{status: "corrected", accession: "WH-76420", issued: at.Add(70 * time.Hour), conclusion: "Corrected: the first figure had a slip of the key."})
	at = on(l.ago(140), 15, 0)
	f = l.fact("INVESTIGATIONS", catalogue.MRIBrain.Term, day(at), "")
	l.at(NEL).study(f, &catalogue.MRIBrain, nel, at, resultEntry{accession: "WH-75002", conclusion: "Normal study."})
	l.at(NCL).study(f, &catalogue.MRIBrain, ncl, at, resultEntry{status: "amended", accession: "WH-75002", issued: at.Add(48 * time.Hour), conclusion: "Normal study. Amended: incidental sinus mucosal thickening."})
	wrong := on(l.ago(13), 9, 0)
	l.at(NCL).result(l.fact("INVESTIGATIONS", catalogue.Potassium.Term, day(wrong), "retracted"), reading{a: &catalogue.Potassium, value: "7.9"}, ncl, wrong, resultEntry{status: "entered-in-error", note: "Wrong blood in tube."})
	lost := on(l.ago(14), 9, 0)
	l.at(NCL).result(l.fact("INVESTIGATIONS", catalogue.CRP.Term, day(lost), "retracted"), reading{a: &catalogue.CRP}, ncl, lost, resultEntry{status: "cancelled", absent: "not-performed"})
}
