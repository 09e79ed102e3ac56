package stitch

import (
	"cmp"
	"slices"
	"time"

	"github.com/london-care-record/gateway/record"
)

// appointmentRules: sure when the start, the end, what it is for and where are equal; an end that one leaves out
// contradicts nothing where the place is told. One without a start is never joined. Cancelled in one exchange and booked
// in another is one contested row: the cancellation shows.
var appointmentRules = rules[*record.Appointment]{
	kind:   record.Appointments,
	copies: copier[record.Appointment],
	rest:   text(appointmentKey),
	same: append(codeOrText[*record.Appointment]("same-code-same-time", "same-text-same-time"),
		rule[*record.Appointment]{name: "same-start-same-place", keys: appointmentStart}),
	contradict: contradictingAppointments,
	likely:     likelyAppointments,
	fields: []field[*record.Appointment]{
		coded[*record.Appointment](),
		kept("status", func(a *record.Appointment) string { return string(a.Status) }),
		filled("end", func(a *record.Appointment) *time.Time { return &a.End }, timeWords),
		filled("service", func(a *record.Appointment) **record.CodeableConcept { return &a.Service }, conceptWords),
		filled("specialty", func(a *record.Appointment) **record.CodeableConcept { return &a.Specialty }, conceptWords),
		filled("organisation", func(a *record.Appointment) **record.Organisation { return &a.Organisation }, organisationWords),
		filled("location", func(a *record.Appointment) *record.Text { return &a.Location }, textWords),
		filled("practitioners", func(a *record.Appointment) *[]record.Practitioner { return &a.Practitioners }, practitionersWords),
		filled("reasons", func(a *record.Appointment) *[]record.CodeableConcept { return &a.Reasons }, conceptsWords),
		kept("cancellationReason", func(a *record.Appointment) string { return conceptWords(a.CancellationReason) }),
	},
	unite: func(row *record.Appointment, asserting, retracted []*record.Appointment) {
		row.BasedOn = nil // it tells ReferralAppointments what belongs together, and leads nowhere from here (S18)
		warnOfCancellation(row, asserting, retracted)
	},
}

func appointmentKey(a *record.Appointment) string {
	if a.Start.IsZero() {
		return ""
	}
	return all(timeWords(a.Start), timeWords(a.End), conceptKey(a.Service), conceptKey(a.Specialty), organisationKey(a.Organisation))
}

// appointmentStart are the keys of an appointment without its end, where it says at what place.
func appointmentStart(k *keyring, e *entry[*record.Appointment]) {
	a := e.row
	if a.Start.IsZero() || organisationKey(a.Organisation) == "" {
		return
	}
	rest := keyOfText(all("start", timeWords(a.Start), conceptKey(a.Service), conceptKey(a.Specialty), organisationKey(a.Organisation)))
	k.codes(a.Code, rest)
	k.words(a.Code, rest)
}

// contradictingAppointments tells that appointments can't all be one: their codes have nothing in common, or they end at
// two times.
func contradictingAppointments(t *terms, group []entry[*record.Appointment]) bool {
	end := ""
	for _, e := range group {
		own := timeWords(e.row.End)
		if differ(end, own) {
			return true
		}
		end = cmp.Or(end, own)
	}
	return contradictingCodes(t, group)
}

// warnOfCancellation says beside an appointment that stands in one exchange that another one has cancelled it: whoever
// looks at the status alone must not take it for granted (S13).
func warnOfCancellation(row *record.Appointment, asserting, retracted []*record.Appointment) {
	if asserting[0].Retracted() || !slices.ContainsFunc(retracted, func(a *record.Appointment) bool { return a.Status == record.AppointmentCancelled }) {
		return
	}
	row.Warnings = append(slices.Clip(row.Warnings), "Another exchange says that this appointment was cancelled.")
}

// Appointments makes the appointments section. Cancelled ones leave it unless they are asked for.
func Appointments(p *Patient, answers []record.Answer, o PeriodOptions) *AppointmentList {
	rows, completeness := section(p, answers, appointmentRules, func(f record.Facts) []*record.Appointment { return f.Appointments })
	rows = slices.DeleteFunc(current(rows, o.IncludeRetracted), func(a *record.Appointment) bool {
		return !within(&a.Entry, o.From, o.To, true)
	})
	relate(p.terms, rows, appointmentRules.likely)
	return &AppointmentList{Entries: rows, Completeness: completeness}
}

// ReferralAppointments gives the appointments that surely belong to a referral: those that its own exchange booked for
// it, and in any exchange those that name or carry the referral's own business identifier. answers are those of APPOINTMENTS.
// Cancelled ones are among them, marked by their status: they prove no booking. One entered in error is not.
func ReferralAppointments(p *Patient, referral *record.Referral, answers []record.Answer) *AppointmentList {
	guarded := p.Guard(answers)
	own := map[sourceID]bool{}
	for _, s := range referral.Sources {
		own[sourceOf(s)] = true
	}
	mine := func(a *record.Appointment) bool {
		if slices.ContainsFunc(a.Identifiers, func(id record.Identifier) bool { return identifies(referral, id) }) {
			return true
		}
		return slices.ContainsFunc(a.BasedOn, func(r record.Reference) bool {
			return r.Local != "" && own[sourceID{a.Source().Exchange.ID, r.Local}] || identifies(referral, r.Identifier)
		})
	}
	r := appointmentRules
	linked := map[*record.Appointment]bool{}
	r.unite = func(row *record.Appointment, asserting, retracted []*record.Appointment) {
		appointmentRules.unite(row, asserting, retracted)
		linked[row] = slices.ContainsFunc(slices.Concat(asserting, retracted), mine)
	}
	rows := stitched(p, collect(guarded, func(i int) []*record.Appointment { return guarded[i].Facts.Appointments }), r)
	rows = slices.DeleteFunc(rows, func(a *record.Appointment) bool {
		return !linked[a] || a.Status == record.AppointmentEnteredInError
	})
	return &AppointmentList{Entries: rows, Completeness: Complete(p, record.Appointments, guarded)}
}

// identifies tells whether the identifier is one of the referral's own: see ownIdentifiers.
func identifies(referral *record.Referral, id record.Identifier) bool {
	return isBusiness(id) && slices.ContainsFunc(referral.Identifiers, func(own record.Identifier) bool { return sameIdentifier(own, id) })
}
