package stitch

import (
	"cmp"

	"github.com/london-care-record/gateway/record"
)

// Why two rows are likely one document, plan, team or form, in words for a clinician.
const (
	documentWithNumber  = "Likely the same document: another exchange holds one with the same number and title."
	documentFiledLater  = "Likely the same document: another exchange holds one of the same title, author and time of care, filed at another time."
	documentOfOtherType = "Likely the same document: another exchange holds one of the same time, title and author under another type."
	carePlanOfThatDay   = "Likely the same plan: another exchange holds one of the same name and day, and neither contradicts the other."
	careTeamOfThatName  = "Likely the same team: another exchange holds one of the same name and organisation."
	assessmentOfThatDay = "Likely the same form: another exchange holds one of the same name and day, and no answer differs."
)

// likelyDocuments are the grounds for documents.
var likelyDocuments = []likelihood[*record.Document]{
	{reason: documentWithNumber, keys: func(k *keyring, d *record.Document) {
		for _, id := range d.Identifiers {
			if isBusiness(id) && d.Title != "" {
				k.add(key{}, record.CanonicalSystem(id.System), id.Value, normal(string(d.Title)))
			}
		}
	}, fits: (*terms).compatibleDocuments},
	{reason: documentFiledLater, keys: func(k *keyring, d *record.Document) {
		if care := periodKey(d.Period); care != "" && d.Title != "" && len(d.Authors) > 0 {
			k.add(key{}, normal(string(d.Title)), normal(practitionersWords(d.Authors)), care)
		}
	}, fits: (*terms).compatibleDocuments},
	{reason: documentOfOtherType, keys: func(k *keyring, d *record.Document) {
		if !d.Date.IsZero() && d.Title != "" && len(d.Authors) > 0 {
			k.add(key{}, timeWords(d.Date), normal(string(d.Title)), normal(practitionersWords(d.Authors)))
		}
	}, fits: (*terms).compatibleDocuments},
}

// compatibleDocuments tells that nothing which both say keeps them apart: description, author, time of care, files.
func (t *terms) compatibleDocuments(a, b *record.Document) bool {
	return !t.clashingCodes(a.Code, b.Code) && !differ(normal(string(a.Description)), normal(string(b.Description))) &&
		!differ(normal(practitionersWords(a.Authors)), normal(practitionersWords(b.Authors))) &&
		!otherPlace(a.Custodian, b.Custodian) && !differ(periodKey(a.Period), periodKey(b.Period)) && !differ(filesKey(a), filesKey(b)) && !differ(lengthsOf(a), lengthsOf(b))
}

// likelyCarePlans are the grounds for care plans: the same name, and one day as its beginning.
var likelyCarePlans = []likelihood[*record.CarePlan]{
	{reason: carePlanOfThatDay, keys: func(k *keyring, c *record.CarePlan) { k.called(c.Code, keyOfText(plannedOn(c).Day())) },
		fits: func(t *terms, a, b *record.CarePlan) bool {
			x, y := plannedOn(a), plannedOn(b)
			return a.Intent == b.Intent && !differ(normal(string(a.Title)), normal(string(b.Title))) &&
				!differ(normal(stringsWords(a.Goals)), normal(stringsWords(b.Goals))) && !differ(activitiesKey(a), activitiesKey(b)) &&
				!t.clashingCodes(a.Code, b.Code) && (dateKey(x) == dateKey(y) || dayAndMinute(x, y))
		}},
}

// plannedOn is the date of a plan: when its time begins, else when it was written.
func plannedOn(c *record.CarePlan) record.PartialDate {
	if c.Period != nil && !c.Period.Start.IsZero() {
		return c.Period.Start
	}
	return c.Created
}

// likelyCareTeams are the grounds for care teams: the same name at the same organisation, at times that can be one.
var likelyCareTeams = []likelihood[*record.CareTeam]{
	{reason: careTeamOfThatName, keys: func(k *keyring, c *record.CareTeam) { k.called(c.Code, keyOfText(organisationKey(c.Organisation))) },
		fits: func(t *terms, a, b *record.CareTeam) bool {
			return !differ(normal(string(a.Name)), normal(string(b.Name))) && !t.clashingCodes(a.Code, b.Code) && overlapping(a.Period, b.Period)
		}},
}

// overlapping tells that two periods can have a day in common; one that nobody told, or an open end, can.
func overlapping(a, b *record.Period) bool {
	if a == nil || b == nil {
		return true
	}
	before := func(x, y record.PartialDate) bool {
		return !x.IsZero() && !y.IsZero() && !x.Agrees(y) && x.Compare(y) < 0
	}
	return !before(a.End, b.Start) && !before(b.End, a.Start)
}

// likelyAssessments are the grounds for forms: the same name on one day, and no question with two answers.
var likelyAssessments = []likelihood[*record.Assessment]{
	{reason: assessmentOfThatDay, keys: func(k *keyring, a *record.Assessment) { k.called(a.Code, keyOfText(a.Authored.Day())) },
		fits: func(t *terms, a, b *record.Assessment) bool {
			return (dateKey(a.Authored) == dateKey(b.Authored) || dayAndMinute(a.Authored, b.Authored)) && !answeredOtherwise(a, b)
		}},
}

// answeredOtherwise tells that both forms answer a question, and not alike; or that they have no answer in common.
func answeredOtherwise(a, b *record.Assessment) bool {
	given := map[string]string{}
	for _, x := range a.Answers {
		given[cmp.Or(normal(x.Question), normal(string(x.Group)))] = answerKey(x)
	}
	shared := false
	for _, y := range b.Answers {
		before, asked := given[cmp.Or(normal(y.Question), normal(string(y.Group)))]
		if asked && before != answerKey(y) {
			return true
		}
		shared = shared || asked
	}
	return !shared
}
