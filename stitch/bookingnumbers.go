package stitch

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// bookingSystem is the system of the national booking number (UBRN) of the e-Referral Service.
const bookingSystem = "https://fhir.nhs.uk/Id/UBRN"

// bookingNumbers are the national booking numbers among the identifiers: twelve digits, and not all of them nought.
func bookingNumbers(ids []record.Identifier) []string {
	var out []string
	for _, id := range ids {
		digits := strings.Map(digitOnly, id.Value)
		if record.CanonicalSystem(id.System) == bookingSystem && len(digits) == 12 && strings.Trim(digits, "0") != "" {
			out = append(out, digits)
		}
	}
	return out
}

// digitOnly leaves out the spaces and hyphens in which a booking number is written for reading.
func digitOnly(r rune) rune {
	if r == ' ' || r == '-' {
		return -1
	}
	return r
}

// bookedTogether are the keys of a referral by its national booking number, where it says of whom it asks.
func bookedTogether(k *keyring, e *entry[*record.Referral]) {
	if e.rest.isNone() || organisationKey(e.row.Service) == "" {
		return
	}
	for _, number := range bookingNumbers(e.row.Identifiers) {
		k.add(e.rest, "booking", number, k.about(e.row.Code.Text).qualified)
	}
}

// sameIdentifier tells that two identifiers are one, however the system is spelt.
func sameIdentifier(a, b record.Identifier) bool {
	return a.Value == b.Value && record.CanonicalSystem(a.System) == record.CanonicalSystem(b.System)
}

// ownIdentifiers leaves each referral the identifiers that are its own: one that an exchange gives to several referrals,
// such as the number of an order of many tests, identifies none of them, and links no appointment (S14).
func ownIdentifiers(rows []*record.Referral) {
	type given struct {
		exchange record.ExchangeID
		record.Identifier
	}
	by, shared := map[given]*record.Referral{}, map[record.Identifier]bool{}
	for _, row := range rows {
		for _, id := range row.Identifiers {
			id.System = record.CanonicalSystem(id.System)
			for _, s := range row.Sources {
				g := given{s.Exchange.ID, id}
				if other := by[g]; other != nil && other != row {
					shared[id] = true
				}
				by[g] = row
			}
		}
	}
	if len(shared) == 0 {
		return
	}
	for _, row := range rows {
		row.Identifiers = slices.DeleteFunc(slices.Clone(row.Identifiers), func(id record.Identifier) bool {
			id.System = record.CanonicalSystem(id.System)
			return shared[id]
		})
	}
}
