package stitch

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// assessmentRules: sure when the form, the instant of authoring and every answer are equal. Undated ones are never
// joined.
var assessmentRules = rules[*record.Assessment]{
	kind:       record.Assessments,
	copies:     copier[record.Assessment],
	rest:       text(assessmentKey),
	same:       codeOrText[*record.Assessment]("same-form-same-date-same-answers", "same-text-same-date-same-answers"),
	contradict: contradictingCodes[*record.Assessment],
	likely:     likelyAssessments,
	fields: []field[*record.Assessment]{
		coded[*record.Assessment](),
		kept("status", func(a *record.Assessment) string { return string(a.Status) }),
		filled("author", func(a *record.Assessment) **record.Practitioner { return &a.Author }, practitionerWords),
	},
}

func assessmentKey(a *record.Assessment) string {
	if a.Authored.IsZero() {
		return ""
	}
	return all(dateKey(a.Authored), listed(a.Answers, func(x record.AssessmentAnswer) string {
		return normal(string(x.Group)) + "\x1d" + normal(x.Question) + "\x1d" + answerKey(x)
	}))
}

// answerKey writes down the answers to a question.
func answerKey(x record.AssessmentAnswer) string { return normal(strings.Join(x.Answers, "\x1c")) }

// Assessments makes the assessments section.
func Assessments(p *Patient, answers []record.Answer, includeRetracted bool) *AssessmentList {
	rows, completeness := section(p, answers, assessmentRules, func(f record.Facts) []*record.Assessment { return f.Assessments })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, assessmentRules.likely)
	return &AssessmentList{Entries: rows, Completeness: completeness}
}
