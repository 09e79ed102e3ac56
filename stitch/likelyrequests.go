package stitch

import "github.com/london-care-record/gateway/record"

// Why two rows are likely one request or contact, in words for a clinician.
const (
	referralWithNumber  = "Likely the same referral: another exchange holds one with the same booking number."
	referralOfThatDay   = "Likely the same referral: another exchange holds one of the same name and day, and neither contradicts the other."
	referralToSpecialty = "Likely the same referral: another exchange holds one to the same specialty on the same day, in other words."
	appointmentAtTime   = "Likely the same appointment: another exchange holds one at the same time, and neither contradicts the other."
	encounterOfThatDay  = "Likely the same contact: another exchange holds one of the same name and day, and neither contradicts the other."
	encounterAtPlace    = "Likely the same contact: another exchange holds one that began at the same time in the same place, in other words."
)

// likelyReferrals are the grounds for referrals and orders.
var likelyReferrals = []likelihood[*record.Referral]{
	{reason: referralWithNumber, keys: func(k *keyring, r *record.Referral) {
		for _, number := range bookingNumbers(r.Identifiers) {
			k.add(key{}, number)
		}
	}, fits: (*terms).compatibleReferrals},
	{reason: referralOfThatDay, keys: func(k *keyring, r *record.Referral) { k.called(r.Code, keyOfText(r.AuthoredOn.Day())) }, fits: referralsOnThatDay},
	{reason: referralToSpecialty, keys: func(k *keyring, r *record.Referral) {
		if day := r.AuthoredOn.Day(); day != "" && r.Specialty != nil && r.Category == record.CategoryReferral {
			k.called(*r.Specialty, keyOfText(day))
		}
	}, fits: referralsOnThatDay},
}

// referralsOnThatDay tells that two referrals of one day can be one: written at one instant, or at one told to the day.
func referralsOnThatDay(t *terms, a, b *record.Referral) bool {
	return t.compatibleReferrals(a, b) && (dateKey(a.AuthoredOn) == dateKey(b.AuthoredOn) || dayAndMinute(a.AuthoredOn, b.AuthoredOn))
}

// compatibleReferrals tells that nothing which both say keeps them apart: what kind of request, of whom, for what.
func (t *terms) compatibleReferrals(a, b *record.Referral) bool {
	return a.Category == b.Category && a.Intent == b.Intent && !otherReasons(t, a, b) && t.sameQualifiers(a.Code.Text, b.Code.Text) &&
		!t.clashingCodes(a.Code, b.Code) && !otherPlace(a.Service, b.Service) && !t.clash(a.Specialty, b.Specialty)
}

// likelyAppointments are the grounds for appointments: a person is at one place at a time, and one that another exchange
// tells in other words is worth a look before it is counted twice.
var likelyAppointments = []likelihood[*record.Appointment]{
	{reason: appointmentAtTime, keys: func(k *keyring, a *record.Appointment) {
		if !a.Start.IsZero() {
			k.add(key{}, timeWords(a.Start))
		}
	}, fits: func(t *terms, a, b *record.Appointment) bool {
		if otherPlace(a.Organisation, b.Organisation) || t.clash(a.Service, b.Service) || t.clash(a.Specialty, b.Specialty) ||
			t.clashingCodes(a.Code, b.Code) || !t.sameQualifiers(a.Code.Text, b.Code.Text) {
			return false
		}
		return t.alikeNames(a.Code, b.Code) || samePlace(a.Organisation, b.Organisation) || agree(t, a.Service, b.Service) || agree(t, a.Specialty, b.Specialty)
	}},
}

// agree tells that both say something, and the same.
func agree(t *terms, a, b *record.CodeableConcept) bool {
	return a != nil && b != nil && !t.clash(a, b)
}

// likelyEncounters are the grounds for encounters.
var likelyEncounters = []likelihood[*record.Encounter]{
	{reason: encounterOfThatDay, keys: func(k *keyring, e *record.Encounter) {
		if e.Period != nil {
			k.called(e.Code, keyOfText(e.Period.Start.Day()))
		}
	}, fits: func(t *terms, a, b *record.Encounter) bool {
		x, y := a.Period.Start, b.Period.Start
		return t.compatibleEncounters(a, b) && (dateKey(x) == dateKey(y) || dayAndMinute(x, y))
	}},
	{reason: encounterAtPlace, keys: func(k *keyring, e *record.Encounter) {
		if place := organisationKey(e.Organisation); place != "" && e.Period != nil && e.Period.Start.Precision() == record.PrecisionInstant {
			k.add(key{}, dateKey(e.Period.Start), place)
		}
	}, fits: (*terms).compatibleEncounters},
}

// compatibleEncounters tells that nothing which both say keeps them apart: class, place, code. Their ends may differ: a
// stay that goes on is told before it is over.
func (t *terms) compatibleEncounters(a, b *record.Encounter) bool {
	return !t.clash(a.Class, b.Class) && !otherPlace(a.Organisation, b.Organisation) && !t.clashingCodes(a.Code, b.Code) &&
		t.sameQualifiers(a.Code.Text, b.Code.Text)
}
