package token

import (
	"regexp"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// patientID is a FHIR id.
// Source: FHIR R4, data types, id.
var patientID = regexp.MustCompile(`^[A-Za-z0-9\-.]{1,64}$`)

// launch reads on whom the caller's own system opened the gateway. What can't be read is refused rather than passed over,
// because it bounds whom the token is for.
func (i Issuer) launch(c claims, exchanges []record.ExchangeID) (access.Launch, bool) {
	var l access.Launch
	ok := i.launchNumber(c, &l) && i.launchReference(c, &l, exchanges)
	if born := c.text(i.Claims.BirthDate); ok && born != "" {
		var err error
		l.BirthDate, err = record.ParsePartialDate(born)
		ok = err == nil
	}
	return l, ok
}

func (i Issuer) launchNumber(c claims, l *access.Launch) bool {
	stated := c.find(i.Claims.NHSNumber)
	if stated == nil {
		return true
	}
	text, _ := stated.(string)
	var err error
	l.Person, err = record.ParseNHSNumber(text)
	return err == nil
}

// launchReference reads a reference, which is needed only where there is no number.
func (i Issuer) launchReference(c claims, l *access.Launch, exchanges []record.ExchangeID) bool {
	stated := c.find(i.Claims.Patient)
	if stated == nil || i.Claims.Patient == i.Claims.NHSNumber {
		return true
	}
	text, _ := stated.(string)
	id := strings.TrimPrefix(text, "Patient/")
	exchange := i.Exchange
	if named := c.find(i.Claims.Exchange); named != nil {
		text, _ := named.(string)
		exchange = record.ExchangeID(text)
	}
	switch {
	case l.Person != "":
		return true
	case !patientID.MatchString(id) || !slices.Contains(exchanges, exchange):
		return false
	}
	l.Exchange, l.Reference = exchange, "Patient/"+id
	return true
}
