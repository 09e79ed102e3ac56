package fhir

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

type questionnaireResponse struct {
	resource
	Identifier           identifier `json:"identifier"`
	BasedOn              ignored    `json:"basedOn"`
	PartOf               ignored    `json:"partOf"`
	Questionnaire        string     `json:"questionnaire"`
	QuestionnaireElement *element   `json:"_questionnaire"`
	Status               string     `json:"status"`
	Subject              *reference `json:"subject"`
	Encounter            ignored    `json:"encounter"`
	Authored             string     `json:"authored"`
	Author               *reference `json:"author"`
	Source               *reference `json:"source"`
	Item                 []formItem `json:"item"`
}

type formItem struct {
	LinkID string       `json:"linkId"`
	Text   string       `json:"text"`
	Answer []formAnswer `json:"answer"`
	Item   []formItem   `json:"item"`
}

type formAnswer struct {
	ValueBoolean    *bool          `json:"valueBoolean"`
	ValueDecimal    jsontext.Value `json:"valueDecimal"`
	ValueInteger    jsontext.Value `json:"valueInteger"`
	ValueDate       string         `json:"valueDate"`
	ValueDateTime   string         `json:"valueDateTime"`
	ValueTime       string         `json:"valueTime"`
	ValueString     string         `json:"valueString"`
	ValueURI        string         `json:"valueUri"`
	ValueAttachment *attachment    `json:"valueAttachment"`
	ValueCoding     *coding        `json:"valueCoding"`
	ValueQuantity   *quantity      `json:"valueQuantity"`
	ValueReference  *reference     `json:"valueReference"`
	Item            []formItem     `json:"item"`
}

var assessmentStatuses = map[string]record.AssessmentStatus{
	"in-progress": record.AssessmentInProgress, "completed": record.AssessmentCompleted, "amended": record.AssessmentAmended,
	"entered-in-error": record.AssessmentEnteredInError, "stopped": record.AssessmentStopped,
}

// displayExtension is HL7's extension that gives the name of what a canonical or reference leads to.
const displayExtension = "http://hl7.org/fhir/StructureDefinition/display"

// mapQuestionnaireResponse reads a completed form.
func mapQuestionnaireResponse(m *mapper, r *questionnaireResponse) record.Facts {
	a := &record.Assessment{
		Status:   enum(m, "status", r.Status, assessmentStatuses, record.AssessmentUnknown),
		Authored: m.date("authored date", r.Authored),
		Author:   m.practitioner(r.Author),
	}
	a.Answers = m.answers(nil, "", r.Item)
	m.about(r.Subject)
	m.begin(&a.Entry, record.Assessments, told{recorders: []*reference{r.Author, r.Source}, recorded: a.Authored})
	a.Identifiers = m.identifierList([]identifier{r.Identifier})
	a.Code = m.form(r)
	a.When = a.Authored
	a.StatusText = words(m.stock, a.Status)
	return record.Facts{Assessments: []*record.Assessment{a}}
}

// answers flattens a form: groups become headings, a question under an answer follows it.
func (m *mapper) answers(list []record.AssessmentAnswer, group string, items []formItem) []record.AssessmentAnswer {
	for i := range items {
		item := &items[i]
		question := orElse(item.Text, item.LinkID)
		heading := group
		if len(item.Answer) == 0 && len(item.Item) > 0 {
			heading = strings.Join(nonEmpty([]string{group, item.Text}), ": ")
		} else {
			list = append(list, record.AssessmentAnswer{Group: record.Text(group), Question: question, Answers: m.sayAnswers(item.Answer)})
		}
		for k := range item.Answer {
			list = m.answers(list, strings.Join(nonEmpty([]string{group, question}), ": "), item.Answer[k].Item)
		}
		list = m.answers(list, heading, item.Item)
	}
	return list
}

func (m *mapper) sayAnswers(all []formAnswer) []string {
	var said []string
	for i := range all {
		if s := m.sayAnswer(&all[i]); s != "" {
			said = append(said, s)
		}
	}
	return said
}

// sayAnswer writes an answer in words, as recorded.
func (m *mapper) sayAnswer(a *formAnswer) string {
	switch {
	case a.ValueBoolean != nil:
		return yesNo(*a.ValueBoolean)
	case a.ValueCoding != nil:
		return m.conceptOf(a.ValueCoding).Text
	case a.ValueQuantity != nil:
		return sayQuantity(m.quantity("answer", a.ValueQuantity))
	case a.ValueReference != nil:
		return orElse(m.meaning(a.ValueReference).Text, sayReference(a.ValueReference))
	case a.ValueAttachment != nil:
		return orElse(a.ValueAttachment.Title, "attached file")
	case a.ValueDate != "":
		return orElse(m.date("answer", a.ValueDate).String(), shorten(a.ValueDate))
	case a.ValueDateTime != "":
		return orElse(m.date("answer", a.ValueDateTime).String(), shorten(a.ValueDateTime))
	case len(a.ValueDecimal) > 0:
		return string(m.number("answer", a.ValueDecimal))
	case len(a.ValueInteger) > 0:
		return string(m.number("answer", a.ValueInteger))
	}
	return orElse(a.ValueString, orElse(a.ValueTime, a.ValueURI))
}

// yesNo writes the answer to a question.
func yesNo(yes bool) string {
	if yes {
		return "Yes"
	}
	return "No"
}

// form names the form: as the source calls it, else by the questionnaire's own title, else by the end of its address.
func (m *mapper) form(r *questionnaireResponse) record.CodeableConcept {
	if r.QuestionnaireElement != nil {
		for _, e := range extensionsAt(r.QuestionnaireElement.Extension, displayExtension) {
			if e.ValueString != "" {
				return worded(e.ValueString)
			}
		}
	}
	if there, ok := m.find(&reference{Reference: r.Questionnaire}); ok && there.typ == "Questionnaire" {
		if title := look[struct {
			Title string `json:"title"`
		}](there).Title; title != "" {
			return worded(title)
		}
	}
	address, _, _ := strings.Cut(r.Questionnaire, "|")
	if name := address[strings.LastIndexAny(address, "/#")+1:]; name != "" {
		return record.CodeableConcept{Text: "Form " + name}
	}
	return record.CodeableConcept{Text: "Assessment"}
}
