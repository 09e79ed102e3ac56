package lives

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
)

// support is everything around treatment: referrals and their appointments, mental health, social care, plans, alerts.
func (l *life) support() {
	if l.chance(35) {
		l.refer()
	}
	if l.age() > 30 && l.chance(4) {
		l.referUrgently()
	}
	if l.has(catalogue.Depression) || l.has(catalogue.Schizophrenia) {
		l.mentalHealth()
	}
	if l.age() > 76 && l.chance(55) {
		l.frailty()
	}
	if l.chance(10) {
		by := l.main()
		at := on(l.before(60, 1500), 10, 0)
		text := []string{"Needs an interpreter", "Hard of hearing", "Uses a wheelchair", "Fear of needles", "Falls risk"}[l.rng.IntN(5)]
		l.at(by.at.ex).flag(l.fact("ALERTS", text, day(at), ""), text, "clinical", by, at, "active")
	}
	if l.age() > 25 && l.chance(18) {
		by := l.main()
		c := []catalogue.Concept{catalogue.HeartAttack, catalogue.Type2Diabetes, catalogue.BreastCancer, catalogue.Stroke}[l.rng.IntN(4)]
		relation := [][2]string{{"MTH", "Mother"}, {"FTH", "Father"}, {"SIS", "Sister"}}[l.rng.IntN(3)]
		if c.Term == catalogue.BreastCancer.Term {
			relation = [2]string{"MTH", "Mother"}
		}
		f := l.fact("CONDITIONS", "Family history: "+c.Term, "", "family history")
		l.at(by.at.ex).family(f, relation[0], relation[1], c, by, on(l.before(100, 2500), 9, 50))
	}
}

var services = []catalogue.Concept{
	{Term: "Referral to physiotherapist", SNOMED: "308447003", Words: []string{"Physio referral"}},
	{Term: "Referral to dermatology", Demo: "refer-dermatology", Words: []string{"Skin clinic referral"}},
	{Term: "Referral to ophthalmology", Demo: "refer-ophthalmology", Words: []string{"Eye clinic referral"}},
	{Term: "Referral to gastroenterology", Demo: "refer-gastroenterology"},
	{Term: "Referral to cardiology", Demo: "refer-cardiology"},
}

// refer is a routine referral with its appointment: seen, missed, cancelled or to come.
func (l *life) refer() {
	by := l.main()
	d := l.before(25, 400)
	sent := on(d, 12, 10)
	service := services[l.rng.IntN(len(services))]
	to := l.hospital()
	number := fmt.Sprintf("0001%08d", l.p.Index*10+1)
	f := l.fact("REFERRALS", service.Term, day(d), "")
	ref := l.at(by.at.ex).referral(f, service, by, to.at, sent, referralEntry{priority: "routine", number: number})
	if !l.chance(75) {
		return
	}
	l.visit(to, ref, number, service.Term, sent, d.AddDate(0, 0, l.between(20, 140)))
}

func (l *life) visit(to *clinician, ref, number, service string, sent, d time.Time) {
	start := on(d, l.between(9, 16), 10)
	e := appointmentEntry{status: "fulfilled", service: service, number: number}
	if to.at.ex == l.main().at.ex {
		e.based = ref
	}
	switch {
	case !l.p.Died.IsZero() && start.After(l.p.Died):
		e.status, e.cancelled = "cancelled", "Patient deceased"
	case start.After(l.b.today):
		e.status = "booked"
	case l.chance(12):
		e.status, e.cancelled = "cancelled", "Cancelled by patient"
	case l.chance(8):
		e.status = "noshow"
	}
	l.at(to.at.ex).appointment(l.fact("APPOINTMENTS", service, day(start), e.status), to, sent.Add(30*time.Hour), start, e)
	if e.status == "fulfilled" {
		letter := start.Add(70 * time.Hour)
		if letter.Before(l.until) {
			l.at(to.at.ex).document(l.fact("DOCUMENTS", "Clinic letter", day(letter), ""), "Clinic letter", to, letter, service)
		}
	}
}

// referUrgently is a suspected-cancer referral, for one in six of whom nobody has made an appointment.
func (l *life) referUrgently() {
	by := l.main()
	d := l.before(5, 120)
	sent := on(d, 17, 25)
	c := catalogue.FastTrackCancer
	number := fmt.Sprintf("0002%08d", l.p.Index*10+2)
	to := l.hospital()
	status := "appointment"
	if l.chance(17) {
		status = "no appointment"
	}
	ref := l.at(by.at.ex).referral(l.fact("REFERRALS", c.Term, day(d), status), c, by, to.at, sent, referralEntry{
		priority: "urgent", number: number, reason: "Two week wait",
	})
	if status == "appointment" {
		l.visit(to, ref, number, "Two week wait clinic", sent, d.AddDate(0, 0, l.between(5, 13)))
	}
}

// mentalHealth is the care of the trust for it, where the person's exchange is connected to one.
func (l *life) mentalHealth() {
	by := l.placeIn(l.p.Home, MentalHealth)
	if by == nil || !l.chance(60) {
		return
	}
	at := on(l.before(40, 900), 11, 0)
	t := l.at(by.at.ex)
	t.assessment(l.fact("ASSESSMENTS", "Core assessment", day(at), ""), "Core assessment", []question{
		{"Mood", answerText([]string{"Low", "Settled", "Anxious"}[l.rng.IntN(3)])}, {"Risk to self", answerText("Low")}, {"Sleeps well", answerYes(l.chance(40))},
	}, by, at)
	t.carePlan(l.fact("CARE_PLANS", "Mental health care plan", day(at), ""), "Mental health care plan", "Agreed with the patient.",
		[]string{"Talking therapy, weekly", "Call the crisis line when in need"}, by, at)
	t.careTeam(l.fact("CARE_TEAM", "Community mental health team", day(at), ""), "Community mental health team", []*clinician{helper(by, 1), by}, at)
}

// frailty is what community and social care do for the old.
func (l *life) frailty() {
	by := l.placeIn(l.p.Home, Community)
	if social := l.placeIn(l.p.Home, SocialCare); social != nil && (by == nil || l.chance(50)) {
		by = social
	}
	if by == nil {
		return
	}
	at := on(l.before(30, 600), 14, 0)
	t := l.at(by.at.ex)
	score := l.between(3, 8)
	t.assessment(l.fact("ASSESSMENTS", "Frailty assessment", day(at), ""), "Frailty assessment", []question{
		{"Clinical frailty scale", answerNumber(score)}, {"Walks with a frame", answerYes(score > 5)},
	}, by, at)
	t.carePlan(l.fact("CARE_PLANS", "Care and support plan", day(at), ""), "Care and support plan", "To stay at home safely.",
		[]string{"Visits twice a week", "Falls alarm"}, by, at)
	t.careTeam(l.fact("CARE_TEAM", "Care at home", day(at), ""), "Care at home", []*clinician{by, helper(by, 1), l.main()}, at)
	t.livesAlone(l.fact("OBSERVATIONS", "Lives alone", day(at), ""), l.chance(50), by, at)
	t.encounter(l.fact("ENCOUNTERS", "Home visit", day(at), ""), by, at, encounterEntry{class: "HH", end: at.Add(time.Hour), service: "Home visit"})
}
