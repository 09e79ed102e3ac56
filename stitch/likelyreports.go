package stitch

import (
	"github.com/london-care-record/gateway/record"
)

const (
	reportOfThatDay    = "Likely the same examination: another exchange gives the same report, to the day in one and to the minute in the other."
	reportOfThatName   = "Likely the same examination: another exchange holds a report of the same name and time, and neither contradicts the other."
	reportInOtherState = "Likely the same examination in two states: another exchange holds a report of the same name and time with another status."
	reportWithTheValue = "Likely the same examination: another exchange holds a result of the same test, time and value."
)

// likelyReports are the grounds for reports, and for laboratory results that stand alone.
var likelyReports = []likelihood[*record.Investigation]{
	{reason: reportOfThatDay, applies: someToTheDay[*record.Investigation], near: reportDay, keys: reportDayKeys, fits: func(t *terms, a, b *record.Investigation) bool {
		return dayAndMinute(a.Effective, b.Effective) && t.sameExamination(a, b)
	}},
	{reason: reportInOtherState, near: reportTime, keys: reportTimeKeys, fits: func(t *terms, a, b *record.Investigation) bool {
		return resultStanding[a.Status] != resultStanding[b.Status] && a.Retracted() == b.Retracted() && !t.otherObject(a, b)
	}},
	{reason: reportOfThatName, asBefore: true, fits: (*terms).sameExamination},
	{reason: reportWithTheValue, near: sharedResultTimes, keys: sharedResultKeys, fits: (*terms).compatibleReports},
}

func reportDay(k *keyring, i *record.Investigation) { k.day(i.Effective) }

func reportTime(k *keyring, i *record.Investigation) {
	k.moment(firstOf(i.Effective, i.EffectivePeriod))
}

func reportDayKeys(k *keyring, i *record.Investigation) {
	w := k.rest()
	w.b = i.Effective.AppendDay(w.b)
	k.called(i.Code, w.key())
}

func reportTimeKeys(k *keyring, i *record.Investigation) {
	w := k.rest()
	w.effective(i.Effective, i.EffectivePeriod)
	k.called(i.Code, w.key())
}

// sharedResultKeys are those of each result with its value at an instant: a panel in one exchange may be single results
// in another, or go by another name.
func sharedResultKeys(k *keyring, i *record.Investigation) {
	for _, o := range i.Results {
		if sharedResult(o) {
			w := k.rest()
			w.date(o.Effective)
			w.next()
			w.result(o)
			k.called(o.Code, w.key())
		}
	}
}

func sharedResultTimes(k *keyring, i *record.Investigation) {
	for _, o := range i.Results {
		if sharedResult(o) {
			k.moment(o.Effective)
		}
	}
}

func sharedResult(o *record.Observation) bool {
	return hasValue(o) && o.Effective.Precision() == record.PrecisionInstant
}

// sameExamination tells that two reports of one name can be one: compatible, and both done or neither.
func (t *terms) sameExamination(a, b *record.Investigation) bool {
	return a.Retracted() == b.Retracted() && t.compatibleReports(a, b)
}

// compatibleReports tells that nothing which both reports say keeps them apart.
func (t *terms) compatibleReports(a, b *record.Investigation) bool {
	if t.otherObject(a, b) || differ(normal(string(a.Conclusion)), normal(string(b.Conclusion))) ||
		differ(conceptsKey(a.ConclusionCodes), conceptsKey(b.ConclusionCodes)) || differ(attachmentsWords(a.Attachments), attachmentsWords(b.Attachments)) {
		return false
	}
	for _, x := range a.Results {
		if !t.givenIn(x, b.Results) {
			return false
		}
	}
	return true
}

// otherObject tells that two reports are of two parts of the body, of two modalities, of two sides,
// or of two times of a test.
func (t *terms) otherObject(a, b *record.Investigation) bool {
	return !t.sameQualifiers(a.Code.Text, b.Code.Text) || a.Code.Text != b.Code.Text && differ(figuresIn(a.Code.Text), figuresIn(b.Code.Text)) ||
		differ(conceptsKey(a.BodySites), conceptsKey(b.BodySites)) ||
		differ(conceptsKey(a.Modalities), conceptsKey(b.Modalities))
}

// plainlyAnother tells, sooner than by writing all of them down, that two results are two numbers of one unit.
func plainlyAnother(a, b *record.Observation) bool {
	x, okX := a.Value.(*record.Quantity)
	y, okY := b.Value.(*record.Quantity)
	return okX && okY && x.Unit == y.Unit && x.Code == y.Code && !sameNumber(x.Value, y.Value)
}

// givenIn tells that the results give this one alike, or not at all.
func (t *terms) givenIn(x *record.Observation, results []*record.Observation) bool {
	met := false
	for _, y := range results {
		if !t.alikeNames(x.Code, y.Code) || !x.Effective.Agrees(y.Effective) {
			continue
		}
		if !plainlyAnother(x, y) && (sameResult(x, y) || otherFigure(x, y)) {
			return true
		}
		met = true
	}
	return !met
}
