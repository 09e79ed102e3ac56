package stitch

import (
	"slices"
	"strconv"

	"github.com/london-care-record/gateway/record"
)

// Why two rows are likely one result or report, in words for a clinician.
const (
	resultOfThatDay    = "Likely the same result: another exchange gives the same test and value, to the day in one and to the minute in the other."
	resultInOtherWords = "Likely the same result: another exchange gives the same value at the same time under another name or code."
	resultInOtherUnit  = "Likely the same result: another exchange gives the same test at the same time, with other words, digits or unit."
)

// likelyResults are the grounds for results that stand by themselves.
var likelyResults = []likelihood[*record.Observation]{
	{reason: resultOfThatDay, applies: someToTheDay[*record.Observation], near: resultDay, keys: resultDayKeys, fits: resultOnThatDay},
	{reason: resultInOtherUnit, near: resultTime, keys: resultTimeKeys, fits: func(_ *terms, a, b *record.Observation) bool { return otherFigure(a, b) }},
	{reason: resultInOtherWords, near: resultTime, keys: amountAtInstant, fits: resultElsewhereNamed},
}

// dayAndMinute tells that one of two dates is told to the day and the other one more exactly.
func dayAndMinute(a, b record.PartialDate) bool {
	return (a.Precision() == record.PrecisionDay) != (b.Precision() == record.PrecisionDay)
}

// someToTheDay tells that some of the rows are dated to the day, and others not: most answers of a laboratory are all to
// the minute.
func someToTheDay[T record.Row](rows []T) bool {
	toTheDay := func(row T) bool { return row.Base().When.Precision() == record.PrecisionDay }
	return slices.ContainsFunc(rows, toTheDay) && slices.ContainsFunc(rows, func(row T) bool { return !toTheDay(row) })
}

func resultDay(k *keyring, o *record.Observation) { k.day(o.Effective) }

func resultTime(k *keyring, o *record.Observation) { k.moment(o.Effective) }

func resultDayKeys(k *keyring, o *record.Observation) {
	w := k.rest()
	w.b = o.Effective.AppendDay(w.b)
	k.called(o.Code, w.key())
}

func resultOnThatDay(_ *terms, a, b *record.Observation) bool {
	return dayAndMinute(a.Effective, b.Effective) && sameResult(a, b)
}

func resultTimeKeys(k *keyring, o *record.Observation) {
	if _, ok := o.Value.(*record.Quantity); ok {
		w := k.rest()
		w.date(o.Effective)
		k.called(o.Code, w.key())
	}
}

// otherFigure tells that two results can give one amount in other digits, such as 5.0 and 5; or, at one instant, another
// number of another unit, such as 3.5 kg and 3500 g: nothing is converted, so that a reader has to judge. One number of
// two units is two amounts, and what is reckoned for a body surface is never what is not.
func otherFigure(a, b *record.Observation) bool {
	x, okX := a.Value.(*record.Quantity)
	y, okY := b.Value.(*record.Quantity)
	if !okX || !okY || x.Comparator != y.Comparator || !sameSurroundings(a, b) || forBodySurface(x) != forBodySurface(y) {
		return false
	}
	if unitKey(x) == unitKey(y) || normal(string(x.Unit)) == normal(string(y.Unit)) {
		return sameNumber(x.Value, y.Value)
	}
	return unitKey(x) != "" && unitKey(y) != "" && !sameNumber(x.Value, y.Value) && a.Effective.Precision() == record.PrecisionInstant
}

func sameNumber(a, b record.Decimal) bool {
	if a == b {
		return a != ""
	}
	x, errX := strconv.ParseFloat(string(a), 64)
	y, errY := strconv.ParseFloat(string(b), 64)
	return errX == nil && errY == nil && x == y
}

// amountAtInstant is the key of an amount with its unit at an instant: a number alone would meet too many others.
func amountAtInstant(k *keyring, o *record.Observation) {
	if q, ok := o.Value.(*record.Quantity); ok && q.Unit+q.Code != "" && o.Effective.Precision() == record.PrecisionInstant {
		w := k.rest()
		w.date(o.Effective)
		w.next()
		w.result(o)
		k.add(w.key())
	}
}

// resultElsewhereNamed tells that the names of two results can mean the same: one is coded and the other one only in
// words, or each in its own code systems.
func resultElsewhereNamed(t *terms, a, b *record.Observation) bool {
	return t.sameQualifiers(a.Code.Text, b.Code.Text) && !t.clashingCodes(a.Code, b.Code) &&
		(t.nationallyCoded(a.Code) || t.nationallyCoded(b.Code))
}
