package fhir

import "github.com/london-care-record/gateway/record"

type appointment struct {
	resource
	Identifier            []identifier             `json:"identifier"`
	Status                string                   `json:"status"`
	CancelationReason     *codeableConcept         `json:"cancelationReason"`
	ServiceCategory       []codeableConcept        `json:"serviceCategory"`
	ServiceType           []codeableConcept        `json:"serviceType"`
	Specialty             []codeableConcept        `json:"specialty"`
	AppointmentType       *codeableConcept         `json:"appointmentType"`
	ReasonCode            []codeableConcept        `json:"reasonCode"`
	ReasonReference       []reference              `json:"reasonReference"`
	Priority              ignored                  `json:"priority"`
	Description           string                   `json:"description"`
	SupportingInformation ignored                  `json:"supportingInformation"`
	Start                 string                   `json:"start"`
	End                   string                   `json:"end"`
	MinutesDuration       ignored                  `json:"minutesDuration"`
	Slot                  ignored                  `json:"slot"`
	Created               string                   `json:"created"`
	Comment               string                   `json:"comment"`
	PatientInstruction    string                   `json:"patientInstruction"`
	BasedOn               []reference              `json:"basedOn"`
	Participant           []appointmentParticipant `json:"participant"`
	RequestedPeriod       []period                 `json:"requestedPeriod"`
}

type appointmentParticipant struct {
	Type   []codeableConcept `json:"type"`
	Actor  *reference        `json:"actor"`
	Status string            `json:"status"`
}

var appointmentStatuses = map[string]record.AppointmentStatus{
	"proposed": record.AppointmentProposed, "pending": record.AppointmentPending, "booked": record.AppointmentBooked,
	"arrived": record.AppointmentArrived, "fulfilled": record.AppointmentFulfilled, "cancelled": record.AppointmentCancelled,
	"noshow": record.AppointmentNoShow, "entered-in-error": record.AppointmentEnteredInError,
	"checked-in": record.AppointmentCheckedIn, "waitlist": record.AppointmentWaitlist,
}

// mapAppointment reads a booked or proposed contact. It is about every patient among its participants.
func mapAppointment(m *mapper, r *appointment) record.Facts {
	a := &record.Appointment{
		Status:             enum(m, "status", r.Status, appointmentStatuses, record.AppointmentUnknown),
		Start:              m.instant("start", r.Start),
		End:                m.instant("end", r.End),
		Service:            m.firstConcept(r.ServiceType),
		Specialty:          m.firstConcept(r.Specialty),
		Reasons:            m.reasons(r.ReasonCode, r.ReasonReference),
		CancellationReason: m.conceptOrNil(r.CancelationReason),
		BasedOn:            m.references(r.BasedOn),
	}
	people := m.attending(a, r)
	a.When = m.quietDate(r.Start)
	m.tellBackwards("appointment", a.When, m.quietDate(r.End))
	for i := range r.RequestedPeriod {
		a.When = firstDate(a.When, startOf(m.period("requested period", &r.RequestedPeriod[i])))
	}
	created := m.date("created date", r.Created)
	m.begin(&a.Entry, record.Appointments, told{recorders: people, settings: append(r.ServiceType, r.Specialty...), recorded: created})
	if a.Organisation == nil {
		a.Organisation = a.Entry.Source().Organisation
	}
	a.Identifiers = m.identifierList(r.Identifier)
	a.Notes = nonEmpty([]string{r.Comment, r.PatientInstruction})
	a.Code = m.appointmentCode(r, a)
	if r.Description != "" && a.Code.Text != r.Description {
		a.Notes = append(a.Notes, r.Description)
	}
	a.StatusText = words(m.stock, a.Status)
	return record.Facts{Appointments: []*record.Appointment{a}}
}

// attending sorts the participants: patients are whom it is about, locations where, the rest with whom.
func (m *mapper) attending(a *record.Appointment, r *appointment) []*reference {
	var people []*reference
	for _, p := range r.Participant {
		switch m.target(p.Actor) {
		case "Patient":
			m.about(p.Actor)
			if p.Status == "declined" {
				m.warn("The patient declined it.")
			}
		case "Location":
			a.Location = record.Text(orElse(string(a.Location), string(m.place(p.Actor))))
		case "Organization", "HealthcareService":
			if a.Organisation == nil {
				a.Organisation = m.organisation(p.Actor)
			}
		case "RelatedPerson", "Device":
		default:
			if who := m.practitioner(p.Actor); who != nil {
				a.Practitioners = append(a.Practitioners, *who)
				people = append(people, p.Actor)
			}
		}
	}
	return people
}

// firstConcept gives the first concept that says something.
func (k *stock) firstConcept(all []codeableConcept) *record.CodeableConcept {
	if found := k.conceptList(all); len(found) > 0 {
		return &found[0]
	}
	return nil
}

// appointmentCode says what it is for: its service, else its type, else its specialty, else its description.
func (k *stock) appointmentCode(r *appointment, a *record.Appointment) record.CodeableConcept {
	for _, c := range []*record.CodeableConcept{a.Service, k.conceptOrNil(r.AppointmentType), a.Specialty, k.firstConcept(r.ServiceCategory)} {
		if c != nil {
			return *c
		}
	}
	if r.Description != "" {
		return worded(r.Description)
	}
	return record.CodeableConcept{Text: "Appointment"}
}
