package stitch

import (
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// names lists exchanges by area: "North East London, South East London and North West London".
func names(es []*record.Exchange) string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Name
	}
	return series(parts)
}

// series joins parts as a sentence does.
func series(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// verb picks the form that fits the number of exchanges.
func verb[E any](es []E, one, many string) string {
	if len(es) == 1 {
		return one
	}
	return many
}

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// number writes small numbers as words.
func number(n int) string {
	if n < len(numbers) {
		return numbers[n]
	}
	return strconv.Itoa(n)
}

// plurals are what a sentence calls the entries of a kind.
var plurals = map[record.Kind]string{
	record.Alerts: "alerts", record.Allergies: "allergies", record.Medications: "medications",
	record.Conditions: "conditions", record.Investigations: "investigations", record.Observations: "observations",
	record.Procedures: "procedures", record.Immunisations: "immunisations", record.Encounters: "encounters",
	record.Referrals: "referrals", record.Appointments: "appointments", record.Documents: "documents",
	record.Assessments: "assessments", record.CarePlans: "care plans", record.CareTeams: "care teams",
	record.Demographics: "demographics",
}

// plural is what a sentence calls the entries of a kind, or of all kinds together.
func plural(k record.Kind) string {
	if p := plurals[k]; p != "" {
		return p
	}
	return "entries"
}

// settingNames are what a sentence calls the care settings.
var settingNames = map[record.CareSetting]string{
	record.PrimaryCare: "primary care", record.Acute: "acute", record.MentalHealth: "mental health",
	record.Community: "community", record.SocialCare: "social care", record.UrgentAndEmergency: "urgent and emergency care",
}
